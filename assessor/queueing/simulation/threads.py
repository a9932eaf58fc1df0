"""A pool of threads that requests hold while they are elsewhere."""

from __future__ import annotations

from collections import deque

from assessor.queueing.simulation.events import NOTHING_HELD, Calendar, Job
from assessor.queueing.simulation.gauges import Gauge


class Threads:
    """`size` threads before one queue."""

    def __init__(self, calendar: Calendar, size: int, queue_limit: float) -> None:
        self.size = size
        self.held = Gauge()
        self.number = Gauge()
        self._queue_limit = queue_limit
        self._taken = 0
        self._queue: deque[Job] = deque()
        self._schedule = calendar.schedule

    def acquire(self, now: float, job: Job) -> None:
        """Give a thread, make wait for one, or refuse."""
        if self._taken < self.size:
            self._taken += 1
            self._hand_to(job)
            self._record(now)
            job.resume(now)
        elif len(self._queue) < self._queue_limit:
            job.place = self
            self._queue.append(job)
            self._record(now)
        else:
            job.lose(now, "refused")

    def release(self, now: float) -> None:
        """Take a thread back and hand it to the first that waits."""
        if self._queue:
            job = self._queue.popleft()
            job.place = None
            self._hand_to(job)
            # By way of the calendar: a row of refusals further on would otherwise recurse
            # once for each request that waits here.
            self._schedule(now, self._go_on, job)
        else:
            self._taken -= 1
        self._record(now)

    def withdraw(self, now: float, job: Job) -> None:
        """Take a waiting request out of the queue."""
        self._queue.remove(job)
        self._record(now)

    def _go_on(self, now: float, job: Job) -> None:
        if not job.over:
            job.resume(now)

    def _hand_to(self, job: Job) -> None:
        if job.held is NOTHING_HELD:
            job.held = []
        job.held.append(self)

    def _record(self, now: float) -> None:
        self.held.record(now, self._taken)
        self.number.record(now, self._taken + len(self._queue))

    def reset(self, now: float) -> None:
        """Begin the averages afresh."""
        self.held.reset(now)
        self.number.reset(now)

    def means(self, now: float) -> tuple[float, float]:
        """Give the mean number of held threads and of requests since the reset."""
        return self.held.mean(now), self.number.mean(now)
