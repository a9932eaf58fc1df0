"""The proof on real series. The model was chosen on the first 60 days alone."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pytest

from assessor.errors import Cancelled
from assessor.measurement.forecasts import (
    BacktestReport,
    backtest,
    backtest_report,
    rolling_backtest,
    series_in,
)
from assessor.measurement.model import Series
from assessor.scenario.fragments import Calendar

FAFSA = {"usagov_daily/education": {date(2024, 1, 2): "FAFSA opens"}}


@pytest.fixture(scope="module")
def report(data: Path, us_calendar: Calendar) -> BacktestReport:
    return backtest_report(data / "usagov_daily.csv", train=60, calendar=us_calendar, events=FAFSA)


def test_that_sixty_days_tell_the_next_thirty_in_85_of_100_days(report: BacktestReport) -> None:
    core = report.pooled[0]
    assert (core.method, core.series, core.refused) == ("core", 26, 0)
    assert core.inside is not None
    assert core.inside.observations == 26 * 30
    assert core.inside.base >= 0.85
    # Not by width without end: limits are about half and one and a half times the middle.
    assert core.width < 1.1
    assert core.width_median < 0.9


def test_that_the_core_beats_the_week_before_and_holds_more_than_ets(
    report: BacktestReport,
) -> None:
    pooled = {row.method: row for row in report.pooled}
    core, naive = pooled["core"], pooled["naive"]
    assert core.winkler < naive.winkler
    assert core.absolute_error < naive.absolute_error
    assert core.width < naive.width
    if "statsmodels" in pooled:
        ets = pooled["statsmodels"]
        assert core.inside is not None
        assert ets.inside is not None
        assert core.inside.base >= ets.inside.base
        assert core.winkler <= 1.05 * ets.winkler


def test_that_event_and_holiday_misses_are_listed(report: BacktestReport) -> None:
    education = report.row("usagov_daily/education", "core")
    (opening,) = [miss for miss in education.misses if miss.why == "event"]
    assert opening.event == "FAFSA opens"
    assert opening.at == datetime(2024, 1, 2)
    # A working day after a holiday is wide; 3.75 times the mean of the 90 days is still outside.
    assert opening.observed > opening.high
    core = report.pooled[0]
    assert core.inside is not None
    outside = 26 * 30 - round(core.inside.base * 26 * 30)
    assert sum(core.misses.values()) == outside
    rows = [row for row in report.rows if row.method == "core"]
    assert Counter(m.why for row in rows for m in row.misses) == Counter(core.misses)
    assert core.misses["unexplained"] > 0


def test_that_the_deadline_in_the_past_is_counted_as_out_of_the_ordinary(
    report: BacktestReport,
) -> None:
    treasury = report.row("usagov_daily/treasury", "core")
    (events,) = [f for f in treasury.findings if f.code == "forecast_events_outside"]
    assert "2023-10-16" in events.params["days"]


def test_that_agencies_stand_or_fall_together(report: BacktestReport) -> None:
    core = report.pooled[0]
    assert core.inside is not None
    assert core.between is not None
    # Days of one agency are no independent trials, and the interval over agencies says so.
    assert core.between.high - core.between.low > 2 * (core.inside.high - core.inside.low)


def test_that_the_constant_of_width_is_what_the_first_sixty_days_say(
    agencies: tuple[Series, ...], us_calendar: Calendar
) -> None:
    held_out, missed = 0, 0
    for one in agencies:
        past = Series(one.name, one.start, one.step, one.values[:60])
        run = rolling_backtest(past, first=28, test=32, every=7, calendar=us_calendar)
        held_out += run.held_out
        missed += len(run.misses)
    # Origins 28, 35, 42, 49 and 56 (a few days more than it was set on): 90 % is what it was for.
    assert 1 - missed / held_out == pytest.approx(0.90, abs=0.015)


def test_that_half_a_day_of_a_server_is_refused(data: Path) -> None:
    rows = (data / "epa_per_minute.csv").read_text(encoding="utf-8").split()[1:]
    values = np.array([float(row.split(",")[1]) for row in rows])
    epa = Series("epa", datetime(1995, 8, 29, 23, 53), 60.0, values)
    held = backtest(epa, train=720, test=720)
    assert held.refused
    assert held.held_out == 0
    assert [finding.code for finding in held.findings] == ["forecast_no_day_profile"]


def test_that_ten_days_of_five_minutes_tell_four_more_but_not_the_week(data: Path) -> None:
    (elb,), _ = series_in(data / "nab_elb_5min.csv")
    held = backtest(elb, train=2880, test=len(elb) - 2880)
    # The tenth day is the Saturday before Easter: the level is taken from quiet days, and the
    # finding says that weekdays are unknown. 79 % is what came of it, short of the nominal 90 %.
    assert held.inside is not None
    assert held.inside.base == pytest.approx(0.79, abs=0.02)
    assert "forecast_weekday_unknown" in {finding.code for finding in held.findings}
    assert held.absolute_error < 0.85
    naive = backtest(elb, train=2880, test=len(elb) - 2880, method="naive")
    assert held.width < naive.width / 2


def test_that_a_missing_package_leaves_its_column_out_and_says_so(
    agencies: tuple[Series, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "statsmodels", None)
    told = backtest_report(agencies[:2])
    assert [row.method for row in told.pooled] == ["core", "naive"]
    assert [finding.code for finding in told.findings] == ["forecast_statsmodels_missing"]
    assert {row.train for row in told.rows} == {60}
    with pytest.raises(KeyError):
        told.row("nobody", "core")


def test_that_a_report_can_be_stopped(agencies: tuple[Series, ...]) -> None:
    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        backtest_report(agencies, check=stop)
    with pytest.raises(ValueError, match="no series"):
        backtest_report([])
