"""From a measured series to the values to come, with an interval and its reservations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import exp
from typing import Literal

import numpy as np

from assessor.measurement.forecasts.damped import fit_damped
from assessor.measurement.forecasts.decomposition import Decomposition, decompose, to_logarithm
from assessor.measurement.forecasts.holidays import Effect, effect_of, given_effect
from assessor.measurement.forecasts.intervals import (
    PATHS,
    SPREAD,
    Ahead,
    Noise,
    damped_paths,
    limits,
)
from assessor.measurement.forecasts.past import (
    SECONDS_PER_DAY,
    Grid,
    checked,
    day_means,
    grid_of,
    groups_of,
    latest,
    refusal,
    season_of,
)
from assessor.measurement.forecasts.statistical import LONGEST_SEASON, ets_paths, require
from assessor.measurement.forecasts.telling import findings_of
from assessor.measurement.model import Finding, Floats, Series
from assessor.scenario.fragments import Calendar

Method = Literal["auto", "core", "statsmodels"]
CORE = "damped trend, weighed"
ETS = "ETS damped trend"
FEWEST_OF_GROUP = 20
"""Errors of an hour of the day before it has a spread of its own."""


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
    split = decompose(y, grid.slot[past], grid.ordinary[past], grid.season.window)
    effects = _effects(split, grid, holiday_factor)
    rng = np.random.default_rng(seed)
    future = _ets(split, grid, rng) if method == "statsmodels" else _core(split, grid, rng)
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


@dataclass(frozen=True)
class _Future:
    """Worlds without holidays, and what made them."""

    paths: Iterable[Floats]
    model: str
    parameters: Mapping[str, float]
    findings: tuple[Finding, ...] = ()


def _core(split: Decomposition, grid: Grid, rng: np.random.Generator) -> _Future:
    two_days = 2.0 * grid.season.window if grid.season.kind.startswith("hour") else 0.0
    estimated = len(split.seen_slots) - 1
    fit = fit_damped(split.cleaned, estimated=estimated, longest=max(two_days, 30.0))
    used = np.isfinite(split.cleaned)
    groups, pools = groups_of(grid.hour[: grid.past], used, FEWEST_OF_GROUP)
    noise = Noise(split.excess, pools)
    ahead = Ahead(grid.slot[grid.past :], groups[grid.hour[grid.past :]])
    parameters = {
        "smoothing_level": fit.mean(fit.smoothing_level),
        "smoothing_trend": fit.mean(fit.smoothing_trend),
        "damping_trend": fit.mean(fit.damping),
        "deviation": fit.mean(fit.deviation),
    }
    return _Future(damped_paths(fit, noise, ahead, split, rng), CORE, parameters)


def _ets(split: Decomposition, grid: Grid, rng: np.random.Generator) -> _Future:
    """Its own season where that is short; else the season of the core, taken off and put on."""
    turn = {"weekday": 7, "hour of day": grid.season.window}.get(grid.season.kind, 0)
    own = 1 < turn <= LONGEST_SEASON
    y, season = _filled(split.cleaned), split.season[grid.slot]
    ran = ets_paths(
        y + season[: grid.past] if own else y,
        split.excess,
        season=turn if own else 0,
        steps=len(grid.slot) - grid.past,
        worlds=PATHS // 4,
        rng=rng,
    )
    added = np.zeros(len(season)) if own else season
    paths = (row + added[grid.past + n] for n, row in enumerate(ran.steps))
    findings = () if ran.converged else (Finding("forecast_ets_not_converged"),)
    return _Future(paths, ETS, ran.parameters, findings)


def _filled(x: Floats) -> Floats:
    known = np.flatnonzero(np.isfinite(x))
    return np.interp(np.arange(len(x)), known, x[known])


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
