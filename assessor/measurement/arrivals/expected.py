"""What a robust look at the rest of a series expects in each cell of the clock."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assessor.measurement.model import Floats

DAYS_PER_WEEK = 7
FEWEST_ROWS = 4
"""Weeks, or days of a kind, that a median is taken over."""
_ROUNDS = 6
_NEIGHBOURS = 2
"""Cells on either side, where there are too few days to compare."""


def robust_expectation(logs: Floats, weekday: NDArray[np.int64]) -> Floats:
    """What each cell should have held, by medians of the others; up to half may be wild.

    With 4 whole weeks or more: week level + effect of the hour of the week, by median polish.
    With 4 days of a kind (Monday to Friday, weekend): day level + effect of the hour of such days;
    for whole days the median of the kind. Else the median of the two cells on either side.

    Parameters
    ----------
    logs
        (days, cells of the day), nan where nothing is known. [log]
    weekday
        Of each day, 0 = Monday.

    Returns
    -------
    (days, cells); nan where nothing is known around. [log]

    References
    ----------
    .. [1] J. W. Tukey, Exploratory Data Analysis. Addison-Wesley, 1977, ch. 11: median polish
       (recalled).
    """
    days, cells = logs.shape
    if days >= FEWEST_ROWS * DAYS_PER_WEEK:
        whole = _weeks(logs)
        return median_polish(whole).reshape(-1, cells)[:days]
    expected = _among_neighbours(logs)
    for kind in (weekday < 5, weekday >= 5):
        if np.count_nonzero(kind) < FEWEST_ROWS:
            continue
        # A level of its own for each day would explain a day of one cell away.
        table = logs[kind]
        expected[kind] = known_median(table, 0) if cells == 1 else median_polish(table)
    return expected


def has_like_days(weekday: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Days whose expectation comes from like days, not from the cells beside."""
    if len(weekday) >= FEWEST_ROWS * DAYS_PER_WEEK:
        return np.ones(len(weekday), np.bool_)
    weekend = weekday >= 5
    enough = [np.count_nonzero(weekend == kind) >= FEWEST_ROWS for kind in (False, True)]
    return np.where(weekend, enough[1], enough[0])


def usual_level(values: Floats, weekday: NDArray[np.int64]) -> Floats:
    """Median over days of what each cell held, without a level of the week or day of its own.

    A day of silence has no level, and yet something was to be expected. Nan for days of a kind
    seen fewer than 4 times.
    """
    days, cells = values.shape
    if days >= FEWEST_ROWS * DAYS_PER_WEEK:
        whole = _weeks(values)
        usual = np.broadcast_to(known_median(whole, 0), whole.shape)
        return usual.reshape(-1, cells)[:days].copy()
    usual = np.full(values.shape, np.nan)
    for kind in (weekday < 5, weekday >= 5):
        if np.count_nonzero(kind) >= FEWEST_ROWS:
            usual[kind] = known_median(values[kind], 0)
    return usual


def median_polish(table: Floats) -> Floats:
    """Row + column effects that leave residuals of median 0; nan cells are passed over."""
    fitted = np.zeros_like(table)
    for _ in range(_ROUNDS):
        before = fitted
        for axis in (0, 1):
            fitted = fitted + known_median(table - fitted, axis)
        if np.nanmax(np.abs(fitted - before), initial=0.0) < 1e-6:
            break
    return fitted


def known_median(table: Floats, axis: int) -> Floats:
    """Median of the known values along an axis, which is kept; nan where there are none."""
    some = np.isfinite(table).any(axis=axis, keepdims=True)
    middle = np.nanmedian(np.where(some, table, 0.0), axis=axis, keepdims=True)
    return np.asarray(np.where(some, middle, np.nan), np.float64)


def _weeks(values: Floats) -> Floats:
    """(weeks, 7 × cells), weeks counted from the first day; nan after the last."""
    short = -len(values) % DAYS_PER_WEEK
    padded = np.concatenate([values, np.full((short, values.shape[1]), np.nan)])
    return padded.reshape(-1, DAYS_PER_WEEK * values.shape[1])


def _among_neighbours(logs: Floats) -> Floats:
    flat = logs.ravel()
    if flat.size == 0:
        return logs.copy()
    edge = np.full(_NEIGHBOURS, np.nan)
    wide = np.lib.stride_tricks.sliding_window_view(
        np.concatenate([edge, flat, edge]), 2 * _NEIGHBOURS + 1
    )
    others = np.delete(wide, _NEIGHBOURS, axis=1)
    return np.asarray(known_median(others, 1).reshape(logs.shape), np.float64)
