"""What the reader of a log may choose, with defaults that suit a public web site."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from assessor.measurement.logs.robots import ROBOT_WORDS

OTHER = "other"
"""Class of a request that no pattern of the caller meets."""
CLASS_LIMIT = 200
STATIC_FILES = (
    r"(?i)\.(?:css|js|mjs|map|txt|png|jpe?g|jfif|gif|svg|ico|cur|webp|avif|bmp|tiff?"
    r"|woff2?|ttf|otf|eot|mp3|mp4|m4[av]|webm|og[gv]|wav|avi|mov|pdf|docx?|xlsx?|pptx?|od[tsp]"
    r"|zip|rar|7z|gz|wasm|webmanifest)$"
    r"|^/(?:static|assets|_next/static|dist|fonts?|images?|img|css|js|media|public)/"
)
"""Paths answered from files: by extension, or below a folder that holds nothing else."""


@dataclass(frozen=True)
class LogOptions:
    """How a log is read. Patterns are regular expressions searched for in the decoded path."""

    classes: Mapping[str, str] = field(default_factory=dict)
    """Class of requests → pattern; the first that matches wins, the rest is `other`."""
    static: str = STATIC_FILES
    """Pattern of paths that are files and no pages."""
    page: str | None = None
    """Pattern that a page must match besides being no static file; None: every such path."""
    robots: str = ROBOT_WORDS
    """Pattern of user agents that are no people's browsers, in any case of letters."""
    keep_robots: bool = False
    """Count robots as people: where machines are the customers."""
    robot_rate: float = 2.0
    """A visitor with this rate of requests for other than static files over 5 minutes is a
    robot; inf: none is. [1/s]"""
    session_timeout: float = 1800.0
    """Silence that ends a session. [s]"""
    visitors_limit: int = 500_000
    """Visitors held in memory at once."""
    zone: str | None = None
    """Name of the zone whose clock the result tells; None: the offset that the log uses most."""
    earliest: datetime = datetime(1995, 1, 1)
    """UTC; a line dated before is left out."""
    latest: datetime | None = None
    """UTC; a line dated after is left out. None: a day from now."""
    last_number: Literal["s", "ms", "us"] | None = None
    """Unit of a whole number at the end of a line, if it is the response time."""
    forwarded: bool = True
    """Take the client from a forwarded-for field where the log has one."""
    block: int = 1 << 20
    """Bytes read at once."""
    held: int = 1 << 16
    """Requests that are put in the order of time at least at once."""

    def __post_init__(self) -> None:
        patterns = {"static": self.static, "page": self.page, "robots": self.robots}
        for name, pattern in {**patterns, **self.classes}.items():
            _check_pattern(name, pattern)
        if OTHER in self.classes or len(self.classes) > CLASS_LIMIT:
            raise ValueError(f"at most {CLASS_LIMIT} classes and none called {OTHER!r}")
        if self.zone is not None:
            _check_zone(self.zone)
        if not (self.robot_rate > 0 and self.session_timeout > 0 and self.visitors_limit > 0):
            raise ValueError("robot_rate, session_timeout and visitors_limit must be above 0")
        if math.isinf(self.session_timeout):
            raise ValueError("session_timeout must be finite")


def _check_pattern(name: str, pattern: str | None) -> None:
    try:
        re.compile(pattern or "")
    except re.error as error:
        raise ValueError(f"pattern of {name!r} is no regular expression: {error}") from error


def _check_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError) as error:
        raise ValueError(f"no time zone of the name {name!r} is known here") from error
