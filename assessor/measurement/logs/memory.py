"""What was found out about a text is remembered by its hash, in a table of fixed size."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from assessor.measurement.logs.hashing import Words

Ints = NDArray[np.int64]


class Memory:
    """2^bits places; a text takes that of an older one, and looking up makes no object."""

    def __init__(self, find: Callable[[bytes, int], int], *, bits: int) -> None:
        self._find = find
        self._shift = np.uint64(64 - bits)
        self._hashes = np.zeros(1 << bits, np.uint64)
        # Place 0 would take the hash 0 for known; a hash that belongs elsewhere never matches.
        self._hashes[0] = np.uint64(1) << np.uint64(63)
        self._values = np.zeros(1 << bits, np.int64)

    def look_up(self, hashes: Words, texts: Callable[[Ints], list[bytes]]) -> Ints:
        """Value of each text, shape (n,); `texts(indices)` gives those not known yet."""
        places = (hashes >> self._shift).astype(np.int64)
        values = self._values[places]
        missing = np.flatnonzero(self._hashes[places] != hashes)
        if len(missing):
            new, first, inverse = np.unique(hashes[missing], return_index=True, return_inverse=True)
            unknown = texts(missing[first])
            fresh = np.fromiter(map(self._find, unknown, new.tolist()), np.int64, len(new))
            values[missing] = fresh[inverse]
            places = (new >> self._shift).astype(np.int64)
            self._hashes[places], self._values[places] = new, fresh
        return values
