"""Shared events made one's own: any field, in the scenario and for the occasion."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from assessor.demand import event_load
from assessor.demand.events import eligible_people
from assessor.errors import ScenarioError
from assessor.resources import folder
from assessor.scenario import Scenario, apply_patch, load_scenario
from assessor.scenario.event_changes import Setting, with_settings
from assessor.text import render


def with_events(tmp_path: Path, events: dict[str, object]) -> Scenario:
    """A province that extends the template with events of its own."""
    place = tmp_path / "scenario.yaml"
    written = {
        "schema": "scenario@1",
        "id": "ours",
        "title": {"vi": "Tỉnh", "en": "Province"},
        "as_of": "2026-01-01",
        "extends": ["shipped:scenarios/empty-province"],
        "events": events,
    }
    place.write_text(yaml.safe_dump(written, allow_unicode=True), encoding="utf-8")
    return load_scenario(place)


def problems(error: pytest.ExceptionInfo[ScenarioError]) -> list[str]:
    return [render(p) for p in error.value.problems if p.severity == "error"]


def setting(words: str) -> Setting:
    path, _, value = words.partition("=")
    event, _, field = path.partition(".")
    return Setting(event, field, value, f"--set {words}")


def test_that_a_scenario_sets_any_field_of_a_shared_event_anew_by_its_id(tmp_path):
    ours = with_events(
        tmp_path,
        {
            "ST1": {"share_arriving": 0.9, "within_min": 60, "role": "sized"},
            "ST2": {"eligible": 12_000, "fall_min": None},
            "ST7": {"eligible": {"share": 0.25}},
            "ST16": {"hosts_lost": 2, "severe": {"duration_min": 600}},
            "ST18": {"enabled": False},
        },
    )
    first = ours.events["ST1"]
    assert (first.share_arriving.base, first.within_min, first.role) == (0.9, 60, "sized")
    assert first.source == ("I1",)
    assert first.pages_per_visit.base == 12  # the rest is the shared file's
    assert eligible_people(ours, ours.events["ST2"]) == 12_000
    assert ours.events["ST2"].fall_min is None
    assert eligible_people(ours, ours.events["ST7"]) == 250_000
    assert event_load(ours, "ST16", severe=True).duration == 600
    assert event_load(ours, "ST16", severe=True).losses[0].whole_site  # still the shared one
    assert not ours.events["ST18"].enabled


def test_that_everything_wrong_with_an_event_is_told_at_its_line(tmp_path):
    with pytest.raises(ScenarioError) as error:
        with_events(
            tmp_path,
            {
                "ST1": {"peak_at_min": 500},
                "ST2": {"rise_min": 5},
                "ST11": {"factor": 0.5},
                "ST14": {"concurrent_share": 0.5, "share_arriving": 0.5},
                "ST16": {"tier": "web"},
                "ST17": {"tier": "app"},
                "edge-loss": {"share_lost": 0, "hosts_lost": 1},
                "ST7-edge": {"offsets_min": {"ST18": -1}},
            },
        )
    # types come first, and alone: what is not a number of minutes cannot be judged further
    assert ["scenario.yaml" in line and "≥ 0" in line for line in problems(error)] == [True]
    with pytest.raises(ScenarioError) as error:
        with_events(
            tmp_path,
            {
                "ST1": {"peak_at_min": 500},
                "ST2": {"rise_min": 5},
                "ST11": {"factor": 0.5},
                "ST14": {"concurrent_share": 0.5, "share_arriving": 0.5},
                "ST16": {"tier": "web"},
                "ST17": {"tier": "app"},
                "edge-loss": {"share_lost": 0, "hosts_lost": 1},
                "ST8": {"severe": {"service": "nobody", "curve": "uniform"}},
            },
        )
    told = "\n".join(problems(error))
    for words in (
        "500.0 is out of range — use a value ≤ 120",
        "'rise_min' changes nothing beside 'curve: opening_rush'",
        "0.5 is out of range — use a value > 1",
        "share_arriving, concurrent_share",
        "site, tier",
        "the tier 'app' is no external partner",
        "share_lost",
        "'hosts_lost' changes nothing beside 'tier'",
        "'nobody' names nothing in services",
        "'fall_min' changes nothing beside 'curve: uniform'",
    ):
        assert words in told, told


def test_that_events_a_scenario_cannot_play_are_left_out_with_those_that_need_them(tmp_path):
    file = folder("scenarios") / "empty-province" / "scenario.yaml"
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    platform = data["platform"]
    # a site whose edge is called otherwise
    for tiers in (platform["tiers"], data["promises"]["tiers"], *platform["demands"].values()):
        if "web" in tiers:
            tiers["edge"] = tiers.pop("web")
    for control in platform["controls"].values():
        control["tiers"] = ["edge" if tier == "web" else tier for tier in control["tiers"]]
    place = tmp_path / "scenario.yaml"
    place.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    scenario = load_scenario(place)
    assert {"edge-loss", "ST7-edge"}.isdisjoint(scenario.events)
    left_out = {p.params["id"] for p in scenario.warnings if p.code == "event_left_out"}
    assert left_out == {"edge-loss", "ST7-edge"}


def test_that_fields_are_set_for_the_occasion(hanoi):
    changed = with_settings(
        hanoi,
        [
            setting("ST1.share_arriving=0.8"),
            setting("ST1.within_min=60"),
            setting("ST3.concurrent_share=null"),
            setting("ST3.share_arriving=0.01"),
            setting("ST7.eligible={of: firms, share: 0.5}"),
            setting("ST15.factor=2"),
        ],
    )
    assert event_load(changed, "ST1").sessions.sum() * 60 == pytest.approx(116_000, rel=1e-4)
    assert event_load(changed, "ST1").duration == 60 + 15
    assert event_load(changed, "ST3").sessions.sum() * 60 == pytest.approx(64_500)
    assert eligible_people(changed, changed.events["ST7"]) == 95_000
    # the severe form has a factor of its own: it is the same event, with the new one
    usual, severe = (event_load(changed, "ST15", severe=s) for s in (False, True))
    assert severe.rates["page"] == pytest.approx(usual.rates["page"])
    assert hanoi.events["ST1"].within_min == 120


def test_that_every_problem_of_every_setting_is_told_at_the_setting(hanoi):
    with pytest.raises(ScenarioError) as error:
        with_settings(
            hanoi,
            [
                setting("ST1.share_ariving=0.8"),
                setting("ST1.within_min=soon"),
                setting("ST1.share_arriving=1.8"),
                setting("ST1.curve=flat"),
                setting("ST2.eligible=[1"),
                setting("ST99.factor=2"),
            ],
        )
    told = problems(error)
    for words in (
        "--set ST1.share_ariving=0.8: unknown key 'share_ariving'",
        "--set ST1.within_min=soon: 'soon' is not",
        "--set ST1.share_arriving=1.8: ",
        "--set ST1.curve=flat: 'flat' is not allowed here",
        "--set ST2.eligible=[1: ",
        "--set ST99.factor=2: 'ST99' names nothing in events",
    ):
        assert any(line.startswith(words) for line in told), told


def test_that_a_setting_that_contradicts_the_event_is_told(hanoi):
    with pytest.raises(ScenarioError) as error:
        with_settings(hanoi, [setting("ST3.share_arriving=0.5")])
    assert any("share_arriving, concurrent_share" in line for line in problems(error))


def test_that_an_option_may_change_events_too(hanoi):
    changed = apply_patch(hanoi, {"events": {"ST6": {"share_arriving": 0.0114}}})
    one, two = (event_load(s, "ST6").sessions.sum() for s in (hanoi, changed))
    assert two == pytest.approx(2 * one)
