"""Workbooks that people fill in: macro-free, answer cells open, the rest protected.

Two writings of the same answers are the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from assessor.assessment import Assessment
from assessor.catalogue.measures import MaturityMeasure, Measure
from assessor.catalogue.model import Catalogue
from assessor.exchange.cells import Value, escaped
from assessor.exchange.columns import Column
from assessor.exchange.questionnaire import Line, Sheet
from assessor.exchange.values import (
    SEVERITIES,
    STATUSES,
    option_words,
    options_of,
    wants_claim,
)
from assessor.project import status_words
from assessor.text import gettext as _

LISTS, STAMP = "Lists", "Catalogue"
SCHEMA = "questionnaire@1"
CHOICES = {
    "grade": ("E0", "E1", "E2", "E3", "E4"),
    "method": ("examine", "interview", "test"),
    "confidentiality": ("open", "internal", "restricted", "secret"),
}
_HEADING_ROW = 4  # counted from 0: title, catalogue, warning and a blank row stand above
_SPARE_COLUMNS, _SPARE_ROWS = 10, 60
_FIRST_DAY = datetime(1990, 1, 1)
_BASE = {"font_name": "Times New Roman", "font_size": 11, "valign": "top", "text_wrap": True}


def workbook_bytes(
    assessment: Assessment, catalogue: Catalogue, answers: Sheet, evidence: Sheet
) -> bytes:
    """The questionnaire as an .xlsx file."""
    import xlsxwriter

    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True})
    day = datetime(assessment.as_of.year, assessment.as_of.month, assessment.as_of.day)
    workbook.set_properties({"title": escaped(str(assessment.title)), "created": day})
    _Writer(workbook, catalogue).write(assessment, answers, evidence)
    workbook.close()
    return stream.getvalue()


class _Writer:
    """One workbook on its way: formats and lists are made once and shared."""

    def __init__(self, workbook: Any, catalogue: Catalogue) -> None:
        self.workbook = workbook
        self.catalogue = catalogue
        line = {**_BASE, "border": 1}
        open_cell = {**line, "locked": False, "bg_color": "#FFFDE7"}
        self.locked = workbook.add_format(line)
        self.open = workbook.add_format(open_cell)
        self.open_date = workbook.add_format({**open_cell, "num_format": "dd/mm/yyyy"})
        self.heading = workbook.add_format(
            {**line, "bold": True, "bg_color": "#E3EDF7", "align": "center"}
        )
        self.spare = workbook.add_format({**_BASE, "locked": False})
        self.spare_date = workbook.add_format(
            {**_BASE, "locked": False, "num_format": "dd/mm/yyyy"}
        )
        self.group = workbook.add_format({**line, "bold": True, "bg_color": "#F2F2F2"})
        self.title = workbook.add_format({**_BASE, "bold": True, "font_size": 14, "text_wrap": 0})
        self.plain = workbook.add_format({**_BASE, "italic": True, "text_wrap": 0})
        self.unknown = workbook.add_format({"pattern": 14, "bg_color": "#F2F2F2"})
        self.lists: dict[tuple[str, ...], str] = {}

    def write(self, assessment: Assessment, answers: Sheet, evidence: Sheet) -> None:
        sheets = [self.workbook.add_worksheet(name) for name in (_("Questionnaire"), _("Evidence"))]
        self.list_sheet = self.workbook.add_worksheet(LISTS)
        stamp = self.workbook.add_worksheet(STAMP)
        self.answer_sheet(sheets[0], assessment, answers)
        self.evidence_sheet(sheets[1], evidence)
        self.stamp_sheet(stamp, assessment)
        self.list_sheet.hide()

    def answer_sheet(self, sheet: Any, assessment: Assessment, content: Sheet) -> None:
        self.head(sheet, str(assessment.title))
        self.headings(sheet, content)
        for row, line in enumerate(content.lines, start=_HEADING_ROW + 1):
            self.line(sheet, row, content, line)
        keys = [column.key for column in content.columns]
        last = _HEADING_ROW + len(content.lines)
        for index, column in enumerate(content.columns):
            self.validate(sheet, (_HEADING_ROW + 1, last), index, self._column_rule(column))
        status = keys.index("status")
        criteria = {"type": "cell", "criteria": "==", "format": self.unknown}
        value = f'"{status_words("not_assessed")}"'
        sheet.conditional_format(
            _HEADING_ROW + 1, status, last, status, {**criteria, "value": value}
        )
        self.finish(sheet, last, keys.index("id"))

    def evidence_sheet(self, sheet: Any, content: Sheet) -> None:
        self.head(sheet, _("Evidence"))
        self.headings(sheet, content)
        for row, line in enumerate(content.lines, start=_HEADING_ROW + 1):
            self.line(sheet, row, content, line)
        first, last = _HEADING_ROW + 1, _HEADING_ROW + len(content.lines)
        for row in range(last + 1, last + 1 + _SPARE_ROWS):
            for index, column in enumerate(content.columns):
                sheet.write_blank(row, index, None, self._format(column, is_open=True))
        for index, column in enumerate(content.columns):
            self.validate(sheet, (first, last + _SPARE_ROWS), index, self._column_rule(column))
        self.finish(sheet, last, len(content.columns) - 1)

    def head(self, sheet: Any, title: str) -> None:
        catalogue = self.catalogue
        sheet.write_string(0, 0, escaped(title), self.title)
        name = f"{catalogue.title.here()} ({catalogue.id} {catalogue.version})"
        sheet.write_string(1, 0, escaped(name), self.plain)
        if catalogue.warning is not None:
            sheet.write_string(2, 0, escaped(catalogue.warning.here()), self.plain)

    def headings(self, sheet: Any, content: Sheet) -> None:
        for index, heading in enumerate(content.headings):
            sheet.write_string(_HEADING_ROW, index, escaped(heading), self.heading)
        for index, column in enumerate(content.columns):
            folded_away = {"level": 1, "hidden": True} if column.further else {}
            sheet.set_column(index, index, column.width, None, folded_away)
        first = len(content.columns)
        last = first + len(content.extra) + _SPARE_COLUMNS - 1
        sheet.set_column(first, last, 16, self.spare)

    def line(self, sheet: Any, row: int, content: Sheet, line: Line) -> None:
        if line.criterion is None:
            for index, cell in enumerate(line.cells[: len(content.columns)]):
                _put(sheet, row, index, cell, self.group)
            return
        measure = self._measure(line.criterion)
        for index, cell in enumerate(line.cells):
            column = content.columns[index] if index < len(content.columns) else None
            if column is None:
                _put(sheet, row, index, cell, self.spare, self.spare_date)
                continue
            is_open = bool(column.path)
            _put(sheet, row, index, cell, self._format(column, is_open=is_open), self.open_date)
            if column.kind == "scalar" and measure is not None:
                self.validate(sheet, (row, row), index, self._value_rule(measure))

    def _measure(self, criterion: str) -> Measure | None:
        row = self.catalogue.criteria.get(criterion)
        return None if row is None else row.measure

    def _format(self, column: Column, *, is_open: bool) -> Any:
        if not is_open and column.key != "evidence_id":
            return self.locked
        return self.open_date if column.kind == "date" else self.open

    def validate(
        self, sheet: Any, rows: tuple[int, int], index: int, rule: dict[str, Any] | None
    ) -> None:
        if rule is not None:
            sheet.data_validation(rows[0], index, rows[1], index, rule)

    def _column_rule(self, column: Column) -> dict[str, Any] | None:
        """What a whole column accepts, whatever the row."""
        if column.kind == "status":
            return self._choice([status_words(status) for status in STATUSES])
        if column.kind == "severity":
            return self._choice([_(word) for word in SEVERITIES.values()])
        if column.kind == "date":
            return {"validate": "date", "criteria": ">=", "value": _FIRST_DAY}
        if column.kind == "number":
            return {"validate": "decimal", "criteria": ">=", "value": 0}
        return self._choice(CHOICES[column.key]) if column.key in CHOICES else None

    def _value_rule(self, measure: Measure) -> dict[str, Any] | None:
        options = options_of(measure)
        if options:
            return self._choice([option_words(option) for option in options])
        if wants_claim(measure):
            return self._choice([_("yes"), _("no")])
        if isinstance(measure, MaturityMeasure):
            scale = self.catalogue.scale_of(measure.scale)
            ends = {"minimum": scale.min, "maximum": scale.max}
            return {"validate": "decimal", "criteria": "between", **ends}
        return None

    def _choice(self, words: Sequence[str]) -> dict[str, Any]:
        return {"validate": "list", "source": f"={self.list_of(tuple(words))}"}

    def list_of(self, words: tuple[str, ...]) -> str:
        """The defined name of a list; a literal list may not exceed 255 characters."""
        if words not in self.lists:
            column = len(self.lists)
            name = f"list_{column + 1}"
            for row, word in enumerate(words):
                self.list_sheet.write_string(row, column, escaped(word))
            letter = _letters(column)
            area = f"={LISTS}!${letter}$1:${letter}${len(words)}"
            self.workbook.define_name(name, area)
            self.lists[words] = name
        return self.lists[words]

    def stamp_sheet(self, sheet: Any, assessment: Assessment) -> None:
        rows = (
            ("schema", SCHEMA),
            ("catalogue", self.catalogue.id),
            ("version", self.catalogue.version),
            ("sha256", self.catalogue.sha256),
            ("assessment", assessment.id),
        )
        for row, (key, value) in enumerate(rows):
            sheet.write_string(row, 0, key)
            sheet.write_string(row, 1, escaped(value))
        sheet.protect()
        sheet.very_hidden()

    def finish(self, sheet: Any, last_row: int, last_column: int) -> None:
        sheet.freeze_panes(_HEADING_ROW + 1, 2)
        sheet.repeat_rows(_HEADING_ROW)
        sheet.print_area(0, 0, last_row, last_column)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P/&N")
        allowed = ("format_columns", "format_rows", "insert_columns")
        sheet.protect("", dict.fromkeys(allowed, True))


def _letters(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(column))


def _put(
    sheet: Any, row: int, column: int, cell: Value, style: Any, date_style: Any = None
) -> None:
    if cell is None:
        sheet.write_blank(row, column, None, style)
    elif isinstance(cell, bool):
        sheet.write_boolean(row, column, cell, style)
    elif isinstance(cell, int | float):
        sheet.write_number(row, column, cell, style)
    elif isinstance(cell, date):
        moment = datetime(cell.year, cell.month, cell.day)
        sheet.write_datetime(row, column, moment, date_style or style)
    else:
        # a string that is written as one is never run, but it may be saved as CSV later
        sheet.write_string(row, column, escaped(cell), style)
