"""`assessor forecast` and `assessor backtest` as a planner uses them."""

from __future__ import annotations

import csv
import json
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from assessor.cli.app import app
from assessor.errors import InputError


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)


@pytest.fixture
def daily(tmp_path: Path) -> Path:
    """Seventy days of visits with a week and nothing else."""
    rng = np.random.default_rng(1)
    first = date(2024, 3, 4)
    file = tmp_path / "visits.csv"
    rows = ["date,visits"]
    for day in range(70):
        mean = 1000 * (0.5 if day % 7 > 4 else 1.2)
        rows.append(f"{first + timedelta(days=day)},{rng.poisson(mean)}")
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return file


def test_that_a_forecast_holds_the_week_and_is_written_step_by_step(daily, tmp_path) -> None:
    sheet = tmp_path / "next.csv"
    done = run("forecast", daily, "--steps", "14", "-o", sheet, "--json")
    (told,) = json.loads(done.stdout)["series"]
    with sheet.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["time"] for row in rows][:2] == ["2024-05-13T00:00", "2024-05-14T00:00"]
    middle = np.array([float(row["middle"]) for row in rows]).reshape(2, 7)
    # means of 70 Poisson days: a few per cent
    np.testing.assert_allclose(middle[:, :5], 1200, rtol=0.05)
    np.testing.assert_allclose(middle[:, 5:], 500, rtol=0.07)
    np.testing.assert_allclose(told["points"], middle.ravel(), rtol=1e-5)
    assert {f["code"] for f in told["findings"]} >= {"forecast_events_not_known"} or told[
        "findings"
    ]


def test_that_a_backtest_tells_the_share_inside_and_every_miss(daily) -> None:
    done = run("backtest", daily, "--train", "49", "--json")
    told = json.loads(done.stdout)
    pooled = {row["method"]: row for row in told["pooled"]}
    (ours,) = [row for row in told["series"] if row["method"] == "core"]
    outside = round((1 - ours["inside"]["base"]) * 21)
    assert len(ours["misses"]) == outside
    assert pooled["core"]["inside"]["observations"] == 21


def test_that_the_shipped_series_hold_85_of_100_days_with_misses_in_words() -> None:
    done = run("backtest")
    assert done.exit_code == 0
    assert "FAFSA" in done.output
    told = json.loads(run("backtest", "--json").stdout)
    core = told["pooled"][0]
    assert core["inside"]["base"] >= 0.85
    assert core["inside"]["observations"] == 780


def test_that_nothing_to_hold_out_is_a_problem(daily) -> None:
    with pytest.raises(InputError) as refused:
        run("backtest", daily, "--train", "70")
    assert [p.code for p in refused.value.problems] == ["backtest_nothing_left"]
