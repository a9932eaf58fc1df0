"""What a network is made of: stations, routes of steps, classes of requests, hosts that fail.

Only the description; nothing here runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assessor.queueing.simulation.arrivals import Arrivals
from assessor.queueing.simulation.laws import AnyLaw

Discipline = Literal["fcfs", "processor_sharing", "delay"]
Balancing = Literal["shared_queue", "random", "least_connections"]
Interrupted = Literal["lost", "resumed"]


@dataclass(frozen=True, slots=True)
class Station:
    """A tier of like servers behind a balancer.

    `capacity` is the most requests one server holds, waiting or in service (the whole station under
    `shared_queue`); a request that finds no room, or no server up, is refused. Work is divided by
    `speed`. Who has waited for `patience` [s] in a first-come-first-served queue leaves it.
    `interrupted` says what becomes of the requests of a server that fails; with `waits_for_repair`
    a shared queue takes requests while no server is up.
    """

    name: str
    servers: int = 1
    cores: int = 1
    discipline: Discipline = "fcfs"
    balancing: Balancing = "shared_queue"
    capacity: float = float("inf")
    speed: float = 1.0
    patience: AnyLaw | None = None
    interrupted: Interrupted = "lost"
    waits_for_repair: bool = False

    def __post_init__(self) -> None:
        if self.servers < 1 or self.cores < 1:
            raise ValueError(f"{self.name}: servers and cores must be ≥ 1")
        if not self.speed > 0 or not self.capacity >= 1:
            raise ValueError(f"{self.name}: speed must be > 0 and capacity ≥ 1")
        if self.discipline == "delay" and self.capacity != float("inf"):
            raise ValueError(f"{self.name}: a delay has no capacity, got {self.capacity}")
        if self.patience and self.discipline != "fcfs":
            raise ValueError(f"{self.name}: patience must go with a first-come-first-served queue")
        if self.waits_for_repair and self.balancing != "shared_queue":
            raise ValueError(f"{self.name}: waits_for_repair must go with a shared queue")


@dataclass(frozen=True, slots=True)
class ThreadPool:
    """Slots that a request holds while it is elsewhere; `queue_limit` requests may wait for one."""

    name: str
    size: int
    queue_limit: float = float("inf")

    def __post_init__(self) -> None:
        if self.size < 1 or self.queue_limit < 0:
            raise ValueError(f"{self.name}: size must be ≥ 1 and queue_limit ≥ 0")


@dataclass(frozen=True, slots=True)
class Visit:
    """Take `work` [s at speed 1] from a station."""

    station: str
    work: AnyLaw


@dataclass(frozen=True, slots=True)
class Hold:
    """Hold one thread of `pool` from before the first of `steps` until after the last."""

    pool: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Parallel:
    """Start every branch `copies` times at once and go on when the slowest has ended.

    When a branch is lost the whole is lost, once the other branches have ended.
    """

    branches: tuple[tuple[Step, ...], ...]
    copies: int = 1

    def __post_init__(self) -> None:
        if not self.branches or self.copies < 1:
            raise ValueError(f"at least one branch and one copy are needed, got {self.copies}")


@dataclass(frozen=True, slots=True)
class Choice:
    """Take one of the branches; probabilities that add to less than 1 leave a share that skips."""

    probabilities: tuple[float, ...]
    branches: tuple[tuple[Step, ...], ...]

    def __post_init__(self) -> None:
        if len(self.probabilities) != len(self.branches) or min(self.probabilities) < 0:
            raise ValueError(f"one probability ≥ 0 per branch, got {self.probabilities}")
        if sum(self.probabilities) > 1 + 1e-9:
            raise ValueError(f"probabilities add to more than 1: {self.probabilities}")


@dataclass(frozen=True, slots=True)
class Repeat:
    """Do `steps`, and again with `probability` after each round."""

    steps: tuple[Step, ...]
    probability: float

    def __post_init__(self) -> None:
        if not 0 <= self.probability < 1:
            raise ValueError(f"probability must be in [0, 1), got {self.probability}")


@dataclass(frozen=True, slots=True)
class Timed:
    """Report the time that `steps` take under a name of their own, lost ones left out."""

    name: str
    steps: tuple[Step, ...]


Step = Visit | Hold | Parallel | Choice | Repeat | Timed


@dataclass(frozen=True, slots=True)
class ClassFlow:
    """One class of requests: where they come from, what they do, when their client gives up.

    Open: `arrivals`. Closed: `population` users who think and ask in turn. Partly open: `arrivals`
    are sessions, and after each answer the session thinks and asks again with probability
    `continues`. A client waits `timeout` [s] for each attempt and tries again up to `retries` times
    after a pause. Work that nobody waits for any more goes on unless `withdraws`.
    """

    name: str
    steps: tuple[Step, ...]
    arrivals: Arrivals | None = None
    population: int = 0
    think: AnyLaw | None = None
    continues: float = 0.0
    timeout: float = float("inf")
    withdraws: bool = True
    retries: int = 0
    retry_pause: AnyLaw | None = None

    def __post_init__(self) -> None:
        if (self.arrivals is None) == (self.population == 0) or self.population < 0:
            raise ValueError(f"{self.name}: give either arrivals or a population")
        if not 0 <= self.continues < 1:
            raise ValueError(f"{self.name}: continues must be in [0, 1), got {self.continues}")
        if not self.timeout > 0 or self.retries < 0:
            raise ValueError(f"{self.name}: timeout must be > 0 and retries ≥ 0")
        if not visits(self.steps):
            raise ValueError(f"{self.name}: a route needs at least one visit")


@dataclass(frozen=True, slots=True)
class Host:
    """A machine whose servers, named (station, index from 0), fail and are repaired together."""

    servers: tuple[tuple[str, int], ...]
    uptime: AnyLaw
    repair: AnyLaw


def walk(steps: Sequence[Step]) -> Iterator[Step]:
    """Yield every step of a route, those inside others too."""
    for step in steps:
        yield step
        match step:
            case Visit():
                continue
            case Parallel() | Choice():
                for branch in step.branches:
                    yield from walk(branch)
            case _:
                yield from walk(step.steps)


def visits(steps: Sequence[Step]) -> list[Visit]:
    """Give every visit of a route."""
    return [step for step in walk(steps) if isinstance(step, Visit)]
