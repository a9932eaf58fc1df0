"""The ministry's table in a spreadsheet becomes a catalogue that the shipped rules score."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from assessor.assessment import Answer, Assessment
from assessor.catalogue.load import load_catalogue
from assessor.catalogue.rulebooks import load_rules
from assessor.errors import CatalogueError
from assessor.exchange import TableFacts, catalogue_from_table, write_catalogue
from assessor.resources import folder
from assessor.scoring import score
from assessor.text import render

HEAD = ("STT", "Phân nhóm", "Tính năng", "Tiêu chí", "Cách xác định", "Tài liệu kiểm chứng")
ROWS = (
    ("1", "Máy ảo", "Vòng đời máy ảo", "Tạo máy ảo qua cổng.", "Thao tác thử.", "Ảnh màn hình"),
    ("2", None, None, "Xoá máy ảo qua cổng.", "Thao tác thử.", None),
    ("3", None, "Mẫu máy ảo", "Có mẫu dùng chung.", None, None),
    (None, None, None, None, None, None),
    (4, "Mạng", "Mạng ảo", "Đơn vị tự tạo mạng.", "=1", None),
)
FACTS = TableFacts(id="cv-1145")


def table(path: Path, rows: Sequence[Sequence[Any]], head: Sequence[str] = HEAD) -> Path:
    """A table with a title above it and text cells."""
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Bảng")
        sheet.write_string(0, 0, "BẢNG TIÊU CHÍ")
        for number, row in enumerate([head, *rows], start=2):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, column, cell)
                elif cell is not None:
                    sheet.write(number, column, cell)
    return path


def problems(path: Path, facts: TableFacts = FACTS) -> list[str]:
    with pytest.raises(CatalogueError) as caught:
        catalogue_from_table(path, facts)
    return [render(problem) for problem in caught.value.problems]


def test_that_the_table_becomes_a_catalogue_with_merged_cells_carried_down(tmp_path: Path) -> None:
    data, warnings = catalogue_from_table(table(tmp_path / "t.xlsx", ROWS), FACTS)
    catalogue = load_catalogue(write_catalogue(tmp_path / "standards", data))
    assert [warning.code for warning in warnings] == ["table_one_language"]
    assert list(catalogue.criteria) == [f"CV-1145-00{n}" for n in (1, 2, 3, 4)]
    second = catalogue.criteria["CV-1145-002"]
    assert second.feature is not None
    assert second.feature.vi == "Vòng đời máy ảo"
    assert second.group == "g01"
    assert catalogue.groups["g02"].title.vi == "Mạng"
    assert second.source.clause == "2"
    assert {row.source.confidence for row in catalogue.criteria.values()} == {"secondary"}
    assert {row.source.text for row in catalogue.criteria.values()} == {"paraphrase"}


def test_that_who_read_the_letter_may_say_so(tmp_path: Path) -> None:
    facts = TableFacts(id="cv-1145", confidence="verified")
    data, _warnings = catalogue_from_table(table(tmp_path / "t.xlsx", ROWS), facts)
    source = data["criteria"]["CV-1145-001"]["source"]
    assert (source["text"], source["confidence"]) == ("verbatim", "verified")


def test_that_the_rules_of_the_indicative_set_score_it_by_feature(tmp_path: Path) -> None:
    data, _warnings = catalogue_from_table(table(tmp_path / "t.xlsx", ROWS), FACTS)
    catalogue = load_catalogue(write_catalogue(tmp_path / "standards", data))
    rules = folder("standards") / "cloud-platform-1145-indicative" / "rules.yaml"
    assessment = Assessment.blank(catalogue, id="a", title="A", as_of=date(2023, 7, 17))
    for name, value in (("001", True), ("002", False), ("003", True)):
        assessment = assessment.with_answer(
            f"CV-1145-{name}", Answer(status="answered", value=value)
        )
    card = score(catalogue, load_rules(rules, catalogue=catalogue), assessment)
    assert card.features is not None
    assert (card.features.passed, card.features.failed, card.features.total) == (1, 1, 3)


def test_that_problems_are_told_by_cell(tmp_path: Path) -> None:
    rows = (
        ("1", None, None, "Không có nhóm.", None, None),
        ("2", "Mạng", "Mạng ảo", None, "Chỉ có cách xác định.", None),
    )
    found = problems(table(tmp_path / "t.xlsx", rows))
    assert any("t.xlsx!Bảng!B4: " in line for line in found)
    assert any("t.xlsx!Bảng!C4: " in line for line in found)
    assert any("t.xlsx!Bảng!D5: " in line for line in found)


def test_that_missing_columns_and_doubled_ids_are_told(tmp_path: Path) -> None:
    found = problems(table(tmp_path / "t.xlsx", [("a",)], head=("Tiêu chí",)))
    assert len(found) == 2
    head = ("Mã", "Phân nhóm", "Tính năng", "Tiêu chí")
    rows = (("X", "N", "T", "Một."), ("X", "N", "T", "Hai."))
    (line,) = problems(table(tmp_path / "u.xlsx", rows, head=head))
    assert "u.xlsx!Bảng!A5: the id 'X' already stands in row 4" in line


def test_that_a_table_of_something_else_is_refused(tmp_path: Path) -> None:
    (line,) = problems(table(tmp_path / "t.xlsx", [("x",)], head=("Giá",)))
    assert "Tiêu chí" in line


def test_that_a_bad_id_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    assert problems(table(tmp_path / "t.xlsx", ROWS), TableFacts(id="Không Hợp Lệ"))
