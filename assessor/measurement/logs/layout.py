"""Where lines begin and end in a block, and where their quotes are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessor.measurement.logs.hashing import FRONT, Ints

NEWLINE, RETURN, QUOTE = b'\n\r"'


@dataclass(frozen=True)
class Layout:
    """Where the lines of a block begin and end, and their quotes."""

    text: NDArray[np.uint8]
    starts: Ints
    ends: Ints
    """Of the text of a line, before its line end."""
    marks: Ints
    """Places of all quotes and line ends."""
    first_mark: Ints
    """Index into `marks` of the first of each line."""
    quotes: Ints
    """Number of quotes of each line."""


def layout_of(buffer: bytes) -> Layout:
    """Find lines and quotes of a padded buffer."""
    text = np.frombuffer(buffer, np.uint8)
    hit = text == QUOTE
    hit |= text == NEWLINE
    marks = np.flatnonzero(hit)
    line_ends = np.flatnonzero(text[marks] == NEWLINE)
    newlines = marks[line_ends]
    first, starts = np.empty_like(line_ends), np.empty_like(newlines)
    first[:1], starts[:1] = 0, FRONT
    first[1:], starts[1:] = line_ends[:-1] + 1, newlines[:-1] + 1
    ends = newlines - (text[newlines - 1] == RETURN)
    return Layout(text, starts, np.maximum(ends, starts), marks, first, line_ends - first)
