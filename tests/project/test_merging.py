"""Two assessors' files: what one touched is taken, what both touched is shown, nothing is lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assessor.api import (
    InputError,
    lock_period,
    merge_files,
    new_assessment,
    open_assessment,
    save_assessed,
    with_value,
    write_merged,
)

BOTH, ONE, TWO = "NIST800145-1", "NIST800145-2", "NIST800145-3"
DAY = date(2023, 7, 20)


def changed(path: Path, rows: dict[str, str], by: str) -> Path:
    before = after = open_assessment(path)
    for row, value in rows.items():
        after = with_value(after, row, value, by=by, on=DAY)
    save_assessed(before, after)
    return path


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Base, mine and theirs."""
    base = new_assessment(tmp_path, "nist-800-145", today=date(2023, 7, 17))
    base.write_text("# kept by hand\n" + base.read_text("utf-8"), encoding="utf-8")
    mine, theirs = tmp_path / "mine.yaml", tmp_path / "theirs.yaml"
    for copy in (mine, theirs):
        copy.write_bytes(base.read_bytes())
    changed(mine, {BOTH: "yes", ONE: "yes"}, "an")
    changed(theirs, {BOTH: "no", TWO: "yes"}, "binh")
    return base, mine, theirs


def test_that_only_what_both_changed_is_disputed(files: tuple[Path, Path, Path]) -> None:
    base, mine, theirs = files
    _, merged = merge_files(mine, theirs, base=base)
    (conflict,) = merged.conflicts
    assert (conflict.criterion, conflict.mine.by, conflict.theirs.by) == (BOTH, "an", "binh")
    assert merged.assessment.answer(BOTH).by == "an"
    assert merged.assessment.answer(ONE).by == "an"
    assert merged.assessment.answer(TWO).by == "binh"
    assert merged.assessment.answer(TWO).log[-1].by == "binh"


def test_that_the_new_file_keeps_comments_and_both_old_files_stay(
    files: tuple[Path, Path, Path],
) -> None:
    base, mine, theirs = files
    kept = [path.read_bytes() for path in files]
    ours, merged = merge_files(mine, theirs, base=base)
    target = base.with_name("merged.assessment.yaml")
    write_merged(target, ours, merged)
    assert [path.read_bytes() for path in files] == kept
    assert target.read_text(encoding="utf-8").startswith("# kept by hand\n")
    assert open_assessment(target).assessment == merged.assessment
    with pytest.raises(InputError):
        write_merged(target, ours, merged)


def test_that_merging_with_oneself_disputes_nothing(files: tuple[Path, Path, Path]) -> None:
    _, mine, _ = files
    ours, merged = merge_files(mine, mine)
    assert (merged.conflicts, merged.assessment) == ((), ours.assessment)


def test_that_a_locked_period_takes_nothing(files: tuple[Path, Path, Path]) -> None:
    _, mine, theirs = files
    before = open_assessment(mine)
    save_assessed(before, lock_period(before, by="truong", on=DAY))
    with pytest.raises(InputError) as caught:
        merge_files(mine, theirs)
    assert [p.code for p in caught.value.problems] == ["merge_locked"]


def test_that_a_dossier_of_only_one_file_is_taken(files: tuple[Path, Path, Path]) -> None:
    _, mine, theirs = files
    with theirs.open("a", encoding="utf-8") as file:
        file.write("dossiers: {portal: {system: Cổng, level: 3}}\n")
    _, merged = merge_files(mine, theirs)
    assert set(merged.assessment.dossiers) == {"portal"}
    assert merged.other_conflicts == ()
