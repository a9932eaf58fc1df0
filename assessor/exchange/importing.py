"""A questionnaire back into its assessment: every problem by cell, then every change, then disk.

Nothing is taken over from a file with one error in it. A column that the file does not have
changes nothing, nor does a row; a cell that still says what was written into it changes nothing
either, so a value never loses by the way through a spreadsheet.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from assessor.assessment import Answer, Assessment, Evidence
from assessor.assessment.checks import problems_of
from assessor.catalogue.measures import Measure
from assessor.catalogue.model import Catalogue
from assessor.documents import Loaded, Place, parse
from assessor.errors import AssessmentError, Problem, errors_in
from assessor.exchange.cells import Value, same
from assessor.exchange.changes import FieldChange, Imported
from assessor.exchange.columns import COLUMNS, EVIDENCE, Column
from assessor.exchange.extras import Columns, Extras, load_extras
from assessor.exchange.grid import Row, Table, read_value
from assessor.exchange.json_in_out import read_json
from assessor.exchange.reading import read_returned
from assessor.exchange.values import (
    MisreadError,
    answer_fields,
    shown,
    understood,
    with_field,
)
from assessor.exchange.values import field as field_of
from assessor.project import Assessed

Key = tuple[str | int, ...]
_ANSWER_COLUMNS = {column.key: column for column in COLUMNS}
_EVIDENCE_COLUMNS = {column.key: column for column in EVIDENCE}


def read_questionnaire(
    assessed: Assessed, path: Path, *, on: date, by: str | None = None
) -> Imported:
    """What a returned questionnaire says that the assessment does not.

    Parameters
    ----------
    on, by
        Day and author of the change, for the log of each answer.

    Raises
    ------
    AssessmentError
        With every problem of the file, each at its cell.
    """
    return _Import(assessed, path, on, by).result()


@dataclass
class _Import:
    """One reading, collecting problems and changes on the way."""

    assessed: Assessed
    path: Path
    on: date
    by: str | None
    problems: list[Problem] = field(default_factory=list)
    places: dict[Key, Place] = field(default_factory=dict)
    changes: list[FieldChange] = field(default_factory=list)

    @property
    def catalogue(self) -> Catalogue:
        return self.assessed.catalogue

    def result(self) -> Imported:
        self.refuse_locked()
        if self.path.suffix.lower() == ".json":
            return self.from_json()
        returned = read_returned(self.path, self.catalogue)
        self.problems += returned.problems
        self.stop_on_errors()
        assert returned.answers is not None
        extras = load_extras(self.assessed.path)
        before = self.assessed.assessment
        after = self.with_evidence(before, returned.evidence)
        after, rows_read = self.with_answers(after, returned.answers)
        self.check(before, after, returned.answers)
        self.stop_on_errors()
        kept = Extras(
            self.extra_columns(returned.answers, extras.answers, "id"),
            extras.evidence
            if returned.evidence is None
            else self.extra_columns(returned.evidence, extras.evidence, "evidence_id"),
        )
        self.stop_on_errors()
        return Imported(
            self.assessed,
            self.assessed.with_assessment(after),
            tuple(self.changes),
            extras,
            kept,
            rows_read,
            tuple(sorted(self.problems, key=lambda problem: problem.place)),
        )

    def from_json(self) -> Imported:
        before = self.assessed.assessment
        merged = read_json(before, self.catalogue, self.path, on=self.on, by=self.by)
        after = self.assessed.with_assessment(merged.assessment)
        extras = load_extras(self.assessed.path)
        rows = len(merged.assessment.answers)
        return Imported(self.assessed, after, merged.changes, extras, extras, rows)

    def refuse_locked(self) -> None:
        period = self.assessed.assessment.period
        if period is not None and period.lock is not None:
            params = {"id": self.assessed.assessment.id, "on": period.lock.on}
            raise AssessmentError([Problem("period_locked", params, str(self.assessed.path))])

    def stop_on_errors(self) -> None:
        if errors_in(self.problems):
            raise AssessmentError(sorted(self.problems, key=lambda problem: problem.place))

    def with_answers(self, before: Assessment, table: Table) -> tuple[Assessment, int]:
        answers = dict(before.answers)
        rows = list(self.identified(table, "id", self.catalogue.criteria, _ANSWER_COLUMNS))
        for name, row in rows:
            old = before.answer(name)
            measure = self.catalogue.criteria[name].measure
            data = self.changed(
                "answers", name, answer_fields(old), table, row, _ANSWER_COLUMNS, measure
            )
            if data is None:
                continue
            new = self.parsed(Answer, "answers", name, data)
            if new is not None:
                full = new.model_copy(update={"log": old.log})
                answers[name] = old.changed(full, on=self.on, by=self.by)
        return before.model_copy(update={"answers": answers}), len(rows)

    def with_evidence(self, before: Assessment, table: Table | None) -> Assessment:
        if table is None:
            return before
        evidence = dict(before.evidence)
        for name, row in self.identified(table, "evidence_id", None, _EVIDENCE_COLUMNS):
            old = before.evidence.get(name)
            # a field that was never written stays unwritten: the model's default stands for it
            known = {} if old is None else old.model_dump(mode="json", exclude_none=True)
            data = self.changed("evidence", name, known, table, row, _EVIDENCE_COLUMNS, None)
            if data is not None:
                new = self.parsed(Evidence, "evidence", name, data)
                if new is not None:
                    evidence[name] = new
        return before.model_copy(update={"evidence": evidence})

    def identified(
        self,
        table: Table,
        key: str,
        known: Iterable[str] | None,
        columns: Mapping[str, Column],
    ) -> Iterator[tuple[str, Row]]:
        """The rows that stand for one criterion or one piece of evidence."""
        first: dict[str, int] = {}
        index = table.columns[key]
        for row in table.rows:
            found = read_value(table.grid, row, index, self.problems)
            if found is None:
                if _is_filled(table, row, columns):
                    self.problems.append(table.grid.problem("table_row_without_id", row.number, 0))
                continue
            name = str(found).strip()
            if name in first:
                params = {"id": name, "first": first[name]}
                problem = table.grid.problem("table_id_twice", row.number, index, **params)
                self.problems.append(problem)
            elif known is not None and name not in known:
                near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
                params = {"id": name, "hint": f": {near[0]}" if near else ""}
                problem = table.grid.problem("table_id_unknown", row.number, index, **params)
                self.problems.append(problem)
            else:
                first[name] = row.number
                yield name, row

    def changed(
        self,
        section: str,
        name: str,
        data: dict[str, Any],
        table: Table,
        row: Row,
        columns: Mapping[str, Column],
        measure: Measure | None,
    ) -> dict[str, Any] | None:
        """The fields with what the row changes; none where it changes nothing."""
        self.places[section, name] = table.grid.place(row.number, 0)
        new = data
        for key, index in table.columns.items():
            column = columns[key]
            if not column.path:
                continue
            place = table.grid.place(row.number, index)
            self.places[(section, name, *column.path)] = place
            self.places.setdefault((section, name, *column.path[:1]), place)
            cell = read_value(table.grid, row, index, self.problems)
            was = field_of(data, column.path)
            now = self.field(table, row, index, column, cell, was, measure)
            if now != was:
                new = with_field(new, column.path, now)
                change = FieldChange(section, name, column.key, was, now, place)
                self.changes.append(change)
        if new is data and section == "answers":
            return None
        return self.with_status(name, data, new) if section == "answers" else new

    def field(
        self,
        table: Table,
        row: Row,
        index: int,
        column: Column,
        cell: Value,
        was: Any,
        measure: Measure | None,
    ) -> Any:
        """What the field becomes; what it was where the cell says the same or cannot be read."""
        if same(cell, shown(column, was, measure)):
            return was
        try:
            now = understood(column, cell, measure)
        except MisreadError as error:
            problem = table.grid.problem(error.code, row.number, index, **error.params)
            self.problems.append(problem)
            return was
        if column.kind == "status" and now is None:
            return "not_assessed"
        unchanged = now == was and isinstance(now, bool) == isinstance(was, bool)
        return was if unchanged else now

    def with_status(self, name: str, old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
        """A value entered in a row still marked as not assessed is an answer."""
        untouched = old["status"] == new["status"] == "not_assessed"
        if not (untouched and _has_value(new) and not _has_value(old)):
            return new
        place = self.places["answers", name]
        change = FieldChange("answers", name, "status", "not_assessed", "answered", place)
        self.changes.append(change)
        return {**new, "status": "answered"}

    def parsed(self, model: Any, section: str, name: str, data: dict[str, Any]) -> Any:
        here = (section, name)
        places = {key[2:]: place for key, place in self.places.items() if key[:2] == here}
        loaded = Loaded(str(self.path), {k: v for k, v in data.items() if k != "log"}, places)
        parsed, problems = parse(model, loaded)
        self.problems += problems
        return parsed

    def check(self, before: Assessment, after: Assessment, table: Table) -> None:
        """The assessment's own checks; what was amiss before is not this file's fault."""
        places = {(): Place(table.grid.path, table.heading.number, 1), **self.places}
        loaded = Loaded(str(self.path), {}, places)
        known = {
            (problem.code, str(dict(problem.params)))
            for problem in problems_of(before, self.catalogue, loaded)
        }
        self.problems += [
            problem
            for problem in problems_of(after, self.catalogue, loaded)
            if (problem.code, str(dict(problem.params))) not in known
        ]

    def extra_columns(self, table: Table, before: Columns, key: str) -> Columns:
        """Added columns as the file has them; those it does not have stay as they were."""
        kept = {heading: dict(cells) for heading, cells in before.items()}
        for heading, index in table.extras.items():
            cells = kept.setdefault(heading, {})
            for row in table.rows:
                name = read_value(table.grid, row, table.columns[key], self.problems)
                cell = read_value(table.grid, row, index, self.problems)
                if name is None:
                    continue
                id_ = str(name).strip()
                if cell is None:
                    cells.pop(id_, None)
                elif not same(cell, cells.get(id_)):
                    cells[id_] = cell
        return kept


def _has_value(data: Mapping[str, Any]) -> bool:
    return data.get("value") is not None or (
        data.get("a") is not None and data.get("b") is not None
    )


def _is_filled(table: Table, row: Row, columns: Mapping[str, Column]) -> bool:
    """True where a row without an id holds something that would be lost."""
    filled = [index for key, index in table.columns.items() if columns[key].path]
    return any(row.cell(index) is not None for index in [*filled, *table.extras.values()])
