"""Several events at once: what they add is added up, what they hold back waits together."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from assessor.demand import EventLoad, event_load
from assessor.errors import ScenarioError
from assessor.scenario import Scenario, apply_patch
from assessor.scenario.event_changes import with_combined

TITLE = {"vi": "Cùng lúc", "en": "At once"}


def together(hanoi: Scenario, *names: str, **fields: Any) -> Scenario:
    """Hanoi with one more event, `both`."""
    event = {"kind": "combined", "role": "stressed", "title": TITLE, "of": list(names), **fields}
    return apply_patch(hanoi, {"events": {"both": event}})


def codes(error: pytest.ExceptionInfo[ScenarioError]) -> set[str]:
    return {problem.code for problem in error.value.problems if problem.severity == "error"}


def same_start(hanoi: Scenario, *names: str) -> Scenario:
    """The events moved to one moment, so that their minutes can be laid side by side."""
    moved = {name: {"at": "2024-06-03T09:00"} for name in names}
    return apply_patch(hanoi, {"events": moved})


def padded(load: EventLoad, name: str, minutes: int, offset: int = 0) -> np.ndarray:
    found = np.zeros(minutes)
    extra = load.extra_rates.get(name, np.zeros(0))[: minutes - offset]
    found[offset : offset + len(extra)] = extra
    return found


@pytest.mark.parametrize("offset", [0, 45])
def test_that_what_two_crowds_add_is_added_up_minute_by_minute(hanoi, offset):
    moved = same_start(hanoi, "ST1", "ST18")
    both = event_load(together(moved, "ST1", "ST18", offsets_min={"ST18": offset}), "both")
    rush, crawlers = event_load(moved, "ST1"), event_load(moved, "ST18")
    assert both.start == rush.start
    assert both.duration == max(rush.duration, offset + crawlers.duration)
    minutes = len(both.sessions)
    # 09:45 is still in the hour of 09:00, so that crawlers find the same rate; they stop at 10:45
    later = crawlers
    if offset:
        later = event_load(
            apply_patch(moved, {"events": {"ST18": {"at": "2024-06-03T09:45"}}}), "ST18"
        )
    for name in both.ordinary_rates:
        added = padded(rush, name, minutes) + padded(later, name, minutes, offset)
        assert padded(both, name, minutes) == pytest.approx(added), name
    assert both.sessions.sum() == pytest.approx(rush.sessions.sum())


def test_that_neither_of_two_factors_multiplies_the_other(hanoi):
    moved = same_start(hanoi, "ST5", "ST18")
    both = event_load(together(moved, "ST5", "ST18"), "both")
    crawlers, people = (event_load(moved, name) for name in ("ST18", "ST5"))
    extra = [one.extra_rates["page"][0] for one in (both, crawlers, people)]
    assert extra[0] == pytest.approx(extra[1] + extra[2])
    assert min(extra[1:]) > 0


def test_that_the_order_of_the_events_changes_only_whose_start_it_is(hanoi):
    moved = same_start(hanoi, "ST1", "ST7", "ST18")
    one = event_load(together(moved, "ST1", "ST7", "ST18"), "both")
    other = event_load(together(moved, "ST18", "ST1", "ST7"), "both")
    for name in one.ordinary_rates:
        assert one.rates[name] == pytest.approx(other.rates[name])


def test_that_losses_and_slow_partners_keep_their_own_times(hanoi):
    both = together(hanoi, "ST7", "ST16", "ST17", offsets_min={"ST16": 30, "ST17": 60})
    load = event_load(both, "both")
    assert (load.start.hour, load.start.day) == (19, 9)  # of ST7, the first
    assert [(x.since, x.until, x.hosts) for x in load.losses] == [(30, 270, 1)]
    assert [(x.since, x.until, x.tier) for x in load.slowness] == [(60, 90, "popdb")]


def test_that_the_least_patient_decide_and_those_who_try_most_often(hanoi):
    moved = apply_patch(
        hanoi,
        {"events": {"ST1": {"patience_s": 20, "retry_factor": 1.5}, "ST7": {"retry_factor": 3}}},
    )
    load = event_load(together(moved, "ST7", "ST1", "ST18"), "both")
    assert (load.patience, load.retry_factor) == (20, 3)
    patient = event_load(together(hanoi, "ST16", "ST17"), "both")
    assert (patient.patience, patient.retry_factor) == (None, 1.0)


def test_that_the_severe_form_is_that_of_every_part_that_has_one(hanoi):
    severe = together(hanoi, "ST1", "ST16", "ST17", severe={"parts_severe": True})
    usual, worst = (event_load(severe, "both", severe=s) for s in (False, True))
    assert worst.sessions.sum() == pytest.approx(2 * usual.sessions.sum())  # all instead of half
    assert [loss.whole_site for loss in (*usual.losses, *worst.losses)] == [False, True]


def test_that_a_pause_holds_back_what_comes_on_top_of_it_too(hanoi):
    flood = {
        "kind": "extra_load", "role": "stressed", "title": TITLE, "service": "document-axis",
        "factor": 3, "duration_min": 60, "at": "2024-06-03T09:00",
    }  # fmt: skip
    quiet = {"axis-down": {"at": "2024-06-03T09:00", "duration_min": 60}, "flood": flood}
    base = apply_patch(hanoi, {"events": quiet})
    both = event_load(together(base, "axis-down", "flood"), "both")
    alone = event_load(base, "axis-down")
    assert both.rates["exchange"] == pytest.approx(alone.rates["exchange"])
    assert both.released["exchange"] == pytest.approx(3 * alone.released["exchange"])


def test_that_two_pauses_of_one_service_hold_a_message_back_once(hanoi):
    second = {
        "kind": "pause", "role": "stressed", "title": TITLE, "service": "document-axis",
        "duration_min": 90,
    }  # fmt: skip
    base = apply_patch(hanoi, {"events": {"again": second}})
    # 0-120 and 60-150: one silence of 150 minutes
    both = event_load(together(base, "axis-down", "again", offsets_min={"again": 60}), "both")
    long = event_load(
        apply_patch(base, {"events": {"axis-down": {"duration_min": 150}}}), "axis-down"
    )
    assert both.released == pytest.approx(long.released)
    assert np.flatnonzero(both.releases["exchange"]).tolist() == [150]


def test_that_the_shipped_pairing_adds_a_flood_and_takes_half_of_the_edge(hanoi):
    load = event_load(hanoi, "ST7-edge")
    (loss,) = load.losses
    assert (loss.tier, loss.share, loss.since, loss.until) == ("web", 0.5, 90, 180)
    night = event_load(hanoi, "ST7")
    assert load.sessions[:240] == pytest.approx(night.sessions[:240])
    assert load.extra_rates["page"].sum() > night.extra_rates["page"].sum()


def test_that_everything_wrong_with_a_combination_is_told_at_once(hanoi):
    with pytest.raises(ScenarioError) as error:
        together(hanoi, "ST7-edge", "ST1", "ST1", "ST99", offsets_min={"ST2": 5})
    assert codes(error) == {"combined_nested", "combined_twice", "reference_unknown"}
    assert {str(p.params["id"]) for p in error.value.problems} >= {"ST99", "ST2", "ST1", "ST7-edge"}


def test_that_events_are_combined_for_the_occasion(hanoi):
    changed, name = with_combined(hanoi, ["ST7", "ST16"], {"ST16": 30})
    assert name == "ST7 + ST16"
    assert changed.events[name].severe == {"parts_severe": True}
    assert event_load(changed, name).losses[0].since == 30
    for wrong in (["ST7"], ["ST7", "ST7"], ["ST7", "ST7-edge"]):
        with pytest.raises(ValueError, match="two or more different single events"):
            with_combined(hanoi, wrong, {})
    with pytest.raises(KeyError):
        with_combined(hanoi, ["ST7", "ST99"], {})
