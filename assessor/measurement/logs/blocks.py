"""A block of lines at once: fields are found by the places of quotes and line ends.

Lines that are not exactly of the plain form go through `lines`, one by one, with the same result.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from assessor.measurement.logs.hashing import (
    Words,
    finished,
    hashes,
    hashes_of,
    windows,
)
from assessor.measurement.logs.layout import QUOTE, Layout
from assessor.measurement.logs.lines import LONGEST_HEAD, Format
from assessor.measurement.logs.options import LogOptions
from assessor.measurement.logs.rows import Ints, Rows, Vocabulary, unpacked_minutes
from assessor.measurement.logs.tails import forwarded_client, response_time
from assessor.measurement.logs.times import SECOND

Bools = NDArray[np.bool_]
_SPACE, _DASH, _QUESTION, _BACKSLASH, _OPEN, _CLOSE = b" -?\\[]"
_STAMP = 26
"""Length of `17/May/2015:10:05:03 +0000`."""
_DIGITS = 12
"""A longer size goes the slow way."""
_POWERS = 10.0 ** np.arange(_DIGITS - 1, -1, -1)
_LONGEST_HOST = 64
# ` - - [` before the time stamp and ` HTTP/1.1` at the end of a request, as little-endian words.
_NOBODY = int.from_bytes(b" - - [\0\0", "little")
_NOBODY_MASK = (1 << 48) - 1
_VERSION, _VERSION_MASK = int.from_bytes(b" HTTP/0.", "little"), (1 << 64) - 1 - (0xF << 48)
_SHORT, _SHORT_MASK = int.from_bytes(b" HTTP/0\0", "little"), (1 << 56) - 1 - (0xF << 48)
# All of a time stamp but its seconds, which are bytes 18 and 19.
_MINUTE_MASK = np.array([2**64 - 1, 2**64 - 1, 2**64 - 1 - (0xFFFF << 16), 0xFFFF], np.uint64)
_MINUTE_FACTORS = np.array(
    [0x8CB92BA72F3D8DD7, 0xABC98388FB8FAC03, 0x9FB21C651E98DF25, 0xE7037ED1A0B428DB], np.uint64
)


def plain_rows(
    buffer: bytes,
    layout: Layout,
    form: Format,
    vocabulary: Vocabulary,
    options: LogOptions,
) -> Rows:
    """Rows of the lines that are exactly of the plain form, combined or common.

    Their `line` counts from 0.
    """
    plain = _Plain(buffer, layout, form, np.flatnonzero(_may_be_plain(buffer, layout, form)))
    rows = Rows(
        plain.lines,
        *plain.times(vocabulary),
        plain.clients(),
        *plain.agents_and_codes(vocabulary),
        plain.status(),
        plain.sizes(),
        plain.seconds(options),
    )
    if form.forwarded:
        plain.put_forwarded(rows)
    return rows if plain.ok.all() else rows.where(plain.ok)


def _may_be_plain(buffer: bytes, layout: Layout, form: Format) -> Bools:
    quotes = 2 if form.family == "common" else 6
    more = form.tail and form.family == "combined"
    fits: Bools = layout.quotes >= quotes if more else layout.quotes == quotes
    if b"\\" in buffer:
        slashes = np.flatnonzero(layout.text == _BACKSLASH)
        escaped = slashes[layout.text[slashes + 1] == QUOTE]
        fits[np.searchsorted(layout.ends, escaped)] = False
    return fits


class _Plain:
    """The columns of plain lines; `ok` turns false where a field is not as it must be."""

    def __init__(self, buffer: bytes, layout: Layout, form: Format, lines: Ints) -> None:
        self._buffer, self._text = buffer, layout.text
        self._common, self._tail = form.family == "common", form.tail
        quotes = 2 if self._common else 6
        places = layout.marks[layout.first_mark[lines] + np.arange(quotes)[:, np.newaxis]]
        starts, ends = layout.starts[lines], layout.ends[lines]
        shaped = self._shaped(places, starts, ends)
        if not shaped.all():
            lines, starts, ends = lines[shaped], starts[shaped], ends[shaped]
            places = places[:, shaped]
        self.lines, self._starts, self._ends, self._quotes = lines, starts, ends, places
        self.ok = np.ones(len(lines), np.bool_)

    def _shaped(self, quotes: Ints, starts: Ints, ends: Ints) -> Bools:
        """Whether blanks and brackets stand where they must."""
        text, opening, closing = self._text, quotes[0], quotes[1]
        shaped: Bools = opening - starts >= _STAMP + 6
        shaped &= opening - starts <= _STAMP + LONGEST_HEAD
        shaped &= (text[opening - 1] == _SPACE) & (text[opening - 2] == _CLOSE)
        shaped &= text[opening - 3 - _STAMP] == _OPEN
        shaped &= (text[closing + 1] == _SPACE) & (closing + 7 <= ends)
        shaped &= text[closing + 5] == _SPACE
        if self._common:
            return shaped
        shaped &= (text[quotes[2] - 1] == _SPACE) & (quotes[2] > closing + 7)
        shaped &= (quotes[4] == quotes[3] + 2) & (text[quotes[3] + 1] == _SPACE)
        if not self._tail:
            shaped &= ends == quotes[5] + 1
        return shaped

    def times(self, vocabulary: Vocabulary) -> tuple[Ints, Ints]:
        """Moment [µs] and offset [min]; whole minutes are looked up, seconds are read."""
        stamps = self._quotes[0] - 2 - _STAMP
        words = windows(self._buffer, stamps, 32).view("<u8").astype(np.uint64, copy=False)
        tens, ones = ((words[:, 2] >> np.uint64(shift)) & np.uint64(255) for shift in (16, 24))
        self.ok &= (tens >= 48) & (tens <= 54) & (ones >= 48) & (ones <= 57)
        seconds = (tens * np.uint64(10) + ones).astype(np.int64) - 528
        self.ok &= seconds <= 60
        words &= _MINUTE_MASK
        words ^= words >> np.uint64(32)
        words *= _MINUTE_FACTORS
        words ^= words >> np.uint64(32)
        keys = finished(words @ _MINUTE_FACTORS)
        packed = vocabulary.minutes.look_up(keys, self._slicer(stamps, stamps + _STAMP))
        self.ok &= packed >= 0
        minute, offset = unpacked_minutes(packed)
        return minute + seconds * SECOND, offset

    def clients(self) -> Words:
        """Hash of the first field."""
        bracket = self._quotes[0] - 3 - _STAMP
        ends = bracket - 5
        head = self._words(ends, _NOBODY_MASK)
        usual = (head == np.uint64(_NOBODY)) & (ends > self._starts)
        if not usual.all():
            others = np.flatnonzero(~usual)
            blank = windows(self._buffer, self._starts[others], _LONGEST_HOST) == _SPACE
            length = blank.argmax(axis=1)
            self.ok[others] &= (length > 0) & (self._starts[others] + length < bracket[others])
            ends[others] = self._starts[others] + length
        return hashes(self._buffer, self._starts, ends - self._starts)

    def agents_and_codes(self, vocabulary: Vocabulary) -> tuple[Words, Ints]:
        """Hash of the user agent; class and flags of the request."""
        starts = self._quotes[0] + 1
        ends = self._request_ends()
        keys = hashes(self._buffer, starts, ends - starts)
        code = vocabulary.requests.look_up(keys, self._slicer(starts, ends))
        if self._common:
            return hashes_of([b""]).repeat(len(code)), code
        starts, ends = self._quotes[4] + 1, self._quotes[5]
        agents = hashes(self._buffer, starts, ends - starts)
        return agents, code | vocabulary.agents.look_up(agents, self._slicer(starts, ends))

    def _request_ends(self) -> Ints:
        """Where method and path end: before the query or before ` HTTP/1.1`."""
        opening, closing = self._quotes[0], self._quotes[1]
        ends: Ints = closing - 9
        long = self._words(ends, _VERSION_MASK) == np.uint64(_VERSION)
        if not long.all():
            short = self._words(closing - 7, _SHORT_MASK) == np.uint64(_SHORT)
            ends = np.where(long, ends, closing - 7)
            self.ok &= long | short
        self.ok &= ends > opening
        ends = np.maximum(ends, opening + 1)
        marks = np.flatnonzero(self._text == _QUESTION)
        if len(marks):
            marks = np.append(marks, len(self._text))
            ends = np.minimum(ends, marks[np.searchsorted(marks, opening)])
        return ends

    def status(self) -> Ints:
        """Three digits."""
        closing = self._quotes[1]
        digits = [self._text[closing + n].astype(np.int64) - 48 for n in (2, 3, 4)]
        for digit in digits:
            self.ok &= (digit >= 0) & (digit <= 9)
        status: Ints = 100 * digits[0] + 10 * digits[1] + digits[2]
        return status

    def sizes(self) -> Ints:
        """Bytes sent, -1 for a dash."""
        starts, ends = self._quotes[1] + 6, self._size_ends()
        digits = windows(self._buffer, ends - _DIGITS, _DIGITS) - np.uint8(48)
        length = ends - starts
        self.ok &= (length >= 1) & (length <= _DIGITS)
        digits[np.arange(_DIGITS) < (_DIGITS - length)[:, np.newaxis]] = 0
        dash = (length == 1) & (self._text[starts] == _DASH)
        self.ok &= (digits <= 9).all(axis=1) | dash
        return np.where(dash, -1, (digits @ _POWERS).astype(np.int64))

    def _size_ends(self) -> Ints:
        if not self._common:
            before_quote: Ints = self._quotes[2] - 1
            return before_quote
        if not self._tail:
            return self._ends
        starts = self._quotes[1] + 6
        blank = windows(self._buffer, starts, _DIGITS + 1) == _SPACE
        ends = np.where(blank.any(axis=1), starts + blank.argmax(axis=1), self._ends)
        return np.minimum(ends, self._ends)

    def seconds(self, options: LogOptions) -> NDArray[np.float64]:
        """Response time in the trailing fields, nan where there is none. [s]"""
        if not self._tail:
            return np.full(len(self.lines), np.nan)
        unit = options.last_number
        return np.array([response_time(tail, unit) for tail in self._tails()], np.float64)

    def put_forwarded(self, rows: Rows) -> None:
        """Put the client that a proxy forwarded for in place of the proxy."""
        found = [forwarded_client(tail) for tail in self._tails()]
        told = [n for n, client in enumerate(found) if client not in (None, b"-")]
        rows.client[told] = hashes_of([found[n] or b"" for n in told])

    def _tails(self) -> list[bytes]:
        starts = self._size_ends() if self._common else self._quotes[5] + 1
        return self._slices(starts, self._ends)

    def _words(self, places: Ints, mask: int) -> Words:
        words = windows(self._buffer, places, 8).view("<u8").astype(np.uint64, copy=False)[:, 0]
        return words & np.uint64(mask)

    def _slicer(self, starts: Ints, ends: Ints) -> Callable[[Ints], list[bytes]]:
        return lambda chosen: self._slices(starts[chosen], ends[chosen])

    def _slices(self, starts: Ints, ends: Ints) -> list[bytes]:
        pairs = zip(starts.tolist(), ends.tolist(), strict=True)
        return [self._buffer[start:end] for start, end in pairs]
