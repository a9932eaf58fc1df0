"""Demand over many worlds at once is the demand of each world, one by one."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.demand import demand_for_year, tier_work
from assessor.demand.worlds import sampled_demand
from assessor.resources import folder
from assessor.scenario import load_scenario, with_values
from assessor.scenario.changes import apply_patch
from assessor.scenario.worlds import Worlds, list_quantities

# Sums in another order: a few hundred roundings of 1e-16.
EXACT = 1e-12
# Hours of single precision: three roundings of 6e-8.
SINGLE = 1e-6
SECONDS = 3600.0
SCENARIOS = ("hanoi-2023", "hanoi-2026", "empty-province")


def ranged(low, base, high, **more):
    return {"low": low, "base": base, "high": high, "kind": "assumption", **more}


DEADLINE = {"day_of_month": 31, "months": [2, 6], "share": ranged(0.2, 0.4, 0.7)}
PATCHES = {
    "bass": {
        "services": {
            "online-dossiers": {
                "adoption": {
                    "model": "bass",
                    "innovation_per_year": ranged(0.01, 0.03, 0.1),
                    "imitation_per_year": ranged(0.2, 0.5, 0.9),
                }
            }
        }
    },
    "logistic": {"services": {"firm-dossiers": {"adoption": {"model": "logistic"}}}},
    "policies": {
        "policies": {
            "simplify": {"enabled": True, "from": "2024-03-01", "until": "2027-09-30"},
            "proactive": {
                "enabled": True,
                "from": "2024-07-01",
                "effects": {"share_moved": ranged(0.1, 0.2, 0.6)},
            },
            "evenings": {
                "title": {"vi": "Buổi tối", "en": "Evenings"},
                "from": "2024-02-01",
                "only": "fee_bearing",
                "service": ["online-dossiers"],
                "effects": {
                    "share_limit_add": ranged(0.01, 0.03, 0.3),
                    "class_factors": {"page": ranged(0.5, 0.8, 1.2)},
                    "drop_classes": ["upload"],
                    "share_moved": 0.1,
                    "to_profile": "citizen",
                },
            },
        }
    },
    "maturity": {
        "services": {
            "data-exchange": {
                "maturity": {
                    "limit_per_day": ranged(5e5, 1e6, 2e6),
                    "time_constant_months": ranged(6, 12, 24),
                }
            }
        }
    },
    "deadlines": {"profiles": {"citizen": {"deadlines": {"month": DEADLINE}}}},
    "control off": {"platform": {"controls": {"tls-waf": {"enabled": False}}}},
    "quantile": {"promises": {"design": {"basis": "hour_quantile", "quantile": 0.99}}},
    "mean": {"promises": {"design": {"basis": "mean_busy_hour"}}},
    "elsewhere": {"services": {"officer-systems": {"hosted": "external"}}},
    "partly open": {
        "services": {
            "officer-systems": {"enabled": False},
            "help-desk": {
                "kind": "partly_open",
                "title": {"vi": "Hỗ trợ", "en": "Help desk"},
                "hosted": "city",
                "data_class": "internal",
                "population": "officials",
                "profile": "office",
                "sessions_per_user_per_day": ranged(0.5, 1, 4),
                "interactions_per_session": ranged(2, 5, 9),
                "think_time_s": 30,
                "growth_per_year": ranged(0.0, 0.1, 0.3),
                "requests_per_interaction": {"staff-page": 3},
            },
        }
    },
}
CHOSEN = {
    "portfolio": {
        "birth-registration": {"chosen": True},
        "school-enrolment": {
            "chosen": True,
            "chosen_from": "2025-03-01",
            "share_limit_add": ranged(0.01, 0.02, 0.1),
        },
    },
    "services": {"visitor-services": {"enabled": True}, "tax-filing": {"hosted": "city"}},
}


class World(NamedTuple):
    """One world seen alone, and its row among many."""

    alone: object
    together: object
    row: int
    work: np.ndarray


def drawn(scenario, worlds, seed=7):
    """A value within its range for every quantity that has one, used or not."""
    rng = np.random.default_rng(seed)
    return {
        named.path: rng.uniform(named.quantity.lowest, named.quantity.highest, worlds)
        for named in list_quantities(scenario)
        if not named.quantity.is_exact
    }


def each_world(scenario, values, years, **options):
    found = sampled_demand(scenario, values, years, **options)
    worlds = Worlds(scenario)
    for row in range(found.samples):
        world = worlds.at({path: float(column[row]) for path, column in values.items()})
        for year in found.years:
            alone = demand_for_year(world, year.year)
            work = tier_work(world, alone.arrival_rates, alone.hours)
            yield World(alone, year, row, sum(work.values(), start=np.zeros(alone.hours)))


def assert_same(world, exceeded):
    alone, together, row, work = world
    assert together.index[row] == alone.design.index
    for name in ("hourly_rates", "arrival_rates", "work"):
        expected, found = getattr(alone.design, name), getattr(together, name)
        assert set(found) == set(expected)
        for key, value in expected.items():
            assert found[key][row] == pytest.approx(value, rel=EXACT, abs=0)
    points = np.array(exceeded)
    np.testing.assert_allclose(together.work_duration[row], np.sort(work)[::-1][points], rtol=EXACT)
    for name, rates in alone.arrival_rates.items():
        in_year = rates.sum() * SECONDS
        assert together.requests[name][row] == pytest.approx(in_year, rel=EXACT, abs=0)
        expected = np.sort(rates)[::-1][points]
        np.testing.assert_allclose(together.rate_durations[name][row], expected, rtol=SINGLE)


CASES = [
    *((name, None) for name in SCENARIOS),
    *(("hanoi-2023", change) for change in PATCHES),
    ("hanoi-2026", "policies"),
    ("hanoi-2026", "mean"),
    ("empty-province", "policies"),
    ("empty-province", "quantile"),
]


@pytest.mark.parametrize(("name", "change"), CASES)
def test_that_each_world_is_as_if_it_were_alone(name, change):
    scenario = load_scenario(folder("scenarios") / name)
    scenario = apply_patch(scenario, PATCHES[change]) if change else scenario
    first = scenario.horizon.first_year
    for world in each_world(scenario, drawn(scenario, 16), [first + 1, first + 2], block=6):
        assert_same(world, (0, 1, 10, 100, 1000, 4380))


@pytest.mark.parametrize("basis", ["peak_day_busy_hour", "mean_busy_hour", "hour_quantile"])
def test_that_chosen_procedures_and_all_services_come_through(hanoi, basis):
    scenario = apply_patch(hanoi, {**CHOSEN, "promises": {"design": {"basis": basis}}})
    exceeded = (8759, 3, 3, 0)
    values = drawn(scenario, 16)
    for world in each_world(scenario, values, [2023, 2026], exceeded=exceeded):
        assert_same(world, exceeded)


TOGGLES = st.fixed_dictionaries(
    {},
    optional={
        "policies.zero-fee.enabled": st.booleans(),
        "policies.simplify.enabled": st.booleans(),
        "policies.proactive.enabled": st.booleans(),
        "services.online-dossiers.enabled": st.booleans(),
        "services.officer-systems.enabled": st.booleans(),
        "services.visitor-services.enabled": st.booleans(),
        "services.tax-filing.hosted": st.sampled_from(["city", "external"]),
        "services.eid-sso.profile": st.sampled_from(["citizen", "office", "flat", "tax-deadline"]),
        "services.officer-systems.profile": st.sampled_from(["office", "flat", "tax-deadline"]),
        "services.online-dossiers.adoption.model": st.sampled_from(["exponential", "logistic"]),
        "services.online-dossiers.adoption.from": st.sampled_from(["2021-05-05", "2024-10-03"]),
        "platform.controls.malware-scan.enabled": st.booleans(),
        "promises.design.basis": st.sampled_from(["peak_day_busy_hour", "mean_busy_hour"]),
    },
)


@settings(max_examples=25)
@given(TOGGLES, st.integers(2022, 2030), st.integers(1, 5), st.integers(0, 99))
def test_that_whatever_is_switched_worlds_stay_the_same(hanoi, toggles, year, block, seed):
    scenario = with_values(hanoi, toggles)
    values = drawn(scenario, 4, seed)
    for world in each_world(scenario, values, [year], block=block, exceeded=(0, 50)):
        assert_same(world, (0, 50))


def test_that_without_draws_there_is_the_base_alone(hanoi):
    (world,) = each_world(hanoi, {}, [2025])
    assert_same(world, (0, 1, 10, 100, 1000, 4380))


def test_that_neither_threads_nor_blocks_change_the_result(hanoi):
    values = drawn(hanoi, 40)
    one = sampled_demand(hanoi, values, [2025], block=40, threads=1).year(2025)
    many = sampled_demand(hanoi, values, [2025], block=7, threads=3).year(2025)
    np.testing.assert_array_equal(one.index, many.index)
    np.testing.assert_array_equal(one.work_duration, many.work_duration)
    for name in hanoi.request_classes:
        np.testing.assert_array_equal(one.arrival_rates[name], many.arrival_rates[name])
        np.testing.assert_array_equal(one.requests[name], many.requests[name])
        # Worlds that differ in size alone are looked at once a block.
        np.testing.assert_allclose(one.rate_durations[name], many.rate_durations[name], rtol=SINGLE)


def test_that_a_concurrency_drawn_above_the_whole_is_the_whole(hanoi):
    path = "inputs.documents.officer_concurrency_busy_hour"
    worlds = list(each_world(hanoi, {path: np.array([0.25, 1.4])}, [2024]))
    for world in worlds:
        assert_same(world, (0, 1, 10, 100, 1000, 4380))
    closed = worlds[1].alone.closed["officer-systems"]
    assert closed.active_users.max() == pytest.approx(closed.users)


def test_that_the_quantiles_are_draws_with_that_share_below(hanoi):
    found = sampled_demand(hanoi, drawn(hanoi, 40), [2025])
    year = found.year(2025)
    for name, told in year.quantiles().items():
        rates = np.sort(year.arrival_rates[name])
        assert (told.p05, told.p50, told.p95) == (rates[1], rates[19], rates[37])
    peak, *_, middle = year.duration_quantiles()
    assert middle.p50 < peak.p50 == np.sort(year.work_duration[:, 0])[19]
    assert year.duration_quantiles("page")[0].p95 == np.sort(year.rate_durations["page"][:, 0])[37]
    with pytest.raises(KeyError):
        found.year(2026)


def test_that_draws_which_do_not_fit_are_all_named(hanoi):
    values = {
        "inputs.nobody.knows": np.ones(3),
        "inputs.shape.annual_growth": np.array([0.1, np.nan, 0.2]),
        "inputs.shape.busiest_5min_factor": np.ones((3, 1)),
    }
    with pytest.raises(ValueError, match="same number of draws") as caught:
        sampled_demand(hanoi, values, [2024])
    assert all(path in str(caught.value) for path in values)


@pytest.mark.parametrize("wrong", [{"exceeded": (0, 8760)}, {"block": 0}, {"threads": 0}])
def test_that_options_out_of_range_are_refused(hanoi, wrong):
    with pytest.raises(ValueError, match=r"must be ≥ 1|no number of hours"):
        sampled_demand(hanoi, {}, [2024], **wrong)
