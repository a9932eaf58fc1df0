"""The event list, and the requests that travel through a network."""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush
from itertools import count
from typing import Any, Protocol

Action = Callable[[float, Any], None]
Instruction = Callable[[float, "Job"], None]


class Calendar:
    """Events in order of time; those of one instant in the order they were scheduled.

    The list and its counter are open, so that the two busiest callers need no call to get at them.
    """

    def __init__(self) -> None:
        self.events: list[tuple[float, int, Action, Any]] = []
        self.number = count().__next__

    def schedule(self, time: float, action: Action, argument: Any = None) -> None:
        """Have `action(time, argument)` called at `time`."""
        heappush(self.events, (time, self.number(), action, argument))

    def run_until(self, end: float) -> None:
        """Carry out all events up to and at `end`."""
        events, pop = self.events, heappop
        while events and events[0][0] <= end:
            time, _, action, argument = pop(events)
            action(time, argument)


class Place(Protocol):
    """Where a request can be, and be taken away from."""

    def withdraw(self, now: float, job: Job) -> None: ...


class Holdable(Protocol):
    """What a request can hold one of."""

    def release(self, now: float) -> None: ...


class Owner(Protocol):
    """Who is told when a request has ended."""

    def finish(self, now: float, job: Job) -> None: ...

    def lost(self, now: float, job: Job, reason: str) -> None: ...


# Shared by all requests that hold, or time, nothing; never written to.
NOTHING_HELD: list[Holdable] = []
NO_MARKS: list[float] = []


class Job:
    """One attempt at a request, or one branch of it; follows a program of instructions."""

    __slots__ = (
        "attempt",
        "born",
        "branches",
        "held",
        "marks",
        "over",
        "owner",
        "pending",
        "place",
        "position",
        "program",
        "spoiled",
    )

    def __init__(self, owner: Owner, program: list[Instruction], born: float) -> None:
        self.owner = owner
        self.program = program
        self.born = born
        self.position = 0
        self.attempt = 0
        self.over = False
        self.place: Place | None = None
        self.held = NOTHING_HELD
        self.marks = NO_MARKS
        self.branches: list[Job] | None = None
        self.pending = 0
        self.spoiled = ""

    def resume(self, now: float, _: object = None) -> None:
        """Carry out the next instruction."""
        self.position += 1
        self.program[self.position](now, self)

    def lose(self, now: float, reason: str) -> None:
        """End here without an answer."""
        self.over = True
        self.release_all(now)
        self.owner.lost(now, self, reason)

    def withdraw(self, now: float) -> None:
        """Vanish with all branches from wherever they are; nobody is told."""
        self.over = True
        if self.place is not None:
            self.place.withdraw(now, self)
        for branch in self.branches or ():
            if not branch.over:
                branch.withdraw(now)
        self.release_all(now)

    def release_all(self, now: float) -> None:
        """Give back every thread held."""
        while self.held:
            self.held.pop().release(now)
