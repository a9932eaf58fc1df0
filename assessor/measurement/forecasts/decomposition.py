"""A series on a logarithmic scale, split into level, season and what is left over."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from assessor.measurement.forecasts.damped import smooth
from assessor.measurement.model import Floats

Indices = NDArray[np.int64]
Bools = NDArray[np.bool_]

OUTLIER = 3.0
"""Deviations beyond which a value is an outlier and pulls the level no further."""
SHIFT = 6.0
"""Deviations between the median of one window and of the next that make a lasting change."""
TO_DEVIATION = 1.4826
"""From the median absolute deviation to the standard deviation of a normal law."""
WINDOWS_A_TURN = 84
"""Running medians that are taken within one window at most."""
_PASSES = 5
_TRIED = (0.1, 0.3, 0.6, 0.9)


@dataclass(frozen=True)
class Shift:
    """The level changed for good."""

    at: int
    """First step on the new level."""
    size: float
    """Of the logarithm."""


@dataclass(frozen=True)
class Decomposition:
    """values = level + season + rest, as logarithms; the past is brought to today's level."""

    season: Floats
    """Per slot; its mean over the slots is 0."""
    season_error: Floats
    """Standard error per slot; half the gap between slots where one was never seen."""
    seen_slots: Indices
    """Slots that were seen."""
    cleaned: Floats
    """Level and ordinary noise, shape (T,): outliers cut, nan where unknown or not ordinary."""
    excess: Floats
    """What was cut off, shape (T,); 0 where nothing was."""
    rest: Floats
    """Uncut deviation from level and season, shape (T,), on every known step."""
    outlier: Bools
    shifts: tuple[Shift, ...]
    deviation: float
    """Of ordinary noise one step ahead, robust."""

    @property
    def gap(self) -> float:
        """Between the busiest and the quietest slot."""
        return float(np.ptp(self.season)) if self.season.size else 0.0


def to_logarithm(values: Floats) -> tuple[Floats, float]:
    """Logarithms, and the offset that was added where some values are 0.

    The offset is half the least positive value, so that 0 lies one halving below what was seen.
    """
    known = values[np.isfinite(values)]
    offset = 0.0 if np.all(known > 0) else float(known[known > 0].min()) / 2
    return np.log(values + offset), offset


def decompose(
    y: Floats, slot: Indices, ordinary: Bools, window: int, *, weekly: bool = True
) -> Decomposition:
    """Split logarithms into level, season and rest; events and holidays hardly touch either.

    Parameters
    ----------
    y
        Logarithms, shape (T,), nan where unknown.
    slot
        Of the season, shape (T,), from 0.
    ordinary
        Steps that may shape level and season (no holidays).
    window
        Steps of the running median, one whole turn of the season: a shorter one would take the
        weekend for a change of level. Events that fill less than half of it do not move the level.
    weekly
        Whether the season tells weekdays apart; if not, a weekend looks like a lasting change and
        none is sought.

    References
    ----------
    .. [1] S. Gelper, R. Fried, C. Croux, J. Forecasting 29 (2010) 285-300 (recalled): values are
       cut at a multiple of the scale before they smooth the level.
    """
    used = ordinary & np.isfinite(y)
    seen = np.where(used, y, np.nan)
    season = _season(seen, slot, window)
    deviation = _one_step_deviation(seen - season[slot])
    shifts = _shifts(seen - season[slot], window, deviation) if weekly else ()
    now = y - _past_levels(shifts, len(y)) - season[slot]
    rest = now - _level(np.where(used, now, np.nan), window)
    deviation = max(deviation, TO_DEVIATION * float(np.median(np.abs(rest[used]))))
    cut = np.clip(rest, -OUTLIER * deviation, OUTLIER * deviation)
    errors = _season_errors(np.where(used, cut, np.nan), slot, season, window)
    return Decomposition(
        season,
        errors,
        np.unique(slot[used]),
        np.where(used, now - rest + cut, np.nan),
        np.where(used, rest - cut, 0.0),
        rest,
        used & (np.abs(rest) > OUTLIER * deviation),
        shifts,
        deviation,
    )


