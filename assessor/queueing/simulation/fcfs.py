"""A pool of cores that serves first come, first served, and a pool of threads that are held."""

from __future__ import annotations

from collections import deque
from heapq import heappush

from assessor.queueing.simulation.events import Calendar, Job
from assessor.queueing.simulation.laws import Draw


class FcfsPool:
    """`cores` equal cores before one queue; interrupted work goes on where it stopped."""

    def __init__(
        self, calendar: Calendar, cores: int, capacity: float, patience: Draw | None = None
    ) -> None:
        self.cores = cores
        self.capacity = capacity
        self.serving: dict[Job, float] = {}
        self.busy_area = self.number_area = self.since = self.start = 0.0
        self._queue: deque[tuple[Job, float]] = deque()
        self._events = calendar.events
        self._number = calendar.number
        self._on_end = self._leave
        self._patience = patience

    @property
    def population(self) -> int:
        """Requests waiting and in service."""
        return len(self.serving) + len(self._queue)

    def jobs(self) -> list[Job]:
        """Give the requests in service, then those waiting."""
        return [*self.serving, *(job for job, _ in self._queue)]

    def enter(self, now: float, job: Job, work: float) -> None:
        """Take a request in, or refuse it where there is no room."""
        serving, queue = self.serving, self._queue
        busy = len(serving)
        number = busy + len(queue)
        if busy >= self.cores and number >= self.capacity:
            job.lose(now, "refused")
            return
        elapsed = now - self.since
        self.busy_area += busy * elapsed
        self.number_area += number * elapsed
        self.since = now
        job.place = self
        if busy < self.cores:
            serving[job] = end = now + work
            heappush(self._events, (end, self._number(), self._on_end, job))
        else:
            queue.append((job, work))
            if self._patience:
                end = now + self._patience()
                heappush(self._events, (end, self._number(), self._lose_patience, queue[-1]))

    def _leave(self, now: float, job: Job) -> None:
        serving, queue = self.serving, self._queue
        # A withdrawn or interrupted request leaves its old event behind; only the time that was
        # noted last is the true end.
        if serving.get(job) != now:
            return
        busy, elapsed = len(serving), now - self.since
        self.busy_area += busy * elapsed
        self.number_area += (busy + len(queue)) * elapsed
        self.since = now
        del serving[job]
        if queue:
            following, work = queue.popleft()
            serving[following] = end = now + work
            heappush(self._events, (end, self._number(), self._on_end, following))
        job.place = None
        job.position += 1
        job.program[job.position](now, job)

    def _start_waiting(self, now: float) -> None:
        while self._queue and len(self.serving) < self.cores:
            job, work = self._queue.popleft()
            self.serving[job] = end = now + work
            heappush(self._events, (end, self._number(), self._on_end, job))

    def _lose_patience(self, now: float, entry: tuple[Job, float]) -> None:
        # By identity of the entry: the same request may wait here again, on another visit.
        if any(waiting is entry for waiting in self._queue):
            self.withdraw(now, entry[0])
            entry[0].lose(now, "abandoned")

    def withdraw(self, now: float, job: Job) -> None:
        """Take a request out, whether it waits or is served."""
        self._account(now)
        if self.serving.pop(job, None) is None:
            self._remove(job)
        self._start_waiting(now)

    def _remove(self, job: Job) -> None:
        # Who gives up first has mostly waited longest: the search from the head is short.
        place = next(n for n, (waiting, _) in enumerate(self._queue) if waiting is job)
        del self._queue[place]

    def resize(self, now: float, cores: int) -> None:
        """Go on with another number of cores; who loses one goes back to the head of the queue."""
        self._account(now)
        self.cores = cores
        while len(self.serving) > cores:
            job, end = self.serving.popitem()
            self._queue.appendleft((job, end - now))
        self._start_waiting(now)

    def _account(self, now: float) -> None:
        elapsed = now - self.since
        busy = len(self.serving)
        self.busy_area += busy * elapsed
        self.number_area += (busy + len(self._queue)) * elapsed
        self.since = now

    def reset(self, now: float) -> None:
        """Begin the averages afresh."""
        self.busy_area = self.number_area = 0.0
        self.since = self.start = now

    def means(self, now: float) -> tuple[float, float]:
        """Give the mean number of busy cores and of requests since the reset."""
        self._account(now)
        elapsed = now - self.start
        return self.busy_area / elapsed, self.number_area / elapsed
