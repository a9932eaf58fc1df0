"""Access logs of any size become one digest, in bounded memory and one pass."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from assessor.measurement.logs.building import log_reading
from assessor.measurement.logs.digest import Digest
from assessor.measurement.logs.files import Candidate, candidate_of, distinct
from assessor.measurement.logs.findings import note_whole
from assessor.measurement.logs.kinds import RequestKinds
from assessor.measurement.logs.noting import Notes
from assessor.measurement.logs.opening import LogFile
from assessor.measurement.logs.options import LogOptions
from assessor.measurement.logs.ordering import HELD_LIMIT, Waiting
from assessor.measurement.logs.reader import TOLERANCE, FileReader
from assessor.measurement.logs.result import LogReading
from assessor.measurement.logs.robots import WINDOW, RobotCount, RobotNames
from assessor.measurement.logs.rows import Rows, Vocabulary
from assessor.measurement.logs.times import SECOND
from assessor.measurement.model import SourceFile
from assessor.text.language import gettext as _

Progress = Callable[[float, str], None]
FOREVER = 2**62
"""After any time. [µs]"""


def read_logs(
    paths: Sequence[Path],
    *,
    options: LogOptions = LogOptions(),  # noqa: B008 - frozen, and read only
    progress: Progress | None = None,
) -> LogReading:
    """Read access logs: Apache common and combined, nginx, JSON lines; plain or gzip.

    Files may come in any order and overlap; requests are put in the order of time. What is wrong
    with a file is told in the findings, and the result rests on the rest.

    Parameters
    ----------
    progress
        Told the fraction of bytes read and what is being done; it may raise `Cancelled`.

    Returns
    -------
    The digest. Without a readable line its series are empty and a finding refuses.
    """
    return _Reading(options, progress).read([Path(path) for path in paths])


class _Reading:
    def __init__(self, options: LogOptions, progress: Progress | None) -> None:
        self._options, self._progress = options, progress
        self._notes, robots = Notes(), RobotCount()
        self._kinds = RequestKinds(options)
        self._vocabulary = Vocabulary(self._kinds, RobotNames(options.robots, robots))
        self._digest = Digest(options, self._kinds, robots)
        self._waiting = Waiting()
        self._watermark = -FOREVER
        """Requests before this moment have been counted, later ones wait. [µs]"""
        self._usual_offset: int | None = None

    def read(self, paths: Sequence[Path]) -> LogReading:
        options, notes = self._options, self._notes
        given = [candidate_of(path, options) for path in paths]
        files, copies = distinct(given, notes, block=options.block)
        now = round(time.time()) * SECOND
        # A file whose beginning tells no time is looked into first.
        files.sort(key=lambda file: -FOREVER if file.first is None else file.first)
        readers = [FileReader(file, options, self._vocabulary, notes, now=now) for file in files]
        self._read_all(readers)
        self._digest.sessions.close_all(self._digest.last or 0)
        note_whole(notes, self._digest, readers, options)
        return log_reading(self._digest, self._kinds, notes, readers, _copies(copies), options)

    def _read_all(self, readers: Sequence[FileReader]) -> None:
        total = max(sum(reader.candidate.size for reader in readers), 1)
        active = list(readers)
        while active:
            reader = min(active, key=_frontier)
            pieces = reader.step()
            if pieces is None:
                active.remove(reader)
            for rows in pieces or ():
                self._take(rows, reader, active)
            self._let_go(active)
            if self._progress is not None:
                done = min(sum(r.file.bytes for r in readers) / total, 1.0)
                self._progress(done, _("reading {name}").format(name=reader.candidate.path.name))

    def _take(self, rows: Rows, reader: FileReader, active: Sequence[FileReader]) -> None:
        if self._usual_offset is None:
            self._usual_offset = int(rows.offset[0])
        reader.note_zones(rows, self._usual_offset)
        reader.reach(rows)
        reached = _reached(active)
        if reached < self._watermark - TOLERANCE:
            # The clock has jumped back: what waits belongs to the time before.
            self._count(FOREVER)
            self._watermark = reached
        self._waiting.add(self._digest.take_rows(rows))

    def _let_go(self, active: Sequence[FileReader]) -> None:
        """Count the requests that nothing earlier can follow, in whole windows."""
        if not active:
            self._count(FOREVER)
            return
        limit = _reached(active) // WINDOW * WINDOW
        if len(self._waiting) > HELD_LIMIT:
            self._count(FOREVER)
        elif limit > self._watermark and len(self._waiting) >= self._options.held:
            self._count(limit)

    def _count(self, before: int) -> None:
        requests = self._waiting.before(before)
        if requests is not None:
            self._digest.take(requests)
        if before < FOREVER:
            self._watermark = before
            self._digest.sessions.close_before(before)


def _reached(active: Sequence[FileReader]) -> int:
    """Before this moment no request follows any more. [µs]"""
    return min(map(_frontier, active)) - TOLERANCE


def _frontier(reader: FileReader) -> int:
    return -FOREVER if reader.frontier is None else reader.frontier


def _copies(candidates: Sequence[Candidate]) -> list[SourceFile]:
    """Files that were not counted, with their hashes."""
    sources = []
    for candidate in candidates:
        file = LogFile(candidate.path, Notes(), block=1 << 20)
        for _block in file.blocks():
            pass
        form = candidate.form.name if candidate.form else "unknown"
        sources.append(SourceFile(file.name, file.sha256, file.bytes, form))
    return sources
