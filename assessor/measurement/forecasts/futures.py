"""Worlds of an ordinary future, by either method."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from assessor.measurement.forecasts.damped import fit_damped
from assessor.measurement.forecasts.decomposition import Decomposition
from assessor.measurement.forecasts.intervals import PATHS, Ahead, Noise, damped_paths
from assessor.measurement.forecasts.past import Grid, groups_of
from assessor.measurement.forecasts.statistical import LONGEST_SEASON, ets_paths
from assessor.measurement.model import Finding, Floats

CORE = "damped trend, weighed"
ETS = "ETS damped trend"
FEWEST_OF_GROUP = 20
"""Errors of an hour of the day before it has a spread of its own."""
LONGEST_FADING = 30.0
"""Steps in which the trend of a daily or coarser series fades to 1/e at the slowest."""


@dataclass(frozen=True)
class Future:
    """Worlds without holidays, and what made them."""

    paths: Iterable[Floats]
    model: str
    parameters: Mapping[str, float]
    findings: tuple[Finding, ...] = ()


def core_future(split: Decomposition, grid: Grid, rng: np.random.Generator) -> Future:
    """By the weighed damped trends of the core."""
    two_days = 2.0 * grid.season.per_day
    estimated = len(split.seen_slots) - 1
    fit = fit_damped(split.cleaned, estimated=estimated, longest=max(two_days, LONGEST_FADING))
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
    return Future(damped_paths(fit, noise, ahead, split, rng), CORE, parameters)


def ets_future(split: Decomposition, grid: Grid, rng: np.random.Generator) -> Future:
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
    return Future(paths, ETS, ran.parameters, findings)


def _filled(x: Floats) -> Floats:
    known = np.flatnonzero(np.isfinite(x))
    return np.interp(np.arange(len(x)), known, x[known])
