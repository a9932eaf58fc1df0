"""What is counted: some of it block by block, the rest once requests are in order."""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from assessor.measurement.logs.kinds import CLASS_BITS, NAMED, NONE, PAGE, STATIC, RequestKinds
from assessor.measurement.logs.minutes import MinuteCounts
from assessor.measurement.logs.options import LogOptions
from assessor.measurement.logs.ordering import Codes, Requests, requests_of
from assessor.measurement.logs.robots import RobotCount
from assessor.measurement.logs.rows import Ints, Rows
from assessor.measurement.logs.sessions import Sessions
from assessor.measurement.logs.sizes import Moments, Sizes
from assessor.measurement.logs.times import SECOND

_BUCKETS = 4096
"""Clients are counted by this many values of their hash: enough to see one that is most."""


class Digest:
    """Takes in rows of blocks, then the requests in the order of time."""

    def __init__(self, options: LogOptions, kinds: RequestKinds, robots: RobotCount) -> None:
        self.robots, self.sessions = robots, Sessions(options)
        self._keep = options.keep_robots
        self.class_count = len(kinds.names)
        # Classes first, then robots, then pages.
        self.minutes = MinuteCounts(self.class_count + 2)
        self.status = np.zeros(1000, np.int64)
        self.seconds_of_minute = np.zeros(60, np.int64)
        self.offsets: Counter[int] = Counter()
        self.micro = 1_000_000
        """Resolution of the clock times met so far. [µs]"""
        self.first: int | None = None
        self.last: int | None = None
        self.static = self.dynamic = 0
        self.sizes, self.times = Sizes("B"), Sizes("s")
        self.times_by_class = [Sizes("s") for _ in kinds.names]
        self.gaps = Moments()
        self._latest: int | None = None
        self._clients = np.zeros(_BUCKETS, np.int64)

    def take_rows(self, rows: Rows) -> Requests:
        """Count what needs no order; give the requests that shall wait for theirs."""
        self.status += np.bincount(rows.status, minlength=1000)[:1000]
        self._take_times(rows.time)
        self._take_offsets(rows.offset)
        named = (rows.code & NAMED) != 0
        clients = rows.client
        if named.any():
            self.robots.add_named(rows.agent[named & ((rows.code & NONE) == 0)])
            clients = clients[~named]
        places = (clients >> np.uint64(52)).astype(np.int64)
        self._clients += np.bincount(places, minlength=_BUCKETS)
        answered = (rows.status // 100 == 2) | (rows.status == 304)
        rows.code = np.where(answered, rows.code, rows.code & ~PAGE)
        none = (rows.code & NONE) != 0
        return requests_of(rows.where(~none) if none.any() else rows)

    def _take_times(self, time: Ints) -> None:
        low, high = int(time.min()), int(time.max())
        self.first = low if self.first is None else min(self.first, low)
        self.last = high if self.last is None else max(self.last, high)
        second = time // SECOND
        self.seconds_of_minute += np.bincount(second % 60, minlength=60)
        if self.micro > 1:
            fraction = time - second * SECOND
            for micro in (1_000, 1):
                if self.micro > micro and (fraction % (1_000 * micro)).any():
                    self.micro = micro

    def _take_offsets(self, offset: Ints) -> None:
        if (offset == offset[0]).all():
            self.offsets[int(offset[0])] += len(offset)
            return
        for value, count in zip(*np.unique(offset, return_counts=True), strict=True):
            self.offsets[int(value)] += int(count)

    def take(self, requests: Requests) -> None:
        """Count requests that are in order."""
        code, time = requests.code, requests.time
        robot = np.zeros(len(code), np.bool_) if self._keep else (code & NAMED) != 0
        rest = np.flatnonzero(~robot)
        behaving = self.sessions.add(requests.visitor[rest], time[rest], code[rest])
        robot[rest[behaving]] = True
        self.robots.behaving += int(np.count_nonzero(behaving))
        kinds = np.where(robot, self.class_count, code & CLASS_BITS).astype(np.int64)
        self.minutes.add(time, kinds)
        people = ~robot
        pages = people & ((code & PAGE) != 0)
        self.minutes.add(time[pages], np.full(int(pages.sum()), self.class_count + 1))
        self._take_people(requests, people)

    def _take_people(self, requests: Requests, people: NDArray[np.bool_]) -> None:
        static = int(np.count_nonzero(people & ((requests.code & STATIC) != 0)))
        count = int(np.count_nonzero(people))
        self.static += static
        self.dynamic += count - static
        self.robots.people += count
        self.sizes.add(requests.size[people & (requests.size >= 0)])
        self._take_gaps(requests.time[people])
        if requests.seconds is not None:
            told = people & ~np.isnan(requests.seconds)
            self._take_response_times(requests.seconds[told], requests.code[told] & CLASS_BITS)

    def _take_gaps(self, time: Ints) -> None:
        if not len(time):
            return
        begin = time[0] if self._latest is None else self._latest
        gaps = np.diff(time, prepend=begin)[self._latest is None :]
        # A clock set back says nothing about a gap.
        self.gaps.add(gaps[gaps >= 0] / SECOND)
        self._latest = int(time[-1])

    def _take_response_times(self, seconds: NDArray[np.float64], classes: Codes) -> None:
        self.times.add(seconds)
        for number in np.unique(classes).tolist():
            self.times_by_class[number].add(seconds[classes == number])

    @property
    def greatest_client(self) -> float:
        """Share of the client with most of people's requests, a little too high. [1]"""
        total = int(self._clients.sum())
        return int(self._clients.max()) / total if total else 0.0
