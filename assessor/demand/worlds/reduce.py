"""From daily figures through the hours of a year to a few numbers per world."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from assessor.demand.days import HOURS_PER_DAY, Days
from assessor.demand.design import chosen_hours, typical_hour
from assessor.demand.shapes import Spread
from assessor.demand.worlds.daily import ByProfile
from assessor.scenario.promises import Design

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Counts = NDArray[np.int64]
Hours = TypeVar("Hours", Floats, Singles)
_ROWS = 16
"""Worlds whose hours are held at a time: a year of theirs fits into the second-level cache."""
_ALIKE = 1e-12
"""Daily figures that differ by less, against the busiest day, are the same."""


@dataclass(frozen=True)
class Busy:
    """What the work of all tiers together decides."""

    chosen: Counts
    """Hours that the design rule picks, shape (worlds, picked)."""
    index: Counts
    """The one among them that is shown."""
    duration: Floats
    """Work exceeded in so many hours, shape (worlds, points). [erlang]"""


def busy_hours(
    work: ByProfile,
    by_hour: Mapping[str, Floats],
    design: Design,
    days: Days,
    *,
    worlds: int,
    exceeded: Sequence[int],
) -> Busy:
    """Design hours and load-duration points of the work of all tiers, in double precision."""
    found = []
    shapes = np.array([by_hour[profile] for profile in work]).reshape(-1, HOURS_PER_DAY)
    for start in range(0, worlds, _ROWS):
        rows = slice(start, min(start + _ROWS, worlds))
        daily = np.zeros((rows.stop - start, days.count, len(work)))
        for position, figures in enumerate(work.values()):
            daily[..., position] = figures[rows]
        busy = (daily @ shapes).reshape(len(daily), -1)
        chosen = chosen_hours(design.basis, design.quantile, busy, days)
        index = typical_hour(chosen, busy)
        found.append((chosen, index, exceeded_values(busy, exceeded)))
    chosen, index, duration = (np.concatenate(column) for column in zip(*found, strict=True))
    return Busy(chosen, index, duration)


def rate_duration(
    parts: ByProfile, by_hour: Mapping[str, Floats], *, worlds: int, exceeded: Sequence[int]
) -> Floats:
    """Rates of a class that are exceeded in so many hours, shape (worlds, points). [1/s]

    Hours are held in single precision, against the busiest day of their world: points are within
    10⁻⁶ of the exact ones, relative.
    """
    largest = sum(daily.max(axis=-1, keepdims=True) for daily in parts.values())
    if not np.any(largest):
        return np.zeros((worlds, len(exceeded)), dtype=np.float64)
    scale = np.where(largest > 0, largest, 1.0)
    scaled = [daily / scale for daily in parts.values()]
    # the last world alone tells most of those that are not alike
    if all(_alike(daily[[0, -1]]) for daily in scaled) and all(map(_alike, scaled)):
        scaled = [daily[:1] for daily in scaled]  # worlds that differ in size alone
    shapes = _shapes([by_hour[profile] for profile in parts])
    found = [
        exceeded_values(_by_hour([daily[i : i + _ROWS] for daily in scaled], shapes), exceeded)
        for i in range(0, len(scaled[0]), _ROWS)
    ]
    return np.concatenate(found) * scale


def _alike(daily: Floats) -> bool:
    return bool(np.abs(daily - daily[0]).max() <= _ALIKE)


def _shapes(by_hour: Sequence[Floats]) -> Singles:
    """Factors as columns; never one alone, whose products are slow where those of two are not."""
    shapes = np.zeros((HOURS_PER_DAY, max(len(by_hour), 2)), dtype=np.float32)
    shapes[:, : len(by_hour)] = np.column_stack(by_hour)
    return shapes


def _by_hour(parts: Sequence[Floats], shapes: Singles) -> Singles:
    """All hours of a year, each hour of the day with its days beside it; their order is free."""
    worlds, days = parts[0].shape
    daily = np.zeros((worlds, shapes.shape[1], days), dtype=np.float32)
    for position, figures in enumerate(parts):
        daily[:, position] = figures
    hours: Singles = np.matmul(shapes, daily)
    return hours.reshape(worlds, -1)


def exceeded_values(hours: Hours, exceeded: Sequence[int]) -> Floats:
    """Values that are exceeded in so many hours; the rows of `hours` are put out of order.

    From the most hours to the fewest: each time only the hours above the last value are looked at.
    """
    found = np.empty((len(hours), len(exceeded)), dtype=np.float64)
    top = hours
    for position in np.argsort(exceeded)[::-1]:
        start = top.shape[-1] - 1 - exceeded[position]
        top.partition(start, axis=-1)
        top = top[:, start:]
        found[:, position] = top[:, 0]
    return found


def at_hours(
    spread: Spread, each: float | Floats, chosen: Counts, shape: tuple[int, int]
) -> Floats:
    """Mean over the chosen hours of a rate times a daily figure, shape (worlds,)."""
    day, hour = chosen // HOURS_PER_DAY, chosen % HOURS_PER_DAY
    rates = sum(
        _on(daily, day, shape) * spread.by_hour[profile][hour]
        for profile, daily in spread.daily.items()
    )
    return np.asarray((rates * _on(each, day, shape)).mean(axis=-1))


def _on(daily: float | Floats, day: Counts, shape: tuple[int, int]) -> Floats:
    return np.take_along_axis(np.broadcast_to(daily, shape), day, axis=-1)
