"""Numbers as tables write them: which mark is the decimal one is read from the whole column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Literal

Mark = Literal[".", ","]
MISSING = frozenset({"", "-", "nan", "null", "none", "n/a", "na", "#n/a", "\\n"})
"""Cells that say that nothing is known, in lower case."""
_NAN = float("nan")
_POINT = re.compile(r"[+-]?(?=[.]?\d)(\d+|\d{1,3}(,\d{3})+)?(\.\d*)?([eE][+-]?\d+)?$")
_COMMA = re.compile(r"[+-]?(?=[,]?\d)(\d+|\d{1,3}(\.\d{3})+)?(,\d*)?([eE][+-]?\d+)?$")


def bare(text: str) -> str:
    """A cell without its blanks, its per cent sign and its infinity spelled out."""
    return text.strip().removesuffix("%").rstrip().replace("\xa0", "").replace("\u202f", "")


def is_missing(text: str) -> bool:
    """Whether a cell says that nothing is known."""
    return text.strip().lower() in MISSING


def looks_numeric(text: str) -> bool:
    """Whether a cell is a number under either mark."""
    text = bare(text)
    return bool(_POINT.match(text) or _COMMA.match(text))


def decimal_mark(texts: Iterable[str]) -> Mark | None:
    """Decimal mark of a column of numbers; None where nothing in it decides.

    `1.5` and `1,234.5` need the point, `1,5` and `1.234,5` the comma. `1,234` alone may be
    either; `1.234` alone is taken with the point, as nearly every program writes it.
    """
    point = comma = either = False
    for text in map(bare, texts):
        if "," not in text and "." not in text:
            continue
        by_point, by_comma = bool(_POINT.match(text)), bool(_COMMA.match(text))
        if by_point and by_comma:
            either |= "," in text
        point |= by_point and not by_comma
        comma |= by_comma and not by_point
    if comma and not point:
        return ","
    return None if either and not point else "."


def number_reader(mark: Mark) -> Callable[[str], float | None]:
    """Function from a cell to its value: nan where missing, None where it is no number."""
    pattern = _POINT if mark == "." else _COMMA
    other = "," if mark == "." else "."

    def read(text: str) -> float | None:
        try:
            # The common case, ten times faster than the pattern.
            if mark == ".":
                return float(text) if "_" not in text else None
        except ValueError:
            pass
        if is_missing(text):
            return _NAN
        plain = bare(text)
        if not pattern.match(plain):
            return None
        return float(plain.replace(other, "").replace(mark, "."))

    return read
