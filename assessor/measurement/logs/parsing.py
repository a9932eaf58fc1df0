"""Blocks of a file become rows; what cannot be read is noted with its line."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from assessor.measurement.logs.blocks import plain_rows
from assessor.measurement.logs.layout import Layout, layout_of
from assessor.measurement.logs.lines import Family, Format, Line, LineParser, detect
from assessor.measurement.logs.noting import Notes
from assessor.measurement.logs.opening import Block
from assessor.measurement.logs.options import LogOptions
from assessor.measurement.logs.rows import Ints, Rows, Vocabulary, rows_of, together

_LINES_TO_DETECT = 100


class BlockParser:
    """Parses one file."""

    def __init__(
        self, name: str, form: Format, options: LogOptions, vocabulary: Vocabulary, notes: Notes
    ) -> None:
        self._name, self._options, self._vocabulary = name, options, vocabulary
        self._notes = notes
        self._own = form.family
        self._form, self._lines = form, LineParser(options, form)
        self.without_agent = 0
        """Requests that came without a field for the user agent."""

    def parse(self, block: Block) -> tuple[Rows, int]:
        """Rows in the order of their lines, and the number of lines."""
        layout = layout_of(block.buffer)
        parts, slow = [], np.arange(len(layout.starts))
        if self._form.family in ("combined", "common") and not block.open_end:
            rows = plain_rows(block.buffer, layout, self._form, self._vocabulary, self._options)
            self.without_agent += len(rows) if self._form.family == "common" else 0
            slow = np.delete(slow, rows.line)
            rows.line += block.first_line
            parts.append(rows)
            if self._form.family != self._own:
                self._note_mixed(rows.line, self._form.family)
        if len(slow) or not parts:
            parts.append(self._singly(block, layout, slow))
        if not block.buffer.isascii():
            self._note_bytes(block)
        return together(parts), len(layout.starts)

    def _singly(self, block: Block, layout: Layout, slow: Ints) -> Rows:
        """Rows of lines that are not plain."""
        numbers: list[int] = []
        found: list[Line] = []
        strangers: list[int] = []
        unreadable: list[int] = []
        foreign: Family | None = None
        for n in slow.tolist():
            text = block.buffer[layout.starts[n] : layout.ends[n]]
            if not text.strip():
                continue
            number = block.first_line + n
            parsed = self._lines.parse(text)
            if block.open_end and not self._is_whole(text, parsed):
                self._notes.add("log_line_open", self._name, number)
            elif parsed is None:
                unreadable.append(number)
            else:
                numbers.append(number)
                found.append(parsed[1])
                if parsed[0] != self._own:
                    foreign = foreign or parsed[0]
                    strangers.append(number)
        self._notes.add_lines("log_line_unreadable", self._name, unreadable)
        if foreign:
            self._note_mixed(strangers, foreign)
        self.without_agent += sum(line.agent is None for line in found)
        if 2 * len(found) > len(layout.starts):
            self._detect_anew(block)
        return rows_of(numbers, found, self._vocabulary)

    def _note_mixed(self, lines: Ints | list[int], family: Family) -> None:
        first = self._notes.param("log_mixed", self._name, "found") or family
        self._notes.add_lines("log_mixed", self._name, lines, format=self._own, found=first)

    def _is_whole(self, text: bytes, parsed: tuple[Family, Line] | None) -> bool:
        """Whether a last line without a line end cannot have lost anything that counts."""
        if parsed is None or parsed[0] != self._own:
            return False
        if parsed[0] == "json":
            return True
        return parsed[0] == "combined" and not self._form.tail and text.endswith(b'"')

    def _detect_anew(self, block: Block) -> None:
        """Where the format changed for good, the fast way follows; results stay the same."""
        form = detect(block.text.splitlines()[:_LINES_TO_DETECT], self._options)
        if form is None or "vhost" in (form.family, self._form.family):
            return
        self._form = replace(form, forwarded=self._form.forwarded)

    def _note_bytes(self, block: Block) -> None:
        try:
            block.buffer.decode("utf-8")
        except UnicodeDecodeError:
            lines = block.text.split(b"\n")
            strange = [n for n, line in enumerate(lines, block.first_line) if not _is_text(line)]
            self._notes.add_lines("log_bytes", self._name, strange)

    @property
    def unsure_key(self) -> str | None:
        """A JSON key that may be the response time in an unknown unit."""
        return self._lines.json.unsure


def _is_text(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
