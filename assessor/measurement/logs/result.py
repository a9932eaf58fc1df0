"""What a log says: frozen results, all times in the clock that the result names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from assessor.measurement.model import Finding, Floats, Series, SourceFile


@dataclass(frozen=True)
class SizeStatistics:
    """Moments and quantiles of sizes, times or numbers, found in one pass."""

    n: int
    mean: float
    """nan where n is 0, as all below."""
    scv: float
    """Squared coefficient of variation with n − 1; nan below 2 values or at a mean of 0. [1]"""
    minimum: float
    maximum: float
    quantiles: Mapping[float, float]
    """Fraction → the ⌈q·n⌉-th smallest value, within `relative_error` of it."""
    relative_error: float
    """Of a quantile: the width of a class of the logarithmic histogram. [1]"""
    unit: str

    @property
    def total(self) -> float:
        """Sum of all values."""
        return self.mean * self.n if self.n else 0.0


@dataclass(frozen=True)
class SessionStatistics:
    """Visits: requests of one client address and user agent without a long silence.

    A session counts if it has a page. Behind one shared address people with the same browser
    count as one visitor; a changed address makes two of one.
    """

    starts: Series
    """Sessions that begin, per minute."""
    number: int
    without_page: int
    """Visits that asked for no page and do not count as sessions."""
    at_edges: int
    """Of `number`: those that the beginning or the end of the log may have cut."""
    pages: SizeStatistics
    """Pages of a session."""
    requests: SizeStatistics
    """Requests of a session."""
    duration: SizeStatistics
    """From the first request of a session to its last; 0 for a single one. [s]"""
    think_time: SizeStatistics
    """From page to page of one session; the response time is inside. [s]"""
    timeout: float
    """[s]"""


@dataclass(frozen=True)
class GapStatistics:
    """Gaps between people's requests in the order of time."""

    n: int
    mean: float
    """[s]"""
    scv: float
    """With n − 1. Meaningless where the mean is not well above the resolution. [1]"""


@dataclass(frozen=True)
class LogReading:
    """The digest of one or more access logs. Unless said otherwise, robots are left out."""

    sources: tuple[SourceFile, ...]
    """In the order of their first lines."""
    findings: tuple[Finding, ...]
    requests: Series
    """Per minute; empty where no line could be read. All series share one grid."""
    robots: Series
    by_class: Mapping[str, Series]
    """`requests` split by the caller's classes and `other`."""
    pages: Series
    """Requests for something other than a static file that were answered (2xx, 304), GET or
    POST."""
    sessions: SessionStatistics
    static_requests: int
    dynamic_requests: int
    """Requests for other than static files, pages among them."""
    sizes: SizeStatistics
    """Of answers that have one. [B]"""
    response_times: SizeStatistics | None
    """None where the log has none. [s]"""
    response_times_by_class: Mapping[str, SizeStatistics]
    status: Mapping[str, int]
    """All lines, robots too."""
    seconds_of_minute: Floats
    """All lines by the second of the minute, shape (60,)."""
    resolution: float
    """Of the clock times in the log: 1, 1e-3 or 1e-6. [s]"""
    gaps: GapStatistics | None
    """None where the resolution is 1 s: gaps within a second are not known."""
    zones: Mapping[str, int]
    """All lines by the offset they are written in; `none` without one, `epoch` for epoch time."""
    zone: str
    """Whose clock the result tells: a name, or an offset such as +07:00."""
    first: datetime | None
    last: datetime | None

    @property
    def static_per_page(self) -> float:
        """nan without pages. [1]"""
        return _ratio(self.static_requests, self.pages)

    @property
    def dynamic_per_page(self) -> float:
        """At least 1 where every page is one request; nan without pages. [1]"""
        return _ratio(self.dynamic_requests, self.pages)


def _ratio(count: int, pages: Series) -> float:
    total = float(np.nansum(pages.values))
    return count / total if total else float("nan")
