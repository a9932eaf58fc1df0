"""The hour that sizes are computed for: found by rule, shown with its date."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessor.demand.days import HOURS_PER_DAY, Days
from assessor.demand.results import ClosedLoad, DesignHour, OpenLoad
from assessor.scenario.controls import demand_factor
from assessor.scenario.model import Scenario

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
ALL = "all"
_EQUAL = 1e-12
"""Hours whose work differs by less, relative to it, are equally busy."""


@dataclass(frozen=True)
class Loads:
    """What a design hour is picked from."""

    days: Days
    by_service: Mapping[str, Mapping[str, Floats]]
    classes: Mapping[str, Floats]
    open: Mapping[str, OpenLoad]
    closed: Mapping[str, ClosedLoad]


def work_per_request(scenario: Scenario) -> dict[str, dict[str, float]]:
    """Channel seconds that one request asks of each city tier: class → tier → s."""
    tiers = scenario.platform.tiers
    return {
        request_class: {
            tier: demand.visits.base
            * demand.service_demand_s.base
            * demand_factor(scenario.platform, request_class, tier)
            for tier, demand in path.items()
            if tiers[tier].hosted == "city" and demand.service_demand_s is not None
        }
        for request_class, path in scenario.platform.demands.items()
    }


def tier_work(scenario: Scenario, rates: Mapping[str, Floats], hours: int) -> dict[str, Floats]:
    """Channels of nominal speed kept busy in each hour, by city tier. [erlang]"""
    work: dict[str, Floats] = {}
    for request_class, per_tier in work_per_request(scenario).items():
        if request_class in rates:
            for tier, seconds in per_tier.items():
                work.setdefault(tier, np.zeros(hours, dtype=np.float64))
                work[tier] = work[tier] + rates[request_class] * seconds
    return work


def design_hours(scenario: Scenario, loads: Loads) -> tuple[DesignHour, ...]:
    """The design hour of all city tiers together, then of tiers that are busiest elsewhere."""
    hours = loads.days.count * HOURS_PER_DAY
    work = tier_work(scenario, loads.classes, hours)
    together = sum(work.values(), start=np.zeros(hours, dtype=np.float64))
    found = [_design(scenario, loads, ALL, together, work)]
    for tier, busy in work.items():
        candidate = _design(scenario, loads, tier, busy, work)
        if all(candidate.index != known.index for known in found):
            found.append(candidate)
    return tuple(found)


def _design(
    scenario: Scenario, loads: Loads, of: str, busy: Floats, work: Mapping[str, Floats]
) -> DesignHour:
    design = scenario.promises.design
    chosen = chosen_hours(design.basis, design.quantile, busy, loads.days)
    index = int(typical_hour(chosen, busy))
    factor = design.busiest_5min_factor.base
    hourly = {name: _mean(rates, chosen) for name, rates in loads.classes.items()}
    users = {
        name: min(load.users, _mean(load.active_users, chosen) * factor)
        for name, load in loads.closed.items()
    }
    by_service = {
        name: dict(_service_rates(loads, name, chosen, factor, users)) for name in loads.by_service
    }
    arrivals = {name: sum(rates.get(name, 0.0) for rates in by_service.values()) for name in hourly}
    return DesignHour(
        of=of,
        basis=design.basis,
        index=index,
        day=loads.days.on(index // HOURS_PER_DAY),
        hour=index % HOURS_PER_DAY,
        busiest_5min_factor=factor,
        hourly_rates=hourly,
        arrival_rates=arrivals,
        by_service=by_service,
        active_users=users,
        visits={n: _mean(load.visits, chosen) * factor for n, load in loads.open.items()},
        work={tier: _mean(rates, chosen) * factor for tier, rates in work.items()},
        remote_calls_factors=_remote_factors(loads, by_service, index),
    )


def _service_rates(
    loads: Loads, name: str, chosen: NDArray[np.int64], factor: float, users: Mapping[str, float]
) -> Iterator[tuple[str, float]]:
    for request_class, rates in loads.by_service[name].items():
        closed = loads.closed.get(name)
        if closed is None:
            yield request_class, _mean(rates, chosen) * factor
        else:
            count = closed.requests_per_interaction[request_class]
            yield request_class, users[name] / closed.think_time * count


def _mean(values: Floats, chosen: NDArray[np.int64]) -> float:
    return float(values[chosen].mean())


def chosen_hours(basis: str, quantile: float | None, busy: Floats, days: Days) -> Counts:
    """The hours that the rule picks, by position; several where it takes their mean.

    Parameters
    ----------
    busy
        Work in each hour of the year, shape (..., hours).

    Returns
    -------
    Positions, shape (..., picked).
    """
    if basis == "hour_quantile":
        rank = max(math.ceil((quantile or 0.999) * busy.shape[-1]) - 1, 0)
        return _at_rank(busy, rank)[..., np.newaxis]
    if basis == "mean_busy_hour":
        by_day = busy.reshape(*busy.shape[:-1], days.count, HOURS_PER_DAY)
        working = np.flatnonzero(days.working)
        picked = working if len(working) else np.arange(days.count)
        return np.asarray(picked * HOURS_PER_DAY + _busiest(by_day[..., picked, :]))
    # The peak day is the one with the busiest hour: a day of more work in all may be flatter.
    return _busiest(busy)[..., np.newaxis]


def _first(holds: NDArray[np.bool_]) -> Counts:
    return np.asarray(holds.argmax(axis=-1), dtype=np.int64)


def _at_rank(busy: Floats, rank: int) -> Counts:
    """The hour at a rank from below; equally busy hours rank in order of time."""
    work = np.partition(busy, rank, axis=-1)[..., rank, np.newaxis]
    below = np.count_nonzero(busy < work * (1 - _EQUAL), axis=-1, keepdims=True)
    equal = np.abs(busy - work) <= _EQUAL * work
    return _first(equal.cumsum(axis=-1) > rank - below)


def _busiest(busy: Floats) -> Counts:
    return _first(busy >= busy.max(axis=-1, keepdims=True) * (1 - _EQUAL))


def typical_hour(chosen: Counts, busy: Floats) -> Counts:
    """Of the hours picked, the one whose work is nearest to their mean; shape (...)."""
    work = np.take_along_axis(busy, chosen, axis=-1)
    mean = work.mean(axis=-1, keepdims=True)
    away = np.abs(work - mean)
    nearest = _first(away <= away.min(axis=-1, keepdims=True) + _EQUAL * mean)
    return np.take_along_axis(chosen, nearest[..., np.newaxis], axis=-1)[..., 0]


def _remote_factors(
    loads: Loads, by_service: Mapping[str, Mapping[str, float]], index: int
) -> dict[str, float]:
    total: dict[str, float] = {}
    weighted: dict[str, float] = {}
    for name, rates in by_service.items():
        load = loads.open.get(name)
        factor = 1.0 if load is None else _on_day(load.remote_calls_factor, index // HOURS_PER_DAY)
        for request_class, rate in rates.items():
            total[request_class] = total.get(request_class, 0.0) + rate
            weighted[request_class] = weighted.get(request_class, 0.0) + rate * factor
    return {name: weighted[name] / rate if rate > 0 else 1.0 for name, rate in total.items()}


def _on_day(value: Floats | float, day: int) -> float:
    return float(value[day]) if isinstance(value, np.ndarray) else float(value)