def _season(seen: Floats, slot: Indices, window: int) -> Floats:
    """Means of deviations from a running median, cut where they stand out."""
    season = np.zeros(int(slot.max()) + 1)
    for passed in range(_PASSES):
        rest = seen - _level(seen - season[slot], window) - season[slot]
        known = np.isfinite(rest)
        spread = TO_DEVIATION * float(np.median(np.abs(rest[known])))
        # The first pass stands on medians: before there is a season nothing can stand out.
        for k in range(len(season)):
            of_slot = rest[known & (slot == k)]
            if of_slot.size:
                limit = OUTLIER * spread
                step = np.median(of_slot) if passed == 0 else np.clip(of_slot, -limit, limit).mean()
                season[k] += step
        season -= season[np.unique(slot[known])].mean()
    return season


def _level(x: Floats, window: int) -> Floats:
    """Running median over the window; its first and last value hold at the ends."""
    if len(x) <= window:
        return np.full(len(x), np.nanmedian(x))
    at, medians = _window_medians(x, window)
    level = np.interp(np.arange(len(x)), at + window // 2, medians)
    return np.asarray(level, np.float64)


def _window_medians(x: Floats, window: int) -> tuple[Indices, Floats]:
    """Medians of the windows that are known by half, by their first step.

    Of wide windows only some are taken: a median over thousands of steps moves slowly.
    """
    last = len(x) - window
    first = np.append(np.arange(0, last, max(window // WINDOWS_A_TURN, 1)), last)
    windows = sliding_window_view(x, window)[first]
    known = np.sum(np.isfinite(windows), axis=1)
    enough = 2 * known >= window
    if not np.any(enough):
        enough = known == known.max()
    return first[enough], np.nanmedian(windows[enough], axis=1)


def _one_step_deviation(x: Floats) -> float:
    """The least robust deviation of errors one step ahead among a few exponential smoothings.

    The deviation from the running median itself would be far too small: with as many weekdays
    as days in the window, level and season take up most of the noise.
    """
    known = x[np.isfinite(x)]
    tried = np.asarray(_TRIED)
    errors = smooth(
        known, np.median(known[:7]), 0.0, smoothing_level=tried, smoothing_trend=0.0, damping=1.0
    ).errors
    return TO_DEVIATION * float(np.median(np.abs(errors), axis=0).min())


def _shifts(x: Floats, window: int, deviation: float) -> tuple[Shift, ...]:
    """Where the medians of a whole window before and after differ by far more than noise."""
    change = np.zeros(len(x))
    if len(x) >= 2 * window and deviation > 0:
        at, medians = _window_medians(x, window)
        every = np.interp(np.arange(len(x) - window + 1), at, medians)
        change[window : len(x) - window + 1] = every[window:] - every[:-window]
    found = []
    while np.abs(change).max(initial=0.0) > SHIFT * deviation > 0:
        at_most = int(np.abs(change).argmax())
        around = slice(max(at_most - window, 0), at_most + window)
        size = float(change[at_most])
        found.append(Shift(around.start + _split(x[around], window, size), size))
        change[around] = 0.0
    return tuple(sorted(found, key=lambda shift: shift.at))


def _split(x: Floats, window: int, size: float) -> int:
    """The step from which values lie closer to the level after than to that before."""
    middle = np.nanmedian(x[:window]) + size / 2
    before = np.nan_to_num(np.sign(x - middle) * np.sign(size))
    return int(np.cumsum(before[:-1]).argmin()) + 1


def _past_levels(shifts: tuple[Shift, ...], count: int) -> Floats:
    """What to take off the past so that it stands on the level of today."""
    below = np.zeros(count)
    for shift in shifts:
        below[: shift.at] -= shift.size
    return below


def _season_errors(cut: Floats, slot: Indices, season: Floats, window: int) -> Floats:
    slots, gap = len(season), float(np.ptp(season))
    known = np.isfinite(cut)
    seen = np.bincount(slot[known], minlength=slots)
    turns = max(int(known.sum()) / window, 1.0)
    freedom = max(int(known.sum()) - np.count_nonzero(seen) - turns, 1.0)
    deviation = float(np.sqrt(np.nansum(cut**2) / freedom))
    errors = np.where(seen > 0, deviation / np.sqrt(np.maximum(seen, 1)), gap / 2)
    return np.asarray(errors, np.float64)
