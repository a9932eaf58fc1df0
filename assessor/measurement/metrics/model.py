"""What readers of metrics and load tests give back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from assessor.measurement.model import Finding, Floats, Series, SourceFile


@dataclass(frozen=True)
class MetricsReading:
    """Series of one file, and what was odd about it."""

    source: SourceFile
    series: Mapping[str, Series] = field(default_factory=dict)
    """By name: column, key or labels."""
    events: Mapping[str, Floats] | None = None
    """Seconds after `events_start` (as written, where that is None), ascending, of a file that
    has one row an event. [s]"""
    events_start: datetime | None = None
    """Local clock time of second 0."""
    channels: Mapping[str, int] = field(default_factory=dict)
    """CPUs of each host, where the file says so; "" where it names none."""
    findings: tuple[Finding, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether nothing of the file can be used."""
        return not self.series and not self.events


@dataclass(frozen=True)
class LoadPoint:
    """A plateau of a load test: how the system answers a constant number of users."""

    users: float
    """N, thinking ones included."""
    throughput: float
    """X, failed requests included. [1/s]"""
    response_time: float
    """R, mean. [s]"""
    response_p95: float | None
    """[s]"""
    error_share: float
    """In [0, 1]."""
    requests: int
    start: datetime
    """Local clock time, after settling."""
    seconds: float
    """[s]"""

    @property
    def in_system(self) -> float:
        """Requests in the system, X·R by Little's law."""
        return self.throughput * self.response_time

    @property
    def think_time(self) -> float:
        """Z = N/X − R, what a closed test's users spend elsewhere; below 0 N is wrong. [s]"""
        return self.users / self.throughput - self.response_time


@dataclass(frozen=True)
class LoadTestReading:
    """Plateaus of a load test, its course by the second, and what was odd about it."""

    source: SourceFile
    points: tuple[LoadPoint, ...] = ()
    throughput: Series | None = None
    """Requests that ended in each second."""
    users: Series | None = None
    findings: tuple[Finding, ...] = ()
