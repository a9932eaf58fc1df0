"""What demand looks like over worlds: one row per world."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
Figures = Literal["arrival_rates", "hourly_rates", "work", "requests"]


@dataclass(frozen=True)
class Quantiles:
    """Of a figure over worlds."""

    p05: float
    p50: float
    p95: float


@dataclass(frozen=True)
class SampledYear:
    """One year in every world; each array has one row per world."""

    year: int
    hours: int
    """8,760 or 8,784."""
    index: Counts
    """The design hour's position in the year; a day like it where the basis is a mean of days."""
    hourly_rates: Mapping[str, Floats]
    """Mean over the design hour, by class. [1/s]"""
    arrival_rates: Mapping[str, Floats]
    """Worst five minutes of the design hour, by class. [1/s]"""
    work: Mapping[str, Floats]
    """Channels of nominal speed kept busy in them, by city tier. [erlang]"""
    requests: Mapping[str, Floats]
    """Of the whole year, by class. [requests]"""
    work_duration: Floats
    """Work of all city tiers that is exceeded in so many hours, shape (worlds, points). [erlang]"""
    rate_durations: Mapping[str, Floats]
    """Requests exceeded in so many hours, by class, shape (worlds, points). [1/s]"""

    def quantiles(self, of: Figures = "arrival_rates") -> dict[str, Quantiles]:
        """The 5th, 50th and 95th percentile over worlds, by class or tier."""
        figures: Mapping[str, Floats] = getattr(self, of)
        return {name: _quantiles(values) for name, values in figures.items()}

    def duration_quantiles(self, request_class: str | None = None) -> tuple[Quantiles, ...]:
        """The same of each load-duration point: of a class, or of all work.

        Raises
        ------
        KeyError
            No request class is called so.
        """
        found = self.work_duration
        if request_class is not None:
            found = self.rate_durations[request_class]
        return tuple(_quantiles(point) for point in found.T)


@dataclass(frozen=True)
class SampledDemand:
    """Demand of several years in many worlds."""

    samples: int
    """Worlds."""
    exceeded: tuple[int, ...]
    """The load-duration points: hours of the year in which the load is exceeded. [h]"""
    years: tuple[SampledYear, ...]

    def year(self, year: int) -> SampledYear:
        """One of its years.

        Raises
        ------
        KeyError
            It was not asked for.
        """
        for found in self.years:
            if found.year == year:
                return found
        raise KeyError(year)


def _quantiles(values: Floats) -> Quantiles:
    p05, p50, p95 = np.quantile(values, [0.05, 0.5, 0.95], method="inverted_cdf")
    return Quantiles(float(p05), float(p50), float(p95))


def joined(blocks: Sequence[SampledYear]) -> SampledYear:
    """One year of several blocks of worlds, one below the other."""
    first = blocks[0]

    def each(of: Callable[[SampledYear], Mapping[str, Floats]]) -> dict[str, Floats]:
        return {name: np.concatenate([of(block)[name] for block in blocks]) for name in of(first)}

    return SampledYear(
        year=first.year,
        hours=first.hours,
        index=np.concatenate([block.index for block in blocks]),
        hourly_rates=each(lambda block: block.hourly_rates),
        arrival_rates=each(lambda block: block.arrival_rates),
        work=each(lambda block: block.work),
        requests=each(lambda block: block.requests),
        work_duration=np.concatenate([block.work_duration for block in blocks]),
        rate_durations=each(lambda block: block.rate_durations),
    )
