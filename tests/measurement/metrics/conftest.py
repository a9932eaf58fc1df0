"""Files as a test writes them."""

from __future__ import annotations

import gzip
import heapq
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import numpy as np
import pytest

from assessor.errors import Problem
from assessor.text.rendering import render_text


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    def write(text: str | bytes, name: str = "file.csv", *, zipped: bool = False) -> Path:
        raw = text.encode() if isinstance(text, str) else text
        path = tmp_path / name
        path.write_bytes(gzip.compress(raw) if zipped else raw)
        return path

    return write


@pytest.fixture
def codes() -> Callable[..., dict[str, int]]:
    """Codes of a reading with their counts; notes left out unless asked for.

    Every finding is put into words on the way: none may lack a parameter.
    """

    def told(reading: object, *, notes: bool = False) -> dict[str, int]:
        findings = reading.findings  # type: ignore[attr-defined]
        for found in findings:
            assert "…" not in render_text(Problem(found.code, found.params)), found.code
        return {f.code: f.count for f in findings if notes or f.severity != "note"}

    return told


@dataclass(frozen=True)
class Sample:
    """A request of a made-up load test."""

    start: float
    """Since 1970. [s]"""
    elapsed: int
    """[ms]"""
    users: int


T0 = 1_709_542_800
"""2024-03-04 09:00 UTC."""


def closed_test(
    stages: list[tuple[int, int]], *, servers: int, service: float, think: float, seed: int
) -> list[Sample]:
    """Users who think and wait at a station of several servers, all times exponential.

    Parameters
    ----------
    stages
        Seconds and users of each; at its end users leave after their request.
    servers, service, think
        Of the station and the users. [s]
    seed
        Of all times.
    """
    rng = np.random.default_rng(seed)
    events: list[tuple[float, int, str, int, float]] = []
    order = count(1)

    def plan(time: float, what: str, user: int, since: float = 0.0) -> None:
        heapq.heappush(events, (time, next(order), what, user, since))

    begin = 0
    for seconds, users in stages:
        plan(float(begin), "stage", users)
        begin += seconds
    samples, waiting, busy, target, present, names = [], deque(), 0, 0, 0, count()
    while events and events[0][0] < begin:
        time, _, what, user, since = heapq.heappop(events)
        if what == "stage":
            target = user
            for _ in range(max(target - present, 0)):
                plan(time + rng.exponential(think), "arrive", next(names))
            present = max(present, target)
        elif what == "arrive" and present > target:
            present -= 1
        elif what == "arrive":
            waiting.append((user, time))
        else:
            busy -= 1
            elapsed = max(round((time - since) * 1e3), 1)
            samples.append(Sample(T0 + time - elapsed / 1e3, elapsed, present))
            plan(time + rng.exponential(think), "arrive", user)
        while waiting and busy < servers:
            who, came = waiting.popleft()
            busy += 1
            plan(time + rng.exponential(service), "leave", who, came)
    return samples


@pytest.fixture(scope="session")
def stairs() -> list[Sample]:
    """2 to 60 users for two minutes each at four servers of 50 ms; they think half a second."""
    return closed_test(
        [(120, n) for n in (2, 5, 10, 20, 40, 60)], servers=4, service=0.05, think=0.5, seed=1
    )
