"""The index of dispersion over the length of the counts, with the shape of the day taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assessor.measurement.arrivals.dispersion import (
    FEWEST_WINDOWS,
    counts_only,
    index_of_dispersion,
    steps_of,
)
from assessor.measurement.arrivals.measured import COVERAGE, told
from assessor.measurement.model import Estimate, Finding, Series

STEPS_OF_CURVE = 10
"""Counts in a window of the curve."""
LONGEST_WINDOW = 7200.0
"""Within 2 h the shape of a day is near a straight line. [s]"""
_CURVE_TIMES = (1, 2, 3, 5, 10, 12, 15, 20, 30, 60, 120, 180, 300, 600, 720)


@dataclass(frozen=True)
class DispersionCurve:
    """The index of dispersion over lengths of count."""

    times: tuple[float, ...]
    """Length of the counts, t. [s]"""
    estimates: tuple[Estimate, ...]
    """IDC(t), one for each time."""
    findings: tuple[Finding, ...] = ()


def index_of_dispersion_curve(
    series: Series,
    times: Sequence[float] | None = None,
    *,
    coverage: float = COVERAGE,
    seed: int = 0,
) -> DispersionCurve:
    """IDC(t) for several t, with the day taken out as a straight line in windows of 10 t.

    As `index_of_dispersion` with the weighting "arrivals" and the trend "line", on counts over t.
    What lasts longer than a window is taken for the shape of the day, so the curve says nothing
    about bursts of hours.

    Parameters
    ----------
    series
        Counts.
    times
        Multiples of the step; without them those multiples of a round number of steps up to 12
        minutes that leave 8 windows. [s]
    coverage
        Of each interval, in (0, 1). [1]
    seed
        Of the bootstrap.

    Returns
    -------
    The curve; a time with fewer than 8 windows of arrivals has no point, which is told, and so is
    a curve that still rises at its last point.

    Raises
    ------
    ValueError
        A series of means, or a time that is no multiple of the step.

    References
    ----------
    .. [1] W. Fischer, K. Meier-Hellstern, Performance Evaluation 18 (1993) 149-171, sec. 2
       (recalled).
    """
    counts_only(series)
    points: list[tuple[float, Estimate]] = []
    findings: list[Finding] = []
    for time in _times_of(series) if times is None else times:
        counts = _aggregated(series, steps_of(series, time))
        found = index_of_dispersion(
            counts,
            window=STEPS_OF_CURVE * time,
            weighting="arrivals",
            trend="line",
            coverage=coverage,
            seed=seed,
        )
        if found.estimate is None:
            findings.append(told("dispersion_time_left_out", "note", time=time))
        else:
            points.append((time, found.estimate))
    findings += _still_rising(points)
    known, estimates = tuple(t for t, _ in points), tuple(e for _, e in points)
    return DispersionCurve(known, estimates, tuple(findings))


def _times_of(series: Series) -> list[float]:
    longest = min(LONGEST_WINDOW, len(series) * series.step / FEWEST_WINDOWS)
    times = [count * series.step for count in _CURVE_TIMES]
    return [time for time in times if STEPS_OF_CURVE * time <= longest]


def _aggregated(series: Series, steps: int) -> Series:
    """Counts over several steps; what is left over at the end is dropped."""
    whole = len(series) // steps * steps
    values = series.values[:whole].reshape(-1, steps).sum(axis=1)
    return Series(series.name, series.start, series.step * steps, values, unit=series.unit)


def _still_rising(points: list[tuple[float, Estimate]]) -> list[Finding]:
    """Told where the last point lies above the interval of one at a quarter of its time or less."""
    if not points:
        return []
    time, last = points[-1]
    earlier = [estimate for t, estimate in points if t <= time / 4]
    if not earlier or last.low <= earlier[-1].high:
        return []
    return [told("dispersion_rising", "note", time=time, value=last.base)]
