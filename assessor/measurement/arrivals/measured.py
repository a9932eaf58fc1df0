"""What a statistic of arrivals hands back: the estimate, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assessor.measurement.model import Estimate, Finding, Severity
from assessor.measurement.showing import Number, Share

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


__all__ = [
    "ARRIVAL_FITTING",
    "COVERAGE",
    "GAP_FITTING",
    "Measured",
    "Number",
    "Share",
    "clock_text",
    "refused",
    "told",
]
