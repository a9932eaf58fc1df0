"""Clock times that cannot be those of arrivals, told with the numbers behind the claim."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from assessor.demand.days import SECONDS_PER_HOUR
from assessor.measurement.arrivals.clock_changes import steps_back, summer_time_changes
from assessor.measurement.arrivals.clock_flatness import even_steps, flat_day
from assessor.measurement.arrivals.clock_phases import (
    ALMOST_ALL,
    MARKED,
    Phase,
    minute_phase,
    second_phase,
)
from assessor.measurement.arrivals.measured import (
    ARRIVAL_FITTING,
    GAP_FITTING,
    Share,
    clock_text,
    told,
)
from assessor.measurement.model import Finding, Floats, Series

_MINUTE = 60.0
_SECONDS = 60
LEAST_TOLD = 1e-300
"""Chances below it are told as below it: the numbers of the machine end there."""


def clock_artefacts(
    series: Series,
    seconds_of_minute: ArrayLike | None = None,
    *,
    times: ArrayLike | None = None,
) -> tuple[Finding, ...]:
    """Signs that clock times are made up, rounded, flushed in batches or shifted.

    Each look has a false alarm rate of at most 10⁻⁶ on arrivals in bursts with a day shape, and
    a least size of effect, so that long logs do not alarm over trifles.

    Parameters
    ----------
    series
        Counts of local clock time, best per minute; steps up to 30 minutes are looked at for
        phases, up to an hour for flat days and summer time.
    seconds_of_minute
        (60,): lines by second of the minute, of the same log.
    times
        Instants in the order of the file, for steps back. [s]

    Returns
    -------
    - `clock_minutes` (refuses arrival fitting): of everything, the share beyond chance on one
      minute of a period of 2 to 60 minutes, or on up to 4 minutes of the hour, is 0.9 or more:
      artificial times, or a flush. Below, from 0.1 on, `clock_minutes_marked` (told): timed jobs.
    - `clock_seconds` (refuses gap fitting): the same for seconds, all at second 0 for instance.
      Counts per minute stay good.
    - `clock_flat_day`: the hours of the day differ by less than 15 %, as no people's do.
    - `clock_too_even`: steps scatter less than chance.
    - `clock_hour_missing`, `clock_hour_doubled`: summer time on a Sunday night.
    - `clock_set_back`: lines that go back by more than a minute.

    Raises
    ------
    ValueError
        A series of means, or other than 60 seconds.

    References
    ----------
    .. [1] C. J. Clopper, E. S. Pearson, Biometrika 26 (1934) 404-413: exact binomial tails
       (recalled).
    """
    if series.kind != "count":
        raise ValueError(f"counts are needed, {series.name} is a series of means")
    return (
        *_minutes(series),
        *_seconds(series, seconds_of_minute),
        *_evenness(series),
        *_summer_time(series),
        *_set_back(times),
    )


def _minutes(series: Series) -> Iterator[Finding]:
    counts = _per_minutes(series)
    if counts is None:
        return
    values, step = counts
    phase = minute_phase(values, series.start.minute, step)
    if phase is None:
        return
    if phase.excess >= ALMOST_ALL:
        yield told("clock_minutes", "refusal", result=ARRIVAL_FITTING, **_shown(phase))
    elif phase.excess >= MARKED:
        yield told("clock_minutes_marked", **_shown(phase))


def _per_minutes(series: Series) -> tuple[Floats, int] | None:
    """Counts per minute, or per step where that is some minutes, with the step in minutes."""
    if series.step >= _MINUTE:
        step = round(series.step / _MINUTE)
        beside = series.start.minute % step or series.start.second
        fits = abs(step * _MINUTE - series.step) < 1e-9 and 60 % step == 0 and step <= 30
        return (series.values, step) if fits and not beside else None
    parts = round(_MINUTE / series.step)
    if abs(parts * series.step - _MINUTE) > 1e-9:
        return None
    started = series.start.second + series.start.microsecond / 1e6
    before = round(started / series.step)
    whole = -(-(len(series) + before) // parts) * parts
    padded = np.full(whole, np.nan)
    padded[before : before + len(series)] = series.values
    return padded.reshape(-1, parts).sum(axis=1), 1


def _seconds(series: Series, seconds_of_minute: ArrayLike | None) -> Iterator[Finding]:
    if seconds_of_minute is None:
        return
    counts = np.asarray(seconds_of_minute, np.float64)
    if counts.shape != (_SECONDS,):
        raise ValueError(f"lines by second must be 60 numbers, got shape {counts.shape}")
    minutes = _per_minutes(series)
    if minutes is None or minutes[1] != 1 or not counts.sum() > 0:
        return
    phase = second_phase(counts, int(np.count_nonzero(np.nan_to_num(minutes[0]) > 0)))
    if phase is not None:
        yield told("clock_seconds", "refusal", result=GAP_FITTING, **_shown(phase))


def _shown(phase: Phase) -> dict[str, Any]:
    return {
        "period": phase.period,
        "at": ", ".join(f":{at:02d}" for at in phase.at),
        "share": Share(phase.share),
        "expected": Share(phase.expected),
        "p_value": max(phase.p_value, LEAST_TOLD),
    }


def _evenness(series: Series) -> Iterator[Finding]:
    flat = flat_day(series)
    if flat is not None:
        yield told(
            "clock_flat_day",
            variation=Share(flat.value),
            limit=Share(flat.limit),
            lines=float(flat.observations),
        )
    even = even_steps(series)
    if even is not None:
        yield told(
            "clock_too_even", index=even.value, p_value=even.limit, windows=even.observations
        )


def _summer_time(series: Series) -> Iterator[Finding]:
    for change in summer_time_changes(series):
        params: dict[str, Any] = {"observed": change.observed, "expected": change.expected}
        yield told(f"clock_hour_{change.kind}", at=clock_text(change.at), **params)


def _set_back(times: ArrayLike | None) -> Iterator[Finding]:
    if times is None:
        return
    count, longest, first = steps_back(times)
    if count:
        hours = longest / SECONDS_PER_HOUR
        yield told("clock_set_back", count=count, seconds=longest, hours=hours, position=first)
