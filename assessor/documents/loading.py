"""YAML read with care: YAML 1.2 scalars, no tags, no aliases, no key twice, and a line map.

Plain PyYAML reads `no` as false, `12:30` as 750, `010` as 8 and `1e3` as text, and lets the
last of two equal keys win in silence. Here values are built from the node tree instead, which
also gives every value its line.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from assessor.errors import Problem

SIZE_LIMIT_MIB = 10
DEPTH_LIMIT = 100
Key = tuple[str | int, ...]

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE, _FALSE = frozenset({"true", "True", "TRUE"}), frozenset({"false", "False", "FALSE"})
_INT = re.compile(r"[-+]?(?:0|[1-9][0-9_]*)\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9_]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_QUOTED = frozenset("'\"|>")
# what PyYAML resolves by itself; anything else was asked for by name
_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "null", "bool", "int", "float", "timestamp", "merge", "value", "map", "seq")
)
_BRACKETS = re.compile(r"[\[{\]}]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: file, line and column, counted from 1."""

    path: str
    line: int
    column: int


@dataclass(frozen=True)
class Loaded:
    """A document as plain data, with the place of every value and what is wrong so far."""

    path: str
    data: Any
    places: dict[Key, Place] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    sha256: str = ""

    def place_of(self, key: Key) -> Place:
        """The place of a value, or of the nearest mapping around it."""
        for length in range(len(key), -1, -1):
            if key[:length] in self.places:
                return self.places[key[:length]]
        return Place(self.path, 1, 1)

    def problem(self, code: str, key: Key = (), /, **params: Any) -> Problem:
        """A problem at the place of `key`."""
        place = self.place_of(key)
        return Problem(code, params, place.path, place.line, place.column)

    def warning(self, code: str, key: Key = (), /, **params: Any) -> Problem:
        """A warning at the place of `key`."""
        place = self.place_of(key)
        return Problem(code, params, place.path, place.line, place.column, "warning")


def load_yaml(path: Path, shown: str | None = None) -> Loaded:
    """Read one YAML (or JSON) file; never raises for what the file holds.

    Parameters
    ----------
    path
        The file.
    shown
        How problems name it; the path as given by default.
    """
    name = shown or str(path)
    try:
        size = path.stat().st_size
        if size > SIZE_LIMIT_MIB * 2**20:
            limits = {"size_mib": round(size / 2**20, 1), "limit_mib": SIZE_LIMIT_MIB}
            return Loaded(name, None, problems=(Problem("file_too_large", limits, name, 1, 1),))
        raw = path.read_bytes()
    except FileNotFoundError:
        return Loaded(name, None, problems=(Problem("file_missing", {}, name, 1, 1),))
    except IsADirectoryError:
        return Loaded(name, None, problems=(Problem("file_is_folder", {}, name),))
    except OSError as error:
        reason = {"reason": error.strerror or type(error).__name__}
        return Loaded(name, None, problems=(Problem("file_not_readable", reason, name, 1, 1),))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return Loaded(name, None, problems=(Problem("not_utf8", {}, name, line, 1),))
    return load_text(text, name)


def load_text(text: str, name: str) -> Loaded:
    """Read YAML text; `name` is how problems call it."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    too_deep = _too_deep(text, name)
    if too_deep is not None:
        return Loaded(name, None, problems=(too_deep,), sha256=sha256)
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
    except yaml.YAMLError as error:
        return Loaded(name, None, problems=(_syntax_problem(error, text, name),), sha256=sha256)
    finally:
        loader.dispose()
    builder = _Builder(name)
    data = None if node is None else builder.build(node, ())
    return Loaded(name, data, builder.places, tuple(builder.problems), sha256)


def _too_deep(text: str, name: str) -> Problem | None:
    """Depth is checked before the C composer, which recurses without a limit of its own."""
    depth = 0
    for found in _BRACKETS.finditer(text):
        depth = depth + 1 if found.group() in "[{" else max(depth - 1, 0)
        if depth > DEPTH_LIMIT:
            line = text.count("\n", 0, found.start()) + 1
            return Problem("yaml_too_deep", {"limit": DEPTH_LIMIT}, name, line, 1)
    for number, line_text in enumerate(text.splitlines(), start=1):
        lead = len(line_text) - len(line_text.lstrip(" -?:"))
        if lead > 2 * DEPTH_LIMIT and line_text.strip(" -?:#"):
            return Problem("yaml_too_deep", {"limit": DEPTH_LIMIT}, name, number, 1)
    return None


def _syntax_problem(error: yaml.YAMLError, text: str, name: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line + 1 if mark else _line_of_bad_character(error, text)
    column = mark.column + 1 if mark else 1
    row = next(iter(text.splitlines()[line - 1 :]), "")
    if "\t" in row[: len(row) - len(row.lstrip())]:
        return Problem("yaml_tab", {}, name, line, row.index("\t") + 1)
    reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "syntax"
    return Problem("yaml_syntax", {"reason": str(reason)}, name, line, column)


def _line_of_bad_character(error: yaml.YAMLError, text: str) -> int:
    position = getattr(error, "position", None)
    return text.count("\n", 0, position) + 1 if isinstance(position, int) else 1


class _Builder:
    """Turns a node tree into plain data, noting places and problems on the way."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.places: dict[Key, Place] = {}
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def _note(self, code: str, mark: Any, **params: Any) -> None:
        self.problems.append(Problem(code, params, self.name, mark.line + 1, mark.column + 1))

    def build(self, node: Any, key: Key) -> Any:
        mark = node.start_mark
        if key not in self.places:
            self.places[key] = Place(self.name, mark.line + 1, mark.column + 1)
        # An alias gives the same node again: refusing it also refuses "billion laughs".
        if id(node) in self._seen:
            self._note("yaml_alias", mark)
            return None
        self._seen.add(id(node))
        if node.tag not in _TAGS:
            self._note("yaml_tag", mark, tag=str(node.tag))
            return None
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*key, i)) for i, item in enumerate(node.value)]
        return self._mapping(node, key)

    def _mapping(self, node: Any, key: Key) -> dict[str | int, Any]:
        built: dict[str | int, Any] = {}
        first_line: dict[str | int, int] = {}
        for key_node, value_node in node.value:
            mark = key_node.start_mark
            if not isinstance(key_node, yaml.ScalarNode):
                self._note("wrong_type", mark, value="…", expected="text")
                continue
            name = key_node.value
            if name in built:
                self._note("yaml_duplicate_key", mark, key=name, first_line=first_line[name])
                continue
            first_line[name] = mark.line + 1
            self.places[(*key, name)] = Place(self.name, mark.line + 1, mark.column + 1)
            built[name] = self.build(value_node, (*key, name))
        return built

    def _scalar(self, node: Any) -> Any:
        text = node.value
        if node.style in _QUOTED:
            return text
        return plain_value(text)


def plain_value(text: str) -> Any:
    """The value of an unquoted scalar by the YAML 1.2 core rules; dates stay text."""
    if text in _NULL:
        return None
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    if _INT.match(text):
        return int(text.replace("_", ""))
    if _FLOAT.match(text):
        return float(text.replace("_", ""))
    return text
