"""One file read block by block: rows with a time that can be, and notes on the clock."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np

from assessor.measurement.logs.files import Candidate
from assessor.measurement.logs.kinds import NONE
from assessor.measurement.logs.lines import Format
from assessor.measurement.logs.noting import Notes
from assessor.measurement.logs.opening import LogFile
from assessor.measurement.logs.options import LogOptions
from assessor.measurement.logs.parsing import BlockParser
from assessor.measurement.logs.rows import Ints, Rows, Vocabulary
from assessor.measurement.logs.times import (
    DAY,
    MINUTE,
    NO_OFFSET,
    SECOND,
    as_utc,
    local,
    moment_of,
)
from assessor.measurement.model import SourceFile

_JUMPS_LIMIT = 8
"""Of a block; with more it is in no order, and stays in one piece."""
TOLERANCE = 5 * MINUTE
"""Lines may be this much earlier than one before: a log is written when answers end. [µs]"""


class FileReader:
    """Reads one file to its end, a block at a time."""

    def __init__(
        self,
        candidate: Candidate,
        options: LogOptions,
        vocabulary: Vocabulary,
        notes: Notes,
        *,
        now: int,
    ) -> None:
        self.candidate, self._options, self._notes = candidate, options, notes
        form = candidate.form or Format()
        self.file = LogFile(candidate.path, notes, block=options.block)
        self.parser = BlockParser(candidate.name, form, options, vocabulary, notes)
        self._blocks = self.file.blocks()
        latest = now + DAY if options.latest is None else moment_of(options.latest)
        self._range = moment_of(options.earliest), latest
        self.frontier = candidate.first
        """Where reading has come to in time: the middle of the latest block. [µs]"""
        self.used = 0
        self.first: int | None = None
        self.last: int | None = None
        self._before: int | None = None

    def step(self) -> list[Rows] | None:
        """Rows of the next block, parted where time jumps back; None at the end of the file."""
        block = next(self._blocks, None)
        if block is None:
            self._note_end()
            return None
        rows, lines = self.parser.parse(block)
        if self._options.zone is not None and (rows.offset == NO_OFFSET).any():
            self._set_right(rows, self._options.zone)
        possible = (rows.time >= self._range[0]) & (rows.time <= self._range[1])
        if not possible.all():
            self._notes.add_lines("log_date_absurd", self.file.name, rows.line[~possible])
            rows = rows.where(possible)
        self.file.lines += lines
        return self._take(rows) if len(rows) else []

    def _take(self, rows: Rows) -> list[Rows]:
        jumps = self._note_order(rows)
        none = (rows.code & NONE) != 0
        if none.any():
            self._notes.add_lines("log_no_request", self.file.name, rows.line[none])
        low, high = int(rows.time.min()), int(rows.time.max())
        self.first = low if self.first is None else min(self.first, low)
        self.last = high if self.last is None else max(self.last, high)
        self.used += len(rows)
        if not 0 < len(jumps) <= _JUMPS_LIMIT:
            return [rows]
        cuts = [0, *jumps.tolist(), len(rows)]
        return [rows.where(np.arange(a, b)) for a, b in itertools.pairwise(cuts) if a < b]

    def reach(self, rows: Rows) -> None:
        """Move the frontier to these rows."""
        # The middle, not the latest: one line dated next year must not move it.
        middle = len(rows) // 2
        self.frontier = int(np.partition(rows.time, middle)[middle])

    def _note_order(self, rows: Rows) -> Ints:
        """Note disorder; give the rows at which time jumps back."""
        begin = int(rows.time[0]) if self._before is None else self._before
        steps = np.diff(rows.time, prepend=begin)
        self._before = int(rows.time[-1])
        if steps.min() >= 0:
            return np.zeros(0, np.int64)
        small, large = (steps < 0) & (steps >= -TOLERANCE), steps < -TOLERANCE
        name = self.file.name
        self._notes.add_lines("log_disorder", name, rows.line[small])
        if large.any():
            known = self._notes.param("log_backwards", name, "seconds") or 0
            most = max(known, round(-int(steps.min()) / SECOND))
            self._notes.add_lines("log_backwards", name, rows.line[large], seconds=most)
        return np.flatnonzero(large)

    @staticmethod
    def _set_right(rows: Rows, zone: str) -> None:
        """Clock times without an offset become moments of the zone that the caller named."""
        naive = np.flatnonzero(rows.offset == NO_OFFSET)
        rows.time[naive] = [
            as_utc(clock, zone) if clock > 0 else clock for clock in rows.time[naive].tolist()
        ]

    def _note_end(self) -> None:
        name = self.file.name
        told = ("log_not_opened", "log_packed")
        if not self.used and not any(self._notes.count(code, name) for code in told):
            code = "log_unreadable" if self.file.lines else "log_empty"
            self._notes.add(code, name, lines=self.file.lines, result="requests")
        form = self.candidate.form
        if form is not None and form.number and self._options.last_number is None:
            self._notes.add("log_number_unused", name)
        if self.parser.unsure_key:
            self._notes.add("log_time_unit", name, key=self.parser.unsure_key)
        if self.parser.without_agent:
            self._notes.add("log_no_agent", name, count=self.parser.without_agent)

    @property
    def opened(self) -> bool:
        """Whether there was anything that could be read."""
        return self.file.bytes > 0 or not self._notes.count("log_not_opened", self.file.name)

    def source(self, ahead: Callable[[int], int]) -> SourceFile:
        """What was read, times in the result's clock."""
        form = self.candidate.form
        return SourceFile(
            path=self.file.name,
            sha256=self.file.sha256,
            bytes=self.file.bytes,
            format=form.name if form else "unknown",
            lines=self.file.lines,
            used=self.used,
            first=None if self.first is None else local(self.first, ahead),
            last=None if self.last is None else local(self.last, ahead),
        )

    def note_zones(self, rows: Rows, usual: int) -> None:
        """Note the lines whose offset is not the one that the log begins with."""
        other: Ints = rows.line[rows.offset != usual]
        self._notes.add_lines("log_zones", self.file.name, other)
