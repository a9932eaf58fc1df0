"""Answers moved to a new version of their catalogue, every row accounted for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assessor.api import (
    InputError,
    migrate_assessment,
    new_assessment,
    open_assessment,
    save_assessed,
    with_value,
    write_migrated,
)
from assessor.resources import folder

DAY = date(2026, 1, 5)
OLD = folder("standards") / "nist-800-145" / "catalogue.yaml"


@pytest.fixture
def answered(tmp_path: Path) -> Path:
    """Three rows of the NIST definition answered yes."""
    path = new_assessment(tmp_path, "nist-800-145", today=date(2023, 7, 17))
    before = after = open_assessment(path)
    for row in ("NIST800145-1", "NIST800145-2", "NIST800145-3"):
        after = with_value(after, row, "yes", by="an", on=date(2023, 7, 17))
    save_assessed(before, after)
    return path


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """A version in which row 1 is reworded, row 2 measured as a share, row 3 renamed."""
    text = OLD.read_text(encoding="utf-8")
    text = text.replace("version: 1.0.0", "version: 2.0.0", 1)
    first, second, third = (text.index(f"  NIST800145-{k}:") for k in (1, 2, 3))
    wording = "      en: A user obtains"
    one = text[first:second].replace(wording, wording.replace("A user", "Any user"), 1)
    assert one != text[first:second]
    two = text[second:third].replace(
        "measure: {kind: boolean}",
        "measure: {kind: ratio, a: {vi: phần, en: part}, b: {vi: tổng, en: whole}}",
    )
    assert two != text[second:third]
    three = text[third:].replace("  NIST800145-3:", "  NIST800145-3b:", 1)
    target = tmp_path / "v2" / "catalogue.yaml"
    target.parent.mkdir()
    target.write_text(text[:first] + one + two + three, encoding="utf-8")
    return target


def test_that_every_row_is_accounted_for(answered: Path, newer: Path) -> None:
    moved = migrate_assessment(answered, str(newer), old=str(OLD), on=DAY, by="le")
    fates = {row.criterion: row.fate for row in moved.rows}
    assert fates["NIST800145-1"] == "review"
    assert fates["NIST800145-2"] == "asked_again"
    assert (fates["NIST800145-3"], fates["NIST800145-3b"]) == ("gone", "new")
    assert fates["NIST800145-4"] == "kept"
    changed = next(row for row in moved.rows if row.criterion == "NIST800145-1").changed
    assert "requirement" in changed
    assert moved.after.version == "2.0.0"


def test_that_an_answer_that_fits_no_more_is_in_the_log(answered: Path, newer: Path) -> None:
    moved = migrate_assessment(answered, str(newer), old=str(OLD), on=DAY, by="le")
    row = moved.assessment.answer("NIST800145-2")
    assert (row.status, row.value) == ("not_assessed", None)
    assert (row.log[-1].was["value"], row.log[-1].by) == (True, "le")
    (gone,) = moved.of("gone")
    assert gone.was is not None
    assert gone.was["value"] is True


def test_that_moving_to_the_same_version_changes_no_answer(answered: Path) -> None:
    before = open_assessment(answered).assessment
    moved = migrate_assessment(answered, "nist-800-145", on=DAY)
    assert moved.compared
    assert {row.fate for row in moved.rows} == {"kept"}
    assert moved.assessment.answers == before.answers


def test_that_without_the_old_version_every_answered_row_is_to_be_looked_at(
    answered: Path, newer: Path
) -> None:
    text = answered.read_text(encoding="utf-8")
    stamp = open_assessment(answered).assessment.catalogue.sha256
    assert stamp is not None
    answered.write_text(text.replace(stamp, "0" * 64), encoding="utf-8")
    moved = migrate_assessment(answered, str(newer), on=DAY)
    assert not moved.compared
    assert {row.criterion for row in moved.of("review")} == {"NIST800145-1"}


def test_that_the_old_file_stays_and_the_new_one_reads_back(
    answered: Path, newer: Path, tmp_path: Path
) -> None:
    kept = answered.read_bytes()
    moved = migrate_assessment(answered, str(newer), old=str(OLD), on=DAY)
    # a catalogue of one's own is looked for by its id beside the assessment
    (tmp_path / "own" / "nist-800-145").mkdir(parents=True)
    target = tmp_path / "own" / "new.assessment.yaml"
    write_migrated(target, moved)
    assert answered.read_bytes() == kept
    with pytest.raises(InputError):
        write_migrated(target, moved)


def test_that_another_catalogue_is_not_a_version(answered: Path) -> None:
    with pytest.raises(InputError) as caught:
        migrate_assessment(answered, "dti-dii", on=DAY)
    assert [p.code for p in caught.value.problems] == ["migrate_other_catalogue"]
