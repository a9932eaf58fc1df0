"""Weeks whose demands are known, because they were made from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pytest

from assessor.measurement import Series

MONDAY = datetime(2024, 3, 4)
CHANNELS = 8
STEP = 300.0
WINDOWS = 7 * 288


@dataclass(frozen=True)
class Week:
    """A week in windows of five minutes, 11 to 40 % busy."""

    utilisation: Series
    rates: dict[str, Series]
    demands: dict[str, float]
    background: float


def _correlated(rng: np.random.Generator, deviation: float, memory: float) -> np.ndarray:
    shocks = rng.normal(0, deviation * np.sqrt(1 - memory**2), WINDOWS)
    level = np.empty(WINDOWS)
    level[0] = rng.normal(0, deviation)
    for i in range(1, WINDOWS):
        level[i] = memory * level[i - 1] + shocks[i]
    return level


def made_week(seed: int) -> Week:
    """Three classes with days of their own, and everything that blurs them.

    Office pages (two humps, quiet weekends), evening pages, and a batch that works at night.
    Each rate wanders by itself (12 %, correlated over half an hour); counts are Poisson; the work
    of a request is random, exponential for pages and more spread for the batch; the background
    wanders (4 %, correlated over a quarter of an hour); the meter rounds to 0.01 %.
    """
    rng = np.random.default_rng([2024, seed])
    hours = np.arange(WINDOWS) * STEP / 3600
    hour, working = hours % 24, np.where(hours // 24 < 5, 1.0, 0.45)

    def hump(centre: float, width: float) -> np.ndarray:
        return np.exp(-0.5 * ((hour - centre) / width) ** 2)

    shapes = {
        "office": 110 * working * (hump(9.5, 1.6) + 0.8 * hump(14.5, 1.8) + 0.08),
        "evening": 32 * working * (hump(20, 2.2) + 0.3 * hump(12.5, 1.0) + 0.1),
        "batch": 5 * (0.5 + 0.5 * hump(2, 1.5) + 0.25 * hump(16, 3)),
    }
    demands = {"office": 0.012, "evening": 0.045, "batch": 0.180}
    spread = {"office": 1.0, "evening": 1.5, "batch": 3.0}
    busy = 0.35 * np.exp(_correlated(rng, 0.04, 0.7))
    rates = {}
    for name, shape in shapes.items():
        counts = rng.poisson(shape * STEP * np.exp(_correlated(rng, 0.12, 0.8)))
        scv, mean = spread[name], demands[name]
        # A sum of n gamma variates of mean D and squared coefficient of variation c².
        work = rng.gamma(np.maximum(counts, 1e-9) / scv, mean * scv)
        busy = busy + work / STEP
        rates[name] = Series(name, MONDAY, STEP, counts.astype(np.float64))
    measured = np.round(np.minimum(busy / CHANNELS, 1.0), 4)
    background = float(0.35 * np.exp(0.04**2 / 2))
    return Week(Series("cpu", MONDAY, STEP, measured, "mean", "1"), rates, demands, background)


@pytest.fixture(scope="session")
def week() -> Callable[[int], Week]:
    return made_week
