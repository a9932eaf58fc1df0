"""Requests wait until no earlier one can follow, and go on in the order of time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessor.measurement.logs.hashing import Words
from assessor.measurement.logs.rows import Ints, Rows

Codes = NDArray[np.int32]
HELD_LIMIT = 2_000_000
"""Requests that wait at most; beyond, they go on in the order in which they are."""


@dataclass(frozen=True)
class Requests:
    """What is still needed of requests, in columns."""

    time: Ints
    """[µs]"""
    visitor: Words
    code: Codes
    size: Ints
    """-1 where none is told. [B]"""
    seconds: NDArray[np.float64] | None
    """nan where none is told; None where none of them is. [s]"""

    def __len__(self) -> int:
        return len(self.time)

    def where(self, chosen: NDArray[np.bool_] | Ints) -> Requests:
        """The chosen requests."""
        return Requests(
            time=self.time[chosen],
            visitor=self.visitor[chosen],
            code=self.code[chosen],
            size=self.size[chosen],
            seconds=None if self.seconds is None else self.seconds[chosen],
        )


def requests_of(rows: Rows) -> Requests:
    """The columns that go on."""
    told = not np.isnan(rows.seconds).all()
    code = rows.code.astype(np.int32)
    return Requests(rows.time, rows.visitor, code, rows.size, rows.seconds if told else None)


class Waiting:
    """The requests that wait."""

    def __init__(self) -> None:
        self._parts: list[Requests] = []
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, requests: Requests) -> None:
        """Let requests wait."""
        if len(requests):
            self._parts.append(requests)
            self._count += len(requests)

    def before(self, moment: int) -> Requests | None:
        """Take out the requests before a moment [µs], in the order of time; None if none is."""
        early = [part.time < moment for part in self._parts]
        taken = [p.where(e) for p, e in zip(self._parts, early, strict=True) if e.any()]
        if not taken:
            return None
        self._parts = [p.where(~e) for p, e in zip(self._parts, early, strict=True) if not e.all()]
        self._count = sum(map(len, self._parts))
        return _in_order(taken)


def _in_order(parts: list[Requests]) -> Requests:
    seconds: NDArray[np.float64] | None = None
    if any(part.seconds is not None for part in parts):
        none = np.array([np.nan])
        seconds = np.concatenate(
            [none.repeat(len(p)) if p.seconds is None else p.seconds for p in parts]
        )
    joined = Requests(
        time=np.concatenate([part.time for part in parts]),
        visitor=np.concatenate([part.visitor for part in parts]),
        code=np.concatenate([part.code for part in parts]),
        size=np.concatenate([part.size for part in parts]),
        seconds=seconds,
    )
    # Nearly sorted already, which this kind of sort takes advantage of.
    order = np.argsort(joined.time, kind="stable")
    return joined.where(order)
