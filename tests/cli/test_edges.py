"""What a person gets wrong at the command line is told, and what is not theirs is left alone."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assessor.resources import folder

Run = Callable[..., "subprocess.CompletedProcess[str]"]
LANG = ("--lang", "en")
HANOI = folder("scenarios") / "hanoi-2023"
HANOI_ASSESSMENT = HANOI / "hanoi-2023.assessment.yaml"


@pytest.mark.parametrize("room", ["standards", "scenarios"])
def test_that_no_project_is_made_among_the_programs_own_data(room: str, assessor: Run) -> None:
    target = folder(room) / "made-by-a-test"
    told = assessor(*LANG, "new", target)
    assert told.returncode == 3
    assert "is never written" in told.stderr
    assert not target.exists()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("score", HANOI.parent), 3, "this is a folder"),
        (("plan", HANOI_ASSESSMENT), 3, "'scenario' is asked for"),
        (("trend", "nowhere"), 3, "there is no such file"),
        (("verify", "nowhere"), 3, "there is no CSV file"),
        (("plan", HANOI, "--year", "99999"), 2, "2023 to 2028"),
        (("simulate", HANOI, "--year", "99999"), 2, "2023 to 2028"),
        (("stress", HANOI, "--year", "1"), 2, "2023 to 2028"),
        (("plan", HANOI, "--samples", "1000"), 2, "take 1024"),
        (("plan", HANOI, "--seed", "-5"), 2, "--seed"),
    ],
    ids=[
        "folder",
        "kind",
        "trend",
        "verify",
        "year",
        "year to simulate",
        "year of events",
        "samples",
        "seed",
    ],
)
def test_that_a_slip_ends_with_its_own_code_and_words(
    words: tuple[str | Path, ...], code: int, said: str, assessor: Run, tmp_path: Path
) -> None:
    told = assessor(*LANG, *words, folder=tmp_path)
    assert (told.returncode, told.stdout.startswith("{")) == (code, False)
    assert said in told.stderr
    assert "an error of the program" not in told.stderr


def test_that_a_project_without_a_roadmap_says_so_in_json(assessor: Run) -> None:
    told = assessor("roadmap", folder("scenarios") / "empty-province", "--json")
    document = json.loads(told.stdout)
    assert (document["schema"], document["status"], document["chosen"]) == (
        "roadmap@1",
        "nothing_to_order",
        [],
    )


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and /dev/full are POSIX")
def test_that_a_reader_who_goes_away_breaks_no_promise() -> None:
    program = [sys.executable, "-m", "assessor", "plan", str(HANOI), "--as-is", "--year", "2023"]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert (running.stderr.read(), running.wait()) == (b"", 0)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_that_a_full_disk_is_told_with_what_could_not_be_written() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        told = subprocess.run(
            [sys.executable, "-m", "assessor", *LANG, "schema", "scenario"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert told.returncode == 3
    assert told.stderr.startswith("the output cannot be written: ")


def test_that_the_sorts_of_terms_are_told_in_vietnamese(assessor: Run) -> None:
    told = assessor("--lang", "vi", "explain", HANOI, "app").stdout
    assert "giả định" in told
    assert "derived" not in told
