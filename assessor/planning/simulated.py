"""The second opinion: the same fleet under the same load, simulated event by event."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assessor.demand import demand_for_year
from assessor.planning.evaluated import Fleet, YearView
from assessor.planning.plans import existing_fleet, year_view
from assessor.planning.platform import TierView, Visit, platform_of
from assessor.planning.result import Plan
from assessor.planning.states import states_of
from assessor.planning.words import Words, worded
from assessor.queueing.simulation import (
    Batches,
    Choice,
    ClassFlow,
    Hold,
    Law,
    NetworkResult,
    Parallel,
    Renewal,
    Station,
    Step,
    ThreadPool,
    simulate_network,
)
from assessor.queueing.simulation import Visit as SimulatedVisit
from assessor.scenario.model import Scenario
from assessor.scenario.worlds import resolve
from assessor.text import gettext as _

QUANTILES = (0.5, 0.95, 0.99)
_EVENTS = 600_000
"""Visits simulated unless a horizon is given: tails up to the 0.99 quantile are settled."""
_SHORTEST, _LONGEST = 20.0, 3600.0
_DISCIPLINES = {"fcfs": "fcfs", "ps": "processor_sharing", "load_dependent": "processor_sharing"}


@dataclass(frozen=True)
class Compared:
    """One number by formula, and its interval by simulation."""

    name: str
    """`mean`, `loss_share`, a quantile or `utilisation`."""
    formula: float
    simulated: float
    low: float
    high: float
    agrees: bool
    """The formula lies in the interval, or within 2 % of it."""


def compared(name: str, formula: float, value: float, low: float, high: float) -> Compared:
    """One row, judged."""
    return Compared(name, formula, value, low, high, low * 0.98 <= formula <= high * 1.02)


@dataclass(frozen=True)
class ClassCompared:
    """One class, side by side."""

    id: str
    response: tuple[Compared, ...]


@dataclass(frozen=True)
class SecondOpinion:
    """Formulas and simulation side by side."""

    schema: str
    year: int
    fleet: str
    """`existing` or `planned`."""
    seed: int
    horizon_s: float
    classes: tuple[ClassCompared, ...]
    tiers: tuple[Compared, ...]
    unchecked: tuple[Words, ...]
    """What the plan has and the simulation leaves out."""


def simulate(
    scenario: Scenario,
    *,
    year: int | None = None,
    plan: Plan | None = None,
    horizon_s: float | None = None,
    seed: int | None = None,
    progress: Callable[[float, str], None] | None = None,
) -> SecondOpinion:
    """Simulate a fleet in the worst five minutes of its design hour.

    Parameters
    ----------
    year
        The year of the scenario's date unless given.
    plan
        Its planned fleet of that year is simulated; the existing one where it is absent.
    horizon_s
        Length of the run; as long as some 600,000 visits take unless given.
    seed
        The scenario's own unless given; the same seed gives the same numbers.
    """
    year = scenario.as_of.year if year is None else year
    seed = scenario.uncertainty.seed if seed is None else seed
    resolved = resolve(scenario)
    platform = platform_of(resolved)
    view = year_view(resolved, demand_for_year(resolved, year), platform, with_events=False)
    fleet, name = _fleet(view, plan, year)
    active = states_of(platform, fleet.servers, fleet.hosts)[0].active
    built = _Network(view, active)
    horizon = horizon_s or built.horizon
    found = simulate_network(
        built.stations(),
        built.flows(),
        horizon=horizon,
        warm_up=horizon / 10,
        seed=seed,
        pools=built.pools(),
        quantiles=QUANTILES,
        progress=_told(progress),
    )
    return SecondOpinion(
        schema="simulation@1",
        year=year,
        fleet=name,
        seed=seed,
        horizon_s=horizon,
        classes=tuple(built.compared(found)),
        tiers=tuple(built.compared_tiers(found)),
        unchecked=tuple(built.unchecked()),
    )


def _told(progress: Callable[[float, str], None] | None) -> Callable[[float], None] | None:
    return None if progress is None else lambda share: progress(share, _("simulation"))


def _fleet(view: YearView, plan: Plan | None, year: int) -> tuple[Fleet, str]:
    fleet = existing_fleet(view.platform)
    planned = plan.year(year) if plan else None
    if planned is None or planned.planned is None:
        return fleet, "existing"
    servers = {t.id: t.servers for t in planned.planned.tiers}
    hosts = {s.id: max(s.hosts, 1) for s in planned.planned.sites}
    return Fleet(servers, servers, hosts, fleet.storage_tib, {}, {}), "planned"


class _Network:
    """The network of one fleet under one load, as the simulator takes it."""

    def __init__(self, view: YearView, active: Mapping[str, int]) -> None:
        self.view, self.active = view, active
        self.first = view.evaluators[0]
        self.platform, self.load = view.platform, view.load
        self.tiers = {
            t.id: t for t in self.platform.queues if self.first.station(t.id, active[t.id]).flows
        }
        self.classes = [c for c in self.first.classes if self._path(c)]

    @property
    def horizon(self) -> float:
        """As long as the wanted number of visits takes. [s]"""
        rate = sum(
            self.load.arrival_rates[c] * sum(v.visits for v in self._path(c)) for c in self.classes
        )
        return min(max(_EVENTS / max(rate, 1e-9), _SHORTEST), _LONGEST)

    def _path(self, request_class: str) -> list[Visit]:
        with_remote = self._with_remote(request_class)
        return [
            v
            for v in self.first.path(request_class)
            if v.tier in self.tiers or (with_remote and self._is_external(v.tier))
        ]

    def _with_remote(self, request_class: str) -> bool:
        promise = self.first.promise(request_class)
        return promise.with_remote if promise else False

    def _is_external(self, tier: str) -> bool:
        return self.platform.tiers[tier].discipline == "delay"

    def stations(self) -> list[Station]:
        """Tiers of the city as they stand, external ones as delays."""
        external = {v.tier for c in self.classes for v in self._path(c)} - set(self.tiers)
        return [
            *(self._station(tier) for tier in self.tiers.values()),
            *(Station(name, discipline="delay") for name in sorted(external)),
        ]

    def _station(self, tier: TierView) -> Station:
        servers = self.active[tier.id]
        discipline = _DISCIPLINES[tier.discipline]
        station = self.first.station(tier.id, servers)
        if tier.usl is not None or station.consumers is not None or discipline == "fcfs":
            cores = max(round(station.channels), 1)
            return Station(
                tier.id,
                cores=cores,
                discipline="fcfs" if discipline == "fcfs" else "processor_sharing",
                # the channels that contention leaves, rounded: the offered load is kept
                speed=station.channels / cores,
            )
        return Station(
            tier.id,
            servers=servers,
            cores=tier.vcpu,
            discipline="processor_sharing",
            balancing=tier.balancing,
        )

    def pools(self) -> list[ThreadPool]:
        """Threads of the tiers that hold them."""
        return [
            ThreadPool(f"threads of {t.id}", t.pool.threads_per_server * self.active[t.id])
            for t in self.tiers.values()
            if t.pool is not None
        ]

    def flows(self) -> list[ClassFlow]:
        """Classes with their arrivals and routes."""
        return [self._flow(c) for c in self.classes]

    def _flow(self, request_class: str) -> ClassFlow:
        rate = self.load.arrival_rates[request_class]
        copies = max(round(self.first.requests_of(request_class)), 1)
        batch = max(self.load.batch.get(request_class, 1.0), 1.0)
        scv = max(self.load.arrival_scv.get(request_class, 1.0), 0.0)
        renewal = Renewal(rate / copies / batch, scv)
        steps = tuple(self._steps(self._path(request_class)))
        return ClassFlow(
            request_class,
            steps if copies == 1 else (Parallel((steps,), copies=copies),),
            arrivals=Batches(renewal, batch, geometric=True) if batch > 1 else renewal,
        )

    def _steps(self, path: Sequence[Visit]) -> Iterator[Step]:
        for i, visit in enumerate(path):
            tier = self.tiers.get(visit.tier)
            if tier is not None and tier.pool is not None:
                # The thread is held until everything that is called from here has answered.
                inner = tuple(s for v in path[i:] for s in _visits(v))
                yield Hold(f"threads of {tier.id}", inner)
                return
            yield from _visits(visit)

    def compared(self, found: NetworkResult) -> Iterator[ClassCompared]:
        """Every class side by side."""
        for request_class in self.classes:
            simulated = found.classes[request_class]
            response = self.first.response(
                request_class, self.active, with_remote=self._with_remote(request_class)
            )
            values = response.quantiles(QUANTILES)
            mean, lost = simulated.mean, simulated.loss_share
            rows = [compared("mean", response.mean, mean.value, mean.low, mean.high)]
            for q, value in zip(QUANTILES, values, strict=True):
                e = simulated.quantiles[q]
                rows.append(compared(format(q, "g"), value, e.value, e.low, e.high))
            rows.append(
                compared("loss_share", response.loss_share, lost.value, lost.low, lost.high)
            )
            yield ClassCompared(request_class, tuple(rows))

    def compared_tiers(self, found: NetworkResult) -> Iterator[Compared]:
        """Utilisation of every tier side by side."""
        for name in self.tiers:
            used = found.stations[name].utilisation
            formula = self.first.station(name, self.active[name]).utilisation
            yield compared(name, formula, used, used, used)

    def unchecked(self) -> Iterator[Words]:
        """What the simulation leaves out."""
        for tier in self.tiers.values():
            if tier.usl is not None:
                yield worded("unchecked_contention", subject=tier.id)
            if tier.queue_limit is not None:
                yield worded("unchecked_queue_limit", subject=tier.id)
        for users in self.load.closed:
            yield worded("unchecked_closed", subject=users.service)
        yield worded("unchecked_states")


def _visits(visit: Visit) -> Iterator[Step]:
    step = SimulatedVisit(visit.tier, Law(visit.demand, visit.scv))
    for _i in range(int(visit.visits)):
        yield step
    part = visit.visits % 1.0
    if part > 1e-9:
        yield Choice((part,), ((step,),))
