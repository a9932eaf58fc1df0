"""The measured data that ship with the product, and streams of known law."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import datetime

import numpy as np
import pytest

from assessor.measurement import Series
from assessor.resources import folder
from assessor.scenario import load_scenario

DATA = folder("scenarios") / "shared" / "data"


def _rows(name):
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def daily_agencies():
    """Visits per day of 26 agencies, 90 days each."""
    found = defaultdict(list)
    for row in _rows("usagov_daily.csv"):
        found[row["agency"]].append((row["date"], float(row["visits"])))
    return {
        name: Series(
            name,
            datetime.fromisoformat(min(days)[0]),
            86_400.0,
            np.array([visits for _, visits in sorted(days)]),
        )
        for name, days in found.items()
    }


@pytest.fixture(scope="session")
def hourly_agencies():
    """Visits per hour of 27 agencies, one day each but one of two days."""
    found = defaultdict(list)
    for row in _rows("usagov_hourly.csv"):
        at = datetime.fromisoformat(row["date"]).replace(hour=int(row["hour_local"]))
        found[row["agency"]].append((at, float(row["visits"])))
    return {
        name: Series(name, min(hours)[0], 3600.0, np.array([visits for _, visits in sorted(hours)]))
        for name, hours in found.items()
    }


@pytest.fixture(scope="session")
def epa():
    """Requests per minute of one day, from 23:53."""
    counts = np.array([float(row["requests"]) for row in _rows("epa_per_minute.csv")])
    return Series("epa", datetime(1995, 8, 29, 23, 53), 60.0, counts)


@pytest.fixture(scope="session")
def azure():
    """Instants of requests by machines, from 0. [s]"""
    return np.array([float(row["offset_s"]) for row in _rows("azure_arrivals.csv")])


@pytest.fixture(scope="session")
def vietnam():
    """The shipped calendar of holidays."""
    return load_scenario(folder("scenarios") / "hanoi-2023").calendar


@pytest.fixture(scope="session")
def two_states():
    """Arrivals of a Poisson process that switches between two rates."""

    def drawn(rng, length, rates, leaving):
        """Instants within a length [s]; rates [1/s] and rates of leaving each state [1/s]."""
        state = 0 if rng.random() < leaving[1] / sum(leaving) else 1
        count = int(length * max(leaving) * 2) + 50
        stays = np.empty(2 * count)
        stays[0::2] = rng.exponential(1 / leaving[state], count)
        stays[1::2] = rng.exponential(1 / leaving[1 - state], count)
        ends = np.concatenate([[0.0], np.cumsum(stays)])
        last = int(np.searchsorted(ends, length))
        ends = np.append(ends[:last], length)
        rate = np.where((np.arange(last) + state) % 2 == 0, rates[0], rates[1])
        arrivals = rng.poisson(rate * np.diff(ends))
        stay = np.repeat(np.arange(last), arrivals)
        return np.sort(ends[stay] + rng.random(stay.size) * np.diff(ends)[stay])

    return drawn
