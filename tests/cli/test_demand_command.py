"""`assessor demand`: years, priorities, every hour as a sheet."""

from __future__ import annotations

import csv
import json

import pytest
from click.testing import CliRunner

from assessor.cli.app import app

HANOI = "scenarios/hanoi-2023"


def told(*words: str) -> dict:
    done = CliRunner().invoke(app, ["demand", HANOI, *words, "--json"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_that_the_peak_factors_name_their_base_and_make_the_design_rate() -> None:
    (year,) = told("--year", "2024")["years"]
    factors = {one["name"]: one for one in year["peak_factors"]}
    assert factors["design_day"]["base"] == "mean calendar day"
    design = sum(year["design_hours"][0]["work"].values())
    product = factors["design_day"]["value"] * factors["busy_hour_share"]["value"] * 24
    # 8,784 hours: the mean hour's work is what the product stands on
    mean = design / (product * factors["busiest_5min"]["value"])
    duration = dict(map(tuple, year["work_duration"]))
    assert duration[0] == pytest.approx(product * mean)
    assert 0 < duration[4380] < mean < duration[100]


def test_that_choosing_the_first_procedures_changes_the_mix() -> None:
    none, two = (told("--year", "2024", "--first", n) for n in ("0", "2"))
    rate = [
        {one["id"]: one["requests"] for one in found["years"][0]["classes"]}
        for found in (none, two)
    ]
    assert rate[1]["filing"] > rate[0]["filing"]
    assert rate[1]["staff-page"] == rate[0]["staff-page"]
    (page,) = [one for one in none["years"][0]["classes"] if one["id"] == "page"]
    assert page["peak_rate"] > page["design_rate"] > page["mean_rate"]  # the evening is its own
    assert [one["chosen"] for one in two["portfolio"]] == [True, True, False, False]


def test_that_every_hour_of_a_leap_year_is_written(tmp_path) -> None:
    file = tmp_path / "hours.csv"
    (year,) = told("--year", "2024", "--hours", str(file))["years"]
    with file.open(encoding="utf-8", newline="") as sheet:
        rows = list(csv.DictReader(sheet))
    assert len(rows) == year["hours"] == 8784
    assert rows[0]["time"] == "2024-01-01T00:00"
    requests = sum(float(row["filing [1/s]"]) for row in rows) * 3600
    (filing,) = [one for one in year["classes"] if one["id"] == "filing"]
    assert requests == pytest.approx(filing["requests"], rel=1e-8)


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["--first", "9"], "4"),
        (["--year", "2090"], "2028"),
        (["--hours", "x.csv"], "--year"),
    ],
)
def test_that_slips_are_refused_with_the_reason(words, part) -> None:
    done = CliRunner().invoke(app, ["demand", HANOI, *words])
    assert done.exit_code == 2
    assert part in done.output


def test_that_the_spread_over_worlds_holds_the_base_and_repeats_itself() -> None:
    words = ("--year", "2024", "--samples", "64", "--seed", "3")
    first, again = told(*words), told(*words)
    assert first == again
    (year,) = first["years"]
    base = {one["id"]: one["design_rate"] for one in year["classes"]}
    assert year["spread"]["samples"] == 64
    for name, rate in base.items():
        quantiles = year["spread"]["design_rates"][name]
        assert quantiles["p05"] < rate < quantiles["p95"]


def test_that_an_alternative_of_the_scenario_is_a_named_case() -> None:
    base, upper = (
        {
            one["id"]: one["requests"]
            for one in told("--year", "2028", *words)["years"][0]["classes"]
        }
        for words in ((), ("--option", "estonia-maturity"))
    )
    assert upper["exchange"] > 2 * base["exchange"]
    assert upper["page"] == base["page"]
