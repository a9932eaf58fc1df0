"""Demand over the worlds that a plan's uncertainty is told for."""

from __future__ import annotations

from collections.abc import Iterable

from assessor.demand.worlds import SampledDemand, sampled_demand
from assessor.planning.risk import worlds_of
from assessor.scenario.model import Scenario


def demand_uncertainty(
    scenario: Scenario,
    samples: int | None = None,
    seed: int | None = None,
    *,
    years: Iterable[int] | None = None,
    threads: int | None = None,
) -> SampledDemand:
    """Demand of the planned years, each world the one of the same number in a plan's samples.

    Parameters
    ----------
    samples, seed
        Worlds, a power of two, and the seed of their draw; those of the scenario by default.
    years
        Those of the horizon by default.
    threads
        How many to use, all processors by default.

    Raises
    ------
    ValueError
        A number of samples that is not a power of two.
    """
    drawn = worlds_of(
        scenario,
        scenario.uncertainty.samples if samples is None else samples,
        scenario.uncertainty.seed if seed is None else seed,
    )
    horizon = scenario.horizon
    every = range(horizon.first_year, horizon.last_year + 1)
    values = {name: drawn[name] for name in drawn.names}
    return sampled_demand(scenario, values, every if years is None else years, threads=threads)
