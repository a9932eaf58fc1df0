"""Service demands and scalability go into the platform in the terms of the document."""

from __future__ import annotations

import csv
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from assessor.api import FitWishes, fit_files, load_scenario, plan
from assessor.measurement import LogOptions
from assessor.measurement.logs import read_logs
from assessor.resources import folder

HANOI = folder("scenarios") / "hanoi-2023"
CLASSES = {"filing": "^/filing/", "page": "^/page/"}
CHANNELS = 64
PAGE_S, FILING_S, IDLE = 0.9, 2.5, 0.8
"""Demands far above a portal's: the small log must show in 64 channels."""

HISTORY = (
    "Timestamp,User Count,Type,Name,Requests/s,Failures/s,50%,66%,75%,80%,90%,95%,98%,99%,"
    "99.9%,99.99%,100%,Total Request Count,Total Failure Count,Total Median Response Time,"
    "Total Average Response Time,Total Min Response Time,Total Max Response Time,"
    "Total Average Content Size"
)
"""Head of Locust's `_stats_history.csv`."""


@pytest.fixture(scope="module")
def log(tmp_path_factory, portal) -> Path:
    file = tmp_path_factory.mktemp("platform") / "portal.log"
    portal.write(file, days=7, mixed=True)
    return file


@pytest.fixture(scope="module")
def cpu(log) -> Path:
    """How busy the application tier was, as a monitor writes it every five minutes."""
    reading = read_logs([log], options=LogOptions(classes=CLASSES))
    rng = np.random.default_rng(7)
    file = log.with_name("cpu.csv")
    page, filing = (reading.by_class[name] for name in ("page", "filing"))
    steps = len(page) // 5
    with file.open("w", encoding="utf-8", newline="") as sheet:
        out = csv.writer(sheet)
        out.writerow(["time", "cpu_percent"])
        for step in range(steps):
            of = slice(5 * step, 5 * step + 5)
            busy = PAGE_S * page.values[of].sum() + FILING_S * filing.values[of].sum()
            share = (busy / 300 + IDLE + rng.normal(0, 0.05)) / CHANNELS
            at = page.start + timedelta(minutes=5 * step)
            out.writerow([at.isoformat(sep=" "), f"{100 * share:.3f}"])
    return file


@pytest.fixture(scope="module")
def fitted(log, cpu):
    wishes = FitWishes(
        output=log.with_name("portal.workload.yaml"),
        join=log.with_name("measured.yaml"),
        scenario=HANOI,
        classes=CLASSES,
        utilisation={"app": str(cpu)},
        channels={"app": CHANNELS},
    )
    return fit_files([log], wishes), wishes


def test_that_the_planted_demands_are_inside_their_intervals(fitted) -> None:
    demands = fitted[0].measurement.demands["app"].demands
    for name, truth in (("page", PAGE_S), ("filing", FILING_S)):
        found = demands[name]
        # intervals of 90 %: their half widths doubled hold the truth but for 1 in 1,000
        width = found.high - found.low
        assert abs(found.base - truth) < width, name


def test_that_a_demand_is_written_for_a_channel_of_speed_1(fitted) -> None:
    measured = fitted[0].measurement.demands["app"].demands["page"].base
    written = fitted[0].fragment.data["platform"]["demands"]["page"]["app"]["service_demand_s"]
    # virtualisation takes 6 % of a vCPU, so that much less would be asked of a bare one
    assert written["base"] == pytest.approx(measured * 0.94, rel=1e-4)


def test_that_the_joined_scenario_uses_the_measured_demand(fitted) -> None:
    joined = load_scenario(fitted[1].join)
    demand = joined.platform.demands["page"]["app"]
    assert demand.service_demand_s.kind == "measured"
    assert demand.visits.base == 1
    (year,) = plan(joined, years=(2023,), as_is=True).years
    assert year.existing.tiers


def test_that_the_channels_of_the_scenario_stand_in_where_none_are_given(log, cpu) -> None:
    wishes = FitWishes(scenario=HANOI, classes=CLASSES, utilisation={"app": str(cpu)})
    fit = fit_files([log], wishes).measurement.demands["app"]
    # sixteen servers of four vCPUs stand there
    assert fit.demands["page"].base == pytest.approx(PAGE_S, rel=0.2)


def test_that_a_utilisation_that_nothing_explains_gives_no_demand(log, tmp_path) -> None:
    rng = np.random.default_rng(2)
    file = tmp_path / "noise.csv"
    rows = ["time,cpu_percent"]
    rows += [f"2023-08-{7 + n // 288:02d} {n // 12 % 24:02d}:{5 * n % 60:02d}:00,{v:.2f}"
             for n, v in enumerate(rng.uniform(10, 60, 7 * 288))]  # fmt: skip
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    wishes = FitWishes(scenario=HANOI, classes=CLASSES, utilisation={"app": str(file)})
    done = fit_files([log], wishes)
    assert done.measurement.demands["app"].demands == {}
    assert "platform" not in done.fragment.data
    refused = {f.code for f in done.findings if f.severity == "refusal"}
    assert "measured_demands_unexplained" in refused


def test_that_a_load_test_gives_the_law_of_its_tier(tmp_path) -> None:
    # X(N) = 20 N / (1 + 0.05 (N − 1) + 0.001 N (N − 1)), as Locust would have written it
    file = tmp_path / "test_stats_history.csv"
    rows = [HISTORY]
    rng = np.random.default_rng(3)
    total, at = 0.0, 1_700_000_000
    for users in (1, 2, 4, 8, 16, 24, 32, 48, 64):
        rate = 20 * users / (1 + 0.05 * (users - 1) + 0.001 * users * (users - 1))
        response = 1000 * users / rate
        for _ in range(180):
            now = rate * (1 + rng.normal(0, 0.01))
            total += now
            quantiles = ",".join([f"{response:.0f}"] * 11)
            rows.append(
                f"{at},{users},,Aggregated,{now:.3f},0,{quantiles},{total:.0f},0,"
                f"{response:.0f},{response:.1f},1,9999,1000"
            )
            at += 1
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    done = fit_files([], FitWishes(scenario=HANOI, load_tests={"db": str(file)}))
    usl = done.fragment.data["platform"]["tiers"]["db"]["usl"]
    assert usl["contention"] == pytest.approx(0.05, rel=0.1)
    assert usl["coherency"] == pytest.approx(0.001, rel=0.1)
