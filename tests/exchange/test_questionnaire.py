"""Questionnaires leave and come back: nothing lost, nothing changed that nobody changed."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from assessor.assessment import Answer, Assessment, Evidence
from assessor.exchange import export_questionnaire, read_questionnaire, write_imported
from assessor.exchange.columns import COLUMNS, EVIDENCE, Column
from assessor.exchange.extras import extras_path
from assessor.exchange.grid import folded
from assessor.project import Assessed, open_assessment
from assessor.text import using_language

ON = date(2023, 8, 1)
Edited = Callable[..., Assessed]


def said(assessment: Assessment) -> dict[str, Answer]:
    return {n: a.model_copy(update={"log": ()}) for n, a in assessment.answers.items()}


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def write_rows(path: Path, table: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(table)


@pytest.fixture
def sheet(assessed: Assessed, tmp_path: Path) -> Path:
    return export_questionnaire(assessed, tmp_path / "q.csv")


def set_cell(path: Path, criterion: str, heading: str, value: str) -> None:
    table = rows(path)
    column, key = table[0].index(heading), table[0].index("Criterion id")
    next(row for row in table if row[key] == criterion)[column] = value
    write_rows(path, table)


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "json"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_that_an_untouched_questionnaire_changes_nothing(
    assessed: Assessed, tmp_path: Path, suffix: str, language: str
) -> None:
    with using_language(language):
        path = export_questionnaire(assessed, tmp_path / f"q.{suffix}")
    imported = read_questionnaire(assessed, path, on=ON)
    assert imported.changes_nothing
    assert imported.rows_read == len(assessed.catalogue.criteria) == 256


@pytest.mark.parametrize(("suffix", "language"), [("xlsx", "vi"), ("csv", "en"), ("json", "en")])
def test_that_two_hundred_edits_arrive_as_they_were_made(
    assessed: Assessed, edited: Edited, tmp_path: Path, suffix: str, language: str
) -> None:
    changed = edited(assessed, 200, seed=4)
    with using_language(language):
        path = export_questionnaire(changed, tmp_path / f"q.{suffix}")
    again = read_questionnaire(changed, path, on=ON)
    assert again.changes_nothing
    imported = read_questionnaire(assessed, path, on=ON, by="Nguyễn An")
    for name, answer in said(changed.assessment).items():
        got = said(imported.after.assessment)[name]
        assert close(got) == close(answer)
        if suffix != "xlsx":
            assert got == answer


def close(answer: Answer) -> Answer:
    """Values to fifteen digits: a workbook keeps sixteen."""
    second = answer.verified
    if second is not None:
        second = second.model_copy(update={"value": rounded(second.value)})
    return answer.model_copy(update={"value": rounded(answer.value), "verified": second})


def rounded(value: object) -> object:
    return float(f"{value:.15g}") if isinstance(value, float) else value


def test_that_written_changes_are_read_back_with_their_log_and_the_comments(
    assessed: Assessed, edited: Edited, tmp_path: Path
) -> None:
    changed = edited(assessed, 40, seed=2)
    path = export_questionnaire(changed, tmp_path / "q.xlsx")
    imported = read_questionnaire(assessed, path, on=ON, by="Nguyễn An")
    write_imported(imported)
    text = assessed.path.read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server:")
    back = open_assessment(assessed.path).assessment
    assert said(back) == said(imported.after.assessment)
    name = next(change.id for change in imported.changes)
    assert back.answer(name).log[-1].by == "Nguyễn An"
    assert back.answer(name).log[-1].on == ON


def test_that_a_workbook_is_the_same_bytes_every_time(assessed: Assessed, tmp_path: Path) -> None:
    first = export_questionnaire(assessed, tmp_path / "a.xlsx").read_bytes()
    assert export_questionnaire(assessed, tmp_path / "b.xlsx").read_bytes() == first


def test_that_a_workbook_has_no_macro_and_runs_no_text(
    assessed: Assessed, edited: Edited, tmp_path: Path
) -> None:
    path = export_questionnaire(edited(assessed, 200, seed=9), tmp_path / "q.xlsx")
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        assert not [name for name in names if "vba" in name.lower()]
        sheets = [archive.read(n).decode() for n in names if n.startswith("xl/worksheets/")]
        strings = archive.read("xl/sharedStrings.xml").decode()
    assert not any("<f>" in sheet for sheet in sheets)
    assert ">=cmd" not in strings
    assert "'=cmd" in strings


def test_that_answers_are_open_and_criteria_are_protected(
    assessed: Assessed, tmp_path: Path
) -> None:
    path = export_questionnaire(assessed, tmp_path / "q.xlsx")
    workbook = load_workbook(path)
    sheet = workbook["Questionnaire"]
    headings = [cell.value for cell in sheet[5]]
    assert headings[:7] == [
        "No.",
        "Criterion",
        "Maximum points",
        "How it is determined",
        "Supporting documents",
        "Source of the requirement",
        "Verifying unit",
    ]
    assert sheet.protection.sheet
    assert sheet["B7"].protection.locked
    assert not sheet.cell(7, headings.index("Status") + 1).protection.locked
    assert sheet.freeze_panes == "C6"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert workbook["Lists"].sheet_state == "hidden"
    assert workbook["Catalogue"]["B2"].value == "provincial-data-centre-2023-07"
    status = headings.index("Status")
    rules = [r for r in sheet.data_validations.dataValidation if r.type == "list"]
    (rule,) = [r for r in rules if sheet.cell(7, status + 1).coordinate in r.sqref]
    words = workbook.defined_names[rule.formula1].attr_text.replace("Lists!", "")
    shown = [cell.value for (cell,) in workbook["Lists"][words.replace("$", "")]]
    assert shown == [
        "answered",
        "derived from the capacity study",
        "not applicable",
        "not assessed",
    ]


def test_that_columns_people_added_survive_every_way(small: Assessed, tmp_path: Path) -> None:
    book = export_questionnaire(small, tmp_path / "q.xlsx")
    workbook = load_workbook(book)
    sheet = workbook["Questionnaire"]
    last = sheet.max_column
    ids = next(cell.column for cell in sheet[5] if cell.value == "Criterion id")
    wanted = {}
    sheet.cell(5, last + 1).value = "Phòng phụ trách"
    for row, value in ((7, "Phòng HTKT"), (8, 12.5), (9, date(2023, 7, 1)), (10, "=tel")):
        sheet.cell(row, last + 1).value = value
        if value == "=tel":
            sheet.cell(row, last + 1).data_type = "s"
        wanted[sheet.cell(row, ids).value] = value
    workbook.save(book)
    imported = read_questionnaire(small, book, on=ON)
    assert not imported.changes
    assert imported.extras.answers == {"Phòng phụ trách": wanted}
    write_imported(imported)
    assert extras_path(small.path).name == "dti.questionnaire-columns.json"
    for suffix in ("xlsx", "csv"):
        path = export_questionnaire(small, tmp_path / f"again.{suffix}")
        assert read_questionnaire(small, path, on=ON).changes_nothing


def test_that_a_slice_of_the_table_leaves_the_other_rows_alone(
    assessed: Assessed, sheet: Path
) -> None:
    table = rows(sheet)
    names, key = table[0], table[0].index("Criterion id")
    keep = [names.index(h) for h in ("Remarks", "Criterion id")]
    write_rows(sheet, [[row[i] for i in keep] for row in table[:11]])
    set_cell(sheet, table[3][key], "Remarks", "đã xem")
    imported = read_questionnaire(assessed, sheet, on=ON)
    assert [(c.id, c.field, c.now) for c in imported.changes] == [(table[3][key], "note", "đã xem")]
    assert imported.rows_read == 10


def test_that_new_evidence_comes_in_with_the_answer_that_cites_it(
    assessed: Assessed, tmp_path: Path
) -> None:
    evidence = Evidence(title="Biên bản", grade="E3", issued_on=date(2023, 7, 1))
    name = next(n for n, a in assessed.assessment.answers.items() if a.status == "answered")
    answer = assessed.assessment.answer(name).model_copy(update={"evidence": ("ev-new",)})
    changed = assessed.with_assessment(
        assessed.assessment.with_evidence("ev-new", evidence).with_answer(name, answer)
    )
    path = export_questionnaire(changed, tmp_path / "q.xlsx")
    after = read_questionnaire(assessed, path, on=ON).after.assessment
    assert after.evidence["ev-new"] == evidence
    assert after.answer(name).evidence == ("ev-new",)


def test_that_a_value_in_an_unassessed_row_is_an_answer(assessed: Assessed, sheet: Path) -> None:
    blank = assessed.assessment.answers
    name = next(
        n
        for n, row in assessed.catalogue.criteria.items()
        if row.measure.kind == "boolean" and blank[n].status == "not_assessed"
    )
    set_cell(sheet, name, "Value", "Đạt")
    after = read_questionnaire(assessed, sheet, on=ON).after.assessment
    assert after.answer(name).status == "answered"
    assert after.answer(name).value is True


def test_that_a_semicolon_and_a_decimal_comma_are_read_as_a_vietnamese_office_writes_them(
    assessed: Assessed, sheet: Path
) -> None:
    name = next(n for n, r in assessed.catalogue.criteria.items() if r.measure.kind == "ratio")
    set_cell(sheet, name, "Part a", "12,5")
    set_cell(sheet, name, "Whole b", "1.234.567")
    set_cell(sheet, name, "Status", "Answered")
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.reader(file))
    with sheet.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(table)
    answer = read_questionnaire(assessed, sheet, on=ON).after.assessment.answer(name)
    assert (answer.a, answer.b) == (12.5, 1_234_567)


def test_that_a_json_file_is_an_assessment_of_its_own(
    assessed: Assessed, edited: Edited, tmp_path: Path
) -> None:
    changed = edited(assessed, 200, seed=11)
    path = export_questionnaire(changed, tmp_path / "q.json")
    assert open_assessment(path).assessment == changed.assessment


def test_that_an_empty_assessment_takes_a_whole_questionnaire(
    assessed: Assessed, edited: Edited, tmp_path: Path
) -> None:
    changed = edited(assessed, 200, seed=5)
    blank = changed.assessment.model_copy(
        update={"answers": {name: Answer() for name in changed.catalogue.criteria}, "evidence": {}}
    )
    path = export_questionnaire(changed, tmp_path / "q.xlsx")
    after = read_questionnaire(assessed.with_assessment(blank), path, on=ON).after.assessment
    assert after.evidence == changed.assessment.evidence
    for name, answer in said(changed.assessment).items():
        assert close(said(after)[name]) == close(answer)


@pytest.mark.parametrize("columns", [COLUMNS, EVIDENCE])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_that_no_two_columns_share_a_heading(columns: tuple[Column, ...], language: str) -> None:
    with using_language(language):
        assert len({folded(column.title) for column in columns}) == len(columns)
