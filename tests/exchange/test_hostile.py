"""Files that are wrong or mean harm: every problem at its cell, nothing written, soon over."""

from __future__ import annotations

import csv
import io
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from assessor.errors import AssessmentError
from assessor.exchange import export_questionnaire, read_questionnaire
from assessor.exchange.columns import COLUMNS
from assessor.project import Assessed
from assessor.text import render

ON = date(2023, 8, 1)
SECONDS, MIB = 20.0, 100


def problems(assessed: Assessed, path: Path) -> list[str]:
    """The codes of everything wrong with a file; the assessment stays as it is."""
    before = assessed.path.read_bytes()
    with pytest.raises(AssessmentError) as caught:
        read_questionnaire(assessed, path, on=ON)
    assert assessed.path.read_bytes() == before
    assert all(render(problem) for problem in caught.value.problems)
    return [render(problem) for problem in caught.value.problems]


@pytest.fixture
def assessed(small: Assessed) -> Assessed:
    return small


@pytest.fixture
def book(assessed: Assessed, tmp_path: Path) -> Callable[..., Path]:
    """A questionnaire with some cells of its first sheet changed."""

    def changed(**cells: Any) -> Path:
        path = export_questionnaire(assessed, tmp_path / "q.xlsx")
        workbook = load_workbook(path)
        for address, value in cells.items():
            workbook["Questionnaire"][address] = value
        workbook.save(path)
        return path

    return changed


def letters() -> dict[str, str]:
    """Heading → letter of its column."""
    return {column.title: get_column_letter(n) for n, column in enumerate(COLUMNS, start=1)}


def test_that_every_problem_is_told_at_once_by_its_cell(assessed: Assessed, book: Any) -> None:
    at = letters()
    status, until, remarks = at["Status"], at["Holds until"], at["Remarks"]
    path = book(**{f"{status}7": "perhaps", f"{until}8": "soon", f"{remarks}9": "=1+1"})
    found = problems(assessed, path)
    assert len(found) == 3
    for line, cell in zip(
        sorted(found), sorted([f"{until}8", f"{status}7", f"{remarks}9"]), strict=True
    ):
        assert f"q.xlsx!Questionnaire!{cell}: " in line
    assert any("a formula stands here" in line for line in found)


def test_that_a_value_that_does_not_fit_its_measure_is_told_at_its_cell(
    assessed: Assessed, book: Any
) -> None:
    at = letters()
    path = book(**{f"{at['Value']}7": "perhaps", f"{at['Status']}7": "answered"})
    (line,) = problems(assessed, path)
    assert f"q.xlsx!Questionnaire!{at['Value']}7: " in line


def test_that_ids_twice_unknown_or_missing_are_told(assessed: Assessed, book: Any) -> None:
    at = letters()
    ids = at["Criterion id"]
    second = load_workbook(book())["Questionnaire"][f"{ids}8"].value
    path = book(**{f"{ids}7": second, f"{ids}9": "NO-SUCH", f"{ids}10": None})
    found = problems(assessed, path)
    assert any(f"!{ids}8: the id '{second}' already stands in row 7" in line for line in found)
    assert any(f"!{ids}9: the catalogue has no criterion 'NO-SUCH'" in line for line in found)
    assert any("!A10: this row has content but no id" in line for line in found)


