"""Series of different steps and clocks on the same windows, and the lag between their clocks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from assessor.measurement.demands.correlating import unexplained, unexplained_by_shift
from assessor.measurement.model import Floats, Series

LONGEST_LAG = 43_200.0
"""How far clocks are searched for each other: half a day, more than any zone is off by. [s]"""
SHORTEST_WINDOW = 60.0
"""Below this, requests that begin in one window and end in the next blur the law. [s]"""
_GAIN = 0.8
"""A lag counts where it leaves at most this share of what no lag leaves unexplained,"""
_LEFT = 0.5
"""and at most this share of the variance: a lag that explains little is chance."""


@dataclass(frozen=True)
class Windows:
    """Utilisation and rates on the same windows."""

    utilisation: Floats
    """Busy share in each window, nan where unknown. [1]"""
    rates: Floats
    """Shape (windows, classes). [1/s]"""
    names: tuple[str, ...]
    length: float
    """[s]"""
    lag: float
    """How much later the utilisation's clock shows the same moment. [s]"""
    lag_at_end: bool = False
    """Whether the best lag lay at the end of the search and was therefore not used."""


def rate_series(name: str, series: Series) -> Series:
    """The series in requests per second.

    Raises
    ------
    ValueError
        A level in another unit than 1/s.
    """
    if series.kind == "mean" and series.unit not in ("1/s", "requests/s"):
        raise ValueError(f"{name!r} must count requests or be in 1/s, got {series.unit!r}")
    per_second = series.values if series.kind == "mean" else series.values / series.step
    return Series(name, series.start, series.step, per_second, "mean", "1/s")


def window_means(series: Series, starts: Floats, length: float) -> Floats:
    """Mean level of a series in windows, exact for levels that are constant within a step.

    Parameters
    ----------
    series
        Levels.
    starts
        Of each window, after the series' own start. [s]
    length
        > 0. [s]

    Returns
    -------
    One mean a window; nan where the window reaches beyond the series or into an unknown step.
    """
    known = np.isfinite(series.values)
    area = np.concatenate([[0.0], np.cumsum(np.where(known, series.values, 0.0))])
    holes = np.concatenate([[0.0], np.cumsum(~known)])
    first, last = starts / series.step, (starts + length) / series.step
    grid = np.arange(len(area), dtype=np.float64)
    # A clock time that was shifted by whole steps must not fall a rounding error outside.
    inside = (first >= -1e-9) & (last <= len(series) + 1e-9)
    total = np.interp(last, grid, area) - np.interp(first, grid, area)
    missing = np.interp(last, grid, holes) - np.interp(first, grid, holes)
    means = total * series.step / length
    return np.asarray(np.where(inside & (missing < 1e-6), means, np.nan), np.float64)


def align(
    utilisation: Series,
    rates: Mapping[str, Series],
    *,
    window: float | None = None,
    lag: float | None = None,
) -> Windows:
    """Means of all series on windows that start with the utilisation.

    Parameters
    ----------
    utilisation
        Levels in [0, 1].
    rates
        Of each class, by name.
    window
        Length; by default the longest step, at least 60 s. [s]
    lag
        Of the utilisation's clock behind the rates'; None searches for it. [s]

    Returns
    -------
    Windows; the lag that was found is in them.
    """
    series = [rate_series(name, each) for name, each in rates.items()]
    length = window or max([utilisation.step, SHORTEST_WINDOW, *(each.step for each in series)])
    number = int(len(utilisation) * utilisation.step / length + 1e-9)
    starts = np.arange(number, dtype=np.float64) * length
    measured = window_means(utilisation, starts, length)

    def rates_at(windows: Floats) -> Floats:
        offsets = [(utilisation.start - each.start).total_seconds() for each in series]
        columns = zip(series, offsets, strict=True)
        return np.stack([window_means(s, windows + by, length) for s, by in columns], axis=1)

    fine = max(min(each.step for each in series), length / 30)
    found, at_end = (lag, False) if lag is not None else _search(measured, rates_at, length, fine)
    return Windows(measured, rates_at(starts - found), tuple(rates), length, found, at_end)


def _search(
    measured: Floats, rates_at: Callable[[Floats], Floats], length: float, fine: float
) -> tuple[float, bool]:
    """Lag of greatest correlation between utilisation and the best combination of the rates."""
    windows = np.arange(len(measured), dtype=np.float64) * length
    reach = int(min(LONGEST_LAG, len(measured) * length / 4) // length)
    known = measured[np.isfinite(measured)]
    if not len(known) or not np.ptp(known) or reach == 0:
        return 0.0, False
    # Where the two hardly meet as they stand, anything explains more.
    here = min(unexplained(measured, rates_at(windows)[None])[1], 1.0)
    if here <= 0:
        return 0.0, False
    wide = np.arange(-reach, len(measured) + reach, dtype=np.float64) * length
    coarse = float(reach - unexplained_by_shift(measured, rates_at(wide), reach)) * length
    around = coarse + np.arange(-(length // fine), length // fine + 1) * fine
    which, least = unexplained(measured, np.stack([rates_at(windows - by) for by in around]))
    lag = float(around[which])
    # The best of many lags explains something by chance alone: as much as the logarithm says.
    chance = np.exp(-(10 + 2 * np.log(2 * reach + 1)) / len(known))
    if lag == 0.0 or least > min(_GAIN, chance) * here or least > _LEFT:
        return 0.0, False
    return (0.0, True) if abs(coarse) >= reach * length else (lag, False)
