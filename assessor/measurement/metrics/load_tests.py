"""One door for results of load tests, whatever drove them."""

from __future__ import annotations

from dataclasses import replace
from datetime import tzinfo
from pathlib import Path

import numpy as np

from assessor.measurement.metrics.detecting import Format, detect_format
from assessor.measurement.metrics.jtl import read_jtl
from assessor.measurement.metrics.k6 import read_k6
from assessor.measurement.metrics.locust import read_locust
from assessor.measurement.metrics.model import LoadTestReading
from assessor.measurement.metrics.opening import SourceText
from assessor.measurement.metrics.plateaus import check_little, load_points
from assessor.measurement.metrics.seconds import Course, PerSecond
from assessor.measurement.metrics.tally import Tally
from assessor.measurement.metrics.timestamps import local_times, moment
from assessor.measurement.model import Series


def read_load_test(
    path: str | Path,
    *,
    zone: tzinfo | str | None = None,
    think_time: float | None = None,
    day_first: bool | None = None,
) -> LoadTestReading:
    """Plateaus of a load test of JMeter (CSV), k6 (CSV) or Locust (history).

    Parameters
    ----------
    path
        A text, plain or gzip, of any length: it is added up by the second as it is read.
    zone
        Of the local clock; None stays in UTC, which is told.
    think_time
        Z of each user, to check N = X·(R + Z); None checks that the plateaus agree on one. [s]
    day_first
        Whether 08/12/2024 is 8 December, in JMeter's files with dates.

    Returns
    -------
    Points and course, with what was odd; `load_points` says which seconds make a point.

    Raises
    ------
    InputError
        The file cannot be opened.
    ValueError
        A zone that is not known.
    """
    found = detect_format(path)
    tally = Tally(str(path))
    with SourceText(path, tally) as text:
        course = _course(found, text, tally, zone, day_first)
        points = load_points(course, tally) if course is not None else ()
        check_little(points, think_time, tally)
        known = course is not None and len(course) > 0
        source = text.source(
            found,
            used=int(course.requests.sum()) if course is not None else 0,
            first=moment(course.first) if known and course else None,
            last=moment(course.first + len(course) - 1) if known and course else None,
        )
    if course is None:
        return LoadTestReading(source, findings=tally.findings)
    start = moment(course.first)
    return LoadTestReading(
        source,
        points,
        Series("throughput", start, 1.0, course.requests, "count", "requests"),
        Series("users", start, 1.0, course.users, "mean", "users"),
        tally.findings,
    )


def _course(
    found: Format, text: SourceText, tally: Tally, zone: tzinfo | str | None, day_first: bool | None
) -> Course | None:
    offsets: list[float | None] = [0.0]
    course: Course | None = None
    if found == "locust":
        course = read_locust(text, tally)
    elif found == "jtl":
        jtl = read_jtl(text, tally, day_first)
        offsets, course = jtl.offsets, _whole(jtl.requests, tally)
    elif found == "k6":
        k6 = read_k6(text, tally)
        offsets, course = k6.offsets, _whole(k6.requests, tally)
    else:
        tally.refuse("load_test_xml" if found == "xml" else "load_test_format", format=found)
    if course is None or tally.refusing:
        return None
    local = local_times(np.array([course.first]), offsets, zone)
    if local.assumed_utc:
        tally.note("metrics_utc")
    return replace(course, first=float(local.seconds[0]))


def _whole(requests: PerSecond, tally: Tally) -> Course | None:
    if tally.refusing:
        return None
    if not requests:
        tally.refuse("metrics_no_rows")
        return None
    course = requests.course()
    if course is None:
        tally.refuse("load_test_span")
    return course
