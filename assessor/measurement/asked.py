"""How the files of one measurement are read, and what each is of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from assessor.measurement.arrivals.measured import COVERAGE
from assessor.measurement.logs import LogOptions
from assessor.scenario.fragments import Calendar


@dataclass(frozen=True)
class Picked:
    """One series of a file."""

    path: Path
    series: str | None = None
    """Its name; None where the file holds one."""


@dataclass(frozen=True)
class TableOptions:
    """What a table of metrics leaves open; None lets the file decide."""

    time_column: str | None = None
    value_columns: tuple[str, ...] | None = None
    """An empty tuple: every row is one event."""
    key_columns: tuple[str, ...] | None = None
    start: datetime | None = None
    step: float | None = None
    """[s]"""
    day_first: bool | None = None
    kind: Literal["count", "mean"] | None = None


@dataclass(frozen=True)
class Asked:
    """How files are read and what each is of."""

    logs: LogOptions = field(default_factory=LogOptions)
    tables: TableOptions = TableOptions()
    """Of files of metrics; those of `utilisation` are read by what they say themselves."""
    series: str | None = None
    """Of several series of counts: the one that counts; None: each is told by itself."""
    together: bool = False
    """Add all series of counts and measure their sum."""
    calls: bool = False
    """Machines call: the requests of a log are the load, and nobody visits."""
    calendar: Calendar | None = None
    coverage: float = COVERAGE
    seed: int = 0
    utilisation: Mapping[str, Picked] = field(default_factory=dict)
    """Tier → series that holds how busy it was."""
    channels: Mapping[str, int] = field(default_factory=dict)
    """Tier → channels that the utilisation is the mean of."""
    load_tests: Mapping[str, Path] = field(default_factory=dict)
    """Tier → load test that it limited."""
