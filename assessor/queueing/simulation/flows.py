"""A class of requests at work: its clients, their patience and retries, and what came of them."""

from __future__ import annotations

from collections import Counter
from itertools import chain, repeat

from numpy.random import SeedSequence

from assessor.queueing.simulation.arrivals import epochs
from assessor.queueing.simulation.events import Calendar, Instruction, Job
from assessor.queueing.simulation.laws import Draw, stream, uniforms
from assessor.queueing.simulation.model import ClassFlow

LOST = float("inf")


def _no_time() -> float:
    return 0.0


class Flow:
    """Starts the requests of one class and notes each one's response, infinite where it failed."""

    def __init__(self, described: ClassFlow, calendar: Calendar, seed: SeedSequence) -> None:
        seeds = seed.spawn(4)
        self.described = described
        self.program: list[Instruction] = []
        self.born: list[float] = []
        self.response: list[float] = []
        self.losses: list[tuple[float, str]] = []
        self.started: dict[Job, None] = {}
        self._seed = seeds[0]
        self._schedule = calendar.schedule
        self._think = stream(described.think, seeds[1]) if described.think else _no_time
        self._pause = stream(described.retry_pause, seeds[2]) if described.retry_pause else _no_time
        self._uniform: Draw = uniforms(seeds[3])
        self._on_arrival = self._arrive
        self._patient = described.timeout == LOST
        self._returns = described.population > 0 or described.continues > 0

    def open(self) -> None:
        """Put the first arrivals on the calendar."""
        if self.described.arrivals is None:
            for _ in range(self.described.population):
                self._schedule(self._think(), self._ask)
            return
        # After the last arrival of a process that ends, the next one never comes.
        self._next_epoch = chain(epochs(self.described.arrivals, self._seed), repeat(LOST)).__next__
        self._await_next()

    def _await_next(self) -> None:
        epoch = self._next_epoch()
        if epoch < LOST:
            self._schedule(epoch, self._on_arrival)

    def _arrive(self, now: float, _: object) -> None:
        self._await_next()
        self._ask(now, None)

    def _ask(self, now: float, _: object) -> None:
        job = Job(self, self.program, now)
        self.started[job] = None
        if self._patient:
            self.program[0](now, job)
        else:
            self._attempt(now, job)

    def _attempt(self, now: float, job: Job) -> None:
        if not self._patient:
            self._schedule(now + self.described.timeout, self._give_up, job)
        job.program[0](now, job)

    def finish(self, now: float, job: Job) -> None:
        """Take the answer; one that nobody waits for any more counts for nothing."""
        job.over = True
        if job not in self.started:
            return
        del self.started[job]
        self.born.append(job.born)
        self.response.append(now - job.born)
        if self._returns:
            self._maybe_return(now)

    def lost(self, now: float, job: Job, reason: str) -> None:
        """Try again after a pause, or note the failure."""
        if job not in self.started:
            return
        del self.started[job]
        if job.attempt < self.described.retries:
            again = Job(self, self.program, job.born)
            again.attempt = job.attempt + 1
            self.started[again] = None
            self._schedule(now + self._pause(), self._attempt, again)
            return
        self.born.append(job.born)
        self.response.append(LOST)
        self.losses.append((job.born, reason))
        if self._returns:
            self._maybe_return(now)

    def _give_up(self, now: float, job: Job) -> None:
        if job not in self.started:
            return
        if self.described.withdraws:
            job.withdraw(now)
        self.lost(now, job, "timed_out")

    def _maybe_return(self, now: float) -> None:
        closed = self.described.population > 0
        if closed or self._uniform() < self.described.continues:
            self._schedule(now + self._think(), self._ask)

    def unfinished(self, before: float) -> list[float]:
        """Give the birth times, less than `before`, of requests still on their way."""
        return [job.born for job in self.started if job.born < before]

    def losses_by_reason(self, start: float, end: float) -> dict[str, int]:
        """Count the failed requests that were born in [start, end)."""
        return dict(Counter(reason for born, reason in self.losses if start <= born < end))
