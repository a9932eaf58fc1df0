"""The ministry's own table from a spreadsheet into a catalogue, in place of the indicative set.

The table is in one language. Its words stand in both, and the notes say so: a translation that
nobody made is not invented.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assessor.catalogue.checks import problems_of
from assessor.catalogue.labels import Confidence
from assessor.catalogue.model import Catalogue
from assessor.documents import Loaded, Place, parse, write_text
from assessor.errors import CatalogueError, Problem, errors_in
from assessor.exchange.cells import Value
from assessor.exchange.columns import OFFICIAL_TABLE, known_headings
from assessor.exchange.grid import Row, Table, find_table, folded, read_value
from assessor.exchange.reading import read_grids

LETTER = "1145/BTTTT-CATTT"
_DOCUMENT = "TABLE"
_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_OBLIGATIONS = {
    "bat buoc": "mandatory",
    "mandatory": "mandatory",
    "khuyen nghi": "recommended",
    "khuyen khich": "recommended",
    "recommended": "recommended",
}
_NOTES = {
    "vi": "Đọc từ bảng tính do người dùng cung cấp. Bảng chỉ có một ngôn ngữ, nên lời văn ở hai "
    "ngôn ngữ giống nhau.",
    "en": "Read from a spreadsheet that the user supplied. The table has one language, so the "
    "words are the same in both.",
}


@dataclass(frozen=True, slots=True)
class TableFacts:
    """What the table itself does not say: the user does."""

    id: str
    number: str = LETTER
    title: str | None = None
    version: str = "1.0.0"
    confidence: Confidence = "secondary"


def catalogue_from_table(path: Path, facts: TableFacts) -> tuple[dict[str, Any], list[Problem]]:
    """The catalogue as plain data, and warnings.

    Raises
    ------
    CatalogueError
        With every problem of the table, each at its cell.
    """
    table, problems = _table(path)
    if table is None or errors_in(problems):
        raise CatalogueError(problems)
    reading = _Reading(table, facts, problems)
    data = reading.catalogue()
    problems += _faults(path, data, reading.places)
    if errors_in(problems):
        raise CatalogueError(sorted(problems, key=lambda problem: problem.place))
    one_language = Problem("table_one_language", {}, str(path), severity="warning")
    return data, [*problems, one_language]


def write_catalogue(path: Path, data: dict[str, Any]) -> Path:
    """Write a catalogue that was read from elsewhere; never over one that is there.

    Raises
    ------
    CatalogueError
        The file exists.
    """
    file = path if path.suffix in {".yaml", ".yml"} else path / "catalogue.yaml"
    if file.exists():
        raise CatalogueError([Problem("catalogue_exists", {}, str(file))])
    text = yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
    write_text(file, str(text))
    return file


def _table(path: Path) -> tuple[Table | None, list[Problem]]:
    grids, problems = read_grids(path)
    known = known_headings(OFFICIAL_TABLE)
    found = (find_table(grid, known, "criterion", problems) for grid in grids)
    table = next((table for table in found if table is not None), None)
    if table is None and not errors_in(problems):
        heading = "Tiêu chí / Criterion"
        return None, [*problems, Problem("table_not_found", {"heading": heading}, str(path))]
    if table is not None:
        problems += [
            table.grid.problem("table_column_missing", table.heading.number, 0, heading=names)
            for key, names in (
                ("sub_group", "Phân nhóm / Sub-group"),
                ("feature", "Tính năng / Feature"),
            )
            if key not in table.columns
        ]
    return table, problems


def _faults(path: Path, data: dict[str, Any], places: dict[Any, Place]) -> list[Problem]:
    """What the catalogue's own model and checks say, told at the cells."""
    loaded = Loaded(str(path), data, places)
    catalogue, problems = parse(Catalogue, loaded)
    return problems if catalogue is None else problems_of(catalogue, loaded)


