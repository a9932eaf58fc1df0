"""What every measurement is told in: series on an even grid, estimates with intervals, findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Severity = Literal["refusal", "warning", "note"]


@dataclass(frozen=True)
class Series:
    """Values on an even grid of local clock time."""

    name: str
    start: datetime
    """Local clock time of the first step, without a zone."""
    step: float
    """Length of a step. [s]"""
    values: Floats
    """One per step; nan where nothing is known, 0 where nothing came."""
    kind: Literal["count", "mean"] = "count"
    """count: events inside the step; mean: a level such as a utilisation."""
    unit: str = "requests"

    def __len__(self) -> int:
        return len(self.values)

    @property
    def end(self) -> datetime:
        """Local clock time after the last step."""
        return self.start + timedelta(seconds=self.step * len(self.values))


@dataclass(frozen=True)
class Estimate:
    """A measured value with its interval."""

    base: float
    low: float
    high: float
    coverage: float
    """Nominal coverage of the interval, in (0, 1)."""
    observations: int
    """What it rests on: days, windows, sessions, whatever `method` says."""
    method: str
    """How value and interval were found, a short English phrase that is a code for words."""
    unit: str = "1"


@dataclass(frozen=True)
class Finding:
    """Something odd about the data: what, how often, and where it was first seen."""

    code: str
    """Words come from `assessor.text`, by this code."""
    params: Mapping[str, Any] = field(default_factory=dict)
    count: int = 1
    path: str | None = None
    """File as the user named it."""
    line: int | None = None
    """Line of the first case, from 1."""
    severity: Severity = "warning"
    """refusal: a result is withheld for this reason (`params["result"]` says which)."""
    until: int | None = None
    """Line of the last case."""


@dataclass(frozen=True)
class SourceFile:
    """A file that was read, so that a result can be traced to its bytes."""

    path: str
    """As the user named it."""
    sha256: str
    """Of the bytes on disk (compressed where it is compressed)."""
    bytes: int
    format: str
    """combined, common, nginx, json, csv, jtl, k6, locust, sar, prometheus."""
    lines: int = 0
    used: int = 0
    """Lines or points that count in the result."""
    first: datetime | None = None
    last: datetime | None = None
