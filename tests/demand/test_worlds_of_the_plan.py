"""World k of the demand is world k of the plan."""

from __future__ import annotations

import numpy as np
import pytest

from assessor.demand import demand_for_year
from assessor.planning import risk
from assessor.planning.demand_risk import demand_uncertainty, worlds_of
from assessor.scenario.worlds import Worlds
from assessor.uncertainty.sampling import draw_worlds


def test_that_the_draws_are_those_of_the_plan(hanoi):
    priors = {n.path: risk.prior_of(hanoi, n) for n in risk.uncertain_inputs(hanoi)}
    correlations = risk._correlations(hanoi, set(priors))
    expected = draw_worlds(priors, 16, seed=5, correlations=correlations)
    found = worlds_of(hanoi, 16, 5)
    assert len(correlations) == 2
    assert found.names == expected.names
    np.testing.assert_array_equal(found.values, expected.values)


def test_that_a_world_of_the_plan_has_that_demand(hanoi):
    found = demand_uncertainty(hanoi, 16, 5)
    assert [year.year for year in found.years] == list(range(2023, 2029))
    world = Worlds(hanoi).at(worlds_of(hanoi, 16, 5).world(11))
    for year in found.years:
        design = demand_for_year(world, year.year).design
        for tier, work in design.work.items():
            assert year.work[tier][11] == pytest.approx(work, rel=1e-12)


def test_that_samples_and_seed_are_the_scenarios_unless_said(hanoi):
    assert demand_uncertainty(hanoi, years=[2024]).samples == hanoi.uncertainty.samples
    with pytest.raises(ValueError, match="power of two"):
        demand_uncertainty(hanoi, 100, years=[2024])
