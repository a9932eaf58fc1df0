"""Weekdays, holidays and make-up days against the calendar of the standard library."""

from __future__ import annotations

import calendar
from datetime import date

import pytest

from assessor.demand import days_of
from assessor.resources import folder
from assessor.scenario import Calendar, load_fragment

VN = load_fragment(Calendar, folder("scenarios") / "shared" / "calendar-vn.yaml")
NONE = Calendar(schema="calendar@1", id="none", first_year=2000, last_year=2100)


@pytest.mark.parametrize("year", range(2020, 2032))
def test_that_weekdays_are_those_of_the_calendar(year):
    days = days_of(year, NONE)
    assert days.count == (366 if calendar.isleap(year) else 365)
    assert [int(w) for w in days.weekday] == [days.on(i).weekday() for i in range(days.count)]


@pytest.mark.parametrize("year", range(2023, 2031))
def test_that_every_year_has_tet_and_the_fixed_days_off(year):
    days = days_of(year, VN)
    for month, day in ((4, 30), (5, 1), (9, 2)):
        assert days.holiday[days.index_of(date(year, month, day))]
    tet = VN.holidays[f"tet-{year}"]
    assert tet.long
    assert (tet.until - tet.since).days + 1 >= 7


def test_that_about_250_days_of_a_year_are_worked():
    for year in range(2023, 2031):
        assert 245 <= days_of(year, VN).working.sum() <= 253


def test_that_a_make_up_day_is_worked_as_the_day_it_pays_for():
    days = days_of(2024, VN)
    saturday, monday = days.index_of(date(2024, 5, 4)), days.index_of(date(2024, 4, 29))
    assert days.working[saturday]
    assert days.weekday[saturday] == 0
    assert not days.working[monday]


def test_that_the_first_working_days_after_tet_are_marked():
    days = days_of(2024, VN)
    marked = [days.on(i) for i in days.post_holiday.nonzero()[0]]
    assert marked == [date(2024, 2, 15), date(2024, 2, 16)]


def test_that_no_day_after_a_short_holiday_is_marked():
    days = days_of(2023, VN)
    marked = {days.on(i) for i in days.post_holiday.nonzero()[0]}
    assert marked == {date(2023, 1, 27), date(2023, 1, 30)}
