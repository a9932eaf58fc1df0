"""A log file as blocks of whole lines, unpacked and hashed in the same pass."""

from __future__ import annotations

import hashlib
import itertools
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assessor.measurement.logs.hashing import BACK, FRONT
from assessor.measurement.logs.noting import Notes

LINE_LIMIT = 1 << 21
"""A longer line is passed over. [B]"""
GZIP = b"\x1f\x8b"
_PACKED = {b"BZh": "bzip2", b"\xfd7zXZ": "xz", b"\x28\xb5\x2f\xfd": "zstd", b"PK\x03\x04": "zip"}
_LONGEST_MAGIC = 6
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Block:
    """Whole lines between paddings, each with its line end."""

    buffer: bytes
    first_line: int
    open_end: bool = False
    """The one line has no line end in the file; it is given one here."""

    @property
    def text(self) -> bytes:
        """The lines without the paddings."""
        return self.buffer[FRONT:-BACK]


class LogFile:
    """Reads one file once. Whoever takes a block adds its lines to `lines` before the next."""

    def __init__(self, path: Path, notes: Notes, *, block: int) -> None:
        self.path, self.name, self.lines = path, str(path), 0
        self.bytes = 0
        """Bytes on disk read so far."""
        self._notes, self._block = notes, block
        self._digest = hashlib.sha256()
        self._trouble = ""
        self._nul_line = 0

    @property
    def sha256(self) -> str:
        """Of the bytes on disk read so far."""
        return self._digest.hexdigest()

    def note(self, code: str, line: int | None = None, **params: Any) -> None:
        """Something odd about this file, by default at the line that follows the last one."""
        self._notes.add(code, self.name, line or self.lines + 1, **params)

    def blocks(self) -> Iterator[Block]:
        """The lines, in order; what is wrong with the bytes is noted."""
        rest = b""
        skipping = False
        for chunk in self._gathered():
            if skipping:
                end = chunk.find(b"\n") + 1
                if not end:
                    continue
                chunk, skipping, self.lines = chunk[end:], False, self.lines + 1
            chunk, rest = self._without_long_line(rest, chunk)
            cut = chunk.rfind(b"\n") + 1
            if cut:
                yield _block(rest, memoryview(chunk)[:cut], self.lines + 1)
                rest = chunk[cut:]
            else:
                rest += chunk
            if len(rest) > LINE_LIMIT:
                self.note("log_line_long", limit=LINE_LIMIT)
                rest, skipping = b"", True
        self.lines += skipping
        if rest and not self._trouble:
            yield _block(rest, b"\n", self.lines + 1, open_end=True)
        if self._trouble:
            self.note(self._trouble, max(self.lines, 1), lines=self.lines, bytes=self.bytes)

    def _without_long_line(self, rest: bytes, chunk: bytes) -> tuple[bytes, bytes]:
        end = chunk.find(b"\n")
        if end < 0 or len(rest) + end <= LINE_LIMIT:
            return chunk, rest
        self.note("log_line_long", limit=LINE_LIMIT)
        self.lines += 1
        return chunk[end + 1 :], b""

    def _gathered(self) -> Iterator[bytes]:
        """Chunks of about the block's size without NUL bytes and byte order mark."""
        held: list[bytes] = []
        size, first = 0, True
        for piece in self._unpacked():
            held.append(piece)
            size += len(piece)
            if size >= self._block:
                yield self._cleaned(b"".join(held), first)
                held, size, first = [], 0, False
        if size:
            yield self._cleaned(b"".join(held), first)

    def _cleaned(self, chunk: bytes, first: bool) -> bytes:
        if first and chunk.startswith(_BOM):
            chunk = chunk[len(_BOM) :]
        if b"\0" not in chunk:
            return chunk
        for number, line in enumerate(chunk.split(b"\n"), start=self.lines + 1):
            if b"\0" in line and number > self._nul_line:
                self.note("log_nul", number)
                self._nul_line = number
        return chunk.replace(b"\0", b"")

    def _unpacked(self) -> Iterator[bytes]:
        chunks = self._raw()
        head = next(chunks, b"")
        packed = next((name for magic, name in _PACKED.items() if head.startswith(magic)), None)
        if packed:
            self.note("log_packed", 1, kind=packed, result="requests")
            _drain(chunks)
        elif head.startswith(GZIP):
            yield from self._gunzipped(head, chunks)
        else:
            if head and self.path.suffix == ".gz":
                self.note("log_not_gzip", 1)
            yield head
            yield from chunks

    def _raw(self) -> Iterator[bytes]:
        try:
            with self.path.open("rb", buffering=0) as file:
                while chunk := file.read(max(self._block, _LONGEST_MAGIC)):
                    self._digest.update(chunk)
                    self.bytes += len(chunk)
                    yield chunk
        except OSError as error:
            self.note("log_not_opened", reason=error.strerror or str(error), result="requests")

    def _gunzipped(self, head: bytes, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """Members one after another; a broken one ends the reading but not the hashing."""
        member, members, fresh = zlib.decompressobj(31), 0, True
        for data in itertools.chain((head,), chunks):
            while data:
                if member.eof:
                    data = data.lstrip(b"\0")
                    member, members, fresh = zlib.decompressobj(31), members + 1, True
                    continue
                before = member.copy()
                try:
                    text = member.decompress(data, self._block)
                except zlib.error:
                    yield from _until_broken(before, data)
                    beyond = members and fresh and not data.startswith(GZIP[: len(data)])
                    self._trouble = "log_gzip_rest" if beyond else "log_gzip_broken"
                    _drain(chunks)
                    return
                yield text
                fresh = False
                data = member.unused_data if member.eof else member.unconsumed_tail
        while not member.eof and (more := member.decompress(b"", self._block)):
            yield more
        if not member.eof and not (members and fresh):
            self._trouble = "log_gzip_cut"


def _until_broken(member: zlib._Decompress, data: bytes) -> Iterator[bytes]:
    """What a broken piece gives before its first bad byte."""
    try:
        for place in range(len(data)):
            yield member.decompress(data[place : place + 1])
    except zlib.error:
        return


def _block(
    rest: bytes, lines: bytes | memoryview, first_line: int, *, open_end: bool = False
) -> Block:
    return Block(b"".join((b"\0" * FRONT, rest, lines, b"\0" * BACK)), first_line, open_end)


def _drain(chunks: Iterator[bytes]) -> None:
    for _ in chunks:
        pass
