"""The digest in the form that callers get, all series on one grid of local minutes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from assessor.measurement.logs.digest import Digest
from assessor.measurement.logs.kinds import RequestKinds
from assessor.measurement.logs.minutes import Grid, stray_days
from assessor.measurement.logs.noting import Notes
from assessor.measurement.logs.options import LogOptions
from assessor.measurement.logs.reader import FileReader
from assessor.measurement.logs.result import LogReading
from assessor.measurement.logs.times import DAY, EPOCH, MINUTE, clock_of, local, offset_name
from assessor.measurement.model import Series, SourceFile


def log_reading(
    digest: Digest,
    kinds: RequestKinds,
    notes: Notes,
    readers: Sequence[FileReader],
    copies: Sequence[SourceFile],
    options: LogOptions,
) -> LogReading:
    """All that was counted, in the clock of the zone that was named or that the log uses most."""
    usual = max(digest.offsets, key=lambda o: (digest.offsets[o], -abs(o)), default=0)
    zone, ahead = clock_of(options.zone, usual)
    span = _span(digest, notes, ahead)
    series, starts = _series(digest, kinds, notes, span, ahead)
    classes = digest.class_count
    by_class = dict(zip(kinds.names, series[:classes], strict=True))
    read = (reader.source(ahead) for reader in readers if reader.opened)
    sources = (*read, *copies)
    return LogReading(
        sources=sources,
        findings=notes.findings([source.path for source in sources]),
        requests=_sum("requests", series[:classes]),
        robots=series[classes],
        by_class=by_class,
        pages=series[classes + 1],
        sessions=digest.sessions.statistics(starts),
        static_requests=digest.static,
        dynamic_requests=digest.dynamic,
        sizes=digest.sizes.statistics(),
        response_times=digest.times.statistics() if digest.times.n else None,
        response_times_by_class={
            name: times.statistics()
            for name, times in zip(kinds.names, digest.times_by_class, strict=True)
            if times.n
        },
        status={str(code): int(digest.status[code]) for code in np.flatnonzero(digest.status)},
        seconds_of_minute=digest.seconds_of_minute.astype(np.float64),
        resolution=digest.micro / 1e6,
        gaps=digest.gaps.gaps if digest.micro < 1_000_000 else None,
        zones={offset_name(offset): count for offset, count in sorted(digest.offsets.items())},
        zone=zone,
        first=None if span is None else local(span[0], ahead),
        last=None if span is None else local(span[1], ahead),
    )


def _span(digest: Digest, notes: Notes, ahead: Callable[[int], int]) -> tuple[int, int] | None:
    """First and last moment of the series [µs], strays left out and noted."""
    if digest.first is None or digest.last is None:
        return None
    totals = digest.minutes.totals(digest.class_count + 1)
    strays = stray_days(totals)
    if not strays:
        return digest.first, digest.last
    days = [str(local(day * DAY, ahead).date()) for day in (min(strays), max(strays))]
    count = sum(totals[day] for day in strays)
    notes.add("log_stray_days", None, count=count, first=days[0], last=days[1])
    digest.minutes.drop(strays)
    digest.sessions.starts.drop(strays)
    first, last = digest.minutes.span()
    return max(first * MINUTE, digest.first), min((last + 1) * MINUTE - 1, digest.last)


def _series(
    digest: Digest,
    kinds: RequestKinds,
    notes: Notes,
    span: tuple[int, int] | None,
    ahead: Callable[[int], int],
) -> tuple[list[Series], Series]:
    """Series of the classes, of robots and of pages; starts of sessions."""
    names = (*kinds.names, "robots", "pages")
    units = ("requests",) * len(kinds.names) + ("requests", "pages")
    if span is None:
        empty = [
            Series(name, EPOCH, 60.0, np.zeros(0), unit=unit)
            for name, unit in zip((*names, "sessions"), (*units, "sessions"), strict=True)
        ]
        return empty[:-1], empty[-1]
    grid = Grid(span[0], span[1], ahead)
    if grid.clock_changes:
        notes.add("log_clock_change", None, count=grid.clock_changes)
    series = [
        Series(name, grid.start, 60.0, grid.values(digest.minutes, number), unit=unit)
        for number, (name, unit) in enumerate(zip(names, units, strict=True))
    ]
    begun = grid.values(digest.sessions.starts, 0)
    return series, Series("sessions", grid.start, 60.0, begun, unit="sessions")


def _sum(name: str, parts: Sequence[Series]) -> Series:
    values = np.sum([part.values for part in parts], axis=0)
    return Series(name, parts[0].start, 60.0, values)
