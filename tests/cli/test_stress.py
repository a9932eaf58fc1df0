"""`assessor stress` as a person calls it: several events, other values, severe forms, minutes."""

from __future__ import annotations

import csv
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assessor.resources import folder

Run = Callable[..., "subprocess.CompletedProcess[str]"]
HANOI = folder("scenarios") / "hanoi-2023"
ENGLISH = ("--lang", "en", "stress", HANOI)


def played(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)["events"]
    return found


def measures(event: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = event["existing"]["result"]["measures"]
    return found


def test_that_several_events_are_played_alone_and_then_at_once(assessor: Run) -> None:
    words = ("--event", "ST7", "--event", "ST17", "--together", "--offset", "ST17=60")
    night, slow, both = played(assessor("stress", HANOI, "--json", *words))
    assert (night["id"], slow["id"], both["id"]) == ("ST7", "ST17", "ST7 + ST17")
    assert both["of"] == ["ST7", "ST17"]
    assert both["at"] == night["at"]
    assert "threads_used" not in measures(night)
    assert measures(both)["threads_used"] > measures(slow)["threads_used"]
    assert measures(both)["peak_utilisation"] == measures(night)["peak_utilisation"]


def test_that_a_host_lost_in_a_rush_is_worse_than_either(assessor: Run) -> None:
    words = ("--event", "ST7", "--event", "ST16", "--together")
    *alone, both, _severe = played(assessor("stress", HANOI, "--json", *words))
    usual = [one for one in alone if not one["severe"]]
    for name in ("peak_utilisation", "loss_share"):
        assert measures(both)[name] > max(measures(one)[name] for one in usual)


def test_that_values_are_set_for_the_occasion(assessor: Run) -> None:
    words = ("--json", "--event", "ST1", "--set", "share_arriving=0.8", "--set", "within_min=60")
    usual = played(assessor("stress", HANOI, "--json", "--event", "ST1"))[0]
    changed = played(assessor("stress", HANOI, *words))[0]
    assert (usual["duration_min"], changed["duration_min"]) == (135, 75)
    ratio = sum(changed["curve"]["sessions"]) / sum(usual["curve"]["sessions"])
    assert ratio == pytest.approx(0.8 / 0.5)


def test_that_severe_forms_can_be_asked_for_alone(assessor: Run) -> None:
    found = played(assessor("stress", HANOI, "--json", "--severe"))
    assert all(event["severe"] for event in found)
    assert {"ST13", "ST15", "ST16"} <= {event["id"] for event in found}
    (site,) = played(assessor("stress", HANOI, "--json", "--severe", "--event", "ST16"))
    assert measures(site)["peak_utilisation"] is None  # infinite: nothing is left to be busy


def test_that_the_minutes_are_a_table_of_every_class(assessor: Run, tmp_path: Path) -> None:
    file = tmp_path / "minutes.csv"
    words = ("--json", "--event", "ST3", "--minutes", file)
    (event,) = played(assessor("stress", HANOI, *words))
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert len(rows) == event["duration_min"] + 120
    assert rows[0]["time"] == "2024-06-28T20:00"
    assert rows[128]["time"] == "2024-06-28T22:08"
    curve = event["curve"]
    for name in ("page", "filing", "static"):
        assert [float(r[f"rate.{name}"]) for r in rows] == pytest.approx(
            curve["arrival_rates"][name], rel=1e-5
        )
        assert float(rows[-1][f"rate.{name}"]) == float(rows[-1][f"ordinary.{name}"])
    assert max(float(row["people_at_once"]) for row in rows) == pytest.approx(9675, rel=1e-5)
    busiest = max(rows, key=lambda row: float(row["existing.in_use"]))
    assert float(busiest["existing.in_use"]) == pytest.approx(
        measures(event)["peak_utilisation"], rel=1e-5
    )


def test_that_every_event_may_be_written_minute_by_minute(assessor: Run, tmp_path: Path) -> None:
    file = tmp_path / "minutes.csv"
    assert assessor("stress", HANOI, "--minutes", file).returncode == 0
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert {row["event"] for row in rows} >= {f"ST{i}" for i in range(1, 19)}
    assert {row["severe"] for row in rows if row["event"] == "ST16"} == {"false", "true"}


def test_that_a_named_event_is_told_with_its_busiest_minutes(assessor: Run) -> None:
    told = assessor(*ENGLISH, "--event", "ST1", "--event", "ST13", "--event", "ST17").stdout
    assert "72,501 visits in all, most in minute 1" in told
    assert "tier app is busiest" in told
    assert "streams dropped" in told
    assert "of the threads held" in told


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--together", "--event", "ST1"), "two or more different events"),
        (("--together", "--event", "ST1", "--event", "ST1"), "two or more different events"),
        (("--together", "--event", "ST1", "--event", "ST7-edge"), "name its own events"),
        (("--offset", "ST1=5", "--event", "ST1"), "--offset needs --together"),
        (
            ("--together", "--event", "ST1", "--event", "ST7", "--offset", "ST2=5"),
            "'ST2' is not named with --event",
        ),
        (
            ("--together", "--event", "ST1", "--event", "ST7", "--offset", "ST7=soon"),
            "a number of minutes",
        ),
        (
            ("--together", "--event", "ST1", "--event", "ST7", "--offset", "ST7=nan"),
            "a number of minutes",
        ),
        (("--set", "within_min=60"), "say which event"),
        (("--set", "within_min=60", "--event", "ST1", "--event", "ST2"), "say which event"),
        (("--set", "within_min", "--event", "ST1"), "write FIELD=VALUE"),
        (("--severe", "--event", "ST3"), "no severe form of: ST3"),
        (("--set", "ST99.within_min=60"), "say which event"),
    ],
)
def test_that_a_slip_is_bad_usage(words: tuple[str, ...], said: str, assessor: Run) -> None:
    done = assessor(*ENGLISH, *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_that_every_wrong_value_is_told_at_once(assessor: Run) -> None:
    done = assessor(
        *ENGLISH,
        *("--event", "ST1", "--set", "share_ariving=1", "--set", "within_min=soon"),
        *("--set", "share_arriving=2"),
    )
    assert done.returncode == 3
    lines = done.stderr.splitlines()
    for start in ("--set share_ariving=1: ", "--set within_min=soon: ", "--set share_arriving=2: "):
        assert sum(line.startswith(start) for line in lines) == 1, lines
