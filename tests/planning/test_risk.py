"""Worlds: a share of kept promises, spreads of sizes, and nothing else moved."""

from __future__ import annotations

import pytest

from assessor.documents import to_json
from assessor.errors import Cancelled
from assessor.planning import plan

UNSURE = {
    "services": {
        "calls": {
            "transactions_per_day": {
                "low": 3.4e6,
                "base": 6.912e6,
                "high": 1.4e7,
                "kind": "measured",
            }
        }
    }
}


def test_that_an_uncertain_load_spreads_the_size_around_the_base(small):
    found = plan(small(**UNSURE), years=[2023], samples=64).uncertainty
    assert found is not None
    spread = found.servers["app"]
    planned = plan(small(**UNSURE), years=[2023]).years[0].planned
    assert planned is not None
    assert spread.p05 < planned.tiers[0].servers_required < spread.p95
    assert spread.p50 == pytest.approx(planned.tiers[0].servers_required, abs=1)
    assert found.cost_vnd.p05 <= found.cost_vnd.p50 <= found.cost_vnd.p95


def test_that_a_promise_is_kept_as_often_as_the_load_stays_below_its_limit(small):
    # Eight servers carry 32 channels; the promise breaks near 30 erlangs, four times the base.
    wide = {"low": 1.728e6, "base": 6.912e6, "high": 27.648e6, "kind": "measured"}
    scenario = small(services={"calls": {"transactions_per_day": wide}})
    found = plan(scenario, years=[2023], samples=256).uncertainty
    assert found is not None
    kept = found.existing_promise_met["call"]
    assert 0.92 < kept < 0.97
    assert (
        found.promise_met_low["call"] <= found.promise_met["call"] <= found.promise_met_high["call"]
    )


def test_that_an_exact_scenario_has_one_world(small):
    found = plan(small(), years=[2023], samples=8).uncertainty
    assert found is not None
    assert found.promise_met == {"call": 1.0}
    assert found.servers["app"].p05 == found.servers["app"].p95


def test_that_samples_and_seed_move_the_uncertainty_alone(small):
    scenario = small(**UNSURE)
    plain, sampled, other = (
        plan(scenario, years=[2023], samples=n, seed=s) for n, s in ((0, 1), (16, 1), (16, 2))
    )
    assert plain.uncertainty is None
    assert to_json(plain.years) == to_json(sampled.years) == to_json(other.years)
    assert to_json(sampled) == to_json(plan(scenario, years=[2023], samples=16, seed=1))


def test_that_a_number_of_samples_that_is_no_power_of_two_is_refused(small):
    with pytest.raises(ValueError, match="power of two"):
        plan(small(**UNSURE), years=[2023], samples=12)


def test_that_sampling_can_be_stopped(small):
    def stop_late(fraction: float, what: str) -> None:
        if fraction > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        plan(small(**UNSURE), years=[2023], samples=16, progress=stop_late)
