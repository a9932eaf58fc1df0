"""The same forecast by the exponential smoothing of statsmodels, an optional extra."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec

import numpy as np

from assessor.errors import InputError, Problem
from assessor.measurement.model import Floats

LONGEST_SEASON = 24
"""Steps of a season that the model carries itself; paths over longer ones do not fit in memory."""


@dataclass(frozen=True)
class EtsPaths:
    """Worlds of an ordinary future by ETS."""

    steps: Iterator[Floats]
    """One array of logarithms a step."""
    parameters: Mapping[str, float]
    converged: bool


def require() -> None:
    """Refuse by name where statsmodels is missing.

    Raises
    ------
    InputError
        `forecast_statsmodels_missing`.
    """
    if find_spec("statsmodels") is None:
        raise InputError([Problem("forecast_statsmodels_missing")])


def ets_paths(
    y: Floats, excess: Floats, *, season: int, steps: int, worlds: int, rng: np.random.Generator
) -> EtsPaths:
    """Paths of ETS(A,Ad,A), without a season ETS(A,Ad,N), with errors drawn from its past.

    Parameters are those of greatest likelihood and taken as known: the paths say nothing of
    their uncertainty, only of their number.

    Parameters
    ----------
    y
        Logarithms without outliers and gaps, shape (T,).
    excess
        What was cut off outliers, drawn on top, shape (T,).
    season
        Steps of one turn, at most `LONGEST_SEASON`; below 2 there is none.
    """
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    seasonal = season > 1
    model = ETSModel(
        y,
        error="add",
        trend="add",
        damped_trend=True,
        seasonal="add" if seasonal else None,
        seasonal_periods=season if seasonal else None,
        initialization_method="heuristic",
    )
    with warnings.catch_warnings(record=True):
        # Told as a finding instead, by `converged`.
        warnings.simplefilter("always")
        fitted = model.fit(disp=False)
    errors = np.asarray(fitted.resid, np.float64)
    freedom = max(len(y) - len(fitted.params), 1)
    drawn = rng.choice(len(y), (steps, worlds))
    future = fitted.simulate(
        steps,
        anchor="end",
        repetitions=worlds,
        random_errors=errors[drawn] * np.sqrt(len(y) / freedom),
    )
    paths = np.asarray(future, np.float64).reshape(steps, worlds) + excess[drawn]
    parameters = dict(zip(model.param_names, map(float, fitted.params), strict=True))
    return EtsPaths(iter(paths), parameters, bool(fitted.mle_retvals["converged"]))
