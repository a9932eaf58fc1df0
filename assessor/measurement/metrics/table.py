"""Rows of a delimited text: separator, header and sample are found before the rest streams by."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from assessor.measurement.metrics.numbers import is_missing, looks_numeric
from assessor.measurement.metrics.opening import SourceText
from assessor.measurement.metrics.tally import Tally
from assessor.measurement.metrics.timestamps import kind_of

SAMPLE = 1000
"""Rows from which the roles of columns are read."""
_SEPARATORS = ("\t", ";", ",", "|")
"""In this order: under `;` and tab, the comma may be a decimal mark."""

Row = tuple[int, list[str]]
"""Line and cells."""


@dataclass(frozen=True)
class Table:
    """A table that is being read."""

    header: tuple[str, ...]
    sample: tuple[Row, ...]
    rows: Iterator[Row]
    """All rows, those of the sample included."""

    def column(self, index: int) -> list[str]:
        """Cells of the sample in one column, blank where a row is short."""
        return [cells[index] if index < len(cells) else "" for _, cells in self.sample]


def open_table(text: SourceText, tally: Tally) -> Table | None:
    """The table of a file; None where it holds nothing, which is then told."""
    lines = _content(text, tally)
    first = list(islice(lines, 50))
    rows = _rows(chain(first, lines), separator_of(line for _, line in first), tally)
    head = next(rows, None)
    if head is None:
        _nothing(tally)
        return None
    if is_header(head[1]):
        header, sample = unique_names(head, tally), list(islice(rows, SAMPLE))
    else:
        header = tuple(f"column {number}" for number in range(1, len(head[1]) + 1))
        sample = [head, *islice(rows, SAMPLE - 1)]
    if not sample:
        _nothing(tally)
        return None
    return Table(header, tuple(sample), chain(sample, rows))


def _nothing(tally: Tally) -> None:
    if not tally.refusing:
        tally.refuse("metrics_empty")


def separator_of(lines: Iterable[str]) -> str:
    """The separator that stands equally often in every line; a comma where none does."""
    plain = ["".join(line.split('"')[::2]) for line in lines if line.strip()]
    for separator in _SEPARATORS:
        counts = {line.count(separator) for line in plain}
        if len(counts) == 1 and counts != {0}:
            return separator
    least = {each: min((line.count(each) for line in plain), default=0) for each in _SEPARATORS}
    return max(_SEPARATORS, key=least.__getitem__) if any(least.values()) else ","


def is_header(cells: list[str]) -> bool:
    """Whether no cell of a first row is data: a number, a time, or nothing."""
    return not any(looks_numeric(cell) or kind_of([cell]) for cell in cells) and not all(
        is_missing(cell) for cell in cells
    )


def unique_names(head: Row, tally: Tally) -> tuple[str, ...]:
    """Names of columns; blank ones are numbered, one that stands twice is numbered and told."""
    names: list[str] = []
    for number, cell in enumerate(head[1], 1):
        name = cell.strip() or f"column {number}"
        if name in names:
            tally.add("metrics_header_twice", head[0], key=name, name=name)
            name = f"{name} ({number})"
        names.append(name)
    return tuple(names)


def _content(text: SourceText, tally: Tally) -> Iterator[tuple[int, str]]:
    """Numbered lines from the first one of the table on."""
    begun = False
    for line in text.lines():
        if begun or (line.strip() and not line.startswith("#")):
            begun = True
            yield text.number, line
        elif line.strip():
            tally.note("metrics_comment", text.number, text=line.strip()[:60])


def _rows(lines: Iterator[tuple[int, str]], separator: str, tally: Tally) -> Iterator[Row]:
    number = 0

    def feed() -> Iterator[str]:
        nonlocal number
        for number, line in lines:  # noqa: B007 - read by the loop below
            yield line

    reading = csv.reader(feed(), delimiter=separator)
    while True:
        try:
            cells = next(reading)
        except StopIteration:
            return
        except csv.Error as error:
            tally.refuse("metrics_csv_broken", number, reason=str(error))
            return
        if any(cell.strip() for cell in cells):
            yield number, cells
