"""One line of an access log in any of the known formats: exact, and slower than whole blocks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from assessor.measurement.logs.json_lines import JsonLines
from assessor.measurement.logs.kinds import request_key
from assessor.measurement.logs.options import LogOptions
from assessor.measurement.logs.tails import (
    NAN,
    forwarded_client,
    has_forwarded_client,
    has_whole_number,
    response_time,
)
from assessor.measurement.logs.times import Moment, parse_clf

Family = Literal["combined", "common", "vhost", "json"]

_QUOTED = rb"\"((?:[^\"\\]|\\.)*)\""
# Bounded, so that no line can be made to take time that grows with its square.
LONGEST_HEAD = 2048
"""Bytes before the time stamp at most."""
_HEAD = rb"([^\"]{1,2048}?)\[([^\[\]\"]{1,64})\] " + _QUOTED + rb" (\d{3}) (\d+|-)"
_COMBINED = re.compile(_HEAD + rb" " + _QUOTED + rb" " + _QUOTED + rb"(.*)", re.DOTALL)
_COMMON = re.compile(_HEAD + rb"(| [^\"]*(?:\"[^\"]*\"[^\"]*)*)", re.DOTALL)
_VHOST = re.compile(rb"[^ ]+:\d+ (?=[^ ]*[.:])")


class Line(NamedTuple):
    """The fields of a request that count."""

    client: bytes
    moment: Moment | None
    """None where the date cannot be."""
    request: bytes
    """Method and path without the query; no blank inside where there was no request."""
    status: int
    size: int
    """-1 where none is told. [B]"""
    agent: bytes | None
    """None where the format has none."""
    seconds: float
    """Response time, nan where none is told. [s]"""


@dataclass(frozen=True)
class Format:
    """What the first lines of a file look like."""

    family: Family = "combined"
    tail: bool = False
    """Fields follow the known ones."""
    forwarded: bool = False
    """One of them is the address of the client behind a proxy."""
    timed: bool = False
    """One of them is a response time."""
    number: bool = False
    """The last is a whole number of an unknown unit."""

    @property
    def name(self) -> str:
        """As told to the user."""
        if self.family == "combined" and (self.timed or self.forwarded):
            return "nginx"
        return self.family


class LineParser:
    """Reads single lines as one file's format or, failing that, as any other."""

    def __init__(self, options: LogOptions, form: Format) -> None:
        self._options, self.format = options, form
        self.json = JsonLines(options)

    def parse(self, line: bytes) -> tuple[Family, Line] | None:
        """Family and fields of a line without its line end; None where it is in no format."""
        own = self.format.family
        if line.startswith(b"{") and (found := self.json.parse(line)):
            return "json", Line(*found)
        if own == "vhost" and (prefix := _VHOST.match(line)):
            inner = self._combined(line[prefix.end() :])
            return None if inner is None else ("vhost", inner)
        if inner := self._combined(line):
            return "combined", inner
        if inner := self._common(line):
            return "common", inner
        return None

    def _combined(self, line: bytes) -> Line | None:
        match = _COMBINED.fullmatch(line)
        if match is None:
            return None
        head, time, request, status, size, _, agent, tail = match.groups()
        return self._line(head, time, request, status, size, agent, tail)

    def _common(self, line: bytes) -> Line | None:
        match = _COMMON.fullmatch(line)
        if match is None:
            return None
        head, time, request, status, size, tail = match.groups()
        return self._line(head, time, request, status, size, None, tail)

    def _line(
        self,
        head: bytes,
        time: bytes,
        request: bytes,
        status: bytes,
        size: bytes,
        agent: bytes | None,
        tail: bytes,
    ) -> Line | None:
        client = client_of(head)
        if not client:
            return None
        seconds = NAN
        if tail and not tail.isspace():
            seconds = response_time(tail, self._options.last_number)
            if self.format.forwarded and (ahead := forwarded_client(tail)) not in (None, b"-"):
                client = ahead or client
        told = -1 if size == b"-" or len(size) > 15 else int(size)
        moment = parse_clf(time)
        return Line(client, moment, request_key(request), int(status), told, agent, seconds)


def client_of(head: bytes) -> bytes:
    """What stands before ` - - ` or, where a user is told, before the first blank."""
    return head[:-5] if head.endswith(b" - - ") else head.rpartition(b" ")[0].partition(b" ")[0]


def detect(lines: Sequence[bytes], options: LogOptions) -> Format | None:
    """The format of most of the lines; None where none is in any."""
    families = [_family(line) for line in lines]
    votes = Counter(family for family in families if family)
    if not votes:
        return None
    family = votes.most_common(1)[0][0]
    tails = [_tail(line, own) for line, own in zip(lines, families, strict=True) if own == family]
    tails = [tail for tail in tails if tail.strip()]
    timed = any(response_time(tail, options.last_number) >= 0 for tail in tails)
    return Format(
        family=family,
        tail=bool(tails),
        forwarded=options.forwarded and any(map(has_forwarded_client, tails)),
        timed=timed,
        number=not timed and any(map(has_whole_number, tails)),
    )


def _family(line: bytes) -> Family | None:
    if line.startswith(b"{"):
        return "json"
    prefix = _VHOST.match(line)
    if prefix and _COMBINED.fullmatch(line, prefix.end()):
        return "vhost"
    if _COMBINED.fullmatch(line):
        return "combined"
    return "common" if _COMMON.fullmatch(line) else None


def _tail(line: bytes, family: Family) -> bytes:
    pattern = _COMMON if family == "common" else _COMBINED
    match = pattern.fullmatch(line)
    return match[match.lastindex or 0] if match else b""
