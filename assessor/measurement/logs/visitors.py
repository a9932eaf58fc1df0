"""The visits that are under way, as columns sorted by visitor."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from assessor.measurement.logs.hashing import Words

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
LONG_AGO = -(2**62)
"""Before any time [µs]; differences to it fit in 64 bits."""


@dataclass
class Visits:
    """Columns of equal length, one element a visit."""

    visitor: Words
    start: Ints
    """First request. [µs]"""
    last: Ints
    """Latest request. [µs]"""
    last_page: Ints
    """Latest page, `LONG_AGO` if none yet. [µs]"""
    requests: Ints
    pages: Ints
    robot: Bools
    """Known for a robot by its behaviour."""

    def __len__(self) -> int:
        return len(self.visitor)

    def where(self, chosen: Bools | Ints) -> Visits:
        """The chosen visits, copied."""
        return Visits(*(getattr(self, f.name)[chosen] for f in fields(self)))

    def put(self, places: Ints, other: Visits) -> None:
        """Overwrite visits at some places."""
        for f in fields(self):
            getattr(self, f.name)[places] = getattr(other, f.name)

    def inserted(self, places: Ints, other: Visits) -> Visits:
        """With others put in before the places, which keep the order of visitors."""
        return Visits(
            *(
                np.insert(getattr(self, f.name), places, getattr(other, f.name))
                for f in fields(self)
            )
        )


def no_visits() -> Visits:
    """Nobody is here."""
    none = np.zeros(0, np.int64)
    return Visits(np.zeros(0, np.uint64), none, none, none, none, none, np.zeros(0, np.bool_))
