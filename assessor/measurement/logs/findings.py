"""Findings about the logs as a whole, once all is read."""

from __future__ import annotations

from collections.abc import Sequence

from assessor.measurement.logs.digest import Digest
from assessor.measurement.logs.noting import Notes
from assessor.measurement.logs.options import LogOptions
from assessor.measurement.logs.reader import TOLERANCE, FileReader
from assessor.measurement.logs.times import EPOCH_TIME, MINUTE, NO_OFFSET, offset_name
from assessor.measurement.showing import Share

ONE_CLIENT = 0.5
"""Share of requests above which one address is taken for a proxy's."""
ENOUGH_REQUESTS = 1000


def note_whole(
    notes: Notes, digest: Digest, readers: Sequence[FileReader], options: LogOptions
) -> None:
    """Note what only the whole shows."""
    _note_zones(notes, digest, options)
    _note_robots(notes, digest, options)
    _note_overlaps(notes, readers)
    total = sum(digest.offsets.values())
    if total >= ENOUGH_REQUESTS and digest.greatest_client > ONE_CLIENT:
        notes.add("log_one_client", None, share=Share(digest.greatest_client))
    if digest.sessions.cut_short:
        limit = options.visitors_limit
        notes.add("log_visitors_many", None, count=digest.sessions.cut_short, limit=limit)


def _note_zones(notes: Notes, digest: Digest, options: LogOptions) -> None:
    ranked = sorted(digest.offsets.items(), key=lambda item: (-item[1], item[0]))
    told = ", ".join(f"{offset_name(offset)}: {count}" for offset, count in ranked)
    notes.tell("log_zones", zones=told)
    without = digest.offsets[NO_OFFSET] + digest.offsets[EPOCH_TIME]
    if without and options.zone is None:
        notes.add("log_zone_missing", None, count=without)


def _note_robots(notes: Notes, digest: Digest, options: LogOptions) -> None:
    robots = digest.robots
    count = robots.named + robots.behaving
    if not count:
        return
    whole = robots.people + (0 if options.keep_robots else count)
    notes.add(
        "log_robots_kept" if options.keep_robots else "log_robots",
        None,
        count=count,
        share=Share(count / whole),
        named=robots.named,
        behaving=robots.behaving,
        agents="; ".join(f"{name} ({number})" for name, number in robots.top()),
    )


def _note_overlaps(notes: Notes, readers: Sequence[FileReader]) -> None:
    """Note files that begin well before another one ends."""
    spans = [(r.first, r.last, r.file.name) for r in readers if r.first is not None]
    latest: tuple[int, str] | None = None
    for first, last, name in sorted(spans, key=lambda span: (span[0] or 0, span[2])):
        if latest is not None and first is not None and first < latest[0] - TOLERANCE:
            minutes = (min(latest[0], last or 0) - first) // MINUTE
            notes.add("log_overlap", name, 1, other=latest[1], minutes=minutes)
        if latest is None or (last or 0) > latest[0]:
            latest = last or 0, name
