"""The commands around an assessment, as a person calls them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from assessor.api import new_assessment, new_project

Run = Callable[..., "subprocess.CompletedProcess[str]"]
ROW = "NIST800145-1"


@pytest.fixture
def nist(tmp_path: Path) -> Path:
    return new_assessment(tmp_path, "nist-800-145", today=date(2023, 7, 17))


def answer(assessor: Run, file: Path, value: str, by: str, *more: str) -> None:
    done = assessor("answer", file, ROW, value, "--by", by, "--on", "2023-07-20", *more)
    assert done.returncode == 0, done.stderr


def test_that_two_assessors_answers_merge_with_conflicts_told(
    nist: Path, assessor: Run, tmp_path: Path
) -> None:
    other, out = tmp_path / "other.yaml", tmp_path / "merged.yaml"
    other.write_bytes(nist.read_bytes())
    answer(assessor, nist, "yes", "an")
    answer(assessor, other, "no", "binh")
    done = assessor("merge", nist, other, "-o", out, "--json", "--strict")
    assert done.returncode == 1
    (conflict,) = json.loads(done.stdout)["conflicts"]
    assert (conflict["criterion"], conflict["mine"]["by"], conflict["theirs"]["by"]) == (
        ROW, "an", "binh",
    )  # fmt: skip
    assert out.exists()
    again = assessor("--lang", "en", "merge", nist, other, "-o", out)
    assert again.returncode == 3
    assert "nothing is ever written over" in again.stderr


def test_that_a_locked_period_answers_no_more(nist: Path, assessor: Run) -> None:
    answer(assessor, nist, "yes", "an")
    done = assessor("lock", nist, "--by", "truong", "--signed-by", "an", "--on", "2023-07-30")
    assert done.returncode == 0, done.stderr
    late = assessor("answer", nist, ROW, "no", "--by", "an")
    assert late.returncode == 3
    assert ROW in late.stderr


def test_that_the_same_person_verifying_is_warned_of(nist: Path, assessor: Run) -> None:
    answer(assessor, nist, "yes", "an")
    done = assessor(
        "--lang", "en", "answer", nist, ROW, "yes", "--by", "an", "--verified",
        "--on", "2023-07-21",
    )  # fmt: skip
    assert done.returncode == 0
    assert "by the same person, an" in done.stderr


def test_that_evidence_is_attached_listed_and_fails_once_expired(
    nist: Path, assessor: Run, tmp_path: Path
) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text("signed", encoding="utf-8")
    added = assessor(
        "evidence", nist, "--add", "ev-1", "--title", "Biên bản", "--file", paper, "--grade",
        "E2", "--expires", "2024-01-31", "--for", ROW, "--on", "2023-07-20", "--json",
    )  # fmt: skip
    assert added.returncode == 0, added.stderr
    (register,) = json.loads(added.stdout)["registers"]
    (row,) = register["rows"]
    assert (row["state"], row["file_verified"], row["criteria"]) == ("valid", True, [ROW])
    late = assessor("evidence", nist, "--on", "2024-02-01", "--strict")
    assert late.returncode == 1


def test_that_three_sites_are_compared_and_equal_ones_tie(
    nist: Path, assessor: Run, tmp_path: Path
) -> None:
    twin, third = tmp_path / "twin.yaml", tmp_path / "third.yaml"
    answer(assessor, nist, "yes", "an")
    for file, name in ((twin, "twin"), (third, "third")):
        text = nist.read_text(encoding="utf-8")
        file.write_text(text.replace("id: nist-800-145", f"id: {name}", 1), encoding="utf-8")
    answer(assessor, third, "no", "an")
    words = ("compare", nist, twin, third, "--draws", "500", "--seed", "4", "--json")
    done = assessor(*words)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    ranks = {site["name"]: site["rank"] for site in found["sites"]}
    assert ranks == {"nist-800-145": [1, 1, 1], "twin": [1, 1, 1], "third": [3, 3, 3]}
    assert found["ahead"]["twin"]["nist-800-145"] == 0.5
    assert found["ahead"]["twin"]["third"] == 1.0
    assert assessor(*words).stdout == done.stdout
    told = assessor("--lang", "en", "compare", nist, twin, third, "--draws", "500").stdout
    assert "tie in every weighting" in told


def test_that_comparing_asks_for_two_sites_or_two_days(nist: Path, assessor: Run) -> None:
    assert assessor("compare", nist).returncode == 2
    assert assessor("compare", nist, nist, nist, "--split").returncode == 2
    two = assessor("compare", nist, "--on", "2023-07-17", "--on", "2026-11-20", "--json")
    assert two.returncode == 0, two.stderr
    assert json.loads(two.stdout)["movement"]["total"] == 0.0


def test_that_migrating_and_carrying_are_dry_runs_without_a_new_file(
    nist: Path, assessor: Run, tmp_path: Path
) -> None:
    before = sorted(tmp_path.rglob("*"))
    moved = assessor("migrate", nist, "--to", "nist-800-145", "--json")
    assert {row["fate"] for row in json.loads(moved.stdout)["rows"]} == {"kept"}
    carried = assessor(
        "crosswalk", "carry", nist, "--to", "cloud-platform-1145-indicative", "--json"
    )
    assert json.loads(carried.stdout)["proposals"] == []
    assert sorted(tmp_path.rglob("*")) == before


def test_that_coverage_names_the_four_law_sets(assessor: Run) -> None:
    found = json.loads(assessor("crosswalk", "coverage", "--json").stdout)["overlaps"]
    assert len(found) == 12
    assert {one["source"] for one in found} == {
        "provincial-data-centre-2023-07", "cloud-platform-1145-indicative", "nist-800-145",
        "successors-2026",
    }  # fmt: skip


def test_that_confidence_is_shown_only_where_it_is_asked_for(nist: Path, assessor: Run) -> None:
    answer(assessor, nist, "yes", "an")
    assert "confidence" not in json.loads(assessor("score", nist, "--json").stdout)
    done = json.loads(assessor("score", nist, "--confidence", "--seed", "3", "--json").stdout)
    assert done["confidence"]["interval"]["seed"] == 3
    assert "level_at_least" in done["confidence"]["interval"]


def test_that_dossiers_and_points_are_listed(assessor: Run, tmp_path: Path) -> None:
    new_project(tmp_path / "p", "hanoi-2023")
    done = assessor("dossier", tmp_path / "p", "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert [table["assessment"] for table in found["points"]] == ["hanoi-2023-dti"]
    assert found["points"][0]["maximum"] == 1000
    assert found["dossiers"] == []


def test_that_a_snapshot_is_one_more_point_of_the_trend(assessor: Run, tmp_path: Path) -> None:
    project = tmp_path / "p"
    new_project(project, "empty-province")
    found = json.loads(assessor("trend", project, "--json").stdout)
    assert (found["snapshots"], found["assessments"]) == (0, {})
    taken = assessor("snapshot", project, "--note", "đầu kỳ", "--json")
    assert taken.returncode == 0, taken.stderr
    assert json.loads(taken.stdout)["number"] == 1
    assert json.loads(assessor("trend", project, "--json").stdout)["snapshots"] == 1
    assert assessor("check", project).returncode == 0
