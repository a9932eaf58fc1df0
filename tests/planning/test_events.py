"""Days that are not ordinary: fluid backlogs worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from assessor.demand import demand_for_year
from assessor.planning.events import EventView, aftermath, event_result
from assessor.planning.plans import plan, year_view
from assessor.planning.platform import platform_of
from assessor.scenario.worlds import resolve

EVENT = {"title": {"vi": "Sự kiện", "en": "Event"}, "role": "sized"}


@pytest.fixture(scope="module")
def evaluator(small):
    resolved = resolve(small())
    view = year_view(resolved, demand_for_year(resolved, 2023), platform_of(resolved))
    return view.evaluators[0]


def event(work, *, duration, **more) -> EventView:
    erlangs = np.asarray(work, float)
    plain = {
        "id": "e",
        "kind": "rush",
        "role": "sized",
        "start": "2023-01-01T08:00",
        "duration": duration,
        "work": {"app": erlangs},
        "requests": {"app": erlangs / 0.1},
        "retry_factor": 1.0,
        "patience": None,
        "released": {},
        "conference": None,
        "site": None,
        "hosts_lost": 0,
        "site_lost": False,
        "latency_factor": 1.0,
        "remote": None,
        "promise": None,
    }
    return EventView(**{**plain, **more})


def test_that_a_backlog_is_worked_off_by_the_spare_channels(evaluator):
    # 20 erlangs on 16 channels for 10 minutes leave 40 channel-minutes; 8 erlangs leave 8 spare.
    found = aftermath(event([20] * 10 + [8] * 20, duration=10), evaluator, "app", 4, 4)
    assert found.peak_utilisation == pytest.approx(20 / 16)
    assert found.peak_wait == pytest.approx(40 * 60 / 16)
    assert found.drain == pytest.approx(5 * 60)
    assert found.loss_share == 0.0


def test_that_a_backlog_that_outlasts_the_record_is_followed_to_its_end(evaluator):
    found = aftermath(event([20] * 10 + [15] * 5, duration=10), evaluator, "app", 4, 4)
    assert found.drain == pytest.approx(40 * 60)  # 40 channel-minutes by 1 spare channel
    stuck = aftermath(event([20] * 10 + [17] * 5, duration=10), evaluator, "app", 4, 4)
    assert stuck.drain == float("inf")


def test_that_impatient_people_leave_and_come_again(evaluator):
    rush = event([32] * 60 + [1] * 60, duration=60, patience=60.0)
    found = aftermath(rush, evaluator, "app", 4, 4)
    assert found.peak_wait == pytest.approx(60.0)
    # Twice the capacity for an hour: half is lost, but for the minute that waits.
    assert found.loss_share == pytest.approx((32 - 16) * 59 / (32 * 60 + 60), rel=0.03)
    again = event([32] * 60 + [1] * 60, duration=60, patience=60.0, retry_factor=2.0)
    assert aftermath(again, evaluator, "app", 4, 4).loss_share >= found.loss_share


def test_that_what_was_held_back_by_a_pause_comes_at_once(evaluator):
    pause = event([0] * 30 + [8] * 30, duration=30, released={"app": 8 * 30 * 60.0})
    assert aftermath(pause, evaluator, "app", 4, 4).drain == pytest.approx(30 * 60)


def test_that_lost_hosts_slow_the_work_only_while_they_are_out(evaluator):
    # Eight servers on two hosts of four; one host lost leaves half of the 32 channels.
    loss = event([20] * 60 + [20] * 60, duration=60, site="main", hosts_lost=1, kind="loss")
    found = event_result(loss, evaluator, servers={"app": 8}, hosts={"main": 2})
    assert found.measures["peak_utilisation"] == pytest.approx(20 / 16)
    assert found.measures["drain_time_min"] == pytest.approx(4 * 60 / 12)


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
