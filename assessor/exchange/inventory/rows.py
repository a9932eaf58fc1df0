"""Rows of a table as drafts of machines and hosts, every cell that cannot be read told once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from assessor.documents import Place
from assessor.errors import Problem
from assessor.exchange.cells import Broken, Formula, Value, plain
from assessor.exchange.grid import Row
from assessor.exchange.inventory.columns import Columns
from assessor.exchange.inventory.fields import HOST_FIELDS, MACHINE_FIELDS, NOTED, Kind, meant
from assessor.exchange.inventory.json_lists import pairs
from assessor.exchange.inventory.understanding import is_blank, understood
from assessor.exchange.values import MisreadError
from assessor.text import fold

# Cells of one column that are wrong in the same way; the rest are counted.
TOLD_EACH = 20
_REMEMBERED = 10_000
_KINDS: Mapping[str, Kind] = {
    **{one.key: one.kind for one in (*MACHINE_FIELDS, *HOST_FIELDS)},
    "uuid": "text",
    "server": "text",
    "flavor": "text",
    "flavor_id": "text",
    "overall": "speed",
    "ephemeral": "size",
    "sockets": "count",
    "cores_each": "count",
    "threads": "count",
}
_TOTALS = frozenset({"tong", "tong cong", "tong so", "cong", "total", "sum", "totals"})
_GROUPED = re.compile(r"\d{1,3}(?:[.,  ]\d{3})+\Z")
_NOTED = re.compile(r"^\s*([^:=\n]{2,40}?)\s*[:=]\s*(\S[^\n]{0,199}?)\s*$", re.MULTILINE)
_SIZES = ("vcpu", "memory", "disk", "disk_used")
# A code that concerns a whole column is told at its heading.
_OF_COLUMN = frozenset({"inventory_unit_missing"})


@dataclass
class Draft:
    """A row that is being read: values by field, where it stands."""

    place: Place
    values: dict[str, Any]

    def get(self, key: str) -> Any:
        """The value of a field, none where the row has none."""
        return self.values.get(key)

    def fill(self, key: str, value: Any) -> None:
        """Set a field that the row itself does not say."""
        if value is not None and self.values.get(key) is None:
            self.values[key] = value


@dataclass
class Cells:
    """The cells of one table, each read as its column holds them."""

    columns: Columns
    problems: list[Problem] = field(default_factory=list)
    told: Counter[tuple[str, int]] = field(default_factory=Counter)
    # what most cells of a column say was said before: 16 GiB, the same system
    _known: dict[tuple[str, type, Any], Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._settle_shares()

    def get(self, row: Row, key: str) -> Any:
        """The value of a field in a row; none where the cell is blank or wrong."""
        taken = self.columns.taken.get(key)
        if taken is None:
            return None
        cell = row.cell(taken.index)
        if cell is None:
            return None
        if isinstance(cell, Formula | Broken):
            code = "table_cell_formula" if isinstance(cell, Formula) else "table_cell_broken"
            self.tell(code, row, taken.index, value=cell.text)
            return None
        said = (key, type(cell), cell)
        if said in self._known:
            return self._known[said]
        value = self._plain(cell, key)
        try:
            found = None if is_blank(value) else understood(_KINDS[key], value, taken.unit)
        except MisreadError as error:
            self.tell(error.code, row, taken.index, **error.params)
            return None
        if len(self._known) < _REMEMBERED:
            self._known[said] = found
        return found

    def raw(self, row: Row, key: str) -> str:
        """The text of a cell as it stands, lines and all."""
        taken = self.columns.taken.get(key)
        cell = None if taken is None else row.cell(taken.index)
        return cell if isinstance(cell, str) else ""

    def tell(self, code: str, row: Row, index: int, /, **params: Any) -> None:
        """A problem at a cell: each of the first few, then how many more there are."""
        self.told[code, index] += 1
        count = self.told[code, index]
        sheet = self.columns.sheet
        if code in _OF_COLUMN:
            if count == 1:
                heading = {"heading": sheet.headings[index]}
                number = max(sheet.heading.number, 1)
                self.problems.append(sheet.grid.problem(code, number, index, **heading, **params))
        elif count <= TOLD_EACH:
            self.problems.append(sheet.grid.problem(code, row.number, index, **params))

    def finished(self) -> list[Problem]:
        """Every problem, with a last one for each kind of which more were found."""
        sheet = self.columns.sheet
        number = max(sheet.heading.number, 1)
        more = [
            sheet.grid.problem(
                "inventory_more_cells", number, i, heading=sheet.headings[i], n=count - TOLD_EACH
            )
            for (code, i), count in self.told.items()
            if count > TOLD_EACH and code not in _OF_COLUMN
        ]
        return [*self.columns.problems, *self.problems, *more]

    def _plain(self, cell: Value, key: str) -> Value:
        value = plain(cell)
        known = self.columns.sheet.known
        whole = known is not None and known.layout == "rvtools" and _KINDS[key] == "size"
        if whole and isinstance(value, str) and _GROUPED.match(value.strip()):
            # whole MiB: what stands between the digits can only group them
            return re.sub(r"[^\d]", "", value)
        return value

    def _settle_shares(self) -> None:
        """A share whose heading names no unit is a fraction where no cell exceeds 1.

        Under a heading in % the same cells are told: a spreadsheet shows 0.35 as 35 %.
        """
        taken = self.columns.taken.get("utilisation")
        if taken is None:
            return
        cells = [row.cell(taken.index) for row in self.columns.sheet.rows]
        numbers = [c for c in cells if isinstance(c, int | float) and not isinstance(c, bool)]
        small = bool(numbers) and max(numbers) <= 1.0 and max(numbers) > 0.0
        if taken.unit is None and small:
            self.columns.taken["utilisation"] = replace(taken, unit="fraction")
        elif taken.unit == "%" and small and taken.how != "mapping":
            sheet = self.columns.sheet
            heading = sheet.headings[taken.index]
            self.columns.problems.append(
                sheet.grid.problem(
                    "inventory_share_unclear",
                    max(sheet.heading.number, 1),
                    taken.index,
                    heading=heading,
                    most=max(numbers),
                )
            )


def drafts(cells: Cells, carry_down: tuple[str, ...] = ()) -> Iterator[Draft]:
    """The machines of a table; totals and headings between the rows are passed over and told."""
    sheet = cells.columns.sheet
    above: dict[str, Any] = {}
    for row in sheet.rows:
        values = {key: cells.get(row, key) for key in cells.columns.taken if key in _KINDS}
        for key in carry_down:
            above[key] = values[key] = values.get(key) or above.get(key)
        if not _is_machine(cells, row, values):
            continue
        _add_noted(cells, row, values)
        yield Draft(_place(cells, row), values)


def _place(cells: Cells, row: Row) -> Place:
    taken = cells.columns.taken.get("name")
    return cells.columns.sheet.grid.place(row.number, taken.index if taken else 0)


def _is_machine(cells: Cells, row: Row, values: dict[str, Any]) -> bool:
    name = values.get("name")
    sized = any(values.get(key) is not None for key in _SIZES)
    if name is not None and fold(name) not in _TOTALS:
        return True
    taken = cells.columns.taken.get("name")
    index = taken.index if taken else 0
    if name is not None or _says_total(row):
        _warn(cells, "inventory_total_row", row, index)
    elif sized:
        cells.tell("inventory_row_without_name", row, index)
    else:
        _warn(cells, "inventory_row_passed", row, index)
    return False


def _says_total(row: Row) -> bool:
    return any(isinstance(cell, str) and fold(cell).strip(" :") in _TOTALS for cell in row.cells)


def _warn(cells: Cells, code: str, row: Row, index: int) -> None:
    cells.told[code, index] += 1
    if cells.told[code, index] <= TOLD_EACH:
        problem = cells.columns.sheet.grid.problem(code, row.number, index)
        cells.problems.append(replace(problem, severity="warning"))


def _add_noted(cells: Cells, row: Row, values: dict[str, Any]) -> None:
    """`Owner: …` in the note of a machine, where no column says it."""
    note = cells.raw(row, "note")
    if not note:
        return
    said = list(pairs(note).items()) or _NOTED.findall(note[:4_000])
    for heading, text in said:
        one, unit = meant(heading, MACHINE_FIELDS)
        if one is None or one.key not in NOTED or values.get(one.key) is not None:
            continue
        if is_blank(text):
            continue
        try:
            values[one.key] = understood(one.kind, text, unit)
        except MisreadError as error:
            taken = cells.columns.taken["note"]
            problem = cells.columns.sheet.grid.problem(
                error.code, row.number, taken.index, **error.params
            )
            # a note is written for people: what it says in passing does not stop the import
            cells.problems.append(replace(problem, severity="warning"))
