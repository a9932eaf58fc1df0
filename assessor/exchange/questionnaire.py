"""An assessment as the table that goes round an office: content only, no file format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assessor.assessment import Assessment
from assessor.catalogue.model import Catalogue
from assessor.exchange.cells import Value
from assessor.exchange.columns import COLUMNS, EVIDENCE, Column
from assessor.exchange.extras import Extras
from assessor.exchange.official import official_cells
from assessor.exchange.values import answer_fields, field, shown


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the questionnaire: a criterion, or the title of a group."""

    cells: tuple[Value, ...]
    criterion: str | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table ready to be written."""

    columns: tuple[Column, ...]
    extra: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """The row of headings, in the current language."""
        return (*(column.title for column in self.columns), *self.extra)


def answer_sheet(assessment: Assessment, catalogue: Catalogue, extras: Extras) -> Sheet:
    """Every criterion of the catalogue under its group."""
    extra = tuple(extras.answers)
    lines = tuple(_lines(assessment, catalogue, extras))
    return Sheet(COLUMNS, extra, lines)


def _lines(assessment: Assessment, catalogue: Catalogue, extras: Extras) -> Iterator[Line]:
    members: dict[str, list[str]] = {}
    for name, row in catalogue.criteria.items():
        members.setdefault(row.group, []).append(name)
    blank: tuple[Value, ...] = (None,) * (len(COLUMNS) - 2 + len(extras.answers))
    for position, (group, names) in enumerate(members.items(), start=1):
        title = catalogue.groups[group].title.here()
        yield Line((str(position), title, *blank), None)
        for index, name in enumerate(names, start=1):
            official = official_cells(catalogue, name, f"{position}.{index}")
            yield _answer_line(assessment, catalogue, extras, name, official)


def _answer_line(
    assessment: Assessment,
    catalogue: Catalogue,
    extras: Extras,
    name: str,
    official: dict[str, Value],
) -> Line:
    data = answer_fields(assessment.answer(name))
    measure = catalogue.criteria[name].measure
    cells = [
        shown(column, field(data, column.path), measure) if column.path else official[column.key]
        for column in COLUMNS
    ]
    return Line((*cells, *extras.cells_of(extras.answers, name)), name)


def evidence_sheet(assessment: Assessment, extras: Extras) -> Sheet:
    """Every piece of evidence."""
    lines = []
    for name, item in assessment.evidence.items():
        data: dict[str, Any] = item.model_dump(mode="json")
        cells = [shown(c, field(data, c.path)) if c.path else name for c in EVIDENCE]
        lines.append(Line((*cells, *extras.cells_of(extras.evidence, name)), name))
    return Sheet(EVIDENCE, tuple(extras.evidence), tuple(lines))
