"""Days that are not ordinary: fluid backlogs worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.demand import demand_for_year
from assessor.demand.events import Loss, Slowness
from assessor.planning.event_course import Course, course
from assessor.planning.event_views import EventView, phases_of, view_of
from assessor.planning.events import event_result, played
from assessor.planning.plans import plan, year_view
from assessor.planning.platform import platform_of
from assessor.queueing.backlog import overload
from assessor.queueing.time_varying import steps
from assessor.scenario.worlds import resolve

EVENT = {"title": {"vi": "Sự kiện", "en": "Event"}, "role": "sized"}


@pytest.fixture(scope="module")
def evaluator(small):
    resolved = resolve(small())
    view = year_view(resolved, demand_for_year(resolved, 2023), platform_of(resolved))
    return view.evaluators[0]


def event(work: Any, *, duration: int, **more: Any) -> EventView:
    erlangs = np.asarray(work, float)
    plain: dict[str, Any] = {
        "id": "e",
        "kind": "rush",
        "role": "sized",
        "start": "2023-01-01T08:00",
        "duration": duration,
        "work": {"app": erlangs},
        "requests": {"app": erlangs / 0.1},
        "extra_rates": {},
        "retry_factor": 1.0,
        "patience": None,
        "releases": {},
        "meetings": (),
        "losses": (),
        "slowness": (),
        "promise": None,
    }
    return EventView(**{**plain, **more})


def on_16(view: EventView, *, queue_limit: int | None = None) -> Course:
    """Through 16 channels, all the time."""
    return course(view, "app", np.full(len(view.work["app"]), 16.0), queue_limit=queue_limit)


def hosts_lost(hosts: int, since: int, until: int) -> Loss:
    return Loss(since, until, "main", None, hosts, False, 0.0)


# ---- backlog, drain -------------------------------------------------------------------------


def test_that_a_backlog_is_worked_off_by_the_spare_channels():
    # 20 erlangs on 16 channels for 10 minutes leave 40 channel-minutes; 8 erlangs leave 8 spare.
    found = on_16(event([20] * 10 + [8] * 20, duration=10))
    assert found.utilisation.max() == pytest.approx(20 / 16)
    assert found.wait.max() == pytest.approx(40 * 60 / 16)
    assert found.waiting.max() == pytest.approx(40 * 60 / 0.1)
    assert found.drain == pytest.approx(5 * 60)
    assert found.loss_share == 0.0


def test_that_a_backlog_that_outlasts_the_record_is_followed_to_its_end():
    found = on_16(event([20] * 10 + [15] * 5, duration=10))
    assert found.drain == pytest.approx(40 * 60)  # 40 channel-minutes by 1 spare channel
    stuck = on_16(event([20] * 10 + [17] * 5, duration=10))
    assert stuck.drain == float("inf")


def test_that_the_backlog_is_that_of_the_fluid_queue_in_continuous_time():
    found = on_16(event([20] * 30 + [8] * 30, duration=30))
    fluid = overload(
        profile=steps([0.0, 1800.0], [200.0, 80.0]),
        servers=16.0,
        service_rate=10.0,
        times=np.arange(0.0, 3600.0, 20.0),
    )
    # All channels are busy from the first moment on, so that minutes lose nothing.
    assert found.waiting.max() == pytest.approx(fluid.peak_backlog)
    assert found.drain == pytest.approx(fluid.drained_at - 1800.0, abs=60.0)


@given(
    work=st.lists(st.floats(0, 60), min_size=1, max_size=60),
    patience=st.none() | st.floats(1, 600),
    retries=st.floats(1, 4),
    limit=st.none() | st.integers(0, 5000),
)
def test_that_nothing_waits_longer_than_patience_or_beyond_the_queue(
    work, patience, retries, limit
):
    view = event(work, duration=len(work), patience=patience, retry_factor=retries)
    found = on_16(view, queue_limit=limit)
    assert 0.0 <= found.loss_share <= 1.0
    assert (found.backlog >= 0).all()
    if patience is not None:
        assert found.wait.max() <= patience * (1 + 1e-9)
    if limit is not None:
        assert found.waiting.max() <= limit * (1 + 1e-9)


# ---- patience and retries -------------------------------------------------------------------


def test_that_impatient_people_leave():
    found = on_16(event([32] * 60 + [1] * 60, duration=60, patience=60.0))
    assert found.wait.max() == pytest.approx(60.0)
    # Twice the capacity for an hour: half is lost, but for the one minute's work that waits.
    assert found.loss_share == pytest.approx((32 - 16) * 59 / (32 * 60 + 60))


def test_that_those_who_try_again_take_channels_from_others():
    patient = on_16(event([32] * 60 + [1] * 60, duration=60, patience=60.0))
    again = on_16(event([32] * 60 + [1] * 60, duration=60, patience=60.0, retry_factor=2.0))
    # Every attempt has the same chance, 16 of 64: three in four people are lost, once the queue
    # has filled, which takes the first minute.
    lost_a_minute = 32 - 16 / 2
    assert again.loss_share == pytest.approx(58 * lost_a_minute / (32 * 60 + 60), rel=0.02)
    assert again.loss_share > patient.loss_share


def test_that_people_turned_away_by_a_full_queue_try_again_too():
    rush = event([32] * 60 + [1] * 60, duration=60, retry_factor=2.0)
    once = on_16(replace(rush, retry_factor=1.0), queue_limit=100)
    twice = on_16(rush, queue_limit=100)
    assert once.loss_share == pytest.approx(0.5, rel=0.05)
    assert twice.loss_share == pytest.approx(0.75, rel=0.05)


def test_that_retries_keep_a_tier_overloaded_that_would_recover_without_them():
    # 10 erlangs are below 16 channels, but twice 10 are not.
    spike = [40] * 5 + [10] * 115
    rests = on_16(event(spike, duration=5, patience=60.0))
    stuck = on_16(event(spike, duration=5, patience=60.0, retry_factor=2.0))
    assert rests.drain == pytest.approx(3 * 60)  # 16 waiting channel-minutes by 6 spare
    assert stuck.drain == float("inf")


# ---- pauses, losses, partners ---------------------------------------------------------------


def test_that_what_was_held_back_by_a_pause_comes_at_once():
    release = np.zeros(60)
    release[30] = 8 * 30 * 60.0
    pause = event([0] * 30 + [8] * 30, duration=30, releases={"app": release})
    assert on_16(pause).drain == pytest.approx(30 * 60)


def test_that_lost_hosts_slow_the_work_only_while_they_are_out(evaluator):
    # Eight servers on two hosts of four; one host lost leaves half of the 32 channels.
    loss = event([20] * 120, duration=60, losses=(hosts_lost(1, 0, 60),), kind="loss")
    found = event_result(loss, evaluator, servers={"app": 8}, hosts={"main": 2})
    assert found.measures["peak_utilisation"] == pytest.approx(20 / 16)
    assert found.measures["drain_time_min"] == pytest.approx(4 * 60 / 12)


def test_that_losses_at_once_are_lost_together_and_a_site_takes_everything(evaluator):
    losses = (hosts_lost(1, 0, 60), hosts_lost(1, 20, 40), Loss(30, 35, "main", None, 0, True, 0.0))
    both = event([8] * 180, duration=60, losses=losses)
    found = phases_of(both, evaluator.platform, servers={"app": 8}, hosts={"main": 4})
    assert [(p.since, p.until, p.hit.active["app"]) for p in found] == [
        (0, 20, 6),
        (20, 30, 4),
        (30, 35, 0),
        (35, 40, 4),
        (40, 60, 6),
    ]


def test_that_a_tier_may_lose_a_share_of_its_servers_whatever_their_number(evaluator):
    half = event([8] * 180, duration=60, losses=(Loss(0, 60, None, "app", 0, False, 0.5),))
    for servers, left in ((8, 4), (5, 2), (1, 0)):
        (phase,) = phases_of(half, evaluator.platform, servers={"app": servers}, hosts={"main": 8})
        assert phase.hit.active["app"] == left


def test_that_a_site_that_is_lost_serves_nobody_while_it_is_away(evaluator):
    gone = Loss(0, 60, "main", None, 0, True, 0.0)
    away = event([8] * 180, duration=60, losses=(gone,), patience=60.0)
    found = event_result(away, evaluator, servers={"app": 8}, hosts={"main": 2})
    assert found.measures["peak_utilisation"] == float("inf")
    # An hour of three is lost, and nobody is left waiting when the site is back.
    assert found.measures["loss_share"] == pytest.approx(60 / 180)
    assert found.measures["drain_time_min"] == pytest.approx(0.0)
    for_ever = event([8] * 180, duration=60, losses=(gone,))
    found = event_result(for_ever, evaluator, servers={"app": 8}, hosts={"main": 2})
    assert found.measures["loss_share"] == 0.0
    assert found.measures["drain_time_min"] == pytest.approx(60 * 8 / (32 - 8))


def test_that_the_severe_form_of_a_loss_takes_the_site(hanoi):
    from assessor.planning import stress

    usual, severe = stress(hanoi, event="ST16").events
    assert usual.existing.result.measures["loss_share"] == 0.0
    assert severe.existing.result.measures["peak_utilisation"] == float("inf")
    # Four hours of a morning that is much busier than the two hours after them.
    assert 0.6 < severe.existing.result.measures["loss_share"] < 0.75


def test_that_a_slow_partner_holds_threads_in_proportion_to_its_slowness(hanoi):
    resolved = resolve(hanoi)
    platform = platform_of(resolved)
    demand = demand_for_year(resolved, 2023)
    view = year_view(resolved, demand, platform, with_events=False)
    evaluator = view.evaluators[0]
    from assessor.demand import event_load

    plain = view_of(resolved, event_load(resolved, "ST17", demand=demand), platform)
    held = []
    for factor in (1.0, 10.0, 19.0):
        slow = replace(plain, slowness=(Slowness(0, 30, "popdb", factor, None),))
        found = event_result(
            slow, evaluator, servers=platform.installed(), hosts={"main": 5}
        ).measures
        held.append(found["threads_used"])
    assert held[2] - held[1] == pytest.approx(held[1] - held[0])
    # 0.5 s × 9 calls a dossier, in the worst five minutes, over 200 threads of 16 servers less
    # the spare one; the rest of the time is spent in the tiers of the city.
    rates = evaluator.load.arrival_rates
    calls = sum(rates[c] for c in ("filing", "firm-filing")) * 9 * 0.5
    active = played(plain, evaluator, servers=platform.installed(), hosts={"main": 5}).usual["app"]
    assert held[1] - held[0] == pytest.approx(9 * calls / (200 * active), rel=0.01)


# ---- sized events ---------------------------------------------------------------------------


def test_that_a_sized_event_sets_the_size_where_it_asks_for_more(small):
    rush = {
        **EVENT,
        "kind": "extra_load",
        "service": "calls",
        "factor": 4.0,
        "duration_min": 60,
        "at": "2023-06-01T09:00",
    }
    calm = plan(small(), years=[2023]).years[0].planned
    scenario = small(
        events={"surge": rush}, promises={"events": {"surge": {"drain_time_at_most_min": 5}}}
    )
    year = plan(scenario, years=[2023]).years[0]
    # 32 erlangs for an hour; what waits must be gone five minutes later.
    assert year.planned is not None
    assert calm is not None
    found = year.planned.tiers[0]
    assert found.servers_required > calm.tiers[0].servers_required
    assert found.binding is not None
    assert found.binding.code == "binds_event_drain_time_min"
    channels = 4 * found.servers_required
    backlog = max(32 - channels, 0) * 60
    assert np.ceil(backlog / (channels - 8)) <= 5
    fewer = channels - 4
    assert np.ceil((32 - fewer) * 60 / (fewer - 8)) > 5
    stressed = small(events={"surge": {**rush, "role": "stressed"}})
    told = plan(stressed, years=[2023]).years[0].planned
    assert told is not None
    assert told.tiers[0].servers_required == calm.tiers[0].servers_required
    assert told.events[0].promise_met is None
