"""Which files there are: their formats, their order in time, and which hold the same lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assessor.measurement.logs.lines import Format, LineParser, detect
from assessor.measurement.logs.noting import Notes
from assessor.measurement.logs.opening import LogFile
from assessor.measurement.logs.options import LogOptions

_HEAD = 1 << 16
_LINES = 100
_SAME_LINES = 3
"""Files whose first lines agree so far are compared as a whole."""


@dataclass(frozen=True)
class Candidate:
    """A file that was given, and what its beginning says."""

    path: Path
    size: int
    """On disk. [B]"""
    form: Format | None
    """None where no line of the beginning is in a known format."""
    first: int | None
    """Time of the first line that has one. [µs]"""
    start: tuple[bytes, ...]
    """The first lines."""

    @property
    def name(self) -> str:
        """As the user gave it."""
        return str(self.path)


def candidate_of(path: Path, options: LogOptions) -> Candidate:
    """Look at the beginning of a file; what is wrong with it is told when it is read."""
    try:
        size = path.stat().st_size
    except OSError:
        size = 0
    block = next(LogFile(path, Notes(), block=_HEAD).blocks(), None)
    text = block.text if block else b""
    lines = text.split(b"\n", _LINES)[:_LINES]
    lines = [line.rstrip(b"\r") for line in lines if line.strip()]
    form = detect(lines, options)
    return Candidate(path, size, form, _first(lines, form, options), tuple(lines[:_SAME_LINES]))


def _first(lines: Sequence[bytes], form: Format | None, options: LogOptions) -> int | None:
    if form is None:
        return None
    parser = LineParser(options, form)
    parsed = (parser.parse(line) for line in lines)
    moments = (found[1].moment for found in parsed if found)
    return next((moment[0] for moment in moments if moment), None)


def distinct(
    candidates: Sequence[Candidate], notes: Notes, *, block: int
) -> tuple[list[Candidate], list[Candidate]]:
    """Files to read, and those whose lines all stand in another one too, which is noted."""
    kept: list[Candidate] = []
    left_out: list[Candidate] = []
    for candidate in candidates:
        twin = _twin(candidate, kept, block)
        if twin is None:
            kept.append(candidate)
            continue
        other, longer = twin
        if longer:
            kept[kept.index(other)] = candidate
            candidate, other = other, candidate
        notes.add("log_duplicate", candidate.name, other=other.name)
        left_out.append(candidate)
    return kept, left_out


def _twin(
    candidate: Candidate, others: Sequence[Candidate], block: int
) -> tuple[Candidate, bool] | None:
    """A file that holds all lines of this one, or the other way round (True)."""
    for other in others:
        count = min(len(candidate.start), len(other.start))
        if count and candidate.start[:count] == other.start[:count]:
            rest = _rest(candidate.path, other.path, block)
            # One or two lines may be the same by chance, unless that is all there is.
            if rest is not None and (count == _SAME_LINES or candidate.start == other.start):
                return other, rest
    return None


def _rest(path: Path, other: Path, block: int) -> bool | None:
    """Whether the first goes on where the second ends; None where they differ before."""
    one, two = (_texts(each, block) for each in (path, other))
    a = b = b""
    while True:
        a, b = a or next(one, b""), b or next(two, b"")
        count = min(len(a), len(b))
        if not count:
            return bool(a)
        if a[:count] != b[:count]:
            return None
        a, b = a[count:], b[count:]


def _texts(path: Path, block: int) -> Iterator[bytes]:
    for piece in LogFile(path, Notes(), block=block).blocks():
        # A copy taken while the log was written ends within a line.
        yield piece.text[:-1] if piece.open_end else piece.text
