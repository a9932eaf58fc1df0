"""From times and values to a series on an even grid; whatever does not fit is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from assessor.measurement.metrics.tally import Tally
from assessor.measurement.metrics.timestamps import moment
from assessor.measurement.model import Floats, Series
from assessor.measurement.showing import Seconds, Share

SLOT_LIMIT = 20_000_000
_SPARSE = 50
"""Steps per value beyond which times are taken for wrong rather than values for missing."""
_EVEN = 0.99
"""Share of the differences that must be whole steps for a grid to be even."""
_JITTER = 0.25
"""Part of a step by which a difference may be off: each of two stamps by half of it."""
_LATEST = 1800.0
"""And no more than this: months are no even steps. [s]"""
_CONFLICTS = 0.1
"""Share of rows in conflict beyond which they are several series in one."""
_NICE = (
    1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600, 7200, 10800, 14400, 21600,
    28800, 43200, 86400, 604800,
)  # fmt: skip
"""Steps that programs use. [s]"""


@dataclass(frozen=True)
class Grid:
    """An even grid of time."""

    first: float
    """Start of the first step, since 1970. [s]"""
    step: float
    """[s]"""
    even: bool = True
    """Whether the times lie on such a grid, but for gaps and jitter."""


@dataclass(frozen=True)
class Samples:
    """Values of one series in the order of the file."""

    seconds: Floats
    """Since 1970 on the local clock. [s]"""
    values: Floats
    lines: Floats


def find_grid(seconds: Floats, step: float | None) -> Grid | None:
    """The grid of ascending times; None where a single time leaves the step open.

    Parameters
    ----------
    seconds
        Ascending; equal ones count once. [s]
    step
        Given, or None to find it: the usual step that the median difference stands for. Where
        less than 99 % of the differences are whole steps (a quarter of a step allowed, at most
        half an hour), the grid is uneven and the step the next usual one above the median. [s]
    """
    times = np.unique(seconds)
    if len(times) < 2:
        return None if step is None else Grid(float(times[0] // step * step), step)
    differences = np.diff(times)
    size = step or _usual(times, float(np.median(differences)))
    even = _is_even(differences, size)
    if not even and step is None:
        # Half of the values missing double the median; never more than it can mean.
        least = _usual(times, float(differences.min()))
        even = least in _NICE and 4 * least >= size and _is_even(differences, least)
        size = least if even else float(next((s for s in _NICE if s >= 0.999 * size), size))
    phase = _phase(times, size) if even else 0.0
    first = np.round((times[0] - phase) / size) if even else np.floor(times[0] / size)
    return Grid(float(first) * size + phase, size, even)


def _is_even(differences: Floats, step: float) -> bool:
    whole = differences / step
    near = np.abs(whole - np.round(whole)) <= min(_JITTER, _LATEST / step)
    return bool(np.mean(near & (np.round(whole) >= 1)) >= _EVEN)


def _usual(times: Floats, difference: float) -> float:
    """The usual step that a median difference stands for, or itself. [s]

    Within 2 % it is taken; within 15 % if the stamps keep to its beat: jitter moves a median,
    a period that is really another one runs out of phase.
    """
    near = float(min(_NICE, key=lambda each: abs(each - difference)))
    off = abs(near - difference) / near
    if off <= 0.02 or (off <= 0.15 and abs(_beat(times, near)) > 0.9):
        return near
    return round(difference, 3)


def _beat(times: Floats, step: float) -> complex:
    """Mean of the stamps as points on a circle of one step: 1 in size where all coincide."""
    return complex(np.mean(np.exp(2j * np.pi * (times % step) / step)))


def _phase(times: Floats, step: float) -> float:
    """Where in the step the stamps stand; 0 within a tenth of a step of its start. [s]"""
    phase = float(np.angle(_beat(times, step))) * step / (2 * np.pi)
    return 0.0 if abs(phase) <= 0.1 * step else phase % step


def to_series(
    name: str,
    samples: Samples,
    tally: Tally,
    *,
    kind: Literal["count", "mean"],
    unit: str,
    step: float | None = None,
    at_end: bool = False,
) -> Series | None:
    """One series on its own grid.

    Each value belongs to the step whose stamp it is nearest to; on an uneven grid, to the step
    in which its time falls. Several in one step are added (counts) or averaged (levels); steps
    without one are nan.

    Parameters
    ----------
    name, samples
        Of the series.
    tally
        Where oddities are told.
    kind, unit
        Of the values.
    step
        Length of a step, or None to find it. [s]
    at_end
        Whether a stamp ends its step, as those of `sar` do.

    Returns
    -------
    None where no grid fits, which is then told.
    """
    ordered = _without_doubles(name, _in_order(name, samples, tally), tally)
    if ordered is None or not len(ordered.seconds):
        return None
    grid = find_grid(ordered.seconds, step)
    if grid is None:
        tally.refuse("metrics_no_step", result="series", key=name, name=name)
        return None
    if not grid.even:
        tally.add("metrics_uneven", key=grid.step, step=Seconds(grid.step), name=name)
    slots = _slots(ordered.seconds, grid)
    number = int(slots[-1]) + 1
    if number > min(SLOT_LIMIT, max(_SPARSE * len(slots), 10_000)):
        first, last = moment(ordered.seconds[0]), moment(ordered.seconds[-1])
        tally.refuse(
            "metrics_far_apart", int(ordered.lines[-1]), result="series", key=name, name=name,
            first=str(first), last=str(last), step=Seconds(grid.step),
        )  # fmt: skip
        return None
    values = _fill(name, slots, number, ordered, kind, tally, grid)
    start = grid.first - (grid.step if at_end else 0.0)
    return Series(name, moment(start), grid.step, values, kind, unit)


def _in_order(name: str, samples: Samples, tally: Tally) -> Samples:
    fell = np.flatnonzero(np.diff(samples.seconds) < 0) + 1
    if not len(fell):
        return samples
    for line in samples.lines[fell[[0, -1]][: len(fell)]]:
        tally.add("metrics_disorder", int(line), key=name, count=1, name=name)
    if len(fell) > 2:
        tally.add("metrics_disorder", None, key=name, count=len(fell) - 2)
    order = np.argsort(samples.seconds, kind="stable")
    return Samples(samples.seconds[order], samples.values[order], samples.lines[order])


def _without_doubles(name: str, samples: Samples, tally: Tally) -> Samples | None:
    """One value a time: repeats are dropped, contradictions are unknown."""
    same_time = np.diff(samples.seconds) == 0
    if not same_time.any():
        return samples
    times, first, inverse = np.unique(samples.seconds, return_index=True, return_inverse=True)
    filled = np.where(np.isnan(samples.values), np.inf, samples.values)
    low, high = np.full(len(times), np.inf), np.full(len(times), -np.inf)
    np.minimum.at(low, inverse, filled)
    np.maximum.at(high, inverse, filled)
    against = low != high
    repeated = np.concatenate([[False], same_time])
    for code, which in (
        ("metrics_conflict", repeated & against[inverse]),
        ("metrics_repeated", repeated & ~against[inverse]),
    ):
        lines = samples.lines[which]
        if len(lines):
            tally.add(code, int(lines.min()), key=name, count=len(lines), name=name)
            tally.add(code, int(lines.max()), key=name, count=0)
    if against.sum() > _CONFLICTS * len(times):
        share = Share(against.mean())
        tally.refuse("metrics_several", result="series", key=name, name=name, share=share)
        return None
    values = np.where(against, np.nan, samples.values[first])
    return Samples(times, values, samples.lines[first])


def _slots(seconds: Floats, grid: Grid) -> Floats:
    place = (seconds - grid.first) / grid.step
    return np.asarray(np.round(place) if grid.even else np.floor(place + 1e-9), np.float64)


def _fill(
    name: str,
    slots: Floats,
    number: int,
    samples: Samples,
    kind: Literal["count", "mean"],
    tally: Tally,
    grid: Grid,
) -> Floats:
    index = slots.astype(np.int64)
    known = np.isfinite(samples.values)
    total = np.bincount(index[known], samples.values[known], minlength=number)
    count = np.bincount(index[known], minlength=number)
    if grid.even and count.max(initial=0) > 1:
        tally.add("metrics_two_in_step", key=name, count=int(np.sum(count > 1)), name=name)
    empty = np.bincount(index, minlength=number) == 0
    if empty.any():
        first = str(moment(grid.first + float(np.argmax(empty)) * grid.step))
        tally.add(
            "metrics_gap", key=name, count=int(empty.sum()), name=name, first=first,
            share=Share(empty.mean()),
        )  # fmt: skip
    with np.errstate(invalid="ignore"):
        values = total if kind == "count" else total / count
    return np.where(count > 0, values, np.nan)
