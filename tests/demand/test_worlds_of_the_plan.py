"""World k of the demand is world k of the plan."""

from __future__ import annotations

import pytest

from assessor.demand import demand_for_year, ranked_portfolio, with_first_chosen
from assessor.planning.demand_risk import demand_uncertainty
from assessor.planning.risk import uncertain_inputs, worlds_of
from assessor.scenario.worlds import Worlds


def test_that_what_choosing_changes_is_drawn_only_where_a_procedure_is_chosen(hanoi):
    chosen = with_first_chosen(hanoi, 1)
    before, after = ({n.path for n in uncertain_inputs(s)} for s in (hanoi, chosen))
    (first,) = [one.id for one in ranked_portfolio(chosen) if one.chosen]
    assert after - before == {
        f"portfolio.{first}.transactions_per_year",
        "inputs.online_share.focus_time_constant_factor",
    }


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