def test_that_a_number_of_two_meanings_is_not_guessed(assessed: Assessed, tmp_path: Path) -> None:
    path = export_questionnaire(assessed, tmp_path / "q.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.reader(file))
    table[1][table[0].index("Part a")] = "1.500"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(table)
    (line,) = problems(assessed, path)
    assert "'1.500' may mean thousands or a decimal fraction" in line


def test_that_merged_headings_are_told(assessed: Assessed, book: Any) -> None:
    path = book()
    workbook = load_workbook(path)
    at = letters()
    sheet = workbook["Questionnaire"]
    sheet.merge_cells(f"{at['Status']}5:{at['Value']}5")
    sheet[f"{at['Value']}7"] = "yes"
    workbook.save(path)
    (line,) = problems(assessed, path)
    assert f"!{at['Value']}7: this cell stands in a column without a heading" in line


def test_that_another_version_of_the_catalogue_is_refused(assessed: Assessed, book: Any) -> None:
    path = book()
    workbook = load_workbook(path)
    workbook["Catalogue"]["B3"] = "0.9.0"
    workbook.save(path)
    (line,) = problems(assessed, path)
    assert "q.xlsx!Catalogue!B3: " in line
    assert "'0.9.0'" in line


def test_that_a_workbook_without_the_table_is_refused(assessed: Assessed, tmp_path: Path) -> None:
    path = tmp_path / "other.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet("Sheet1").write("A1", "hello")
    (line,) = problems(assessed, path)
    assert "no sheet has a heading 'Criterion id'" in line


def test_that_a_closed_period_takes_no_answers(assessed: Assessed, book: Any) -> None:
    from assessor.assessment import Lock, Period

    lock = Lock(on=date(2023, 7, 31), by="Lê Chi")
    closed = assessed.assessment.model_copy(update={"period": Period(lock=lock)})
    (line,) = problems(assessed.with_assessment(closed), book())
    assert "locked" in line


def _zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def _with_sheet(questionnaire: Path, path: Path, xml: bytes) -> Path:
    """The questionnaire with the XML of its first sheet exchanged."""
    with zipfile.ZipFile(questionnaire) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return _zip(path, {**members, "xl/worksheets/sheet1.xml": xml})


_SHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<dimension ref="A1:XFD1048576"/><sheetData>%s</sheetData></worksheet>'
)
_HEADING = b'<row r="1"><c r="A1" t="inlineStr"><is><t>Criterion id</t></is></c></row>'


def _hostile(kind: str, book: Path, folder: Path) -> Path:
    path = folder / f"{kind}.xlsx"
    if kind == "bomb":
        return _zip(path, {"[Content_Types].xml": b"<x/>", "xl/x.xml": b"\0" * (80 * 2**20)})
    if kind == "million_rows":
        rows = (b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(2, 1_000_001))
        return _with_sheet(book, path, _SHEET % (_HEADING + b"".join(rows)))
    if kind == "far_row":
        row = b'<row r="999999999"><c r="A999999999"><v>1</v></c></row>'
        return _with_sheet(book, path, _SHEET % (_HEADING + row))
    if kind == "far_column":
        row = b'<row r="2"><c r="XFD2"><v>1</v></c></row>'
        return _with_sheet(book, path, _SHEET % (_HEADING + row))
    if kind == "entities":
        bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
        return _with_sheet(book, path, bomb + _SHEET % _HEADING)
    if kind == "broken_xml":
        return _with_sheet(book, path, b"<worksheet")
    if kind == "no_zip":
        path.write_bytes(b"PK\x03\x04 not a zip")
        return path
    path.write_bytes(b"")
    return path


@pytest.mark.parametrize(
    "kind",
    ["bomb", "million_rows", "far_row", "far_column", "entities", "broken_xml", "no_zip", "empty"],
)
def test_that_a_hostile_workbook_ends_soon(
    assessed: Assessed, book: Any, tmp_path: Path, kind: str
) -> None:
    path = _hostile(kind, book(), tmp_path)
    start = time.monotonic()
    assert problems(assessed, path)
    assert time.monotonic() - start < SECONDS


@pytest.mark.parametrize("kind", ["bomb", "far_column"])
def test_that_a_hostile_workbook_takes_little_memory(
    assessed: Assessed, book: Any, tmp_path: Path, kind: str
) -> None:
    path = _hostile(kind, book(), tmp_path)
    tracemalloc.start()
    assert problems(assessed, path)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak / 2**20 < MIB


def test_that_a_csv_that_is_no_utf8_or_breaks_off_is_told(
    assessed: Assessed, tmp_path: Path
) -> None:
    path = tmp_path / "q.csv"
    path.write_bytes("Criterion id,Remarks\nA,Tiếng Việt\n".encode("utf-16"))
    assert len(problems(assessed, path)) == 1
    stream = io.StringIO('Criterion id,Remarks\n"A,unclosed\n')
    path.write_text(stream.getvalue(), encoding="utf-8")
    assert "breaks off" in problems(assessed, path)[0]


def test_that_a_missing_file_and_a_strange_suffix_are_told(
    assessed: Assessed, tmp_path: Path
) -> None:
    assert len(problems(assessed, tmp_path / "none.xlsx")) == 1
    assert ".xlsx, .csv" in problems(assessed, tmp_path / "q.ods")[0]
