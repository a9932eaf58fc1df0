"""Answers from the command line: logged, checked, and reversible to the byte."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assessor.api import (
    Assessed,
    InputError,
    lock_period,
    not_assessed,
    open_assessment,
    score_assessed,
    set_aside,
    with_finding,
    with_override,
    with_value,
)
from assessor.catalogue.measures import RatioMeasure
from assessor.project.answering import read_value
from assessor.scoring import Measured

WORDS = {"vi": "x", "en": "x"}
DERIVED = "TT22-7-server"
ROW, DAY = "TT12-L3-D-11", date(2023, 7, 20)


@pytest.fixture
def site(hanoi: Path) -> Assessed:
    return open_assessment(hanoi / "hanoi-2023.assessment.yaml")


def test_that_the_log_keeps_what_stood_there(site: Assessed) -> None:
    before = site.assessment.answer(ROW)
    after = with_value(site, ROW, "có", by="an", on=DAY).assessment.answer(ROW)
    assert (after.value, after.by, after.on) == (True, "an", DAY)
    (entry,) = after.log
    assert (entry.on, entry.by) == (DAY, "an")
    assert (entry.was["value"], entry.was["by"]) == (before.value, before.by)


def test_that_verifying_leaves_the_own_answer_alone(site: Assessed) -> None:
    after = with_value(site, ROW, "yes", by="le", on=DAY, verified=True).assessment.answer(ROW)
    assert after.verified is not None
    assert (after.verified.value, after.verified.by) == (True, "le")
    assert after.value == site.assessment.answer(ROW).value


def test_that_a_misfit_or_an_unknown_row_is_refused(site: Assessed) -> None:
    for row, value, code in (
        (ROW, "maybe", "answer_wants_boolean"),
        ("TT12-L3-D-1x", "yes", "criterion_unknown"),
    ):
        with pytest.raises(InputError) as caught:
            with_value(site, row, value, by="an", on=DAY)
        assert [p.code for p in caught.value.problems] == [code]


def test_that_a_locked_period_refuses_every_change(site: Assessed) -> None:
    locked = lock_period(site, by="truong", on=DAY, signed_by=("an", "le"))
    for change in (
        lambda: with_value(locked, ROW, "yes", by="an", on=DAY),
        lambda: set_aside(locked, ROW, "x", by="an", on=DAY),
        lambda: not_assessed(locked, ROW, by="an", on=DAY),
        lambda: lock_period(locked, by="an", on=DAY),
    ):
        with pytest.raises(InputError):
            change()


def test_that_an_override_keeps_both_values(site: Assessed) -> None:
    measured = Measured(value=0.4, unit="1", measured=True)
    after = with_override(site, DERIVED, "0.9", "đo lại tại chỗ", by="an", on=DAY)
    found = after.assessment.answer(DERIVED).override
    assert found is not None
    assert (found.value, found.by, found.on) == (0.9, "an", DAY)
    card = score_assessed(after, lambda name, *_: measured if name == "utilisation" else None)
    row = card.criterion(DERIVED)
    assert (row.met, row.value, row.verified_credit) == (False, 0.9, 0.0)
    assert row.measured == measured
    with pytest.raises(InputError) as caught:
        with_override(site, ROW, "yes", "x", by="an", on=DAY)
    assert [p.code for p in caught.value.problems] == ["answer_not_derived"]


def test_that_findings_are_logged_beside_the_answer(site: Assessed) -> None:
    said = {"severity": "high", "management_response": "khắc phục trong quý IV"}
    after = with_finding(site, ROW, by="le", on=DAY, **said).assessment.answer(ROW)
    assert (after.severity, after.management_response) == ("high", "khắc phục trong quý IV")
    assert after.value == site.assessment.answer(ROW).value
    assert after.log[-1].was == {"severity": None, "management_response": None}


def test_that_numbers_and_shares_are_read_as_people_write_them(site: Assessed) -> None:
    ratio = RatioMeasure.model_validate({"kind": "ratio", "a": WORDS, "b": WORDS})
    boolean = site.catalogue.criteria[ROW].measure
    assert read_value("14/20", ratio) == (None, 14.0, 20.0)
    assert read_value("14", ratio) == (None, None, None)
    assert read_value("không", boolean) == (False, None, None)
    assert read_value("0.75", boolean)[0] == 0.75