class _Reading:
    """The rows of one table, merged cells carried down."""

    def __init__(self, table: Table, facts: TableFacts, problems: list[Problem]) -> None:
        self.table, self.facts, self.problems = table, facts, problems
        self.places: dict[Any, Place] = {(): table.grid.place(table.heading.number, 0)}
        self.groups: dict[str, str] = {}  # words → id
        self.above: dict[str, Value] = {}

    def catalogue(self) -> dict[str, Any]:
        facts = self.facts
        criteria = dict(self.rows())
        title = facts.title or f"Bảng tiêu chí {facts.number}"
        return {
            "schema": "catalogue@1",
            "id": facts.id,
            "version": facts.version,
            "title": both(title),
            "notes": _NOTES,
            "sources": {
                _DOCUMENT: {
                    "number": facts.number,
                    "title": both(title),
                    "confidence": facts.confidence,
                }
            },
            "groups": {id_: {"title": both(words)} for words, id_ in self.groups.items()},
            "criteria": criteria,
        }

    def rows(self) -> Iterator[tuple[str, dict[str, Any]]]:
        first: dict[str, int] = {}
        for row in self.table.rows:
            cells = {key: self.read(row, key) for key in self.table.columns}
            self.carry_down(cells)
            if cells["criterion"] is None:
                self.without_criterion(row, cells)
                continue
            name = _name(cells.get("id")) or f"{self.facts.id.upper()}-{len(first) + 1:03}"
            if name in first:
                params = {"id": name, "first": first[name]}
                index = self.table.columns.get("id", 0)
                problem = self.table.grid.problem("table_id_twice", row.number, index, **params)
                self.problems.append(problem)
                continue
            first[name] = row.number
            self.places["criteria", name] = self.table.place(row.number, "criterion")
            yield name, self.criterion(row, cells)

    def read(self, row: Row, key: str) -> Value:
        return read_value(self.table.grid, row, self.table.columns[key], self.problems)

    def carry_down(self, cells: dict[str, Value]) -> None:
        """Merged cells leave their words in the first row only."""
        if cells.get("sub_group") is not None:
            self.above = {}
        for key in ("sub_group", "feature"):
            if cells.get(key) is None:
                cells[key] = self.above.get(key)
            self.above[key] = cells[key]

    def without_criterion(self, row: Row, cells: dict[str, Value]) -> None:
        """A row of headings between the criteria is passed over; one with a rule is not."""
        if cells.get("pass_rule") is not None or cells.get("id") is not None:
            place = self.table.place(row.number, "criterion")
            self.problems.append(
                Problem("table_words_missing", {}, place.path, place.line, place.column)
            )

    def criterion(self, row: Row, cells: dict[str, Value]) -> dict[str, Any]:
        words = str(cells["criterion"]).strip()
        data: dict[str, Any] = {
            "group": self.group(row, cells),
            "title": both(words),
            "requirement": both(words),
        }
        if cells.get("pass_rule") is not None:
            data["test"] = both(str(cells["pass_rule"]))
        feature = self.needed(row, cells, "feature")
        data["feature"] = both(feature)
        data["sub_group"] = both(self.needed(row, cells, "sub_group"))
        data["measure"] = {"kind": "boolean"}
        data["obligation"] = self.obligation(row, cells)
        if cells.get("expected") is not None:
            lines = [line.strip() for line in str(cells["expected"]).splitlines() if line.strip()]
            data["evidence_expected"] = [{**both(line), "min_grade": "E2"} for line in lines]
        number = cells.get("number")
        clause = None if number is None else _name(number)
        confidence = self.facts.confidence
        data["source"] = {
            "document": _DOCUMENT,
            **({"clause": clause} if clause else {}),
            # only who read the text itself may call the words the document's own
            "text": "verbatim" if confidence == "verified" else "paraphrase",
            "confidence": confidence,
        }
        return data

    def needed(self, row: Row, cells: dict[str, Value], key: str) -> str:
        words = cells.get(key)
        if words is None:
            place = self.table.place(row.number, key)
            problem = Problem("table_words_missing", {}, place.path, place.line, place.column)
            if problem not in self.problems:
                self.problems.append(problem)
            return "–"
        return str(words).strip()

    def group(self, row: Row, cells: dict[str, Value]) -> str:
        words = self.needed(row, cells, "sub_group")
        return self.groups.setdefault(words, f"g{len(self.groups) + 1:02}")

    def obligation(self, row: Row, cells: dict[str, Value]) -> str:
        cell = cells.get("obligation")
        if cell is None:
            return "mandatory"
        if folded(cell) in _OBLIGATIONS:
            return _OBLIGATIONS[folded(cell)]
        index = self.table.columns["obligation"]
        expected = "Bắt buộc, Khuyến nghị"
        problem = self.table.grid.problem(
            "cell_not_an_obligation", row.number, index, value=str(cell), expected=expected
        )
        self.problems.append(problem)
        return "mandatory"


def both(words: str) -> dict[str, str]:
    """Words of one language, standing in both."""
    return {"vi": words, "en": words}


def _name(cell: Value) -> str | None:
    """An id or number as text: 3 and 3.0 are both "3"."""
    if cell is None:
        return None
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip() or None
