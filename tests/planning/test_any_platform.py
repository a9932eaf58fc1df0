"""Whatever a platform is made of, a plan gives numbers or says why not; it never raises."""

from __future__ import annotations

import math
import random
from typing import Any

import pytest

from assessor.documents import to_json
from assessor.errors import ScenarioError
from assessor.planning import explain_name, plan, quantities_of, stress


def some_tier(rnd: random.Random, role: str) -> dict[str, Any]:
    """A tier of any discipline, balancing and scaling."""
    discipline = rnd.choice(["ps", "fcfs", "load_dependent"])
    tier: dict[str, Any] = {
        "role": role,
        "site": "main",
        "shape": rnd.choice(["vm", "small-vm"]),
        "discipline": discipline,
        "balancing": rnd.choice(["least_connections", "random", "shared_queue"]),
        "scaling": rnd.choice(["horizontal", "active_standby", "vertical"]),
        "servers_installed": rnd.choice([0, 1, 2, 5, 8]),
        "servers_min": rnd.choice([0, 1, 2]),
        "servers_max": rnd.choice([1, 5, 40]),
        "spares": rnd.choice([0, 0, 1, 3]),
    }
    if discipline == "load_dependent":
        tier["usl"] = {"contention": rnd.choice([0, 0.02]), "coherency": rnd.choice([0, 0.001])}
    if rnd.random() < 0.4:
        tier["queue_limit"] = rnd.choice([0, 5, 2000])
    if rnd.random() < 0.3:
        tier["pool"] = {"threads_per_server": rnd.choice([1, 200]), "timeout_s": 30}
    return tier


def some_patch(rnd: random.Random) -> dict[str, Any]:
    """A platform, a load and promises of any kind."""

    def work() -> dict[str, Any]:
        return {
            "visits": rnd.choice([1, 2.4, 0.5]),
            "service_demand_s": rnd.choice([0.0, 0.001, 0.05, 0.3]),
            "service_scv": rnd.choice([0.0, 0.4, 1.0, 2.0, 4.6]),
        }

    calls: dict[str, Any] = {"transactions_per_day": {"base": rnd.choice([0, 1e3, 1e5, 3e6, 2e7])}}
    if rnd.random() < 0.4:
        calls["burst"] = {"kind": "batch", "mean_size": rnd.choice([1, 10, 85])}
    return {
        "services": {"calls": calls},
        "platform": {
            "tiers": {"app": some_tier(rnd, "application"), "db": some_tier(rnd, "database")},
            "demands": {"call": {"app": work(), "db": work()}},
            "sites": {"main": {"hosts_installed": rnd.choice([1, 2, 8])}},
        },
        "promises": {
            "classes": {
                "call": {
                    "unit": rnd.choice(["request", "page"]),
                    "response": [
                        {
                            "quantile": rnd.choice([0.5, 0.95, 0.999]),
                            "at_most_s": rnd.choice([0.1, 2.0]),
                        }
                    ],
                    "availability_at_least": rnd.choice([0.99, 0.99999]),
                }
            },
            "states": {"hosts_out": rnd.choice([0, 1])},
        },
        "money": {"acquire": {"main": rnd.choice(["buy", "rent"])}},
        "events": {
            "surge": {
                "title": {"vi": "Đông", "en": "Surge"},
                "role": rnd.choice(["sized", "stressed"]),
                "kind": "extra_load",
                "service": "calls",
                "factor": rnd.choice([1, 5]),
                "duration_min": 30,
            }
        },
    }


def assert_planned(build: Any, seed: int) -> None:
    """Plan, explain, stress and print one platform."""
    try:
        scenario = build(**some_patch(random.Random(seed)))
    except ScenarioError:
        return  # refused by its own checks, with a reason
    found = plan(scenario, years=[2023])
    year = found.years[0]
    assert to_json(found)
    assert year.planned is not None
    for result in (year.existing, year.planned):
        for one in result.classes:
            assert 0.0 <= one.availability <= 1.0
            assert 0.0 <= one.loss_share <= 1.0
            assert not math.isnan(one.response_mean_s)
            times = list(one.response_quantiles_s.values())
            assert times == sorted(times)
    lookup = quantities_of(found, 2023)
    assert lookup("utilisation", None, (), (), "max") is not None
    stress(scenario, plan=found)
    explain_name(scenario, "app")


@pytest.mark.parametrize("seed", range(12))
def test_that_any_platform_is_planned_without_a_crash(small, seed):
    assert_planned(small, seed)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 300))
def test_that_many_platforms_are_planned_without_a_crash(small, seed):
    assert_planned(small, seed)
