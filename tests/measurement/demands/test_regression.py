"""The utilisation law on weeks whose demands are known."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from assessor.errors import Problem
from assessor.measurement import Series
from assessor.measurement.demands import service_demands
from assessor.text.rendering import render_text

CHANNELS = 8


def codes(fit) -> set[str]:
    for found in fit.findings:
        assert "…" not in render_text(Problem(found.code, found.params))
    return {finding.code for finding in fit.findings}


def inside(fit, demands) -> dict[str, bool]:
    return {
        name: fit.demands[name].low <= d <= fit.demands[name].high for name, d in demands.items()
    }


def test_that_planted_demands_lie_inside_their_99_percent_intervals(week):
    """In at least 95 of 100 weeks: each class by itself, and all three at once."""
    hits, together, background = dict.fromkeys(("office", "evening", "batch"), 0), 0, 0
    for seed in range(100):
        made = week(seed)
        fit = service_demands(
            made.utilisation, made.rates, channels=CHANNELS, coverage=0.99, seed=seed
        )
        assert codes(fit) == set(), seed
        held = inside(fit, made.demands)
        hits = {name: hits[name] + held[name] for name in hits}
        together += all(held.values())
        background += fit.background.low <= made.background <= fit.background.high
    assert min(hits.values()) >= 95, hits
    assert together >= 95
    assert background >= 95


def test_that_95_percent_intervals_hold_as_often_as_they_say(week):
    held = []
    for seed in range(100, 160):
        made = week(seed)
        fit = service_demands(made.utilisation, made.rates, channels=CHANNELS, seed=seed)
        held += inside(fit, made.demands).values()
    # 180 intervals of nominal 95 %, were they independent: 160 … 179 with 99.97 %.
    assert 160 <= sum(held) <= 179


def test_that_the_interval_shrinks_with_the_square_root_of_the_time(week):
    made = week(3)
    width = []
    for days in (1.75, 7):
        part = slice(int(days * 288))
        rates = {n: replace(s, values=s.values[part]) for n, s in made.rates.items()}
        busy = replace(made.utilisation, values=made.utilisation.values[part])
        demand = service_demands(busy, rates, channels=CHANNELS).demands["office"]
        width.append(demand.high - demand.low)
    # Halved by four times the time; the days differ, hence the room.
    assert 1.4 < width[0] / width[1] < 3.0


@pytest.fixture
def exact(week):
    """A week without any noise: what the law says is what is measured."""
    made = week(0)
    busy = 0.35 + sum(made.demands[n] * s.values / 300 for n, s in made.rates.items())
    return replace(made, utilisation=replace(made.utilisation, values=busy / CHANNELS))


def test_that_exact_data_give_the_demands_back(exact):
    fit = service_demands(exact.utilisation, exact.rates, channels=CHANNELS)
    for name, demand in exact.demands.items():
        # Least squares on 2,016 rows loses a few of 16 digits.
        assert fit.demands[name].base == pytest.approx(demand, rel=1e-9)
        assert fit.demands[name].high - fit.demands[name].low < 1e-9
    assert fit.background.base == pytest.approx(0.35, rel=1e-9)
    assert fit.determination == pytest.approx(1, abs=1e-12)
    assert fit.windows == 2016
    assert fit.demands["office"].unit == "s"
    assert fit.background.unit == "erlang"


def test_that_units_and_kinds_of_series_do_not_matter(exact):
    one = service_demands(exact.utilisation, exact.rates, channels=CHANNELS)
    percent = replace(exact.utilisation, values=100 * exact.utilisation.values, unit="%")
    levels = {
        name: Series(name, s.start, s.step, s.values / s.step, "mean", "1/s")
        for name, s in exact.rates.items()
    }
    other = service_demands(percent, levels, channels=CHANNELS)
    assert other.demands["batch"].base == pytest.approx(one.demands["batch"].base, rel=1e-12)


def test_that_the_same_seed_gives_the_same_interval(week):
    made = week(5)
    first, again = (
        service_demands(made.utilisation, made.rates, channels=CHANNELS, seed=1) for _ in range(2)
    )
    other = service_demands(made.utilisation, made.rates, channels=CHANNELS, seed=2)
    assert first.demands == again.demands
    assert first.demands["office"].base == other.demands["office"].base
    assert first.demands["office"].low != other.demands["office"].low


def test_that_steps_of_different_length_meet_on_the_longest(exact):
    """Rates by the minute, utilisation every five: the mean of five minutes counts."""
    minutes = {
        name: Series(name, s.start, 60.0, np.repeat(s.values / 5, 5))
        for name, s in exact.rates.items()
    }
    fit = service_demands(exact.utilisation, minutes, channels=CHANNELS)
    assert fit.window == 300.0
    assert fit.demands["evening"].base == pytest.approx(0.045, rel=1e-9)


@pytest.mark.parametrize("lag", [-1500.0, 600.0, 25_200.0])
def test_that_a_clock_that_is_off_is_found_and_allowed_for(week, lag):
    made = week(7)
    shifted = replace(made.utilisation, start=made.utilisation.start + timedelta(seconds=lag))
    fit = service_demands(shifted, made.rates, channels=CHANNELS, coverage=0.99)
    assert fit.lag == lag
    assert codes(fit) == {"demand_clock_ahead" if lag > 0 else "demand_clock_behind"}
    assert all(inside(fit, made.demands).values())


def test_that_a_lag_of_minutes_is_found_under_windows_of_five(exact):
    minutes = {
        name: Series(name, s.start, 60.0, np.repeat(s.values / 5, 5))
        for name, s in exact.rates.items()
    }
    late = replace(exact.utilisation, start=exact.utilisation.start + timedelta(seconds=120))
    fit = service_demands(late, minutes, channels=CHANNELS)
    assert fit.lag == 120.0
    assert fit.demands["office"].base == pytest.approx(0.012, rel=1e-9)


def test_that_a_given_lag_is_taken_as_it_is(exact):
    late = replace(exact.utilisation, start=exact.utilisation.start + timedelta(seconds=600))
    fit = service_demands(late, exact.rates, channels=CHANNELS, lag=0.0)
    assert fit.lag == 0.0
    assert fit.demands["office"].base != pytest.approx(0.012, rel=1e-3)


def test_that_a_nightly_backup_is_left_out_and_told(week):
    """Two hours of two more busy channels every night: 8 % of all windows."""
    made = week(11)
    hour = np.arange(2016) % 288 / 12
    extra = np.where((hour >= 3) & (hour < 5), 2 / CHANNELS, 0)
    busy = replace(made.utilisation, values=made.utilisation.values + extra)
    fit = service_demands(busy, made.rates, channels=CHANNELS, coverage=0.99)
    (found,) = [f for f in fit.findings if f.code == "demand_outliers"]
    assert found.count == fit.left_out["outlier"] == pytest.approx(168, abs=4)
    assert all(inside(fit, made.demands).values())
    assert np.isnan(fit.fitted.values[hour == 4]).all()


def test_that_saturated_windows_are_left_out_without_bending_the_law(week):
    """Three channels for the work of eight: the busiest hours are clipped at 1."""
    made = week(13)
    busy = np.minimum(made.utilisation.values * CHANNELS / 3, 1.0)
    full = replace(made.utilisation, values=busy)
    fit = service_demands(full, made.rates, channels=3, coverage=0.99)
    assert fit.left_out["saturated"] > 40
    assert "demand_saturated" in codes(fit)
    assert all(inside(fit, made.demands).values())


def test_that_unknown_windows_do_not_count(week):
    made = week(17)
    values = made.utilisation.values.copy()
    values[100:200] = np.nan
    holes = service_demands(replace(made.utilisation, values=values), made.rates, channels=CHANNELS)
    assert holes.left_out["unknown"] == 100
    assert holes.windows == 1916
    assert "demand_unknown" in codes(holes)
    assert holes.demands["office"].base == pytest.approx(0.012, rel=0.02)


def test_that_classes_that_move_together_get_one_joint_demand(week):
    """Every page loads two pictures: 3 ms and 1 ms apart, 5 ms for a page with its pictures."""
    made = week(19)
    rng = np.random.default_rng(0)
    pages = made.rates["office"]
    pictures = Series("pictures", pages.start, pages.step, rng.binomial(2000, 0.999, 2016) / 1998
                      * 2 * pages.values)  # fmt: skip
    work = (0.003 * pages.values + 0.001 * pictures.values) / 300
    busy = 0.2 + work + rng.normal(0, 0.01, 2016)
    measured = replace(made.utilisation, values=busy / CHANNELS)
    fit = service_demands(measured, {"pages": pages, "pictures": pictures}, channels=CHANNELS)
    assert not fit.demands
    joint = fit.joint["pages", "pictures"]
    assert joint.low <= 0.005 / 3 <= joint.high
    assert joint.high - joint.low < 0.1 * joint.base
    assert fit.condition > 100
    (found,) = [f for f in fit.findings if f.code == "demand_inseparable"]
    assert found.severity == "refusal"
    assert found.params["classes"] == "pages, pictures"


def test_that_identical_classes_are_no_error(exact):
    both = {"a": exact.rates["office"], "b": exact.rates["office"]}
    fit = service_demands(exact.utilisation, both, channels=CHANNELS)
    assert set(fit.joint) == {("a", "b")}


def test_that_a_flat_class_is_not_told_from_the_background(week):
    made = week(23)
    flat = Series("sync", made.utilisation.start, 300.0, np.full(2016, 3000.0))
    busy = made.utilisation.values + 3000 / 300 * 0.02 / CHANNELS
    fit = service_demands(
        replace(made.utilisation, values=busy), {**made.rates, "sync": flat}, channels=CHANNELS
    )
    assert "sync" not in fit.demands
    assert "demand_flat" in codes(fit)
    # Its 0.2 busy channels are in the background instead.
    assert fit.background.base == pytest.approx(made.background + 0.2, rel=0.03)
    alone = service_demands(
        replace(made.utilisation, values=np.round(np.full(2016, 0.2 / CHANNELS), 4)),
        {"sync": flat}, channels=CHANNELS, background=False,
    )  # fmt: skip
    assert alone.demands["sync"].base == pytest.approx(0.02, rel=1e-3)
    assert alone.background is None


def test_that_a_class_without_work_is_said_to_have_none(week):
    made = week(29)
    rng = np.random.default_rng(1)
    mean = 900 * (1 + 0.8 * np.sin(np.arange(2016) / 100))
    idle = Series("static", made.utilisation.start, 300.0, rng.poisson(mean).astype(float))
    fit = service_demands(made.utilisation, {**made.rates, "static": idle}, channels=CHANNELS)
    assert fit.demands["static"].low == 0.0
    assert fit.demands["static"].high < 0.002
    assert {"demand_zero", "demand_wide"} & codes(fit)


def test_that_what_the_law_does_not_say_is_told(week):
    made = week(31)
    base = made.utilisation.values
    bent = replace(made.utilisation, values=base + 1.2 * (base - base.min()) ** 2)
    assert "demand_bends" in codes(service_demands(bent, made.rates, channels=CHANNELS))
    flattening = replace(made.utilisation, values=base - 1.2 * (base - base.min()) ** 2)
    assert "demand_flattens" in codes(service_demands(flattening, made.rates, channels=CHANNELS))
    hour = np.arange(2016) % 288 // 12
    job = replace(made.utilisation, values=base + np.where(hour == 22, 0.018, 0.0))
    fit = service_demands(job, made.rates, channels=CHANNELS)
    (found,) = [f for f in fit.findings if f.code == "demand_daily_pattern"]
    assert found.params["hour"] == 22
    rng = np.random.default_rng(2)
    noise = replace(made.utilisation, values=rng.uniform(0.1, 0.8, 2016))
    assert "demand_unexplained" in codes(service_demands(noise, made.rates, channels=CHANNELS))


def test_that_too_little_is_refused_and_said(week):
    made = week(37)
    short = replace(made.utilisation, values=made.utilisation.values[:39])
    fit = service_demands(short, made.rates, channels=CHANNELS)
    assert not fit.demands
    (found,) = fit.findings
    assert (found.code, found.severity) == ("demand_few_windows", "refusal")
    assert found.params["windows"] == 39
    apart = replace(made.utilisation, start=made.utilisation.start + timedelta(days=60))
    assert "demand_few_windows" in codes(service_demands(apart, made.rates, channels=CHANNELS))


def test_that_input_that_cannot_be_meant_is_refused(week):
    made = week(41)
    percent = replace(made.utilisation, values=100 * made.utilisation.values)
    fit = service_demands(percent, made.rates, channels=CHANNELS)
    assert not fit.demands
    assert codes(fit) == {"demand_utilisation_range"}
    blind = replace(made.utilisation, values=np.full(2016, np.nan))
    assert codes(service_demands(blind, made.rates, channels=CHANNELS)) == {
        "demand_utilisation_unknown"
    }
    silent = {**made.rates, "none": replace(made.rates["batch"], values=np.zeros(2016))}
    fit = service_demands(made.utilisation, silent, channels=CHANNELS)
    assert set(fit.demands) == set(made.rates)
    assert codes(fit) == {"demand_no_requests"}
    minus = {**made.rates, "minus": replace(made.rates["batch"], values=np.full(2016, -1.0))}
    fit = service_demands(made.utilisation, minus, channels=CHANNELS)
    assert codes(fit) == {"demand_negative_rate"}


def test_that_a_class_that_only_comes_while_nothing_is_measured_has_no_demand(week):
    made = week(47)
    busy, rare = made.utilisation.values.copy(), np.zeros(2016)
    busy[500:600], rare[500:600] = np.nan, 50.0
    rates = {**made.rates, "rare": replace(made.rates["batch"], values=rare)}
    fit = service_demands(replace(made.utilisation, values=busy), rates, channels=CHANNELS)
    assert set(fit.demands) == set(made.rates)
    assert codes(fit) == {"demand_no_requests", "demand_unknown"}


@pytest.mark.parametrize(
    "wrong", [{"channels": 0}, {"coverage": 1.0}, {"rates": {}}, {"unit": "ms"}]
)
def test_that_misuse_is_a_value_error(week, wrong):
    made = week(43)
    rates = wrong.get("rates", made.rates)
    if "unit" in wrong:
        rates = {"a": replace(made.rates["batch"], kind="mean", unit="ms")}
    with pytest.raises(ValueError):
        service_demands(
            made.utilisation, rates, channels=wrong.get("channels", 8),
            coverage=wrong.get("coverage", 0.95),
        )  # fmt: skip
