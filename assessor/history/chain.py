"""The chain: every snapshot holds the hash of the one before, HEAD that of the last.

A changed, lost or slipped-in snapshot shows. Cutting off the newest ones together with a rewritten
HEAD does not: for that, keep the last hash somewhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from assessor.errors import DocumentError, Problem, errors_in
from assessor.history.snapshots import HEAD, Head, Snapshot, read_head, read_snapshot, time_of


def read_snapshots(folder: Path) -> tuple[Snapshot, ...]:
    """All snapshots of a folder, oldest first; empty where there are none.

    Raises
    ------
    DocumentError
        The chain is broken.
    """
    problems = check_chain(folder)
    if errors_in(problems):
        raise DocumentError(problems)
    return _readable(folder)[0]


def check_chain(folder: Path) -> tuple[Problem, ...]:
    """Every break of the chain of a `snapshots` folder."""
    snapshots, problems = _readable(folder)
    if not problems:
        problems = [*_links(snapshots), *_head(folder, snapshots)]
    return tuple(problems)


def _readable(folder: Path) -> tuple[tuple[Snapshot, ...], list[Problem]]:
    snapshots, problems = [], []
    for path in sorted(folder.glob("*.json")):
        try:
            time_of(path.name)
            snapshots.append(read_snapshot(path))
        except (ValueError, OSError) as error:
            problems.append(Problem("snapshot_unreadable", {"why": str(error)}, str(path)))
    return tuple(snapshots), problems


def _links(snapshots: Sequence[Snapshot]) -> Iterator[Problem]:
    for place, snapshot in enumerate(snapshots, start=1):
        if snapshot.number != place:
            yield Problem(
                "snapshot_number", {"found": snapshot.number, "expected": place}, str(snapshot.path)
            )
        if snapshot.at != time_of(snapshot.path.name):
            yield Problem("snapshot_renamed", {"at": snapshot.at.isoformat()}, str(snapshot.path))
    if snapshots and snapshots[0].previous is not None:
        yield Problem("snapshot_first_missing", {}, str(snapshots[0].path))
    for earlier, later in pairwise(snapshots):
        if later.previous != earlier.sha256:
            yield Problem("snapshot_changed", {"after": later.path.name}, str(earlier.path))


def _head(folder: Path, snapshots: Sequence[Snapshot]) -> Iterator[Problem]:
    place = str(folder / HEAD)
    try:
        head = read_head(folder)
    except (ValueError, OSError) as error:
        yield Problem("snapshot_unreadable", {"why": str(error)}, place)
        return
    if head is None:
        if snapshots:
            yield Problem("snapshot_head_missing", {"count": len(snapshots)}, place)
    elif head.count > len(snapshots):
        lost = {"count": head.count, "found": len(snapshots)}
        yield Problem("snapshot_lost", lost, place)
    elif head.count < len(snapshots):
        yield _behind(place, head, snapshots)
    elif snapshots and head.last != snapshots[-1].sha256:
        yield Problem("snapshot_changed", {"after": HEAD}, str(snapshots[-1].path))


def _behind(place: str, head: Head, snapshots: Sequence[Snapshot]) -> Problem:
    """HEAD one short of an intact chain is what a crash between the two writes leaves."""
    before = snapshots[head.count - 1].sha256 if head.count else None
    harmless = head.count == len(snapshots) - 1 and head.last == before
    params = {"count": head.count, "found": len(snapshots)}
    return Problem(
        "snapshot_head_behind", params, place, severity="warning" if harmless else "error"
    )
