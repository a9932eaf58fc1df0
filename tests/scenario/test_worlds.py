"""One draw per shared input, exact worlds, and changes that are checked again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assessor.errors import ScenarioError
from assessor.resources import folder
from assessor.scenario import (
    apply_option,
    canonical_path,
    list_quantities,
    load_scenario,
    resolve,
    with_values,
)


def loaded(tmp_path: Path, data: dict[str, Any]):
    path = tmp_path / "scenario.yaml"
    path.write_text(json.dumps(data, indent=1), encoding="utf-8")
    return load_scenario(path)


@pytest.fixture(scope="module")
def hanoi():
    return load_scenario(folder("scenarios") / "hanoi-2023")


def test_that_a_shared_input_is_listed_once_with_its_uses(hanoi):
    listed = {q.path: q for q in list_quantities(hanoi)}
    app = listed["inputs.service_demand.app"]
    assert app.ref == "service_demand.app"
    assert "platform.demands.page.app.service_demand_s" in app.uses
    assert "platform.demands.page.app.service_demand_s" not in listed


def test_that_an_inline_quantity_is_named_by_its_path(hanoi):
    listed = {q.path: q for q in list_quantities(hanoi)}
    growth = listed["services.online-dossiers.growth_per_year"]
    assert growth.ref is None
    assert growth.uses == ("services.online-dossiers.growth_per_year",)


def test_that_one_draw_reaches_every_use_in_its_own_unit(tmp_path, small):
    small["request_classes"]["form"] = dict(small["request_classes"]["page"])
    form = {"app": {"service_demand_s": {"ref": "work.app"}}}
    small["platform"]["demands"]["form"] = form
    world = resolve(loaded(tmp_path, small), {"inputs.work.app": 70.0})
    for name in ("page", "form"):
        demand = world.platform.demands[name]["app"].service_demand_s
        assert demand is not None
        assert demand.base == pytest.approx(0.070)
        assert demand.is_exact


def test_that_a_world_is_exact_everywhere(hanoi):
    assert all(q.quantity.is_exact for q in list_quantities(resolve(hanoi)))


def test_that_a_world_leaves_the_scenario_as_it_was(hanoi):
    before = hanoi.sha256
    resolve(hanoi, {"inputs.service_demand.app": 99.0})
    assert hanoi.sha256 == before
    assert hanoi.quantity("service_demand.app").base == 35


def test_that_correlations_are_named_by_their_draws(hanoi):
    for correlation in hanoi.uncertainty.correlations:
        for name in correlation.between:
            assert canonical_path(hanoi, name).startswith("inputs.")


def test_that_a_changed_value_keeps_its_source_and_loses_its_range(hanoi):
    changed = with_values(hanoi, {"procedures.dossiers_per_year": 4e6})
    service = changed.services["online-dossiers"]
    assert service.transactions_per_year.base == 4e6
    assert service.transactions_per_year.is_exact
    assert (
        service.transactions_per_year.source
        == hanoi.quantity("procedures.dossiers_per_year").source
    )


def test_that_a_switch_can_be_turned(hanoi):
    changed = with_values(hanoi, {"policies.zero-fee.enabled": False})
    assert not changed.policies["zero-fee"].enabled
    assert changed.sha256 != hanoi.sha256


def test_that_a_value_that_is_nowhere_cannot_be_changed(hanoi):
    with pytest.raises(ScenarioError) as caught:
        with_values(hanoi, {"platform.nowhere.at.all": 1})
    assert caught.value.problems[0].code == "value_path_unknown"


def test_that_a_wrong_change_is_refused(hanoi):
    with pytest.raises(ScenarioError):
        with_values(hanoi, {"services.online-dossiers.profile": "no-such-profile"})


@pytest.mark.parametrize("option", ["add-hosts", "second-site", "rent-cloud"])
def test_that_every_option_gives_a_whole_scenario(hanoi, option):
    assert apply_option(hanoi, option).sha256 != hanoi.sha256


def test_that_an_unknown_option_is_named(hanoi):
    with pytest.raises(ScenarioError) as caught:
        apply_option(hanoi, "buy-everything")
    assert caught.value.problems[0].code == "option_unknown"
