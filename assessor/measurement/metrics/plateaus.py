"""Plateaus of a load test: where the number of users stands still and the system has settled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from assessor.measurement.metrics.model import LoadPoint
from assessor.measurement.metrics.seconds import Course
from assessor.measurement.metrics.tally import Tally
from assessor.measurement.metrics.timestamps import moment
from assessor.measurement.model import Floats
from assessor.measurement.showing import Number, Seconds, Share

SHORTEST = 30
"""Of a plateau, settling included. [s]"""
_BRIDGED = 3
"""Seconds of another number of users that do not end a plateau."""
_SETTLING = 0.1
"""Part of a plateau that is left out at its start, at least 5 s and two response times."""
_DRIFT = 0.1
"""Difference of throughput between the halves of a plateau from which it is not steady."""
_FEWEST = 30
"""Requests in a plateau."""
_LITTLE = 0.05
_CLOSED = 0.2


@dataclass(frozen=True)
class _Run:
    start: int
    end: int
    users: int


def load_points(course: Course, tally: Tally) -> tuple[LoadPoint, ...]:
    """The steady plateaus of a test.

    Seconds with the same number of users form a plateau if they last 30 s; up to 3 s of another
    number in between are bridged. Its first tenth (at least 5 s and two mean response times) and
    its last second are left out. It counts if the throughputs of its halves differ by less than
    a tenth, or by less than four standard errors, and at least 30 requests ended in it.

    Parameters
    ----------
    course
        The test by the second.
    tally
        Where what is left out is told.

    Returns
    -------
    Points in the order of time; no point is a refusal, and told as such.
    """
    runs = list(_runs(course.users))
    long = [run for run in runs if run.end - run.start >= SHORTEST]
    points = [point for run in long if (point := _point(course, run, tally)) is not None]
    used = sum(point.seconds for point in points)
    if len(course) - used > 0 and points:
        share = 1 - used / len(course)
        tally.note("load_test_ramps", seconds=Seconds(len(course) - used), share=Share(share))
    if not points:
        longest = max((run.end - run.start for run in runs), default=0)
        tally.refuse("load_test_no_plateau", longest=Seconds(longest), least=Seconds(SHORTEST))
    return tuple(points)


def _runs(users: Floats) -> Iterator[_Run]:
    """Seconds of one number of users, short interruptions bridged."""
    known = np.flatnonzero(np.isfinite(users))
    if not len(known):
        return
    last = np.maximum.accumulate(np.where(np.isfinite(users), np.arange(len(users)), -1))
    filled = np.where(last >= 0, users[np.maximum(last, 0)], np.nan)
    # A second in which the number changes has a mean between two whole numbers.
    level = np.where(np.abs(filled - np.round(filled)) < 1e-9, filled, -1.0)
    starts = np.concatenate([[0], np.flatnonzero(np.diff(level)) + 1, [len(level)]])
    runs = [
        _Run(a, b, int(level[a])) for a, b in pairwise(starts.tolist()) if np.isfinite(level[a])
    ]
    open_run: _Run | None = None
    for run in runs:
        if run.users <= 0:
            continue
        if open_run and run.users == open_run.users and run.start - open_run.end <= _BRIDGED:
            open_run = _Run(open_run.start, run.end, run.users)
        elif open_run is None or run.end - run.start > _BRIDGED:
            if open_run is not None:
                yield open_run
            open_run = run
    if open_run is not None:
        yield open_run


def _point(course: Course, run: _Run, tally: Tally) -> LoadPoint | None:
    whole = slice(run.start, run.end)
    number = float(course.requests[whole].sum())
    mean = float(course.response[whole].sum()) / number if number else 0.0
    length = run.end - run.start
    settling = max(5, int(np.ceil(_SETTLING * length)), int(np.ceil(2 * mean)))
    start, end = run.start + settling, run.end - 1
    requests = course.requests[start:end]
    total = float(requests.sum())
    if total < _FEWEST:
        tally.add("load_test_few_requests", users=run.users, requests=int(total), least=_FEWEST)
        return None
    halves = _halves(requests)
    if halves is not None:
        tally.add(
            "load_test_unsteady", users=run.users, first=Number(halves[0]), second=Number(halves[1])
        )
        return None
    return LoadPoint(
        users=float(run.users),
        throughput=total / (end - start),
        response_time=float(course.response[start:end].sum()) / total,
        response_p95=course.quantile(start, end, 0.95),
        error_share=float(course.failures[start:end].sum()) / total,
        requests=int(total),
        start=moment(course.first + start),
        seconds=float(end - start),
    )


def _halves(requests: Floats) -> tuple[float, float] | None:
    """Throughput of the two halves where they differ for certain. [1/s]"""
    middle = len(requests) // 2
    first, second = requests[:middle], requests[middle:]
    apart = abs(float(second.mean() - first.mean()))
    error = float(np.sqrt(first.var() / len(first) + second.var() / len(second)))
    if apart <= _DRIFT * float(requests.mean()) or apart <= 4 * error:
        return None
    return float(first.mean()), float(second.mean())


def check_little(points: Sequence[LoadPoint], think_time: float | None, tally: Tally) -> None:
    """Tell where N = X·(R + Z) does not hold.

    Parameters
    ----------
    points
        Plateaus.
    think_time
        Z as the test says it; None takes the median of the plateaus', which a closed test must
        agree with. [s]
    tally
        Where it is told.
    """
    for point in points:
        if point.in_system > (1 + _LITTLE) * point.users:
            users, inside = Number(point.users), Number(point.in_system)
            tally.add("load_test_little", key=point.users, users=users, in_system=inside)
    if not points or (think_time is None and len(points) < 3):
        return
    given = think_time is not None
    typical = think_time if given else float(np.median([each.think_time for each in points]))
    for point in points:
        expected = point.throughput * (point.response_time + (typical or 0.0))
        if abs(expected - point.users) > (_CLOSED / 2 if given else _CLOSED) * point.users:
            code = "load_test_think_time" if given else "load_test_not_closed"
            tally.add(
                code,
                key=point.users,
                users=Number(point.users),
                expected=Number(expected),
                seconds=Seconds(typical or 0.0),
            )
