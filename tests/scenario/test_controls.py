"""Security controls: their share of processing, and services that may not go without them."""

from __future__ import annotations

import pytest

from assessor.resources import folder
from assessor.scenario import (
    control_share,
    load_scenario,
    resolve,
    unprotected_services,
    with_values,
)


@pytest.fixture(scope="module")
def hanoi():
    return load_scenario(folder("scenarios") / "hanoi-2023")


def test_that_controls_at_work_leave_the_demands_as_written(hanoi):
    demand = resolve(hanoi).platform.demands["page"]["web"].service_demand_s
    assert demand is not None
    assert demand.base == pytest.approx(0.002)


def test_that_a_control_that_is_off_gives_its_share_back(hanoi):
    bare = resolve(with_values(hanoi, {"platform.controls.tls-waf.enabled": False}))
    demand = bare.platform.demands["page"]["web"].service_demand_s
    assert demand is not None
    assert demand.base == pytest.approx(0.002 * (1 - 0.3))


def test_that_shares_of_two_controls_combine_as_what_is_left(hanoi):
    share = control_share(hanoi.platform, "page", "db")
    assert share == pytest.approx(1 - (1 - 0.05) * (1 - 0.04))
    assert control_share(hanoi.platform, "page", "bus") == 0


def test_that_personal_data_without_a_control_is_flagged(hanoi):
    assert unprotected_services(hanoi) == ()
    bare = with_values(hanoi, {"platform.controls.encryption-at-rest.enabled": False})
    flagged = {u.service: u.data_class for u in unprotected_services(bare)}
    assert flagged["dossier-archive"] == "personal"
    assert "all-commune-conference" not in flagged
