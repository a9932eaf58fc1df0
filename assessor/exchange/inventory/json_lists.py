"""Lists of the OpenStack client in JSON as tables: one object a row, by the line it starts on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assessor.documents import Place
from assessor.errors import Problem
from assessor.exchange.cells import Cell
from assessor.exchange.grid import MAX_COLUMNS, Grid, Limits, Row

_DECODER = json.JSONDecoder()
_BLANK = re.compile(r"[ \t\r\n]*")
_PAIR = re.compile(r"'?([\w.:-]{1,80})'?\s*[:=]\s*'([^']{0,200})'")
# an object inside these lends its keys to the row under their own names
_OPEN = frozenset({"properties", "metadata"})


@dataclass(frozen=True, slots=True)
class JsonGrid(Grid):
    """A list of objects: cells have a line, the column says nothing."""

    def place(self, row: int, index: int) -> Place:
        return Place(self.path, row, 1)

    def problem(self, code: str, row: int, index: int, /, **params: Any) -> Problem:
        return Problem(code, params, self.path, row, 1)


def read_json(path: Path, limits: Limits) -> tuple[list[Grid], list[Problem]]:
    """The objects of a JSON file, a list of them or one alone, as a table."""
    name = str(path)
    try:
        size = path.stat().st_size / 2**20
        if size > limits.file_mib:
            sizes = {"size_mib": round(size, 1), "limit_mib": limits.file_mib}
            return [], [Problem("file_too_large", sizes, name)]
        text = path.read_bytes().decode("utf-8-sig")
        found = list(_objects(text, limits.rows))
    except FileNotFoundError:
        return [], [Problem("file_missing", {}, name)]
    except OSError as error:
        return [], [Problem("file_not_readable", {"reason": error.strerror or str(error)}, name)]
    except UnicodeDecodeError:
        return [], [Problem("not_utf8", {}, name)]
    except json.JSONDecodeError as error:
        return [], [Problem("inventory_json", {"reason": error.msg}, name, error.lineno, 1)]
    except RecursionError:
        return [], [Problem("inventory_json", {"reason": "depth"}, name)]
    if not found:
        return [], [Problem("inventory_json_shape", {}, name)]
    if len(found) > limits.rows:
        return [], [Problem("table_too_long", {"limit": limits.rows}, name)]
    return _grids(name, path.name, found)


def _objects(text: str, most: int) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each object of the list with the line that it starts on."""
    at = _after_blanks(text, 0)
    if text[at : at + 1] != "[":
        value, end = _DECODER.raw_decode(text, at)
        if _after_blanks(text, end) != len(text):
            raise json.JSONDecodeError("Extra data", text, end)
        yield from [(1 + text.count("\n", 0, at), value)] if isinstance(value, dict) else []
        return
    line, counted, at = 1, 0, _after_blanks(text, at + 1)
    found = 0
    while text[at : at + 1] != "]":
        line, counted = line + text.count("\n", counted, at), at
        value, at = _DECODER.raw_decode(text, at)
        if not isinstance(value, dict):
            raise json.JSONDecodeError("Expecting an object", text, counted)
        yield line, value
        found += 1
        at = _after_blanks(text, at)
        if found > most:
            return
        if text[at : at + 1] == ",":
            at = _after_blanks(text, at + 1)
        elif text[at : at + 1] != "]":
            raise json.JSONDecodeError("Expecting ',' delimiter", text, at)
    if _after_blanks(text, at + 1) != len(text):
        raise json.JSONDecodeError("Extra data", text, at + 1)


def _after_blanks(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at


def _grids(
    path: str, name: str, found: list[tuple[int, dict[str, Any]]]
) -> tuple[list[Grid], list[Problem]]:
    flat = [(line, _flat(value)) for line, value in found]
    headings = list(dict.fromkeys(key for _line, row in flat for key in row))
    if len(headings) > MAX_COLUMNS:
        return [], [Problem("table_too_wide", {"limit": MAX_COLUMNS}, path)]
    rows = [Row(line, tuple(row.get(key) for key in headings)) for line, row in flat]
    return [JsonGrid(path, name, (Row(0, tuple(headings)), *rows))], []


def _flat(value: dict[str, Any]) -> dict[str, Cell]:
    """Objects within give `outer.inner`; those of free properties stand under their own names."""
    flat: dict[str, Cell] = {}
    opened: dict[str, Cell] = {}
    for key, item in value.items():
        inner = _inner(key, item)
        if inner is None:
            flat[key] = _scalar(item)
        elif key.lower() in _OPEN:
            opened |= {name: _scalar(one) for name, one in inner.items()}
        else:
            flat |= {f"{key}.{name}": _scalar(one) for name, one in inner.items()}
    return {**opened, **flat}


def _inner(key: str, item: Any) -> dict[str, Any] | None:
    """An object, or the text by which the client's tables show one."""
    if isinstance(item, dict):
        return item
    if isinstance(item, str) and key.lower() in {*_OPEN, "flavor"}:
        return pairs(item) or None
    return None


def pairs(text: str) -> dict[str, str]:
    """`system='A', env='test'`, or the same as Python shows a mapping."""
    return dict(_PAIR.findall(text[:10_000]))


def _scalar(item: Any) -> Cell:
    if item is None or isinstance(item, bool | int | float | str):
        return item if item != "" else None
    return json.dumps(item, ensure_ascii=False)[:2_000]
