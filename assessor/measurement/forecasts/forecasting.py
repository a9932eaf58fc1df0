"""From a measured series to the values to come, with an interval and its reservations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import exp
from typing import Literal

import numpy as np

from assessor.measurement.forecasts.decomposition import Decomposition, decompose, to_logarithm
from assessor.measurement.forecasts.futures import core_future, ets_future
from assessor.measurement.forecasts.holidays import Effect, effect_of, given_effect
from assessor.measurement.forecasts.intervals import SPREAD, limits
from assessor.measurement.forecasts.past import (
    SECONDS_PER_DAY,
    Grid,
    checked,
    day_means,
    grid_of,
    latest,
    refusal,
    season_of,
)
from assessor.measurement.forecasts.statistical import require
from assessor.measurement.forecasts.telling import findings_of
from assessor.measurement.model import Finding, Floats, Series
from assessor.scenario.fragments import Calendar

Method = Literal["auto", "core", "statsmodels"]


@dataclass(frozen=True)
class Forecast:
    """Values to come: their middle and the interval that should hold `coverage` of them."""

    series: str
    start: datetime
    """Local clock time of the first step to come."""
    step: float
    """[s]"""
    points: Floats
    """Medians, shape (steps,); nan where the forecast is refused."""
    low: Floats
    high: Floats
    coverage: float
    """Nominal, of each step by itself, not of all steps at once."""
    model: str
    parameters: Mapping[str, float]
    findings: tuple[Finding, ...]

    @property
    def refused(self) -> bool:
        """Whether the past cannot carry a forecast; a finding says why."""
        return any(finding.severity == "refusal" for finding in self.findings)


def forecast(
    series: Series,
    *,
    steps: int,
    calendar: Calendar | None = None,
    holiday_factor: float | None = None,
    coverage: float = 0.9,
    method: Method = "auto",
    seed: int = 0,
) -> Forecast:
    """Tell the next steps of a series from its own past.

    On a logarithmic scale: level with damped trend + season (weekday, hour of the week, or hour
    of the day where less than two weeks were seen) + effect of a holiday + noise. The season is
    held as it was on average; the level follows the series. Outliers pull the level no further
    than ordinary noise does; lasting changes of level are recognised and told. Holidays, and the
    weekends, bridges and working days next to them, shape neither level nor season; their effect
    is learnt apart, with the spread between them. Events are not foreseen: a finding says how
    many days of the past were out of the ordinary.

    Parameters
    ----------
    series
        Past values ≥ 0, nan where unknown.
    steps
        To come, ≥ 1.
    calendar
        Of holidays; without it every day counts as an ordinary one.
    holiday_factor
        Of a day off over an ordinary one of its weekday, > 0; takes the place of what the past
        says. [1]
    coverage
        Of the interval, in (0, 1).
    method
        core: numpy alone; statsmodels: its ETS (extra `fit`), which takes its parameters for
        known; auto: core, so that a result does not hang on what is installed.
    seed
        Of the paths.

    Returns
    -------
    Refused (nan, with a finding of severity `refusal`) where fewer than 8 values, two days of a
    finer series or two weeks of a daily one are known: there a profile cannot be told from
    chance.

    Raises
    ------
    ValueError
        Negative or infinite values, a step that fits no day, or arguments out of range.
    InputError
        `method="statsmodels"` and it is not installed.
    """
    checked(series, steps, coverage)
    if method == "statsmodels":
        require()
    used = latest(series)
    refused = refusal(used)
    if refused is not None:
        nothing = np.full(steps, np.nan)
        return _told(series, (nothing, nothing, nothing), coverage, "none", {}, (refused,))
    grid = grid_of(used, season_of(used), steps, calendar)
    y, offset = to_logarithm(used.values)
    past = slice(None, grid.past)
    season = grid.season
    split = decompose(y, grid.slot[past], grid.ordinary[past], season.window, weekly=season.weekly)
    effects = _effects(split, grid, holiday_factor)
    rng = np.random.default_rng(seed)
    future = (ets_future if method == "statsmodels" else core_future)(split, grid, rng)
    ahead = slice(grid.past, None)
    told = limits(
        future.paths,
        grid.day[ahead],
        grid.kinds()[ahead],
        effects,
        coverage=coverage,
        spread=SPREAD if used.step >= SECONDS_PER_DAY else 1.0,
        rng=rng,
    )
    values = tuple(np.maximum(np.exp(x) - offset, 0.0) for x in (told.middle, told.low, told.high))
    parameters = {**future.parameters, **_factors(effects), "offset": offset}
    findings = (*future.findings, *findings_of(used, grid, split, effects, calendar, coverage))
    if len(used) < len(series):
        findings += (Finding("forecast_history_cut", {"n": len(used)}, severity="note"),)
    return _told(series, values, coverage, future.model, parameters, findings)


def _effects(split: Decomposition, grid: Grid, factor: float | None) -> Mapping[str, Effect | None]:
    """Of holidays and of days beside them, from the past or as given."""
    day = grid.day[: grid.past]
    holiday = day_means(split.rest, day, grid.holiday[: grid.past])
    beside = day_means(split.rest, day, grid.beside[: grid.past])
    given = None if factor is None else given_effect(factor, split.gap)
    return {
        "holiday": given or effect_of(holiday, split.gap),
        "beside": effect_of(beside, split.gap),
    }


def _factors(effects: Mapping[str, Effect | None]) -> dict[str, float]:
    return {f"factor_{kind}": exp(e.centre) for kind, e in effects.items() if e is not None}


def _told(
    series: Series,
    values: Sequence[Floats],
    coverage: float,
    model: str,
    parameters: Mapping[str, float],
    findings: tuple[Finding, ...],
) -> Forecast:
    points, low, high = values
    return Forecast(
        series.name,
        series.end,
        series.step,
        points,
        low,
        high,
        coverage,
        model,
        parameters,
        findings,
    )
