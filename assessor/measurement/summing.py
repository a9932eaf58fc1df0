"""Series of counts: several added to one where their grids allow it; rates made into counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np

from assessor.measurement.model import Finding, Series

_PER_SECOND = re.compile(r"(?i)/s(?:ec)?\b|[ _]per[ _]?s(?:ec(?:ond)?)?\b|\b[rt]ps\b|_[rt]ps\b")


def is_rate(name: str, series: Series) -> bool:
    """Whether a level is said to be a number of events a second, by its name or unit."""
    return series.kind == "mean" and bool(_PER_SECOND.search(f"{name} {series.unit}"))


def as_counts(series: Series) -> Series:
    """Events a second as events of each step."""
    return replace(series, values=series.values * series.step, kind="count", unit="requests")


def sum_of(name: str, series: Sequence[Series]) -> tuple[Series | None, tuple[Finding, ...]]:
    """The sum over the time that all of them cover; unknown where one of them is.

    Parameters
    ----------
    series
        Counts, at least one.

    Returns
    -------
    The sum, or None with a refusal where steps differ, lie beside each other or never overlap.
    """
    first = series[0]
    start = max(one.start for one in series)
    end = min(one.end for one in series)
    offsets = [(start - one.start).total_seconds() / first.step for one in series]
    fits = all(one.step == first.step for one in series) and all(
        abs(offset - round(offset)) < 1e-9 for offset in offsets
    )
    steps = round((end - start) / timedelta(seconds=first.step))
    if not fits or steps < 1:
        names = ", ".join(one.name for one in series)
        return None, (Finding("measured_not_summed", {"names": names}, severity="refusal"),)
    parts = [
        one.values[round(offset) : round(offset) + steps]
        for one, offset in zip(series, offsets, strict=True)
    ]
    longest = max(len(one) for one in series)
    findings: tuple[Finding, ...] = ()
    if steps < longest:
        lost = {"steps": steps, "longest": longest}
        findings = (Finding("measured_sum_shorter", lost),)
    total = np.sum(parts, axis=0)
    return Series(name, start, first.step, total, "count", first.unit), findings
