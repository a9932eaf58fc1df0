"""`assessor stress` and `assessor simulate`: events played through, formulas beside simulation."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable

from assessor.resources import folder

Run = Callable[..., "subprocess.CompletedProcess[str]"]
HANOI = folder("scenarios") / "hanoi-2023"


def test_that_every_event_is_played_and_only_sized_ones_are_judged(assessor: Run) -> None:
    events = json.loads(assessor("stress", HANOI, "--json").stdout)["events"]
    assert {"ST1", "ST13", "ST16", "ST18"} <= {event["id"] for event in events}
    for event in events:
        judged = event["existing"]["result"]["promise_met"] is not None
        assert judged == (event["role"] == "sized"), event["id"]


def test_that_an_unknown_event_is_bad_usage_with_those_that_there_are(assessor: Run) -> None:
    done = assessor("--lang", "en", "stress", HANOI, "--event", "ST99")
    assert done.returncode == 2
    assert "ST13" in done.stderr


def test_that_the_same_seed_gives_the_same_second_opinion(assessor: Run) -> None:
    first = assessor("simulate", HANOI, "--json", "--seed", "7").stdout
    assert assessor("simulate", HANOI, "--json", "--seed", "7").stdout == first
    opinion = json.loads(first)
    page = next(one for one in opinion["classes"] if one["id"] == "page")
    mean = next(row for row in page["response"] if row["name"] == "mean")
    assert mean["low"] <= mean["simulated"] <= mean["high"]
    assert mean["agrees"]
