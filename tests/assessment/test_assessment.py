"""Assessments: immutable edits, a log, files that keep every byte, problems all at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.assessment.evidence import Evidence
from assessor.assessment.loading import check_assessment, load_assessment
from assessor.assessment.model import Answer, Assessment, Lock, Period
from assessor.assessment.writing import assessment_text, create, save
from assessor.catalogue.load import load_catalogue
from assessor.documents import load_text, parse
from assessor.errors import AssessmentError
from assessor.text import render

DAY = date(2023, 7, 17)
CATALOGUE = load_catalogue("tt12-2022-level3")
ROWS = list(CATALOGUE.criteria)


def blank() -> Assessment:
    return Assessment.blank(CATALOGUE, id="a", title="Thử", as_of=DAY)


def set_aside() -> Answer:
    return Answer(
        status="not_applicable",
        justification="không có",
        approved_by="le.c",
        until=date(2024, 6, 30),
    )


def test_that_a_new_assessment_writes_every_row_and_assesses_none():
    assert list(blank().answers) == ROWS
    assert {answer.status for answer in blank().answers.values()} == {"not_assessed"}


def test_that_what_is_written_is_read_back_the_same():
    assessment = blank().with_answer(ROWS[0], Answer(status="answered", value=True, by="a.b"))
    evidence = Evidence(title="Biên bản", grade="E2", issued_on=DAY, file="evidence/x.pdf")
    assessment = assessment.with_evidence("e1", evidence).with_profile(has_email_system=True)
    read, problems = parse(Assessment, load_text(assessment_text(assessment), "a"))
    assert not problems
    assert read == assessment


def test_that_an_untouched_row_takes_one_line():
    assert f"  {ROWS[0]}: {{status: not_assessed}}\n" in assessment_text(blank())


@given(st.sampled_from(ROWS[:6]))
def test_that_not_applicable_and_back_restores_the_file_byte_for_byte(tmp_path_factory, row):
    path = tmp_path_factory.mktemp("a") / "a.assessment.yaml"
    first = blank()
    create(path, first)
    before = path.read_bytes()
    aside = first.with_answer(row, set_aside())
    save(path, first, aside)
    assert load_assessment(path)[0] == aside
    save(path, aside, aside.with_answer(row, Answer()))
    assert path.read_bytes() == before


def test_that_a_new_assessment_never_overwrites_one(tmp_path):
    path = tmp_path / "a.assessment.yaml"
    create(path, blank())
    with pytest.raises(FileExistsError):
        create(path, blank())


def test_that_the_log_keeps_what_stood_there_before():
    first = blank().with_answer(ROWS[0], Answer(status="answered", value=False), on=DAY, by="a")
    second = first.with_answer(ROWS[0], Answer(status="answered", value=True), on=DAY, by="b")
    log = second.answer(ROWS[0]).log
    assert [(entry.by, entry.was) for entry in log] == [
        ("a", {"status": "not_assessed", "value": None}),
        ("b", {"value": False}),
    ]


def test_that_an_edit_leaves_the_first_assessment_as_it_was():
    first = blank()
    first.with_answer(ROWS[0], Answer(status="answered", value=True))
    assert first.answer(ROWS[0]).status == "not_assessed"


def test_that_a_locked_period_takes_no_more_answers():
    locked = blank().model_copy(update={"period": Period(lock=Lock(on=DAY, by="x"))})
    with pytest.raises(ValueError, match="locked"):
        locked.with_answer(ROWS[0], Answer(status="answered", value=True))


def test_that_the_grade_is_the_best_of_the_evidence_that_has_not_expired():
    assessment = blank()
    for name, grade, expires in (("old", "E4", date(2023, 1, 1)), ("new", "E2", None)):
        item = Evidence(title=name, grade=grade, expires=expires)
        assessment = assessment.with_evidence(name, item)
    answer = Answer(status="answered", value=True, evidence=("old", "new"))
    assessment = assessment.with_answer(ROWS[0], answer)
    assert assessment.grade(ROWS[0], DAY) == "E2"
    assert assessment.grade(ROWS[0], date(2022, 12, 31)) == "E4"
    assert assessment.grade(ROWS[1], DAY) == "E0"


BROKEN = """\
schema: assessment@1
id: broken
title: Hỏng
catalogue: {id: tt12-2022-level3}
as_of: 2023-07-17
profile: {has_email_sistem: true, has_wireless_network: 3}
evidence:
  e1: {title: x, file: ../../etc/passwd, grade: E2}
answers:
  TT12-L3-M-1.2.1: {status: answered, value: 3}
  TT12-L3-M-1.2.2: {status: answered}
  TT12-L3-M-1.2.9x: {status: not_assessed}
  TT12-A-13: {status: answered, value: 240, unit: kWh}
  TT12-L3-M-1.1.1: {status: not_applicable, evidence: [e2]}
"""


def test_that_every_problem_is_found_at_once_with_its_line(tmp_path: Path):
    path = tmp_path / "broken.assessment.yaml"
    path.write_text(BROKEN, encoding="utf-8")
    with pytest.raises(AssessmentError) as raised:
        load_assessment(path)
    found = {(p.code, p.line) for p in raised.value.problems if p.severity == "error"}
    assert found >= {
        ("reference_unknown", 6),
        ("profile_misfit", 6),
        ("path_escapes", 8),
        ("answer_wants_boolean", 10),
        ("answer_without_value", 11),
        ("reference_unknown", 12),
        ("answer_unit", 13),
        ("answer_na_reason", 14),
        ("reference_unknown", 14),
    }
    words = [render(problem) for problem in raised.value.problems]
    assert any("TT12-L3-M-1.2" in line and ":12:" in line for line in words)


def test_that_a_row_left_out_of_the_file_is_named(tmp_path: Path):
    path = tmp_path / "x.assessment.yaml"
    text = "schema: assessment@1\nid: x\ntitle: x\ncatalogue: {id: tt12-2022-level3}\n"
    path.write_text(f"{text}as_of: 2023-07-17\n", encoding="utf-8")
    assessment, _, problems = check_assessment(path)
    assert assessment is not None
    assert [(p.code, p.severity) for p in problems] == [("answers_missing", "warning")]
