"""Clock times that cannot be real are told; real ones, however bursty, are not."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest

from assessor.measurement import Series
from assessor.measurement.arrivals import ARRIVAL_FITTING, GAP_FITTING, clock_artefacts
from assessor.text import using_language
from assessor.text.problems.measurement_arrivals import MESSAGES

MONDAY = datetime(2024, 3, 4)
OFFICE = np.array(
    [2, 1, 1, 1, 2, 4, 10, 30, 60, 70, 65, 50, 30, 45, 60, 60, 50, 30, 20, 15, 12, 10, 6, 4.0]
)
SAMPLE = [74, 111, 115, 118, 120, 125, 126, 123, 118, 121, 129, 123, 118, 111, 116, 118, 125]
SAMPLE += [114, 115, 125, 121, 124, 110, 122, 132, 121, 120, 119, 122, 133, 114, 132, 123, 113]
SAMPLE += [113, 130, 113, 118, 117, 122, 125, 113, 125, 122, 130, 111, 121, 117, 121, 115, 115]
SAMPLE += [125, 134, 112, 115, 110, 130, 136, 124, 114, 115, 127, 128, 120, 115, 127, 89]
"""Lines per hour of a widespread sample log from 17 May 2015, 10 h: all at minute :05."""


def day(minutes):
    """The shape of an office day per minute, of mean 1."""
    at = np.arange(minutes) / 60 % 24
    shape = np.append(OFFICE, OFFICE[0]) / OFFICE.mean()
    return np.interp(at, np.arange(25), shape)


def series(counts, start=MONDAY, step=60.0):
    return Series("log", start, step, np.asarray(counts, np.float64))


def codes(found):
    return [finding.code for finding in found]


def at_minute(hours, minute):
    """Hourly counts, all of them at one minute of the hour."""
    counts = np.zeros((len(hours), 60))
    counts[:, minute] = hours
    return counts.ravel()


def test_that_a_sample_log_with_all_lines_at_minute_5_is_refused_with_the_numbers():
    found = clock_artefacts(series(at_minute(SAMPLE, 5), datetime(2015, 5, 17, 10)))
    assert codes(found) == ["clock_minutes", "clock_flat_day"]
    refusal = found[0]
    assert (refusal.severity, refusal.params["result"]) == ("refusal", ARRIVAL_FITTING)
    assert (refusal.params["period"], refusal.params["at"]) == (60, ":05")
    assert refusal.params["share"] == 1
    assert refusal.params["expected"] == pytest.approx(1 / 60)
    # 66 whole hours led by one minute, each by chance with at most 3/60; 60 minutes, 15 looks.
    assert refusal.params["p_value"] == pytest.approx(60 * 15 * 0.05**66, rel=1e-9)
    # 8,000 lines scatter by chance alone by 1 to 3 % over the hours of the day.
    assert found[1].params["variation"] < 0.05
    assert found[1].params["limit"] < 0.1


@pytest.mark.parametrize(
    ("minutes", "period", "at"),
    [
        ((5,), 60, ":05"),
        ((5, 35), 30, ":05"),
        ((3, 17), 60, ":03, :17"),
        ((3, 17, 20, 44), 60, ":03, :17, :20, :44"),
        (tuple(range(4, 60, 5)), 5, ":04"),
        (tuple(range(14, 60, 15)), 15, ":14"),
        (tuple(range(1, 60, 2)), 2, ":01"),
    ],
)
def test_that_few_minutes_and_flushes_are_refused_with_their_period(minutes, period, at):
    rng = np.random.default_rng(0)
    clock = np.arange(2880)
    counts = np.where(np.isin(clock % 60, minutes), rng.poisson(100 * day(2880)), 0)
    (refusal,) = clock_artefacts(series(counts))
    assert refusal.severity == "refusal"
    assert (refusal.params["period"], refusal.params["at"]) == (period, at)


def test_that_real_series_are_believed(epa, hourly_agencies, daily_agencies, azure):
    for real in (epa, *hourly_agencies.values(), *daily_agencies.values()):
        assert clock_artefacts(real) == ()
    instants = azure + 17 * 60 + 3.97996
    minutes = np.bincount((instants // 60).astype(int) - 17)
    seconds = np.bincount((instants % 60).astype(int), minlength=60)
    machine = series(minutes, datetime(2023, 11, 16, 18, 17))
    assert clock_artefacts(machine, seconds, times=instants) == ()


def batches(rng, mean, size):
    count = rng.poisson(mean)
    return np.where(count > 0, rng.negative_binomial(np.maximum(count, 1), 1 / size) + count, 0)


@pytest.mark.parametrize(
    "draw",
    [
        lambda rng: rng.poisson(3 * day(2880)),
        lambda rng: rng.poisson(0.05 * day(10_080)),
        lambda rng: rng.poisson(np.exp(np.linspace(0, 9, 600))),
        lambda rng: batches(rng, day(2880), 10),
        lambda rng: batches(rng, 0.02 * day(10_080), 100),
        lambda rng: rng.poisson(100, 120),
        lambda rng: 1000 * (abs(np.arange(1440) - 700 - rng.integers(60)) < 2),
        lambda rng: rng.poisson(10 * day(2880)) + 30 * (np.arange(2880) % 60 == 0),
    ],
    ids=["day", "rare", "ramp", "batches", "rare batches", "two hours", "one burst", "some jobs"],
)
def test_that_random_arrivals_raise_no_alarm(draw):
    # 40 draws of each; one alarm in 10⁶ is promised.
    for seed in range(40):
        assert clock_artefacts(series(draw(np.random.default_rng(seed)))) == ()


@pytest.mark.parametrize("two_rates", [(3.0, 0.02), (10.0, 0.0)])
def test_that_long_bursts_raise_no_alarm(two_states, two_rates):
    for seed in range(20):
        rng = np.random.default_rng(seed)
        times = two_states(rng, 2 * 86_400.0, two_rates, (5e-4, 5e-4))
        counts = np.bincount((times // 60).astype(int), minlength=2880)
        assert clock_artefacts(series(counts)) == ()


def test_that_hourly_jobs_among_people_are_told_but_not_refused():
    rng = np.random.default_rng(0)
    counts = rng.poisson(10 * day(2880)) + np.where(np.arange(2880) % 60 == 0, 150, 0)
    (told,) = clock_artefacts(series(counts))
    assert (told.code, told.severity, told.params["at"]) == (
        "clock_minutes_marked",
        "warning",
        ":00",
    )


def test_that_finer_steps_and_another_start_see_the_same_minute():
    rng = np.random.default_rng(0)
    counts = np.where(np.arange(2880) % 60 == 5, rng.poisson(100 * day(2880)), 0)
    late = series(counts[7:], MONDAY.replace(minute=7))
    split = np.zeros((2880, 6))
    split[:, 2] = counts
    for one in (late, series(split.ravel(), step=10.0)):
        (found,) = clock_artefacts(one)
        assert (found.code, found.params["at"]) == ("clock_minutes", ":05")
    fives = series(np.where(np.arange(576) % 12 == 1, 100, 0), step=300.0)
    assert clock_artefacts(fives)[0].params["at"] == ":05"


def test_that_seconds_that_are_all_zero_refuse_gaps_only():
    counts = np.random.default_rng(0).poisson(5 * day(1440))
    seconds = np.zeros(60)
    seconds[0] = counts.sum()
    (found,) = clock_artefacts(series(counts), seconds)
    assert (found.severity, found.params["result"]) == ("refusal", GAP_FITTING)
    assert (found.params["period"], found.params["at"]) == (60, ":00")
    rounded = np.where(np.arange(60) % 10 == 0, counts.sum() // 6, 0)
    assert clock_artefacts(series(counts), rounded)[0].params["period"] == 10
    with pytest.raises(ValueError, match="60 numbers"):
        clock_artefacts(series(counts), np.ones(59))


def test_that_one_burst_in_one_second_is_no_coarse_clock():
    counts = np.zeros(1440)
    counts[700] = 5000
    seconds = np.zeros(60)
    seconds[13] = 5000
    assert clock_artefacts(series(counts), seconds) == ()


def test_that_counts_without_chance_are_told():
    found = clock_artefacts(series(np.full(2880, 2.0)))
    assert codes(found) == ["clock_flat_day", "clock_too_even"]
    assert found[0].params["limit"] == 0
    assert found[1].params["index"] == 0


def test_that_a_flat_day_by_chance_of_few_lines_is_not_claimed():
    counts = np.random.default_rng(0).poisson(0.2, 1440)
    assert clock_artefacts(series(counts)) == ()


def office_weeks(seed, start):
    rng = np.random.default_rng(seed)
    weekend = np.where((start.weekday() + np.arange(35)) % 7 >= 5, 0.6, 1.0)
    scatter = np.repeat(rng.lognormal(0, 0.1, 35 * 24), 60)
    mean = 20 * (0.8 * day(35 * 1440) + 0.2) * np.repeat(weekend, 1440) * scatter
    return rng, rng.poisson(mean).astype(float), mean


def test_that_summer_time_is_told_where_it_is_and_nowhere_else():
    spring, autumn = datetime(2024, 3, 4), datetime(2024, 10, 7)
    missing = doubled = 0
    for seed in range(10):
        _, counts, _ = office_weeks(seed, spring)
        assert clock_artefacts(series(counts, spring)) == ()
        hour = slice((27 * 24 + 2) * 60, (27 * 24 + 3) * 60)  # Sunday 31 March, 2 h
        counts[hour] = 0
        (found,) = clock_artefacts(series(counts, spring))
        missing += (found.code, found.params["at"]) == ("clock_hour_missing", "2024-03-31 02:00")
        rng, counts, mean = office_weeks(seed, autumn)
        hour = slice((20 * 24 + 2) * 60, (20 * 24 + 3) * 60)  # Sunday 27 October, 2 h
        counts[hour] += rng.poisson(mean[hour])
        found = clock_artefacts(series(counts, autumn))
        doubled += codes(found) == ["clock_hour_doubled"]
    # An hour that came twice must stand out by 6 deviations of hours that scatter by 10 %.
    assert missing == 10
    assert doubled >= 5


def test_that_a_clock_set_back_is_told_with_the_longest_step():
    times = np.concatenate([np.arange(100.0), np.arange(40.0) - 500, np.arange(700, 800) - 30.0])
    jitter = times + np.tile([0.0, 0.5], 120)
    few = series(np.random.default_rng(0).poisson(3.0, 30))
    (found,) = clock_artefacts(few, times=jitter)
    assert (found.code, found.count, found.params["position"]) == ("clock_set_back", 1, 100)
    assert found.params["seconds"] == pytest.approx(599, abs=1)
    assert clock_artefacts(few, times=np.arange(50.0)) == ()


def test_that_a_series_of_means_is_misuse():
    with pytest.raises(ValueError, match="counts"):
        clock_artefacts(replace(series(np.ones(10)), kind="mean"))


def test_that_no_words_of_this_room_are_missing_a_value():
    from assessor.errors import Problem
    from assessor.text.rendering import render_text

    found = clock_artefacts(series(at_minute(SAMPLE, 5), datetime(2015, 5, 17, 10)))
    with using_language("en"):
        words = [render_text(Problem(f.code, {**f.params, "count": f.count})) for f in found]
    assert all(finding.code in MESSAGES for finding in found)
    assert "100 % fall on minute :05 of every 60 minutes, where chance puts 1.7 %" in words[0]
    assert not any("…" in sentence for sentence in words)
