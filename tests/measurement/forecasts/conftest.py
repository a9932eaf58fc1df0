"""Real series, a calendar and processes whose truth is known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pytest

from assessor.measurement.forecasts import series_in
from assessor.measurement.model import Floats, Series
from assessor.resources import folder
from assessor.scenario.fragments import Calendar
from assessor.scenario.loading import load_fragment

WEEK = np.array([0.1, 0.15, 0.15, 0.1, 0.0, -0.5, -0.5])
"""Logarithms of a plausible week, Monday first."""
MONDAY = date(2024, 3, 4)
Daily = Callable[..., Series]
Simulated = Callable[[str, int, np.random.Generator], Floats]


@pytest.fixture(scope="session")
def data() -> Path:
    return folder("scenarios") / "shared" / "data"


@pytest.fixture(scope="session")
def us_calendar() -> Calendar:
    path = folder("scenarios") / "shared" / "data" / "calendar-us-2023.yaml"
    return load_fragment(Calendar, path)


@pytest.fixture(scope="session")
def agencies(data: Path) -> tuple[Series, ...]:
    """Daily visits of 26 agencies, 2023-10-07 to 2024-01-04."""
    return series_in(data / "usagov_daily.csv")[0]


@pytest.fixture(scope="session")
def daily() -> Daily:
    """A daily series of logarithms; it starts on a Monday unless told."""

    def made(logarithms: Floats, start: date = MONDAY) -> Series:
        first = datetime.combine(start, datetime.min.time())
        return Series("visits", first, 86_400.0, np.exp(logarithms))

    return made


@pytest.fixture(scope="session")
def simulated() -> Simulated:
    """Logarithms of a daily series by a known law, from a Monday on."""

    def made(kind: str, days: int, rng: np.random.Generator) -> Floats:
        heavy = kind == "heavy"
        noise = 0.05 * rng.standard_t(3, days) if heavy else rng.normal(0, 0.08, days)
        level, off, out = 10.0, 0.0, np.empty(days)
        for day, error in enumerate(noise):
            out[day] = level + off + error + WEEK[day % 7]
            if kind in ("wandering", "heavy"):
                level += 0.3 * error
            if kind == "returning":
                off = 0.7 * (off + error)
        return out

    return made
