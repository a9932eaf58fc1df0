"""Identities of pieces of text: 64-bit hashes of many spans of one buffer at once.

Fields of a log line (address, user agent, path) are told apart by hash, so that no object is
made for each of them. Among 10 million different texts two share a hash with probability 3e-6.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]
Ints = NDArray[np.int64]

FRONT, BACK = 64, 1040
"""Bytes of padding around a buffer, so that windows at its edges stay inside."""
LONGEST = 1024
"""Bytes of a text that enter its hash; its length enters too."""
_TIERS = (16, 32, 64, 128, 256, LONGEST)
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_HALF, _THIRD = np.uint64(32), np.uint64(31)
# Odd multipliers, one a word of text; any fixed ones do, they must only not change within a run.
_FACTORS = np.random.default_rng(20230717).integers(0, 2**63, LONGEST // 8, np.uint64) * np.uint64(
    2
) + np.uint64(1)


def _masks(width: int) -> Words:
    """Row n keeps the first n bytes of a text of little-endian words, shape (width + 1, words)."""
    kept = np.arange(width) < np.arange(width + 1)[:, np.newaxis]
    return np.where(kept, np.uint8(255), np.uint8(0)).view("<u8").astype(np.uint64)


_MASKS: dict[int, Words] = {}


def windows(buffer: bytes, starts: Ints, width: int) -> NDArray[np.uint8]:
    """The `width` bytes from each start, shape (n, width); a copy."""
    every = np.ndarray((len(buffer) - width + 1,), f"V{width}", buffer, strides=(1,))
    return every[starts].view(np.uint8).reshape(-1, width)


def hashes(buffer: bytes, starts: Ints, lengths: Ints) -> Words:
    """Hash of each span; the same text has the same hash in every buffer.

    Parameters
    ----------
    buffer
        Padded with `BACK` bytes.
    starts, lengths
        Shape (n,), lengths ≥ 0. [B]
    """
    if not len(starts):
        return np.zeros(0, np.uint64)
    width = next(
        w for w in _TIERS if w == LONGEST or np.count_nonzero(lengths > w) <= len(lengths) // 20
    )
    found = _tier(buffer, starts, lengths, width)
    if width < LONGEST:
        # The few longer ones once more, in wider windows.
        longer = np.flatnonzero(lengths > width)
        if len(longer):
            found[longer] = hashes(buffer, starts[longer], lengths[longer])
    return found


def _tier(buffer: bytes, starts: Ints, lengths: Ints, width: int) -> Words:
    if width not in _MASKS:
        _MASKS[width] = _masks(width)
    words = windows(buffer, starts, width).view("<u8").astype(np.uint64, copy=False)
    words &= _MASKS[width][np.minimum(lengths, width)]
    # Without both shifts a difference in the last byte of two words could cancel.
    words ^= words >> _HALF
    words *= _SPREAD
    words ^= words >> _HALF
    return finished(words @ _FACTORS[: width // 8] + lengths.astype(np.uint64) * _SPREAD)


def finished(mixed: Words) -> Words:
    """Spread every bit to the top, where tables look."""
    mixed ^= mixed >> _THIRD
    mixed *= _SPREAD
    return mixed


def joined(texts: Sequence[bytes]) -> tuple[bytes, Ints, Ints]:
    """Buffer, starts and lengths of separate texts."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    starts = FRONT + np.cumsum(lengths) - lengths
    return b"".join((b"\0" * FRONT, *texts, b"\0" * BACK)), starts, lengths


def hashes_of(texts: Sequence[bytes]) -> Words:
    """Hash of each text, as `hashes` gives it."""
    return hashes(*joined(texts))
