"""Contests: our rate beside that of peers and of the machine's own limits, in one run.

Rates are of the process's CPU time (its children's included), so that a busy neighbour does not
enter; contestants take turns and the median of their rounds counts. Only ratios are comparable
between machines.
"""

import contextlib
import importlib
import io
import os
import resource
import statistics
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import pytest

ROUNDS = int(os.environ.get("BENCHMARK_ROUNDS", "3"))


@dataclass(frozen=True)
class Entry:
    """What a contestant does: `units` of work in one call; a job of None is one that is absent."""

    units: float
    job: Callable[[], Any] | None


def peer(name: str) -> ModuleType | None:
    """Give a peer's module, None where it is not installed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return importlib.import_module(name)
        except ImportError:
            return None


def cpu_seconds() -> float:
    """CPU time of this process and of the children it has waited for. [s]"""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def timed(job: Callable[[], Any]) -> float:
    """CPU time of one call. [s]"""
    silence = io.StringIO()
    with (
        warnings.catch_warnings(),
        contextlib.redirect_stdout(silence),
        contextlib.redirect_stderr(silence),
    ):
        warnings.simplefilter("ignore")
        start = cpu_seconds()
        job()
        return max(cpu_seconds() - start, 1e-9)


class Contest:
    """Runs and prints contests."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, title: str, entries: dict[str, Entry]) -> dict[str, float]:
        """Give units per CPU second by contestant; the first is ours."""
        present = {name: entry for name, entry in entries.items() if entry.job}
        seconds: dict[str, list[float]] = {name: [] for name in present}
        for _ in range(ROUNDS):
            for name, entry in present.items():
                seconds[name].append(timed(entry.job))
        rates = {name: present[name].units / statistics.median(s) for name, s in seconds.items()}
        self._show(title, entries, rates)
        return rates

    def _show(self, title: str, entries: dict[str, Entry], rates: dict[str, float]) -> None:
        ours = rates[next(iter(entries))]
        with self._capsys.disabled():
            print(f"\n{title}")
            for name in entries:
                if name in rates:
                    print(f"  {name:44s}{rates[name]:12.4g} /s   ours is {ours / rates[name]:.3g}x")
                else:
                    print(f"  {name:44s}not installed")


@pytest.fixture
def contest(capsys: pytest.CaptureFixture[str]) -> Contest:
    """Compare the speed of contestants."""
    return Contest(capsys)


@pytest.fixture
def entry() -> type[Entry]:
    """Make a contestant."""
    return Entry


@pytest.fixture
def find_peer() -> Callable[[str], ModuleType | None]:
    """Look for a peer."""
    return peer
