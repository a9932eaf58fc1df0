"""Clocks that were put forward or back: summer time, and a clock set by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from assessor.demand.days import SECONDS_PER_HOUR
from assessor.measurement.arrivals.expected import usual_level
from assessor.measurement.arrivals.grid import Bools, clock_table, day_kinds, fills
from assessor.measurement.arrivals.outliers import STRANGE
from assessor.measurement.arrivals.scores import strangeness
from assessor.measurement.model import Series

BACK = 60.0
"""Lines are written when a request ends and may step back by as long as requests last. [s]"""
_SUNDAY = 6
_LAST_HOUR = 4
"""Summer time begins and ends before 4 in the morning."""
_DOUBLED = (1.6, 2.5)
_QUIET = 3.0
_USUAL = 20.0


@dataclass(frozen=True)
class ClockChange:
    """One hour of one Sunday night that is missing, or came twice."""

    at: datetime
    kind: Literal["missing", "doubled"]
    observed: float
    expected: float


def summer_time_changes(series: Series) -> tuple[ClockChange, ...]:
    """Hours of Sunday nights before 4 o'clock that are empty or hold twice what they should.

    Empty: no request where 20 or more are usual, 6 robust standard deviations below, and the
    hours around are not empty. Doubled: 1.6 to 2.5 times the expectation, 6 deviations above, and
    the hours around within 3.
    Nothing is claimed on less than 4 weekend days.
    """
    if series.kind != "count" or not fills(series, SECONDS_PER_HOUR):
        return ()
    table = clock_table(series, SECONDS_PER_HOUR)
    kinds = day_kinds(table, None)
    if np.count_nonzero(kinds.weekday >= 5) < 4:
        return ()
    held = table.rates * table.cell
    usual = usual_level(held, kinds.weekday)
    strange = strangeness(held, kinds, counts=True)
    expected, scores = strange.expected, strange.scores
    empty = (held == 0) & (scores <= -STRANGE) & (usual >= _USUAL)
    empty &= _beside(np.nan_to_num(held) > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = held / expected
    doubled = (factor >= _DOUBLED[0]) & (factor <= _DOUBLED[1]) & (scores >= STRANGE)
    doubled &= _beside(np.abs(scores) < _QUIET)
    found = []
    for day, hour in np.argwhere(empty | doubled).tolist():
        if kinds.weekday[day] == _SUNDAY and hour < _LAST_HOUR:
            at = datetime.combine(table.on(day), datetime.min.time()) + timedelta(hours=hour)
            kind: Literal["missing", "doubled"] = "missing" if empty[day, hour] else "doubled"
            of = usual if kind == "missing" else expected
            found.append(
                ClockChange(at, kind, float(np.nan_to_num(held)[day, hour]), float(of[day, hour]))
            )
    return tuple(found)


def steps_back(times: ArrayLike) -> tuple[int, float, int]:
    """How often times in the order of the file go back by more than a minute.

    Parameters
    ----------
    times
        Instants in the order in which lines stand. [s]

    Returns
    -------
    Number of such steps, the longest [s], and the position of the first line after one; 0, 0, −1
    without any.
    """
    back = -np.diff(np.asarray(times, np.float64).ravel())
    far = np.flatnonzero(back > BACK)
    if far.size == 0:
        return 0, 0.0, -1
    return int(far.size), float(back.max()), int(far[0]) + 1


def _beside(fine: Bools) -> Bools:
    """Whether the cells before and after are so; the ends count as fine."""
    flat = np.concatenate([[True], fine.ravel(), [True]])
    both = flat[:-2] & flat[2:]
    return np.asarray(both.reshape(fine.shape), np.bool_)
