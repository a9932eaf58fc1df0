"""One cell: what a document holds as a spreadsheet shows it, and back, never by guessing.

A cell is text, a number, yes or no, a date or nothing. A formula is none of these: its result is
another program's and is refused where an answer is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from assessor.text import fold, spreadsheet_safe


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that another program computes."""

    text: str


@dataclass(frozen=True, slots=True)
class Broken:
    """A cell that shows an error of the spreadsheet, such as `#REF!`."""

    text: str


Value = str | int | float | bool | date | None
Cell = Value | Formula | Broken

YES = frozenset({"yes", "true", "co", "dung", "dat", "met"})
NO = frozenset({"no", "false", "khong", "sai", "khong dat", "not met"})

_PLAIN = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?\Z")
_DECIMAL_COMMA = re.compile(r"[-+]?\d+,\d+\Z")
_GROUPED = {
    ",": re.compile(r"[-+]?\d{1,3}(?:\.\d{3})+,\d+\Z"),
    ".": re.compile(r"[-+]?\d{1,3}(?:,\d{3})+\.\d+\Z"),
}
_GROUPED_WHOLE = re.compile(r"[-+]?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})+\Z")
# "1.500" is 1500 to one reader and 1.5 to another; with a leading zero nobody groups
_AMBIGUOUS = re.compile(r"[-+]?[1-9]\d{0,2}[.,]\d{3}\Z")


class AmbiguousNumberError(ValueError):
    """A number that readers of the two languages would take differently."""


def escaped(text: str) -> str:
    """Text that no spreadsheet runs; `unescaped` gives it back exactly."""
    return "'" + text if text.startswith("'") else spreadsheet_safe(text)


def unescaped(text: str) -> str:
    """The text as it was before `escaped`."""
    if text.startswith("'") and escaped(text[1:]) == text:
        return text[1:]
    return text


def plain(cell: Value) -> Value:
    """A cell as read, tidied: no blank text, no escape, Unix line ends."""
    return _tidy(unescaped(cell) if isinstance(cell, str) else cell)


def _tidy(cell: Value) -> Value:
    if not isinstance(cell, str):
        return cell.date() if isinstance(cell, datetime) else cell
    text = cell.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    return text if text.strip() else None


def text_of(cell: Value) -> str:
    """A cell as CSV text."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return escaped(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        return _number_text(cell)
    return str(cell)


def _number_text(value: float) -> str:
    text = str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return text + "0" if _AMBIGUOUS.match(text) else text


def same(read: Value, written: Value) -> bool:
    """True where a cell, tidied already, still says what was written into it."""
    before, now = _tidy(written), read
    if isinstance(now, str) and not isinstance(before, str):
        return now == text_of(before)
    if isinstance(before, float) and isinstance(now, int | float) and not isinstance(now, bool):
        # a workbook keeps sixteen significant digits
        return now in (before, float(f"{before:.16G}"))
    return before == now and isinstance(before, bool) == isinstance(now, bool)


def number_of(text: str) -> float | int:
    """A number as people write it in Vietnamese or English.

    Raises
    ------
    AmbiguousNumberError
        The two languages read it differently.
    ValueError
        It is no number.
    """
    text = text.replace("\u00a0", "").replace(" ", "").replace("\u2212", "-").strip()
    if _AMBIGUOUS.match(text):
        raise AmbiguousNumberError(text)
    if _PLAIN.match(text):
        return int(text) if text.lstrip("+-").isdigit() else float(text)
    if _DECIMAL_COMMA.match(text) or _GROUPED[","].match(text):
        return float(text.replace(".", "").replace(",", "."))
    if _GROUPED["."].match(text):
        return float(text.replace(",", ""))
    if _GROUPED_WHOLE.match(text):
        return int(text.replace(".", "").replace(",", ""))
    raise ValueError(f"not a number: {text!r}")


def date_of(cell: Value) -> date:
    """A day: a date cell, `2023-07-17` or `17/07/2023`.

    Raises
    ------
    ValueError
        It is no day.
    """
    if isinstance(cell, date):
        return cell
    if not isinstance(cell, str):
        raise ValueError(f"not a date: {cell!r}")
    found = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", cell.strip())
    if found:
        day, month, year = map(int, found.groups())
        return date(year, month, day)
    return date.fromisoformat(cell.strip())


def claim_of(cell: Value) -> bool | None:
    """Yes or no in either language; none where the cell says something else."""
    if isinstance(cell, bool):
        return cell
    word = fold(cell).strip() if isinstance(cell, str) else ""
    if word in YES:
        return True
    return False if word in NO else None
