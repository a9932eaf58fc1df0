"""Under the stated assumptions: how often the promises hold, and how sizes spread over worlds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assessor.demand import demand_for_year
from assessor.demand.worlds import Quantiles
from assessor.planning.assumed import used_inputs
from assessor.planning.availability import available_enough
from assessor.planning.evaluated import Fleet, Judge, YearView
from assessor.planning.hosting import Hosted, HostSearch
from assessor.planning.plans import existing_fleet, storage_needed, year_view
from assessor.planning.platform import platform_of
from assessor.planning.result import UncertaintyResult, YearPlan
from assessor.planning.states import states_of, worst_states
from assessor.scenario.model import Scenario
from assessor.scenario.worlds import NamedQuantity, Worlds, canonical_path
from assessor.text import gettext as _
from assessor.uncertainty.correlation import Correlation
from assessor.uncertainty.intervals import wilson
from assessor.uncertainty.priors import Prior, prior, scale_for
from assessor.uncertainty.sampling import Worlds as DrawnWorlds
from assessor.uncertainty.sampling import draw_worlds
from assessor.uncertainty.sensitivity import correlation_ratios

Floats = NDArray[np.float64]
Progress = Callable[[float, str], None]
_LEAST_FOR_SENSITIVITY = 256
"""Worlds below which a ranking of inputs would be noise."""


@dataclass
class _Seen:
    """What the worlds so far have shown."""

    planned: dict[str, list[bool]] = field(default_factory=dict)
    existing: dict[str, list[bool]] = field(default_factory=dict)
    servers: dict[str, list[float]] = field(default_factory=dict)
    cost: list[float] = field(default_factory=list)
    unsizable: int = 0


def uncertainty_of(
    scenario: Scenario,
    year: YearPlan,
    *,
    samples: int,
    seed: int,
    progress: Progress | None = None,
) -> UncertaintyResult:
    """Draw worlds; in each, hold the fleet of the plan against its promises and size anew.

    Parameters
    ----------
    year
        The year whose fleets are held against the worlds.
    samples
        Worlds, a power of two.

    Raises
    ------
    ValueError
        A number of samples that is not a power of two.
    """
    inputs = uncertain_inputs(scenario)
    drawn = worlds_of(scenario, samples, seed)
    worlds, seen = Worlds(scenario), _Seen()
    for i in range(samples):
        if progress is not None:
            progress(i / samples, _("world {n} of {total}").format(n=i + 1, total=samples))
        _see(worlds.at(drawn.world(i)), year, seen)
    return _result(scenario, year, seen, drawn.uniforms, inputs, seed=seed)


def uncertain_inputs(scenario: Scenario) -> tuple[NamedQuantity, ...]:
    """Inputs of the plan that have a range."""
    return tuple(n for n in used_inputs(scenario) if not n.quantity.is_exact)


def prior_of(scenario: Scenario, named: NamedQuantity) -> Prior:
    """The distribution of an input from its three quantiles."""
    quantity = named.quantity
    scale = scale_for(
        quantity.lowest,
        is_fraction=quantity.is_fraction,
        is_rate_of_change=quantity.is_rate_of_change,
    )
    coverage = scenario.uncertainty.coverage
    return prior(quantity.lowest, quantity.base, quantity.highest, coverage=coverage, scale=scale)


def worlds_of(scenario: Scenario, samples: int, seed: int) -> DrawnWorlds:
    """Draws of every uncertain input of the plan, correlated as the scenario says.

    Raises
    ------
    ValueError
        A number of samples that is not a power of two.
    """
    priors = {named.path: prior_of(scenario, named) for named in uncertain_inputs(scenario)}
    correlations = []
    for stated in scenario.uncertainty.correlations:
        first, second = (canonical_path(scenario, name) for name in stated.between)
        if first in priors and second in priors:
            correlations.append(Correlation(first, second, stated.rank))
    return draw_worlds(priors, samples, seed=seed, correlations=correlations)


def _see(resolved: Scenario, year: YearPlan, seen: _Seen) -> None:
    platform = platform_of(resolved)
    demand = demand_for_year(resolved, year.year)
    view = year_view(resolved, demand, platform, with_events=False)
    standing = existing_fleet(platform)
    for name, met in kept(view, standing.servers, standing.hosts).items():
        seen.existing.setdefault(name, []).append(met)
    fleet = year.planned
    if fleet is None:
        return
    planned = {t.id: t.servers for t in fleet.tiers}
    hosts = {s.id: s.hosts if platform.sites[s.id].acquire == "buy" else 10**6 for s in fleet.sites}
    for name, met in kept(view, planned, hosts).items():
        seen.planned.setdefault(name, []).append(met)
    found = _sized(view, hosts)
    sizing = found.sizing
    seen.unsizable += bool(sizing.impossible) or not sizing.is_proved
    for tier, servers in sizing.required.items():
        seen.servers.setdefault(tier, []).append(float(servers))
    seen.cost.append(_cost(view, found))


def kept(view: YearView, servers: Mapping[str, int], hosts: Mapping[str, int]) -> dict[str, bool]:
    """Whether each class with a promise keeps it in every state."""
    states = worst_states(states_of(view.platform, servers, hosts))
    first = view.evaluators[0]
    found = {}
    for name in first.classes:
        promise = first.promise(name)
        if promise is None:
            continue
        met = all(e.class_holds(name, s.active) for s in states for e in view.evaluators)
        limit = promise.availability_at_least
        if met and limit is not None:
            short = available_enough(first, name, limit, servers=servers, hosts=hosts)
            met = short is None
        found[name] = met
    return found


def _sized(view: YearView, planned: Mapping[str, int]) -> Hosted:
    """The fleet that a world needs, on hosts that are never fewer than planned."""
    storage = storage_needed(view, {}, shrink=True)
    return HostSearch(view, storage, {}, explain=False).fewest(planned)


def _cost(view: YearView, found: Hosted) -> float:
    """Of a year with the fleet that this world needs."""
    required = found.sizing.required
    storage = storage_needed(view, {}, shrink=True)
    return Judge(view, Fleet(required, required, found.hosts, storage, {}, {})).totals().cost_vnd


def _quantiles(values: list[float]) -> Quantiles:
    p05, p50, p95 = np.quantile(values, [0.05, 0.5, 0.95], method="inverted_cdf")
    return Quantiles(float(p05), float(p50), float(p95))


def _result(
    scenario: Scenario,
    year: YearPlan,
    seen: _Seen,
    uniforms: Floats,
    inputs: tuple[NamedQuantity, ...],
    *,
    seed: int,
) -> UncertaintyResult:
    samples = len(uniforms)
    interval = {c: wilson(sum(met), samples) for c, met in seen.planned.items()}
    return UncertaintyResult(
        samples=samples,
        seed=seed,
        year=year.year,
        promise_met={c: sum(met) / samples for c, met in seen.planned.items()},
        promise_met_low={c: float(i.low) for c, i in interval.items()},
        promise_met_high={c: float(i.high) for c, i in interval.items()},
        existing_promise_met={c: sum(met) / samples for c, met in seen.existing.items()},
        servers={t: _quantiles(n) for t, n in seen.servers.items()},
        cost_vnd=_quantiles(seen.cost) if seen.cost else Quantiles(0.0, 0.0, 0.0),
        unsizable=seen.unsizable / samples,
        sensitivity=_sensitivity(scenario, seen, uniforms, inputs),
    )


def _sensitivity(
    scenario: Scenario, seen: _Seen, uniforms: Floats, inputs: tuple[NamedQuantity, ...]
) -> tuple[dict[str, Any], ...]:
    """Inputs by the share of the spread of cost and sizes that each explains alone."""
    if len(uniforms) < _LEAST_FOR_SENSITIVITY or not seen.cost:
        return ()
    results = {"cost_vnd": seen.cost, **{f"servers.{t}": n for t, n in seen.servers.items()}}
    table = np.column_stack([np.asarray(v, np.float64) for v in results.values()])
    ratios = correlation_ratios(uniforms, table)
    order = np.argsort(-np.nan_to_num(ratios, nan=0.0).mean(axis=1), kind="stable")
    most = scenario.uncertainty.sensitivity.inputs_at_most
    return tuple(
        {
            "name": inputs[i].ref or inputs[i].path,
            **{
                name: None if np.isnan(ratios[i, j]) else float(ratios[i, j])
                for j, name in enumerate(results)
            },
        }
        for i in order[:most]
    )
