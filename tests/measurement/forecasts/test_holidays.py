"""Which days are not ordinary, and what the past says of them."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from assessor.measurement.forecasts.holidays import day_kinds, effect_of, given_effect
from assessor.resources import shipped
from assessor.scenario.fragments import Calendar
from assessor.scenario.loading import load_fragment


def days(first: date, count: int) -> tuple[date, ...]:
    return tuple(first + timedelta(days=n) for n in range(count))


def test_that_thanksgiving_reaches_from_its_eve_over_the_bridge_to_monday(
    us_calendar: Calendar,
) -> None:
    kinds = day_kinds(days(date(2023, 11, 20), 10), us_calendar)
    assert [d.day for d, is_ in zip(kinds.dates, kinds.holiday, strict=True) if is_] == [23]
    assert [d.day for d, is_ in zip(kinds.dates, kinds.beside, strict=True) if is_] == [
        22, 24, 25, 26, 27,
    ]  # fmt: skip


def test_that_a_holiday_on_a_weekend_is_beside_the_day_it_is_observed(
    us_calendar: Calendar,
) -> None:
    kinds = day_kinds(days(date(2023, 11, 9), 6), us_calendar)
    assert kinds.holiday.tolist() == [False, True, False, False, False, False]
    assert kinds.beside.tolist() == [True, False, True, True, True, False]


def test_that_days_between_the_years_are_ordinary_but_for_their_ends(
    us_calendar: Calendar,
) -> None:
    kinds = day_kinds(days(date(2023, 12, 20), 16), us_calendar)
    found = [d for d, is_ in zip(kinds.dates, kinds.ordinary, strict=True) if is_]
    assert [f"{d:%m-%d}" for d in found] == ["12-20", "12-21", "12-27", "12-28", "01-03", "01-04"]


def test_that_a_make_up_day_counts_as_the_day_it_pays_for() -> None:
    calendar = load_fragment(Calendar, shipped("scenarios/shared/calendar-vn.yaml"))
    kinds = day_kinds((date(2024, 5, 4),), calendar)
    # Saturday 4 May 2024 is worked for Monday 29 April.
    assert kinds.weekday.tolist() == [0]
    assert not kinds.holiday.any()


def test_that_without_a_calendar_every_day_is_ordinary() -> None:
    kinds = day_kinds(days(date(2024, 1, 1), 7), None)
    assert kinds.ordinary.all()
    assert kinds.weekday.tolist() == list(range(7))


def test_that_nothing_is_known_of_days_that_were_never_seen() -> None:
    assert effect_of(np.array([]), 0.8) is None


def test_that_one_holiday_leaves_half_the_gap_of_the_week_as_spread() -> None:
    effect = effect_of(np.array([-0.6]), 0.8)
    assert effect is not None
    # Two prior holidays at half the gap, one seen without deviation from itself: the spread is
    # that half, over a mean of one day.
    assert effect.centre == pytest.approx(-0.6)
    assert effect.spread == pytest.approx(0.4 * np.sqrt(2))
    assert effect.freedom == 2


def test_that_many_holidays_speak_for_themselves() -> None:
    seen = np.random.default_rng(1).normal(-0.5, 0.1, 400)
    effect = effect_of(seen, 0.8)
    assert effect is not None
    # 2 prior holidays of 402 add (2·0.16 − 2·0.01)/402 to a variance of 0.01.
    assert effect.spread == pytest.approx(0.1, rel=0.08)
    drawn = effect.draw(np.random.default_rng(2), 20_000)
    assert np.mean(drawn) == pytest.approx(-0.5, abs=0.01)


@pytest.mark.parametrize("factor", [0.0, -1.0, float("nan")])
def test_that_a_factor_must_be_positive(factor: float) -> None:
    with pytest.raises(ValueError, match="must be > 0"):
        given_effect(factor, 0.8)
