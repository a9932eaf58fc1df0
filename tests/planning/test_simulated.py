"""The second opinion agrees where the formulas are exact, and repeats itself."""

from __future__ import annotations

from assessor.documents import to_json
from assessor.planning import plan, simulate


def test_that_formula_and_simulation_agree_on_a_shared_cpu(small):
    found = simulate(small(), horizon_s=300, seed=3)
    assert found.fleet == "existing"
    rows = {row.name: row for row in found.classes[0].response}
    assert rows["mean"].agrees
    assert rows["0.95"].agrees
    assert abs(found.tiers[0].simulated - found.tiers[0].formula) < 0.02


def test_that_the_planned_fleet_is_simulated_where_a_plan_is_given(small):
    scenario = small(services={"calls": {"transactions_per_day": {"base": 3.0e7}}})
    planned = plan(scenario, years=[2023])
    found = simulate(scenario, plan=planned, horizon_s=20, seed=3)
    assert found.fleet == "planned"
    assert found.tiers[0].formula < 1.0


def test_that_the_same_seed_gives_the_same_bytes(small):
    first, again = (to_json(simulate(small(), horizon_s=30, seed=3)) for _ in range(2))
    assert first == again
