"""Text of a measured file, compressed or not, line by line, with the hash of its bytes."""

from __future__ import annotations

import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from assessor.errors import InputError, Problem
from assessor.measurement.metrics.tally import Tally
from assessor.measurement.model import SourceFile

LINE_LIMIT = 64_000_000
"""Characters; a longer line belongs to no log or table."""
TEXT_LIMIT_MIB = 256
"""Of a file that must be read as a whole (JSON)."""
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_FOREIGN = {
    b"PK\x03\x04": "xlsx",
    b"\xd0\xcf\x11\xe0": "xls",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"(\xb5/\xfd": "zstd",
    b"PAR1": "parquet",
}


class _Hashing(io.RawIOBase):
    """A file that hashes what is read from it."""

    def __init__(self, path: Path) -> None:
        self._raw = path.open("rb", buffering=0)
        self.hash = hashlib.sha256()
        self.size = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        count = self._raw.readinto(buffer) or 0
        self.hash.update(memoryview(buffer)[:count])
        self.size += count
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()


class SourceText:
    """An opened file: iterate its lines once, then ask for its source.

    Raises
    ------
    InputError
        From the constructor: the file cannot be opened.
    """

    def __init__(self, path: str | Path, tally: Tally) -> None:
        self._name = str(path)
        self._tally = tally
        try:
            self._raw = _Hashing(Path(path))
        except FileNotFoundError:
            raise InputError([Problem("file_missing", {}, self._name)]) from None
        except OSError as error:
            reason = {"reason": error.strerror or str(error)}
            raise InputError([Problem("file_not_readable", reason, self._name)]) from None
        self._buffer = io.BufferedReader(self._raw, 1 << 16)
        # Held, or its end would close the file before the rest of it is hashed.
        self._stream: io.TextIOWrapper | None = None
        self.number = 0
        """Of the line read last, from 1."""

    def __enter__(self) -> SourceText:
        return self

    def __exit__(self, *error: object) -> None:
        self._buffer.close()

    def lines(self) -> Iterator[str]:
        """Lines with their ends; a file that breaks off ends there and is told."""
        text = self._text()
        if text is None:
            return
        try:
            while line := text.readline(LINE_LIMIT):
                self.number += 1
                if "\ufffd" in line:
                    self._tally.add("metrics_not_utf8", self.number)
                if "\0" in line:
                    self._tally.refuse("metrics_binary", self.number, kind="binary")
                    return
                if len(line) >= LINE_LIMIT:
                    self._tally.refuse("metrics_line_too_long", self.number, limit=LINE_LIMIT)
                    return
                yield line
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            self._tally.add("metrics_breaks_off", self.number, reason=str(error))

    def whole(self) -> str | None:
        """The text as one; None where it is too long or no text."""
        parts, size = [], 0
        for line in self.lines():
            parts.append(line)
            size += len(line)
            if size > TEXT_LIMIT_MIB * 2**20:
                self._tally.refuse("metrics_text_too_long", limit_mib=TEXT_LIMIT_MIB)
                return None
        return None if self._tally.refusing else "".join(parts)

    def source(
        self,
        name: str,
        *,
        used: int = 0,
        first: datetime | None = None,
        last: datetime | None = None,
    ) -> SourceFile:
        """What was read, hashed to the end of the file.

        Parameters
        ----------
        name
            Of the format.
        used, first, last
            Lines or points that count, local clock time of the first and the last.
        """
        while self._buffer.read(1 << 20):
            pass
        return SourceFile(
            self._name, self._raw.hash.hexdigest(), self._raw.size, name, self.number, used,
            first, last,
        )  # fmt: skip

    def _text(self) -> io.TextIOWrapper | None:
        start = self._buffer.peek(8)[:8]
        stream: Any = self._buffer
        if start.startswith(b"\x1f\x8b"):
            stream = io.BufferedReader(gzip.GzipFile(fileobj=self._buffer))
            try:
                start = stream.peek(8)[:8]
            except (EOFError, zlib.error, gzip.BadGzipFile) as error:
                self._tally.add("metrics_breaks_off", 0, reason=str(error))
                return None
        foreign = next((kind for mark, kind in _FOREIGN.items() if start.startswith(mark)), None)
        if foreign:
            self._tally.refuse("metrics_binary", kind=foreign)
            return None
        encoding = next((name for mark, name in _MARKS if start.startswith(mark)), "utf-8")
        self._stream = io.TextIOWrapper(stream, encoding, "replace", newline="")
        return self._stream
