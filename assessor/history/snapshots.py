"""The form of a snapshot file and of HEAD: names, hashes, contents."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assessor.documents import to_json

SCHEMA = "snapshot@1"
HEAD = "HEAD"
_STAMP = "%Y%m%dT%H%M%S%fZ"


@dataclass(frozen=True)
class Snapshot:
    """One study as it was: `number` counts from 1, `previous` is the hash of the file before."""

    path: Path
    number: int
    at: datetime
    previous: str | None
    sha256: str
    note: str | None
    inputs: Mapping[str, Any]
    study: Mapping[str, Any]


@dataclass(frozen=True)
class Head:
    """How many snapshots there are, and the hash of the last."""

    count: int
    last: str | None


def file_name(at: datetime) -> str:
    """`20230717T070000000000Z.json`, so that names sort by time.

    Raises
    ------
    ValueError
        A time without a zone.
    """
    if at.tzinfo is None:
        raise ValueError(f"a snapshot needs a time with its zone, got {at!r}")
    return f"{at.astimezone(UTC).strftime(_STAMP)}.json"


def time_of(name: str) -> datetime:
    """The time in a file name; `ValueError` where it has none."""
    stem = name.removesuffix(".json")
    found = datetime.strptime(stem, _STAMP).replace(tzinfo=UTC)
    if file_name(found) != f"{stem}.json":
        raise ValueError(f"{name!r} is no snapshot's name")
    return found


def content(
    number: int,
    at: datetime,
    previous: str | None,
    *,
    note: str | None,
    inputs: Mapping[str, Any],
    study: Mapping[str, Any],
) -> str:
    """The text of a snapshot file."""
    return to_json(
        {
            "schema": SCHEMA,
            "number": number,
            "at": at.astimezone(UTC).isoformat(),
            "previous": previous,
            "note": note,
            "inputs": dict(inputs),
            "study": dict(study),
        }
    )


def read_snapshot(path: Path) -> Snapshot:
    """A snapshot from its file.

    Raises
    ------
    ValueError
        The file is no snapshot.
    OSError
        It cannot be read.
    """
    raw = path.read_bytes()
    data = json.loads(raw.decode("utf-8"))
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise ValueError(f"{path.name} is not {SCHEMA}")
    try:
        return Snapshot(
            path=path,
            number=int(data["number"]),
            at=datetime.fromisoformat(data["at"]),
            previous=data["previous"],
            sha256=hashlib.sha256(raw).hexdigest(),
            note=data["note"],
            inputs=data["inputs"],
            study=data["study"],
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"{path.name} lacks {error}") from error


def read_head(folder: Path) -> Head | None:
    """What HEAD says; none where there is no such file.

    Raises
    ------
    ValueError
        It does not hold count and hash.
    """
    path = folder / HEAD
    if not path.exists():
        return None
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return Head(int(data["count"]), data["last"])
    except (KeyError, TypeError) as error:
        raise ValueError(f"HEAD lacks {error}") from error


def head_text(head: Head) -> str:
    """The text of HEAD."""
    return to_json({"count": head.count, "last": head.last}, indent=None) + "\n"
