"""The load-duration curve: for how many hours of the year a load is exceeded."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessor.demand.design import ALL, tier_work, work_per_request
from assessor.demand.results import YearDemand
from assessor.scenario.model import Scenario

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
EXCEEDED_HOURS = (0, 1, 10, 100, 1000, 4380)
"""The points of the curve that are told: the peak, and what few hours, tenths and half exceed."""


@dataclass(frozen=True)
class LoadDuration:
    """The hours of a year from the busiest to the idlest."""

    of: str
    """`all` work, a request class, or a tier."""
    unit: str
    """`1/s` of a class, `erlang` of work."""
    year: int
    hours_exceeded: Counts
    """0, 1, … : in how many hours the value beside it is exceeded (or met, by equals). [h]"""
    values: Floats
    """Falling."""

    def at(self, hours: ArrayLike) -> Floats:
        """The load that is exceeded in so many hours, each 0 … the hours of the year − 1.

        Raises
        ------
        ValueError
            Hours outside the year.
        """
        wanted = np.asarray(hours, dtype=np.int64)
        if np.any((wanted < 0) | (wanted >= len(self.values))):
            raise ValueError(f"hours must be 0 … {len(self.values) - 1}")
        return self.values[wanted]

    def points(self) -> tuple[tuple[int, float], ...]:
        """The few points that a table shows: hours exceeded and load."""
        return tuple((hours, float(self.values[hours])) for hours in EXCEEDED_HOURS)


def load_duration(scenario: Scenario, demand: YearDemand, of: str = ALL) -> LoadDuration:
    """Every hour of a year, busiest first; exact.

    Parameters
    ----------
    scenario
        The scenario or world that the demand is of.
    of
        `all` for the work of all city tiers together, a request class, or a city tier. Where a
        class and a tier share a name, `class:name` or `tier:name`.

    Raises
    ------
    KeyError
        No class and no city tier is called so.
    ValueError
        Both are.
    """
    kind, name = _meant(scenario, demand, of)
    if kind == "class":
        hourly = demand.arrival_rates[name]
    else:
        work = tier_work(scenario, demand.arrival_rates, demand.hours)
        nothing = np.zeros(demand.hours, dtype=np.float64)
        hourly = sum(work.values(), start=nothing) if kind == ALL else work[name]
    values = np.sort(hourly)[::-1]
    unit = "1/s" if kind == "class" else "erlang"
    return LoadDuration(name, unit, demand.year, np.arange(demand.hours, dtype=np.int64), values)


def _meant(scenario: Scenario, demand: YearDemand, of: str) -> tuple[str, str]:
    """Of what the curve is: `all`, `class` or `tier`, and its name."""
    if of == ALL:
        return ALL, ALL
    tiers = {tier for per_tier in work_per_request(scenario).values() for tier in per_tier}
    prefix, _, short = of.partition(":")
    candidates = [
        (kind, name)
        for kind, names in (("class", demand.arrival_rates), ("tier", tiers))
        for name in ([short] if prefix == kind else [of])
        if name in names
    ]
    if not candidates:
        raise KeyError(of)
    if len(candidates) > 1:
        raise ValueError(f"{of} is a class and a tier: say class:{of} or tier:{of}")
    return candidates[0]
