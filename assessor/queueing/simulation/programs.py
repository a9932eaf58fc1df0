"""Routes turned into programs: lists of instructions that a request carries out in turn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TypeVar

from numpy.random import SeedSequence

from assessor.queueing.simulation.events import NO_MARKS, Instruction, Job
from assessor.queueing.simulation.laws import Draw, draws, uniforms
from assessor.queueing.simulation.model import (
    Choice,
    Hold,
    Parallel,
    Repeat,
    Step,
    Visit,
)
from assessor.queueing.simulation.threads import Threads
from assessor.queueing.simulation.tiers import Tier

Timings = dict[str, tuple[list[float], list[float]]]
Thing = TypeVar("Thing")


@dataclass(slots=True)
class Compiler:
    """Builds the programs of one class; draws one seed for each random choice in route order."""

    tiers: Mapping[str, Tier]
    pools: Mapping[str, Threads]
    seeds: SeedSequence
    timings: Timings = field(default_factory=dict)

    def program(self, steps: Sequence[Step], end: Instruction) -> list[Instruction]:
        """Give the instructions of `steps` with `end` as the last."""
        program: list[Instruction] = []
        self._append_all(program, steps)
        program.append(end)
        return program

    def _append_all(self, program: list[Instruction], steps: Sequence[Step]) -> None:
        for step in steps:
            self._append(program, step)

    def _append(self, program: list[Instruction], step: Step) -> None:
        match step:
            case Visit():
                program.append(self._visit(step))
            case Hold():
                pool = _named(self.pools, step.pool, "thread pool")
                program.append(pool.acquire)
                self._append_all(program, step.steps)
                program.append(_release)
            case Parallel():
                branches = [self.program(branch, _join) for branch in step.branches]
                program.append(_fork(branches * step.copies))
            case Choice():
                self._append_choice(program, step)
            case Repeat():
                start = len(program)
                self._append_all(program, step.steps)
                program.append(_again(start, step.probability, self._uniforms()))
            case _:
                program.append(_mark)
                self._append_all(program, step.steps)
                program.append(_measure(*self.timings.setdefault(step.name, ([], []))))

    def _visit(self, step: Visit) -> Instruction:
        tier = _named(self.tiers, step.station, "station")
        sampler, speed = step.work.sampler(self._seed()), tier.station.speed
        # Requests of a station that cannot fail and has one pool need not ask the balancer.
        alone = len(tier.pools) == 1 and not tier.fails
        enter = tier.pools[0].enter if alone else tier.enter
        return _take(enter, draws(lambda n: sampler(n) / speed).__next__)

    def _append_choice(self, program: list[Instruction], step: Choice) -> None:
        starts: list[int] = []
        end: list[int] = []
        program.append(_choose(list(accumulate(step.probabilities)), starts, end, self._uniforms()))
        for branch in step.branches:
            starts.append(len(program))
            self._append_all(program, branch)
            program.append(_jump(end))
        end.append(len(program))

    def _seed(self) -> SeedSequence:
        return self.seeds.spawn(1)[0]

    def _uniforms(self) -> Draw:
        return uniforms(self._seed())


def _named(things: Mapping[str, Thing], name: str, kind: str) -> Thing:
    if name not in things:
        raise ValueError(f"no {kind} is called {name!r}; there are {sorted(things)}")
    return things[name]


def _take(enter: Callable[[float, Job, float], None], draw: Draw) -> Instruction:
    def take(now: float, job: Job) -> None:
        enter(now, job, draw())

    return take


def _release(now: float, job: Job) -> None:
    job.held.pop().release(now)
    job.resume(now)


def _jump(target: list[int]) -> Instruction:
    def jump(now: float, job: Job) -> None:
        job.position = target[0] - 1
        job.resume(now)

    return jump


def _choose(bounds: list[float], starts: list[int], end: list[int], uniform: Draw) -> Instruction:
    def choose(now: float, job: Job) -> None:
        u = uniform()
        taken = (start for bound, start in zip(bounds, starts, strict=True) if u < bound)
        job.position = next(taken, end[0]) - 1
        job.resume(now)

    return choose


def _again(start: int, probability: float, uniform: Draw) -> Instruction:
    def again(now: float, job: Job) -> None:
        if uniform() < probability:
            job.position = start - 1
        job.resume(now)

    return again


def _mark(now: float, job: Job) -> None:
    if job.marks is NO_MARKS:
        job.marks = []
    job.marks.append(now)
    job.resume(now)


def _measure(starts: list[float], lengths: list[float]) -> Instruction:
    def measure(now: float, job: Job) -> None:
        start = job.marks.pop()
        starts.append(start)
        lengths.append(now - start)
        job.resume(now)

    return measure


class _Fork:
    """Owns the branches of a request and lets it go on when the last has ended."""

    def __init__(self, whole: Job) -> None:
        self.whole = whole

    def lost(self, now: float, job: Job, reason: str) -> None:
        self.whole.spoiled = reason
        self.finish(now, job)

    def finish(self, now: float, job: Job) -> None:
        job.over = True
        whole = self.whole
        whole.pending -= 1
        if whole.pending == 0:
            whole.branches = None
            if whole.spoiled:
                whole.lose(now, whole.spoiled)
            else:
                whole.resume(now)


def _fork(programs: list[list[Instruction]]) -> Instruction:
    def fork(now: float, job: Job) -> None:
        fork = _Fork(job)
        job.branches = [Job(fork, program, now) for program in programs]
        job.pending = len(programs)
        for branch in job.branches:
            branch.program[0](now, branch)

    return fork


def _join(now: float, job: Job) -> None:
    job.owner.finish(now, job)
