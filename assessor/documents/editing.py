"""Writing into a file that people wrote: comments, order and untouched lines stay.

ruamel.yaml makes the edit on its round-trip tree. What it would re-flow elsewhere in the file
is not taken over: only the lines that the edit itself changed are.
"""

from __future__ import annotations

import difflib
import io
import json
import re
from collections.abc import Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any

from assessor.documents.loading import Key, load_text
from assessor.documents.saving import write_text

_BOM = "\ufeff"


class _Remove(Enum):
    """The wish to take a key out."""

    REMOVE = "remove"


REMOVE = _Remove.REMOVE


def edit(path: Path, changes: Mapping[Key, Any]) -> None:
    """Set values in a YAML file, keeping everything else; `None` as a value writes `null`.

    Parameters
    ----------
    changes
        Place of each value (`("answers", "X-1", "value")`) and the plain data to put there;
        mappings on the way are made where they are missing. `REMOVE` takes a key out.
    """
    # decoded here: reading as text would turn the line ends of Windows into those of Unix
    write_text(path, edited(path.read_bytes().decode("utf-8"), changes))


def edited(text: str, changes: Mapping[Key, Any]) -> str:
    """The text with values set, every untouched line as it was; JSON stays JSON."""
    try:
        tree = json.loads(text.removeprefix(_BOM))
    except ValueError:
        return _edited_yaml(text, changes)
    return _edited_json(text, tree, changes)


def _edited_json(text: str, tree: Any, changes: Mapping[Key, Any]) -> str:
    before = _json_like(text, tree)
    for key, value in changes.items():
        _set(tree, key, value)
    return _carry_over(text, before, _json_like(text, tree))


def _json_like(text: str, tree: Any) -> str:
    """JSON laid out as the text is: on one line or indented, letters as such or escaped."""
    indent = re.search(r"\n( +|\t+)\S", text)
    mark = _BOM if text.startswith(_BOM) else ""
    end = "\n" if text.endswith("\n") else ""
    escaped = text.isascii() and "\\u" in text
    body = json.dumps(tree, ensure_ascii=escaped, indent=indent.group(1) if indent else None)
    return f"{mark}{body}{end}"


def _edited_yaml(text: str, changes: Mapping[Key, Any]) -> str:
    yaml = _round_trip(text)
    tree = yaml.load(text)
    before = _dumped(yaml, tree)
    for key, value in changes.items():
        _set(tree, key, value)
    after = _dumped(yaml, tree)
    return _carry_over(text, before, after)


def _round_trip(text: str) -> Any:
    from ruamel.yaml import YAML

    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 10_000
    # sequences indented under their key ("  - x") or level with it ("- x"), as the file does
    indented = re.search(r"^( *)[^\s#-][^\n]*:\n\1  - ", text, re.MULTILINE)
    yaml.indent(mapping=2, sequence=4 if indented else 2, offset=2 if indented else 0)
    yaml.representer.add_representer(
        type(None), lambda dumper, _: dumper.represent_scalar("tag:yaml.org,2002:null", "null")
    )
    return yaml


def _dumped(yaml: Any, tree: Any) -> str:
    stream = io.StringIO()
    yaml.dump(tree, stream)
    return stream.getvalue()


def _set(tree: Any, key: Key, value: Any) -> None:
    *way, last = key
    here = tree
    for part in way:
        if isinstance(here, dict) and not isinstance(here.get(part), dict | list):
            if value is REMOVE:
                return
            here[part] = {}
        here = here[part]
    if value is not REMOVE:
        here[last] = value
    elif last in here:
        del here[last]


def _carry_over(original: str, before: str, after: str) -> str:
    """The difference between `before` and `after`, applied to the original's own lines.

    Where the layout of the original is too far from a dump to be kept, `after` as it is.
    """
    kept = _on_own_lines(original, before, after)
    return kept if load_text(kept, "").data == load_text(after, "").data else after


def _on_own_lines(original: str, before: str, after: str) -> str:
    lines = original.splitlines(keepends=True)
    dumped, changed = before.splitlines(keepends=True), after.splitlines(keepends=True)
    start_of = _alignment([_with_unix_end(line) for line in lines], dumped)
    if lines and lines[0].endswith("\r\n"):
        changed = [line.replace("\n", "\r\n") for line in changed]
    result: list[str] = []
    taken = 0
    for tag, low, high, new_low, new_high in _opcodes(dumped, after.splitlines(keepends=True)):
        if tag == "equal":
            continue
        result += lines[taken : start_of[low]]
        result += changed[new_low:new_high]
        taken = start_of[high]
    return "".join(result + lines[taken:])


def _with_unix_end(line: str) -> str:
    return line.removesuffix("\r\n") + "\n" if line.endswith("\r\n") else line


def _opcodes(a: list[str], b: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes()


def _alignment(original: list[str], dumped: list[str]) -> list[int]:
    """For each line of the dump, the line of the original where it starts."""
    starts = [0] * (len(dumped) + 1)
    for tag, low, high, new_low, new_high in _opcodes(original, dumped):
        for offset in range(new_high - new_low):
            same = tag == "equal" or high - low == new_high - new_low
            starts[new_low + offset] = low + offset if same else low
    starts[len(dumped)] = len(original)
    return starts
