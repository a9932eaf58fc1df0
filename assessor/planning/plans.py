"""The plan of a scenario: years one after the other, what stands beside what is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assessor.demand import YearDemand, demand_for_year
from assessor.planning.assumed import assumptions_of, measured_quantities
from assessor.planning.evaluated import Fleet, Judge, YearView, binding_words
from assessor.planning.evaluation import Evaluator
from assessor.planning.events import events_of
from assessor.planning.fleet import Prices, fits_a_host
from assessor.planning.hosting import HostSearch
from assessor.planning.load import loads_of
from assessor.planning.platform import PlatformView, platform_of
from assessor.planning.result import (
    Design,
    FleetResult,
    Plan,
    ScenarioRef,
    UncertaintyResult,
    YearPlan,
)
from assessor.planning.sizing import Sizing
from assessor.planning.words import Number, Words, worded
from assessor.scenario.model import Scenario
from assessor.scenario.worlds import resolve

Progress = Callable[[float, str], None]


@dataclass(frozen=True)
class Kept:
    """What earlier years leave standing."""

    servers: Mapping[str, int]
    since: Mapping[str, int]
    """tier → the year that needed so many; none where they stand today."""
    hosts: Mapping[str, int]
    storage_tib: Mapping[str, float]


def plan(
    scenario: Scenario,
    *,
    years: Sequence[int] | None = None,
    as_is: bool = False,
    samples: int = 0,
    seed: int | None = None,
    progress: Progress | None = None,
) -> Plan:
    """Evaluate what stands and size what is needed, year by year.

    Parameters
    ----------
    scenario
        Sizes are for the base values of its quantities.
    years
        Years shown; those of the horizon unless given. Sizing always starts with the first year
        of the horizon, because what was needed once is kept.
    as_is
        Only evaluate what stands.
    samples, seed
        Worlds drawn for `uncertainty`, a power of two; 0 leaves it out. They move nothing else.
    progress
        Called with a fraction and what is done; may raise `assessor.errors.Cancelled`.
    """
    wanted = list(years) if years is not None else list(horizon(scenario))
    seed = scenario.uncertainty.seed if seed is None else seed
    tell = progress or (lambda _fraction, _what: None)
    resolved = resolve(scenario)
    share = 0.25 if samples else 1.0
    found, words = _years(scenario, resolved, wanted, as_is=as_is, tell=tell, share=share)
    uncertainty: UncertaintyResult | None = None
    if samples:
        from assessor.planning.risk import uncertainty_of

        uncertainty = uncertainty_of(
            scenario,
            found[-1],
            samples=samples,
            seed=seed,
            progress=lambda fraction, what: tell(share + (1 - share) * fraction, what),
        )
    tell(1.0, "plan")
    return Plan(
        schema="plan@1",
        scenario=ScenarioRef(scenario.id, scenario.sha256),
        seed=seed,
        price_date=scenario.money.price_date.isoformat(),
        years=tuple(found),
        uncertainty=uncertainty,
        explanations=words,
        assumptions=assumptions_of(scenario),
        measured=measured_quantities(scenario),
    )


def horizon(scenario: Scenario) -> range:
    """The years that are planned."""
    return range(scenario.horizon.first_year, scenario.horizon.last_year + 1)


def prices_of(resolved: Scenario) -> Prices:
    """Prices of a world."""
    money = resolved.money
    return Prices(
        money.discount_per_year,
        money.tariff_vnd_per_kwh.base,
        money.operations_share_of_capex_per_year.base,
        money.vat,
    )


def year_view(
    resolved: Scenario, demand: YearDemand, platform: PlatformView, *, with_events: bool = True
) -> YearView:
    """One year in one world."""
    evaluators = tuple(Evaluator(platform, load) for load in loads_of(resolved, demand))
    events = events_of(resolved, demand, platform) if with_events else ()
    return YearView(platform, evaluators, prices_of(resolved), events, demand.notes)


def _years(
    scenario: Scenario,
    resolved: Scenario,
    wanted: Sequence[int],
    *,
    as_is: bool,
    tell: Progress,
    share: float,
) -> tuple[list[YearPlan], tuple[Words, ...]]:
    platform = platform_of(resolved)
    first = min([*wanted, scenario.horizon.first_year])
    needed = wanted if as_is else sorted({*range(first, max(wanted) + 1)})
    kept = standing(platform)
    found: list[YearPlan] = []
    words: list[Words] = [worded("weights"), worded("spread")]
    for i, year in enumerate(needed):
        tell(share * i / len(needed), str(year))
        view = year_view(resolved, demand_for_year(resolved, year), platform)
        sized = None if as_is else size_year(view, kept, shrink=scenario.horizon.shrink_allowed)
        if sized is not None:
            kept = _kept_after(kept, sized.fleet, year)
        if year in wanted:
            found.append(_year_plan(scenario, view, sized, year))
            words += _told(view, sized)
    return found, tuple(_unique(words))


def _unique(words: list[Words]) -> list[Words]:
    return list({w.en: w for w in words}.values())


def standing(platform: PlatformView) -> Kept:
    """What stands today."""
    return Kept(
        platform.installed(),
        {},
        {s.id: max(s.hosts_installed - s.hosts_spare, 1) for s in platform.sites.values()},
        {t.id: t.installed_tib for t in platform.tiers.values() if t.discipline == "volume"},
    )


def _kept_after(kept: Kept, fleet: Fleet, year: int) -> Kept:
    grown = {t: year for t, n in fleet.servers.items() if n > kept.servers[t]}
    return Kept(
        dict(fleet.servers),
        {**kept.since, **grown},
        dict(fleet.hosts),
        dict(fleet.storage_tib),
    )


@dataclass(frozen=True)
class SizedYear:
    """The planned fleet of a year and the search behind it."""

    fleet: Fleet
    sizing: Sizing


def size_year(view: YearView, kept: Kept, *, shrink: bool) -> SizedYear:
    """Servers, hosts and storage of a year; what earlier years left is kept."""
    platform = view.platform
    storage = storage_needed(view, kept.storage_tib, shrink=shrink)
    least = {s: max(kept.hosts.get(s, 1), platform.hosts_out + 1) for s in platform.sites}
    found = HostSearch(view, storage, {} if shrink else kept.servers).fewest(least)
    required = found.sizing.required
    fleet = Fleet(
        servers=found.servers,
        required=required,
        hosts=found.hosts,
        storage_tib=storage,
        binding={t: binding_words(platform, t, b) for t, b in found.sizing.binding.items()},
        kept={t: _kept_words(t, found.servers, required, kept) for t in found.servers},
    )
    return SizedYear(fleet, found.sizing)


def storage_needed(view: YearView, kept: Mapping[str, float], *, shrink: bool) -> dict[str, float]:
    """Volume that keeps the free share of each storage tier. [TiB]"""
    found = {}
    for tier in view.platform.tiers.values():
        if tier.discipline == "volume":
            held = view.load.storage_tib.get(tier.id, 0.0)
            need = held / (1.0 - tier.free_share_at_least)
            found[tier.id] = need if shrink else max(need, kept.get(tier.id, 0.0))
    return found


def _kept_words(
    tier: str, servers: Mapping[str, int], required: Mapping[str, int], kept: Kept
) -> Words | None:
    if servers[tier] <= required[tier]:
        return None
    if tier not in kept.since:
        return worded("kept_installed", n=servers[tier])
    return worded("kept_earlier", n=servers[tier], year=kept.since[tier])


def existing_fleet(platform: PlatformView) -> Fleet:
    """What stands today, as a fleet."""
    kept = standing(platform)
    return Fleet(kept.servers, kept.servers, kept.hosts, kept.storage_tib, {}, {})


def _year_plan(
    scenario: Scenario,
    view: YearView,
    sized: SizedYear | None,
    year: int,
) -> YearPlan:
    last = scenario.horizon.extrapolated_after
    existing = Judge(view, existing_fleet(view.platform)).result()
    planned: FleetResult | None = None
    if sized is not None:
        planned = Judge(view, sized.fleet).result()
    loads = [e.load for e in view.evaluators]
    extrapolated = last is not None and year > last
    return YearPlan(
        year=year,
        extrapolated=extrapolated,
        design=Design(
            loads[0].basis,
            loads[0].at,
            dict(loads[0].arrival_rates),
            dict(loads[0].users),
            tuple({"at": o.at, "arrival_rates": dict(o.arrival_rates)} for o in loads[1:]),
        ),
        existing=existing,
        planned=planned,
        totals=planned.totals if planned else None,
        notes=tuple(_notes(view, existing, planned, extrapolated=extrapolated)),
    )


def _notes(
    view: YearView, existing: FleetResult, planned: FleetResult | None, *, extrapolated: bool
) -> Iterator[Words]:
    """What to bear in mind about a year."""
    if extrapolated:
        yield worded("extrapolated", year=str(view.load.year))
    if "calendar_short" in view.notes:
        yield worded("calendar_short", year=str(view.load.year))
    for tier in view.platform.served:
        site = view.platform.sites[tier.site]
        if site.acquire == "buy" and not fits_a_host(tier, site):
            yield worded("host_too_small", subject=tier.id)
    for here in planned.sites if planned else ():
        if not here.limits_met:
            yield worded(
                "limits_broken",
                subject=here.id,
                hosts=here.hosts + here.hosts_spare,
                racks=Number(here.racks, digits=0),
                power=Number(here.power_kw, digits=1),
            )
    for link in (planned or existing).links:
        if not link.promise_met:
            value, limit = (
                Number(x, "percent", 0) for x in (link.utilisation, link.utilisation_at_most)
            )
            yield worded("link_full", subject=link.id, value=value, limit=limit)
    for store in existing.storage:
        if not store.promise_met:
            yield worded(
                "storage_short",
                subject=store.id,
                held=Number(store.held_tib, digits=0),
                installed=Number(store.installed_tib, digits=0),
                limit=Number(store.free_share_at_least, "percent", 0),
            )


def _told(view: YearView, sized: SizedYear | None) -> list[Words]:
    if sized is None:
        return []
    words = [
        worded(
            "impossible",
            kind=b.check.kind,
            subject=b.check.subject,
            limit=Number(b.check.limit, digits=4),
            value=Number(b.check.value, digits=4),
        )
        for b in sized.sizing.impossible
    ]
    if not sized.sizing.is_proved:
        words.append(worded("not_proved", n=sized.sizing.evaluated))
    ideal = (
        worded("balanced_ideal", subject=tier.id)
        for tier in view.platform.queues
        if tier.balancing == "least_connections" and tier.usl is None
    )
    return [*words, *ideal]
