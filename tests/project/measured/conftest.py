"""A log of a made-up portal whose every figure is known: visits, pages, requests, shape."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

HOURS = np.array([1, 1, 1, 1, 1, 2, 4, 8, 14, 16, 15, 10, 6, 9, 14, 15, 12, 8, 6, 5, 4, 3, 2, 1.0])
WEEKDAYS = np.array([1.2, 1.3, 1.25, 1.15, 1.1, 0.6, 0.4])
VISITS_PER_DAY = 900.0
PAGES_PER_VISIT = 4
REQUESTS_PER_PAGE = 3
THINK_TIME_S = 40.0
START = datetime(2023, 8, 7)  # a Monday; no holiday until 1 September
AGENT = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/115.0"


def write_city_log(path: Path, *, days: int = 21, seed: int = 1, mixed: bool = False) -> int:
    """Write a combined log and return the number of its visits.

    With `mixed`, some visits only file and others only read, in shares that change with the hour.
    """
    rng = np.random.default_rng(seed)
    lines: list[tuple[float, str]] = []
    visits = 0
    for day in range(days):
        mean = VISITS_PER_DAY * WEEKDAYS[day % 7] / WEEKDAYS.mean()
        for hour, weight in enumerate(HOURS / HOURS.sum()):
            for _ in range(rng.poisson(mean * weight)):
                begin = day * 86_400 + (hour + rng.random()) * 3600
                lines += _visit(visits, begin, rng, _pages(hour, rng) if mixed else None)
                visits += 1
    lines.sort()
    path.write_text("".join(line for _, line in lines), encoding="ascii")
    return visits


def _pages(hour: int, rng: np.random.Generator) -> list[str]:
    """A visit that files, mostly in the morning, or one that reads."""
    files = rng.random() < (0.8 if hour < 12 else 0.2)
    return ["/filing/submit"] * 2 if files else [f"/page/{n}" for n in range(rng.poisson(4) + 1)]


def _visit(
    number: int, begin: float, rng: np.random.Generator, pages: list[str] | None = None
) -> list[tuple[float, str]]:
    client = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    lines = []
    at = begin
    usual = [*(f"/page/{n}" for n in range(PAGES_PER_VISIT - 1)), "/filing/submit"]
    for path in pages or usual:
        lines.append(_line(client, at, "GET", path, 12_000))
        # what a page asks for after itself: answers that are no pages of their own
        lines += [
            _line(client, at + 0.5, "PUT", f"/api/part/{part}", 3_000)
            for part in range(REQUESTS_PER_PAGE - 1)
        ]
        lines.append(_line(client, at + 0.6, "GET", "/static/app.css", 500))
        at += rng.exponential(THINK_TIME_S)
    return lines


def _line(client: str, at: float, method: str, path: str, size: int) -> tuple[float, str]:
    stamp = (START + timedelta(seconds=int(at))).strftime("%d/%b/%Y:%H:%M:%S +0700")
    request = f'"{method} {path} HTTP/1.1"'
    return at, f'{client} - - [{stamp}] {request} 200 {size} "-" "{AGENT}"\n'


@pytest.fixture(scope="session")
def portal() -> SimpleNamespace:
    """Everything that is known of the made-up portal, and `write` for its log."""
    return SimpleNamespace(
        hours=HOURS,
        weekdays=WEEKDAYS,
        visits_per_day=VISITS_PER_DAY,
        pages_per_visit=PAGES_PER_VISIT,
        requests_per_page=REQUESTS_PER_PAGE,
        think_time=THINK_TIME_S,
        write=write_city_log,
    )
