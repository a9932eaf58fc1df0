"""Figures of a finding: numbers for programs, written in the reader's language in words."""

from __future__ import annotations

from math import floor, isfinite, log10

from assessor.text.numbers import format_duration, format_number, format_percent


class Number(float):
    """A figure, shown to three significant digits."""

    def here(self) -> str:
        """`1,235`, `12.3`, `0.00123`."""
        value = float(self)
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
