"""A pool of cores that all requests share equally, and a delay that they never share.

Each of n requests runs at min(1, cores/n). Work is counted in virtual time, which runs at that
speed: a request leaves when virtual time reaches what it was on entry plus its work, so an arrival
changes one number and not n.
"""

from __future__ import annotations

from heapq import heappop, heappush
from itertools import count

from assessor.queueing.simulation.events import Calendar, Job

NEVER = float("inf")


class SharingPool:
    """Egalitarian processor sharing over `cores`, none of which serves half a request faster."""

    def __init__(self, calendar: Calendar, cores: float, capacity: float) -> None:
        self.cores = cores
        self.capacity = capacity
        self.serving: dict[Job, float] = {}
        self.busy_area = self.number_area = self.since = self.start = 0.0
        self._virtual = 0.0
        self._due = NEVER
        self._finishing: list[tuple[float, int, Job]] = []
        self._number = count().__next__
        self._schedule = calendar.schedule

    @property
    def population(self) -> int:
        """Requests inside."""
        return len(self.serving)

    def jobs(self) -> list[Job]:
        """Give the requests inside."""
        return list(self.serving)

    def enter(self, now: float, job: Job, work: float) -> None:
        """Take a request in, or refuse it where there is no room."""
        if len(self.serving) >= self.capacity:
            job.lose(now, "refused")
            return
        self._advance(now)
        job.place = self
        self.serving[job] = finish = self._virtual + work
        heappush(self._finishing, (finish, self._number(), job))
        self._plan()

    def _advance(self, now: float) -> None:
        n, elapsed = len(self.serving), now - self.since
        if n:
            busy = n if n < self.cores else self.cores
            self._virtual += elapsed * busy / n
            self.busy_area += busy * elapsed
            self.number_area += n * elapsed
        else:
            # Starting again from nought keeps the rounding error of a long run small.
            self._virtual = 0.0
        self.since = now

    def _next_departure(self) -> float:
        finishing, serving = self._finishing, self.serving
        while finishing and serving.get(finishing[0][2]) != finishing[0][0]:
            heappop(finishing)
        n = len(serving)
        if not n or not self.cores:
            return NEVER
        busy = n if n < self.cores else self.cores
        return self.since + max(0.0, finishing[0][0] - self._virtual) * n / busy

    def _plan(self) -> None:
        # An alarm that has become too early is left standing: it rings, finds nobody ready and is
        # set anew. Only one that would be too late needs another now.
        departure = self._next_departure()
        if departure < self._due:
            self._due = departure
            self._schedule(departure, self._ring)

    def _ring(self, now: float, _: object) -> None:
        if now != self._due:
            return
        self._due = NEVER
        if self._next_departure() > now:
            self._plan()
            return
        finish, _number, job = heappop(self._finishing)
        self._advance(now)
        self._virtual = finish
        del self.serving[job]
        self._plan()
        job.place = None
        job.position += 1
        job.program[job.position](now, job)

    def withdraw(self, now: float, job: Job) -> None:
        """Take a request out before it is done."""
        self._advance(now)
        del self.serving[job]
        self._plan()

    def resize(self, now: float, cores: int) -> None:
        """Go on with another number of cores."""
        self._advance(now)
        self.cores = cores
        self._plan()

    def reset(self, now: float) -> None:
        """Begin the averages afresh."""
        self._advance(now)
        self.busy_area = self.number_area = 0.0
        self.start = now
        self._plan()

    def means(self, now: float) -> tuple[float, float]:
        """Give the mean number of busy cores and of requests since the reset."""
        self._advance(now)
        elapsed = now - self.start
        return self.busy_area / elapsed, self.number_area / elapsed


class DelayPool(SharingPool):
    """A delay: everybody has a core of his own."""

    def __init__(self, calendar: Calendar) -> None:
        super().__init__(calendar, NEVER, NEVER)
