"""What a statistic of arrivals hands back: the estimate, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assessor.measurement.model import Estimate, Finding, Severity
from assessor.text.numbers import format_number, format_percent

ARRIVAL_FITTING = "arrival fitting"
"""The `result` that a refusal withholds when clock times cannot be real."""
GAP_FITTING = "gap fitting"
"""The `result` withheld when clock times are right to the minute only."""
COVERAGE = 0.9
"""Nominal coverage of intervals: that of the quantities of a scenario."""


@dataclass(frozen=True)
class Measured:
    """An estimate with what is odd about it; no estimate where a finding refuses it."""

    estimate: Estimate | None
    findings: tuple[Finding, ...] = ()


class Number(float):
    """A number of a finding: a float to programs, written in the reader's language to people."""

    def here(self) -> str:
        """Three digits or so; powers of ten where it is tiny."""
        size = abs(self)
        if 0 < size < 1e-3:
            return f"{float(self):.0e}"
        return format_number(float(self), 2 if size < 10 else 1 if size < 100 else 0)


class Share(float):
    """A fraction of a finding, shown as per cent."""

    def here(self) -> str:
        """`35.7 %`."""
        return format_percent(float(self))


def told(code: str, severity: Severity = "warning", /, *, count: int = 1, **params: Any) -> Finding:
    """A finding about the series as a whole."""
    shown = {
        name: Number(value) if type(value) is float else value for name, value in params.items()
    }
    return Finding(code, shown, count=count, severity=severity)


def refused(code: str, result: str, /, **params: Any) -> Measured:
    """No estimate, with the reason."""
    return Measured(None, (told(code, "refusal", result=result, **params),))


def clock_text(at: datetime) -> str:
    """Date and time as findings give them."""
    return at.isoformat(sep=" ", timespec="minutes")
