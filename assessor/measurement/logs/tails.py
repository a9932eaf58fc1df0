"""What stands behind the known fields of a line: response time, forwarded client."""

from __future__ import annotations

import re
from typing import Literal

NAN = float("nan")
_NAMED = re.compile(
    rb"\b(?:rt|request_?time|req_?time|rtime|duration|time|took|resp(?:onse)?_?time)"
    rb"[=:]\"?(\d+\.\d+)(?=[\s\",;]|$)"
)
# nginx writes its times with exactly three decimals; its gzip ratio has two.
_BARE = re.compile(rb"(?<![^\s\"])\d+\.\d{3}(?=[\s\"]|$)")
_WHOLE = re.compile(rb"(?<!\S)(\d+)\s*$")
_ADDRESSES = re.compile(rb"\"([0-9a-fA-F.:]{3,45}|-)(?:, *[0-9a-fA-F.:]{3,45})*\"")
_UNITS = {"s": 1.0, "ms": 1e-3, "us": 1e-6}


def response_time(tail: bytes, last_number: Literal["s", "ms", "us"] | None) -> float:
    """Response time in the trailing fields, nan where there is none. [s]

    A named one goes before bare ones; of several bare ones the greatest is the request's, since
    that of the upstream server is a part of it.
    """
    if last_number is not None and (whole := _WHOLE.search(tail)):
        return int(whole[1]) * _UNITS[last_number]
    if named := _NAMED.search(tail):
        return float(named[1])
    bare = _BARE.findall(tail)
    return max(map(float, bare)) if bare else NAN


def has_whole_number(tail: bytes) -> bool:
    """Whether the line ends in a whole number, whose unit is anybody's guess."""
    return _WHOLE.search(tail) is not None


def forwarded_client(tail: bytes) -> bytes | None:
    """First address of a quoted forwarded-for field; `-` where the field is there but empty."""
    match = _ADDRESSES.search(tail)
    return match[1] if match else None


def has_forwarded_client(tail: bytes) -> bool:
    """Whether a quoted field is an address: one of digits and dots alone could be a number."""
    client = forwarded_client(tail)
    return client is not None and (client.count(b".") == 3 or client.count(b":") >= 2)
