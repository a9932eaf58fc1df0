"""Demand of several years over many worlds, block by block."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessor.demand.days import SECONDS_PER_DAY, Days, days_of
from assessor.demand.design import work_per_request
from assessor.demand.duration import EXCEEDED_HOURS
from assessor.demand.worlds.daily import (
    ByProfile,
    ServiceLoad,
    class_days,
    hours_of,
    service_loads,
    work_days,
)
from assessor.demand.worlds.reduce import Busy, at_hours, busy_hours, rate_duration
from assessor.demand.worlds.result import SampledDemand, SampledYear, joined
from assessor.demand.worlds.together import ManyWorlds, checked_values
from assessor.scenario.model import Scenario

Floats = NDArray[np.float64]
_BLOCK = 128
"""Worlds whose daily figures are held at a time."""
_SHORTEST_YEAR = 8760


def sampled_demand(
    scenario: Scenario,
    values: Mapping[str, ArrayLike],
    years: Iterable[int],
    *,
    exceeded: Sequence[int] = EXCEEDED_HOURS,
    block: int = _BLOCK,
    threads: int | None = None,
) -> SampledDemand:
    """Demand of several years in many worlds.

    World k is `demand_for_year` of the scenario with the k-th value of every drawn quantity and
    all others at their base, by the same formulas. Its hours are never kept: they are reduced to
    design hours, yearly sums and load-duration points while they are in the cache.

    Parameters
    ----------
    values
        Draws by path of `list_quantities`, each of shape (worlds,), in the unit of the quantity.
        Without any there is one world.
    exceeded
        Load-duration points: hours of the year in which a load is exceeded, 0 … 8,759. [h]
    block
        Worlds at a time; memory grows with it.
    threads
        How many to use, all processors by default; the result does not depend on it.

    Raises
    ------
    ValueError
        Draws that do not fit the scenario or each other, points outside the year, a block or a
        number of threads below 1.
    """
    columns = checked_values(scenario, values)
    _check(exceeded, block, threads)
    samples = next((drawn.size for drawn in columns.values()), 1)
    worlds = ManyWorlds(scenario)
    calendar = [days_of(year, scenario.calendar) for year in years]

    def run(start: int) -> list[SampledYear]:
        part = {path: drawn[start : start + block] for path, drawn in columns.items()}
        together, size = worlds.at(part), min(block, samples - start)
        return [_year(together, days, size, exceeded) for days in calendar]

    begins = range(0, samples, block)
    workers = min(threads or os.cpu_count() or 1, len(begins))
    if workers == 1:
        blocks = [run(start) for start in begins]
    else:
        with ThreadPoolExecutor(workers) as pool:
            blocks = list(pool.map(run, begins))
    by_year = tuple(joined(year) for year in zip(*blocks, strict=True))
    return SampledDemand(samples, tuple(exceeded), by_year)


def _check(exceeded: Sequence[int], block: int, threads: int | None) -> None:
    problems = [
        f"{hours} is no number of hours of a year, 0 … {_SHORTEST_YEAR - 1}"
        for hours in exceeded
        if not 0 <= hours < _SHORTEST_YEAR
    ]
    if block < 1 or (threads is not None and threads < 1):
        problems.append("block and threads must be ≥ 1")
    if problems:
        raise ValueError("; ".join(problems))


def _year(scenario: Scenario, days: Days, worlds: int, exceeded: Sequence[int]) -> SampledYear:
    """One year of one block; the scenario holds columns of worlds."""
    shape, by_hour = (worlds, days.count), hours_of(scenario)
    loads = service_loads(scenario, days)
    classes = class_days(scenario, loads, shape)
    work = work_days(classes, work_per_request(scenario))
    design = scenario.promises.design
    busy = busy_hours(work, by_hour, design, days, worlds=worlds, exceeded=exceeded)
    hourly, arrivals = _design_rates(scenario, loads, busy, shape)
    return SampledYear(
        year=days.year,
        hours=days.count * 24,
        index=busy.index,
        hourly_rates=hourly,
        arrival_rates=arrivals,
        work=_design_work(scenario, hourly, worlds),
        requests={name: _in_year(parts, worlds) for name, parts in classes.items()},
        work_duration=busy.duration,
        rate_durations={
            name: rate_duration(parts, by_hour, worlds=worlds, exceeded=exceeded)
            for name, parts in classes.items()
        },
    )


def _design_rates(
    scenario: Scenario, loads: Sequence[ServiceLoad], busy: Busy, shape: tuple[int, int]
) -> tuple[dict[str, Floats], dict[str, Floats]]:
    """Mean of the design hour and its worst five minutes, by class. [1/s]"""
    hourly = {name: np.zeros(shape[0], dtype=np.float64) for name in scenario.request_classes}
    arrivals = {name: np.zeros(shape[0], dtype=np.float64) for name in scenario.request_classes}
    factor = _column(scenario.promises.design.busiest_5min_factor.base)
    for load in loads:
        active = at_hours(load.days.spread, 1.0, busy.chosen, shape)
        for name, each in load.days.per_unit.items():
            rate = at_hours(load.days.spread, each, busy.chosen, shape)
            hourly[name] = hourly[name] + rate
            if load.users is None:
                arrivals[name] = arrivals[name] + rate * factor
            else:
                users = np.minimum(_column(load.users), active * factor)
                arrivals[name] = arrivals[name] + users * _column(each)
    return hourly, arrivals


def _column(values: float | Floats) -> float | Floats:
    """A number of every world as one row per world; a plain number stays one."""
    return values[:, 0] if isinstance(values, np.ndarray) else values


def _design_work(
    scenario: Scenario, hourly: Mapping[str, Floats], worlds: int
) -> dict[str, Floats]:
    """Of the worst five minutes, by tier. [erlang]"""
    factor = _column(scenario.promises.design.busiest_5min_factor.base)
    work: dict[str, Floats] = {}
    for name, per_tier in work_per_request(scenario).items():
        for tier, seconds in per_tier.items() if name in hourly else ():
            busy = hourly[name] * _column(seconds) * factor
            work[tier] = work.get(tier, np.zeros(worlds, dtype=np.float64)) + busy
    return work


def _in_year(parts: ByProfile, worlds: int) -> Floats:
    total = np.zeros(worlds, dtype=np.float64)
    for daily in parts.values():
        total += daily.sum(axis=-1) * SECONDS_PER_DAY
    return total
