"""What a forecast has to beat: the same again as one season before."""

from __future__ import annotations

from math import sqrt

import numpy as np

from assessor.measurement.forecasts.forecasting import Forecast
from assessor.measurement.forecasts.past import (
    SECONDS_PER_DAY,
    checked,
    refusal,
    season_of,
)
from assessor.measurement.model import Series

NAIVE = "seasonal naive"


def turn_of(series: Series) -> int:
    """Steps after which a series should look alike: a week, a day where less than two were seen."""
    season = season_of(series)
    days = 7 if season.kind in ("weekday", "hour of week") else 1
    return 1 if season.kind == "none" else max(round(days * SECONDS_PER_DAY / series.step), 1)


def naive_forecast(series: Series, *, steps: int, coverage: float = 0.9) -> Forecast:
    """Each value as one season before, with a normal interval.

    The deviation of k seasons ahead is √k times that of one, the root mean square of seasonal
    differences of the past. Limits are cut at 0.

    Raises
    ------
    ValueError
        As `forecast`.

    References
    ----------
    .. [1] R. J. Hyndman, G. Athanasopoulos, Forecasting: Principles and Practice, 3rd ed.
       Melbourne: OTexts, 2021, sec. 5.5 (recalled).
    """
    from scipy.special import ndtri

    checked(series, steps, coverage)
    refused = refusal(series)
    turn = turn_of(series)
    last = np.full(turn, np.nan)
    deviation = np.nan
    if refused is None:
        x = series.values
        apart = x[turn:] - x[:-turn]
        deviation = sqrt(float(np.nanmean(apart**2)))
        for back in range(len(x) - turn, -1, -turn):
            last = np.where(np.isfinite(last), last, x[back : back + turn])
    ahead = np.arange(steps)
    points = last[ahead % turn]
    reach = float(ndtri((1 + coverage) / 2)) * deviation * np.sqrt(ahead // turn + 1)
    return Forecast(
        series.name,
        series.end,
        series.step,
        points,
        np.maximum(points - reach, 0.0),
        points + reach,
        coverage,
        NAIVE,
        {} if refused else {"deviation": deviation},
        (refused,) if refused else (),
    )
