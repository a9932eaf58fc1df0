"""Several events at once on a fleet: loads add, losses and slow partners act together."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from assessor.demand import ConferenceLoad, demand_for_year, event_load
from assessor.demand.events import Loss, Meeting, Slowness
from assessor.planning import plan, stress
from assessor.planning.event_views import EventView, slower_tiers, view_of
from assessor.planning.events import event_result
from assessor.planning.plans import existing_fleet, year_view
from assessor.planning.platform import platform_of
from assessor.scenario import apply_patch, with_values
from assessor.scenario.worlds import resolve

TITLE = {"vi": "Cùng lúc", "en": "At once"}


@pytest.fixture(scope="module")
def city(hanoi):
    """Hanoi of 2023 resolved, with the evaluator of its design hour and the fleet that stands."""
    resolved = resolve(hanoi)
    platform = platform_of(resolved)
    demand = demand_for_year(resolved, 2023)
    view = year_view(resolved, demand, platform, with_events=False)
    return resolved, demand, view.evaluators[0], existing_fleet(platform)


def seen(city: Any, name: str) -> EventView:
    resolved, demand, evaluator, _ = city
    return view_of(resolved, event_load(resolved, name, demand=demand), evaluator.platform)


def measured(city: Any, event: EventView) -> dict[str, float]:
    _, _, evaluator, fleet = city
    return event_result(event, evaluator, servers=fleet.servers, hosts=fleet.hosts).measures


def test_that_together_is_never_better_than_each_alone(hanoi):
    names = ["ST1", "ST18", "ST16"]
    *alone, both, severe = stress(hanoi, event=names, together=True, year=2024).events
    assert (both.id, both.of, severe.severe) == ("ST1 + ST18 + ST16", tuple(names), True)
    for one in alone:
        if not one.severe:
            for name in ("peak_utilisation", "loss_share", "peak_backlog"):
                worst = both.existing.result.measures[name]
                # the whole is diluted where the parts do not overlap: losses are shares of all
                diluted = 0.5 if name == "loss_share" else 1.0
                assert worst >= diluted * one.existing.result.measures[name], (one.id, name)


def test_that_a_planned_fleet_is_played_through_the_combination_too(hanoi):
    planned = plan(hanoi, years=[2024])
    found = stress(hanoi, event=["ST7", "ST16"], together=True, year=2024, plan=planned).events
    both = next(one for one in found if one.of and not one.severe)
    assert both.planned is not None
    assert (
        both.planned.result.measures["peak_utilisation"]
        <= (both.existing.result.measures["peak_utilisation"])
    )


def test_that_the_shipped_pairing_is_worse_than_the_night_alone(hanoi):
    night, pairing = stress(hanoi, event=["ST7", "ST7-edge"]).events
    for name in ("peak_utilisation", "loss_share"):
        assert pairing.existing.result.measures[name] > night.existing.result.measures[name]


def test_that_half_of_the_edge_is_away_only_while_it_is_lost(hanoi):
    (pairing,) = stress(hanoi, event="ST7-edge").events
    # on a fleet whose edge is the narrow place
    narrow = with_values(hanoi, {"platform.tiers.web.servers_installed": 2})
    (short,) = stress(narrow, event="ST7-edge").events
    assert pairing.existing.result.tier == "app"
    assert short.existing.result.tier == "web"
    used = short.existing.utilisation
    per_visit = used / short.existing.arrival_rate
    inside, outside = per_visit[100:170].mean(), per_visit[200:240].mean()
    # One of two servers is lost; what visits ask for drifts little between the two stretches.
    assert inside == pytest.approx(2 * outside, rel=0.02)


def test_that_a_rush_holds_threads_of_a_slow_partner_on_top_of_the_ordinary(city):
    slow = seen(city, "ST17")
    alone = measured(city, slow)["threads_used"]
    rates = {"filing": np.zeros(len(slow.work["app"]))}
    rates["filing"][10] = 20.0  # one minute of 20 dossiers a second, each held for 9 × 5 s
    rush = measured(city, replace(slow, extra_rates=rates))["threads_used"]
    # 16 servers of 200 threads; the rest of the hold is time in the tiers of the city
    assert rush - alone == pytest.approx(20 * 9 * 5.0 / (200 * 16), rel=0.02)
    late = {"filing": np.roll(rates["filing"], 60)}  # when the partner is well again
    assert measured(city, replace(slow, extra_rates=late))["threads_used"] == pytest.approx(alone)


def test_that_of_two_causes_of_slowness_the_worse_one_counts(city):
    platform = city[2].platform
    both = [
        Slowness(0, 30, "popdb", 10.0, None),
        Slowness(0, 30, "popdb", None, 8.0),
        Slowness(0, 30, "payment-gateway", 2.0, None),
    ]
    assert slower_tiers(both, platform) == {"popdb": 8.0 / 0.5, "payment-gateway": 2.0}


def test_that_nobody_holds_threads_of_servers_that_are_gone(city):
    slow = seen(city, "ST17")
    gone = replace(slow, losses=(Loss(0, 30, "main", None, 0, True, 0.0),))
    found = measured(city, gone)
    assert (found["threads_used"], found["loss_share"]) == (float("inf"), 1.0)


def meeting(streams: float, since: int, until: int) -> Meeting:
    load = ConferenceLoad(
        service="m",
        mode="sites",
        streams=streams,
        rate_per_stream=2.0,
        bit_rate=2.0 * streams,
        media_cores=2.0 * streams / 340.0,
        link="host-uplink",
        tier="media",
        meetings_per_month=1,
        duration=1.0,
    )
    return Meeting(since, until, load)


def test_that_two_meetings_share_the_media_cores_and_the_uplink(city):
    platform = city[2].platform
    plain = replace(seen(city, "ST17"), slowness=(), kind="conference")
    # 4 servers of 8 cores, 340 Mbit/s each, less what virtualisation takes; and the uplink
    relayed = 4 * 8 * platform.tiers["media"].speed * 340
    most = int(min(relayed, platform.links["host-uplink"].capacity_mbps) / 2)
    whole = measured(city, replace(plain, meetings=(meeting(most, 0, 60),)))
    assert whole["lost_sites"] == 0
    halves = (meeting(most - 1000, 0, 60), meeting(1500, 0, 60))
    assert measured(city, replace(plain, meetings=halves))["lost_sites"] == 500


def test_that_a_meeting_loses_rooms_only_to_losses_in_its_own_time(city):
    plain = replace(seen(city, "ST17"), slowness=(), meetings=(meeting(3000, 0, 10),))
    gone = Loss(0, 30, None, "media", 0, False, 1.0)
    assert measured(city, replace(plain, losses=(gone,)))["lost_sites"] == 3000
    later = replace(gone, since=10)
    assert measured(city, replace(plain, losses=(later,)))["lost_sites"] == 0


def test_that_a_sized_combination_asks_for_more_than_its_parts(small):
    surge = {
        "kind": "extra_load", "role": "stressed", "title": TITLE, "service": "calls",
        "factor": 2.5, "duration_min": 60, "at": "2023-06-01T09:00",
    }  # fmt: skip
    both = {"kind": "combined", "role": "sized", "title": TITLE, "of": ["one", "two"]}
    promise = {"drain_time_at_most_min": 5}

    def servers(of: str) -> int:
        alone = {"one": {**surge, "role": "sized"}}
        events = {"one": surge, "two": surge, "both": both} if of == "both" else alone
        plain = {name: copy.deepcopy(event) for name, event in events.items()}  # no YAML aliases
        scenario = small(events=plain, promises={"events": {of: promise}})
        found = plan(scenario, years=[2023]).years[0].planned
        assert found is not None
        return int(found.tiers[0].servers_required)

    # 8 erlangs: 2.5 times are 20; two such crowds make 1 + 1.5 + 1.5 = 4 times, 32 erlangs.
    channels = 4 * servers("both")
    assert servers("both") > servers("one")
    assert np.ceil(max(32 - channels, 0) * 60 / (channels - 8)) <= 5
    fewer = channels - 4
    assert np.ceil((32 - fewer) * 60 / (fewer - 8)) > 5


def test_that_what_comes_is_handed_out_where_it_is_asked_for(hanoi):
    (plain,) = stress(hanoi, event="ST3").events
    (asked,) = stress(hanoi, event="ST3", curves=True).events
    assert plain.curve is None
    assert asked.curve is not None
    load = event_load(hanoi, "ST3")
    assert asked.curve.arrival_rates["page"] == pytest.approx(load.rates["page"])
    assert asked.curve.users_at_once.max() == pytest.approx(load.users_at_once.max())


def test_that_only_severe_forms_are_played_where_they_are_asked_for(hanoi):
    assert {e.id for e in stress(hanoi, severe=True).events} == {
        name for name, event in hanoi.events.items() if event.severe and event.enabled
    }
    assert not stress(hanoi, event="ST3", severe=True).events


def test_that_a_combination_moved_by_a_patch_is_played_at_its_own_start(hanoi):
    moved = apply_patch(hanoi, {"events": {"ST7-edge": {"at": "2024-10-10T18:00"}}})
    (found,) = stress(moved, event="ST7-edge").events
    assert found.at == "2024-10-10T18:00"
