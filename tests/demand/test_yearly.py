"""A year as people look at it: nothing is lost by summing, and every day is what it is."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from assessor.demand import demand_for_year
from assessor.demand.by_day import year_by_day
from assessor.demand.choosing import choice_effects
from assessor.demand.event_rows import event_peak, event_rows, ordinary_rates, total_rates
from assessor.demand.service_rows import service_rows
from assessor.demand.yearly import week_shape, year_in_order
from assessor.scenario import with_values

SECONDS = 3600.0
SECONDS_PER_DAY = 86_400.0


@pytest.fixture(scope="module")
def demand(hanoi):
    return demand_for_year(hanoi, 2024)


def test_that_the_hours_in_order_are_the_hours_of_the_year(hanoi, demand):
    year = year_in_order(hanoi, demand)
    assert sorted(year.order) == list(range(8784))
    assert np.all(np.diff(year.work) <= 0)
    # work of an hour by hand: rates × visits × demand of every city tier
    at = int(year.order[100])
    by_hand = sum(
        demand.arrival_rates[name][at] * step.visits.base * step.service_demand_s.base
        for name, path in hanoi.platform.demands.items()
        for tier, step in path.items()
        if step.service_demand_s is not None and hanoi.platform.tiers[tier].hosted == "city"
    )
    assert year.work[100] == pytest.approx(by_hand)
    assert year.rates.sum() == pytest.approx(sum(r.sum() for r in demand.arrival_rates.values()))


def test_that_a_design_hour_stands_at_its_place_in_the_order(hanoi, demand):
    year = year_in_order(hanoi, demand)
    first = year.marks[0]
    assert first.design is demand.design
    assert year.order[first.rank] == demand.design.index
    # the rule is the busiest hour of the year, and its worst five minutes are factor × its mean
    assert first.work == pytest.approx(year.work[0])
    assert first.worst == pytest.approx(first.work * demand.design.busiest_5min_factor)


def test_that_the_mean_week_weighted_by_its_days_is_the_year_without_holidays(hanoi, demand):
    week, days = week_shape(hanoi, demand), year_by_day(hanoi, demand).days
    total = sum(rates.sum() * n for rates, n in zip(week.rates, week.days, strict=True))
    working = sum(day.requests for day in days if day.kind != "holiday")
    assert total * SECONDS == pytest.approx(working)
    assert sum(week.days) == sum(day.kind != "holiday" for day in days)


def test_that_every_day_is_what_the_calendar_says(hanoi, demand):
    year = year_by_day(hanoi, demand)
    of = {day.day: day for day in year.days}
    assert len(of) == 366
    # 8 to 14 February 2024 were the days off of Tết; 4 May was worked for 29 April
    tet = of[date(2024, 2, 10)]
    assert (tet.kind, tet.is_long_holiday) == ("holiday", True)
    assert year.holidays[tet.holiday].en == "Tết (Lunar New Year)"
    assert of[date(2024, 2, 15)].is_after_long
    assert of[date(2024, 5, 4)].kind == "make_up"
    assert of[date(2024, 2, 17)].kind == "weekend"
    assert of[date(2024, 6, 20)].due == ("tax-filing",)
    assert sum(day.requests for day in year.days) == pytest.approx(
        SECONDS * sum(rates.sum() for rates in demand.arrival_rates.values())
    )


def test_that_a_service_row_adds_up_to_the_design_hour(hanoi, demand):
    rows = {row.id: row for row in service_rows(hanoi, demand)}
    assert list(rows) == list(hanoi.services)
    total = sum(row.design_rate for row in rows.values())
    assert total == pytest.approx(sum(demand.design.arrival_rates.values()))
    online = rows["online-dossiers"]
    assert online.amount_of == "dossiers"
    assert online.online_share_at_start < online.online_share_at_end
    assert rows["officer-systems"].amount == 15_000
    assert rows["officer-systems"].online_share_at_start is None
    assert rows["visitor-services"].amount is None
    assert not rows["visitor-services"].enabled


def test_that_an_event_peaks_where_its_minutes_do(hanoi, demand):
    for row in event_rows(hanoi, demand):
        load = row.usual
        peak = event_peak(load)
        assert peak.rate == total_rates(load)[: load.duration].max()
        assert peak.ordinary == ordinary_rates(load)[peak.minute]
        assert (row.severe is not None) == bool(hanoi.events[row.id].severe)
        assert row.load(severe=True).severe == (row.severe is not None)


def test_that_choosing_changes_nothing_before_and_files_more_online_after(hanoi):
    changes = {f"portfolio.{name}.chosen": False for name in hanoi.portfolio}
    none = with_values(hanoi, changes)
    assert all(one.now == one.without for one in choice_effects(none))
    some = with_values(none, {"portfolio.criminal-record.chosen": True})
    effects = choice_effects(some)
    assert [one.without for one in effects] == [one.now for one in choice_effects(none)]
    # its dossiers and the difference both lie within what the procedure has in a year
    count = hanoi.portfolio["criminal-record"].transactions_per_year.base
    for one in effects:
        more = one.now.online_transactions - one.without.online_transactions
        assert 0 < more < count * 1.02**5
