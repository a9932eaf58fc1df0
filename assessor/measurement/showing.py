"""Figures of a finding: numbers for programs, written in the reader's language in words."""

from __future__ import annotations

from math import floor, isfinite, log10

from assessor.text.numbers import format_duration, format_number, format_percent

_TINY = 1e-3
"""Below, powers of ten say more than zeros."""


class Number(float):
    """A figure, shown to three significant digits."""

    def here(self) -> str:
        """`1,235`, `12.3`, `0.00123`, `2e-82`."""
        value = float(self)
        if 0 < abs(value) < _TINY:
            return f"{value:.0e}"
        digits = min(max(2 - floor(log10(abs(value))), 0), 9) if isfinite(value) and value else 0
        return format_number(value, digits)


class Share(float):
    """A fraction, shown as per cent."""

    def here(self) -> str:
        """`35.7 %`."""
        return format_percent(float(self))


class Seconds(float):
    """A duration, shown in the unit that reads best. [s]"""

    def here(self) -> str:
        """`5 min`, `12.5 ms`."""
        return format_duration(float(self))
