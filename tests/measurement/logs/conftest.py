"""Lines of logs, files of them, and a slow reader to check the fast one against."""

import math
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np
import pytest

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/114.0.0.0 Safari/537"
BEGIN = datetime(2023, 6, 1, 8, 0)
_PARTS = re.compile(
    r'(\S+) .*?\[([^\]]+)\] "(\S+) ([^"?]*)\S* HTTP/1\.1" (\d+) (\S+) "[^"]*" "([^"]*)"'
)


def line_of(
    second=0.0,
    *,
    client="10.0.0.1",
    path="/",
    method="GET",
    status=200,
    size=1000,
    agent=CHROME,
    zone="+0700",
    begin=BEGIN,
    tail="",
):
    """A line in the combined format, `second` after the beginning."""
    stamp = f"{begin + timedelta(seconds=second):%d/%b/%Y:%H:%M:%S} {zone}"
    return (
        f'{client} - - [{stamp}] "{method} {path} HTTP/1.1" {status} {size} "-" "{agent}"{tail}\n'
    )


@dataclass
class Slow:
    """What a plain loop over lines finds; sessions need a page, silence ends them."""

    timeout: float = 1800.0
    status: Counter = field(default_factory=Counter)
    minutes: Counter = field(default_factory=Counter)
    pages: Counter = field(default_factory=Counter)
    sizes: list = field(default_factory=list)
    sessions: list = field(default_factory=list)
    """(start, last, requests, pages)"""
    thinks: list = field(default_factory=list)

    def read(self, lines):
        visits = {}
        for time, client, path, status, size, agent in sorted(map(self._parts, lines)):
            minute = time.replace(second=0, microsecond=0)
            page = status in (200, 304) and not path.startswith("/static/")
            self.status[str(status)] += 1
            self.minutes[minute] += 1
            self.pages[minute] += page
            if size != "-":
                self.sizes.append(int(size))
            self._visit(visits, (client, agent), time, page)
        self.sessions += [visit[:4] for visit in visits.values() if visit[3]]
        return self

    @staticmethod
    def _parts(line):
        client, stamp, _, path, status, size, agent = _PARTS.match(line).groups()
        time = datetime.strptime(stamp[:20], "%d/%b/%Y:%H:%M:%S")
        return time, client, path, int(status), size, agent

    def _visit(self, visits, visitor, time, page):
        visit = visits.get(visitor)
        if visit is not None and (time - visit[1]).total_seconds() > self.timeout:
            if visit[3]:
                self.sessions.append(visit[:4])
            visit = None
        if visit is None:
            visit = visits[visitor] = [time, time, 0, 0, None]
        visit[1] = time
        visit[2] += 1
        if page:
            visit[3] += 1
            if visit[4] is not None:
                self.thinks.append((time - visit[4]).total_seconds())
            visit[4] = time


@pytest.fixture(scope="session")
def line():
    return line_of


@pytest.fixture(scope="session")
def slow():
    return Slow


@pytest.fixture
def write(tmp_path):
    """Write text, bytes or lines as a file and give its path."""

    def written(content, name="access.log"):
        path = tmp_path / name
        if not isinstance(content, bytes | str):
            content = "".join(content)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return written


@pytest.fixture
def codes():
    """Give the codes of a reading's findings, notes on the whole left out."""

    def of(reading, *, notes=False):
        return {f.code for f in reading.findings if notes or f.severity != "note"}

    return of


@pytest.fixture
def finding():
    """Give the one finding of a code."""

    def of(reading, code):
        (found,) = [f for f in reading.findings if f.code == code]
        return found

    return of


@pytest.fixture(scope="session")
def same_digest():
    """Whether two readings say the same, but for sources, findings and rounding."""

    def check(one, other):
        for name in ("requests", "robots", "pages"):
            a, b = getattr(one, name), getattr(other, name)
            assert a.start == b.start
            np.testing.assert_array_equal(a.values, b.values)
        for name in one.by_class:
            np.testing.assert_array_equal(one.by_class[name].values, other.by_class[name].values)
        np.testing.assert_array_equal(one.sessions.starts.values, other.sessions.starts.values)
        np.testing.assert_array_equal(one.seconds_of_minute, other.seconds_of_minute)
        for name in (
            "status", "zones", "zone", "first", "last", "resolution", "static_requests",
            "dynamic_requests",
        ):  # fmt: skip
            assert getattr(one, name) == getattr(other, name)
        for name in ("number", "without_page", "at_edges"):
            assert getattr(one.sessions, name) == getattr(other.sessions, name)
        statistics = [(one.sizes, other.sizes)]
        statistics += [
            (getattr(one.sessions, name), getattr(other.sessions, name))
            for name in ("pages", "requests", "duration", "think_time")
        ]
        if one.response_times or other.response_times:
            statistics.append((one.response_times, other.response_times))
        for a, b in statistics:
            assert a.n == b.n
            # Sums are taken in another order; nothing else may differ.
            for x, y in [(a.mean, b.mean), (a.scv, b.scv), *zip(
                a.quantiles.values(), b.quantiles.values(), strict=True
            )]:  # fmt: skip
                assert math.isclose(x, y, rel_tol=1e-9) or (math.isnan(x) and math.isnan(y))

    return check
