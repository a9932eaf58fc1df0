"""What a reader of a fitted law must know beside its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from assessor.measurement.demands.aligning import Windows
from assessor.measurement.demands.checking import refusal
from assessor.measurement.demands.diagnostics import curvature, daily_pattern
from assessor.measurement.demands.fitting import OUTLIER, SATURATED, Law
from assessor.measurement.model import Estimate, Finding, Floats
from assessor.measurement.showing import Number, Seconds, Share

_WEAK = 0.5
"""R² below which the rates hardly explain the utilisation."""
_WIDE = 0.5
"""Half-width over value from which a demand counts as poorly known."""


def remarks(
    law: Law, windows: Windows, demands: Mapping[str, Estimate], seconds: Floats
) -> Iterator[Finding]:
    """Remarks on a fit.

    Parameters
    ----------
    law, windows, demands
        The fit.
    seconds
        Of each window after midnight of the first day. [s]
    """
    yield from _clocks(windows)
    unknown = int(np.sum(~np.isfinite(windows.utilisation)))
    yield from _left_out("demand_unknown", unknown, "note")
    yield from _left_out("demand_saturated", law.saturated, limit=Share(SATURATED))
    yield from _left_out("demand_outliers", law.outliers, deviations=Number(OUTLIER))
    yield from _dependencies(law)
    for name, demand in demands.items():
        if demand.base == 0:
            yield Finding(
                "demand_zero", {"name": name, "high": Seconds(demand.high)}, severity="note"
            )
        elif demand.high - demand.low > 2 * _WIDE * demand.base:
            yield Finding(
                "demand_wide",
                {"name": name, "low": Seconds(demand.low), "high": Seconds(demand.high)},
            )
    if law.determination < _WEAK:
        yield Finding("demand_unexplained", {"share": Share(max(law.determination, 0.0))})
    bend = curvature(law.line, law.residual, law.weights)
    if bend is not None:
        yield Finding(
            "demand_bends" if bend > 0 else "demand_flattens", {"share": Share(abs(bend))}
        )
    pattern = daily_pattern(law.residual, law.weights, seconds)
    if pattern is not None:
        yield Finding("demand_daily_pattern", {"share": Share(pattern[0]), "hour": pattern[1]})


def _clocks(windows: Windows) -> Iterator[Finding]:
    if windows.lag:
        code = "demand_clock_ahead" if windows.lag > 0 else "demand_clock_behind"
        yield Finding(code, {"seconds": Seconds(abs(windows.lag))})
    if windows.lag_at_end:
        yield Finding("demand_clock_lost")


def _left_out(
    code: str, count: int, severity: str = "warning", **params: float
) -> Iterator[Finding]:
    if count:
        yield Finding(code, {"windows": count, **params}, count, severity=severity)  # type: ignore[arg-type]


def _dependencies(law: Law) -> Iterator[Finding]:
    index = Number(max(law.indices, default=0.0))
    for group in law.groups:
        if len(group) > 1:
            yield refusal(
                "demand_inseparable", result="demand", classes=", ".join(group), index=index
            )
    for name in law.absent:
        yield refusal("demand_no_requests", result="demand", name=name)
    for name in law.flat:
        yield refusal("demand_flat", result="demand", name=name)
