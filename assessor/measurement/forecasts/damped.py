"""A level with a damped trend: the recursion, and how well the past determines its parameters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from assessor.measurement.model import Floats

# Share of a new value that the level takes over at once.
LEVELS = (0.02, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8, 0.95)
# Share of that step which lasts, with its prior weight: below 1 the level returns, above 1 the
# step goes on. A level that always returns (0) is rare among visits, one that stays is common.
LASTING = {0.0: 0.05, 0.05: 0.05, 0.25: 0.1, 0.6: 0.1, 1.0: 0.25, 1.5: 0.2, 2.0: 0.13, 3.0: 0.12}
# Steps in which a trend fades to 1/e.
FADING = (1.5, 4.0, 10.0, 30.0)
NEGLIGIBLE = 1e-4
_STEADY = 1e-9
"""Least deviation of a logarithm: a series that repeats itself exactly has none."""


@dataclass(frozen=True)
class Smoothed:
    """One pass of the recursion; parameters and columns broadcast to the shape S."""

    errors: Floats
    """What came less what was expected one step before, shape (T, *S); nan where unknown."""
    level: Floats
    """After the last step, shape S."""
    trend: Floats
    """After the last step, per step, shape S."""

    def log_likelihood(self) -> Floats:
        """Gaussian, at the deviation that suits it best, shape S. [1]"""
        known = np.sum(np.isfinite(self.errors), axis=0)
        mean_square = np.nansum(self.errors**2, axis=0) / known
        return np.asarray(-known / 2 * (np.log(2 * np.pi * mean_square) + 1), np.float64)


def smooth(
    values: ArrayLike,
    level: ArrayLike,
    trend: ArrayLike,
    *,
    smoothing_level: ArrayLike,
    smoothing_trend: ArrayLike,
    damping: ArrayLike,
) -> Smoothed:
    """Run a damped trend through values, in its innovations form.

    With error e = y − (l + φb): l ← l + φb + αe, b ← φb + βe.

    Parameters
    ----------
    values
        Shape (T, …), nan where nothing is known: there the trend goes on and nothing is learnt.
    level, trend
        Before the first step.
    smoothing_level, smoothing_trend, damping
        α, β and φ. β may be negative, down to −α(1−φ)/φ where the level returns to where it was.

    References
    ----------
    .. [1] R. J. Hyndman, A. B. Koehler, J. K. Ord, R. D. Snyder, Forecasting with Exponential
       Smoothing. Berlin: Springer, 2008, sec. 2.5 and ch. 10 (recalled).
    """
    y = np.asarray(values, np.float64)
    alpha, beta, phi = np.asarray(smoothing_level), np.asarray(smoothing_trend), np.asarray(damping)
    shape = np.broadcast_shapes(y.shape[1:], np.shape(level), np.shape(trend), alpha.shape)
    now = np.broadcast_to(np.asarray(level, np.float64), shape)
    slope = np.broadcast_to(np.asarray(trend, np.float64), shape)
    errors = np.empty((y.shape[0], *shape))
    for step, value in enumerate(y):
        slope = phi * slope
        now = now + slope
        error = value - now
        errors[step] = error
        if not np.all(np.isfinite(value)):
            error = np.where(np.isfinite(error), error, 0.0)
        now = now + alpha * error
        slope = slope + beta * error
    return Smoothed(errors, now, slope)


@dataclass(frozen=True)
class DampedFit:
    """The parameters that the past allows, each set with its weight; G of them."""

    smoothing_level: Floats
    smoothing_trend: Floats
    damping: Floats
    weight: Floats
    """Posterior probability of each set, adds to 1."""
    errors: Floats
    """One step ahead at the best start, shape (G, T); nan where nothing was known."""
    level: Floats
    trend: Floats
    """Last states at the best start."""
    root: Floats
    """Root of the covariance of the last states over the variance, shape (G, 2, 2), triangular."""
    deviation: Floats
    """Of the errors, with `freedom`. [1]"""
    freedom: int
    """Known values less what was estimated from them, at least 1."""

    def mean(self, parameter: Floats) -> float:
        """A parameter averaged over its weights."""
        return float(self.weight @ parameter)


def fit_damped(values: ArrayLike, *, estimated: int = 0, longest: float = 30.0) -> DampedFit:
    """Weigh a grid of damped trends by how well they told each value from those before.

    The start (level and trend) is the least-squares one and integrated out, so that weights are
    marginal likelihoods times the prior `LASTING`. Nothing is searched: the same values give the
    same weights.

    Parameters
    ----------
    values
        Level plus noise without season, on a logarithmic scale, shape (T,); nan where unknown.
    estimated
        Parameters that were estimated from the same values before (the season).
    longest
        Slowest fading of a trend, ≥ 30. [steps]

    Raises
    ------
    ValueError
        Fewer than 4 known values.

    References
    ----------
    .. [1] J. K. Ord, A. B. Koehler, R. D. Snyder, J. Amer. Statist. Assoc. 92 (1997) 1621-1629
       (recalled): the start as regression coefficients.
    """
    y = np.asarray(values, np.float64)
    known = int(np.sum(np.isfinite(y)))
    if known < 4:
        raise ValueError(f"at least 4 known values are needed, got {known}")
    alpha, beta, phi, prior = _grid(longest)
    ran = _columns(y, alpha, beta, phi)
    learnt = np.nan_to_num(ran.errors)
    best, gram = _best_start(learnt)
    errors = learnt[:, :, 0] + np.einsum("tgk,gk->tg", learnt[:, :, 1:], best)
    freedom = max(known - 2 - estimated, 1)
    square = np.maximum(np.sum(errors**2, axis=0), freedom * _STEADY**2)
    told = prior - freedom / 2 * np.log(square) - np.linalg.slogdet(gram)[1] / 2
    weight = np.exp(told - told.max())
    kept = weight > NEGLIGIBLE
    level, trend, root = _last_states(ran, best, gram)
    errors[~np.isfinite(y)] = np.nan
    return DampedFit(
        alpha[kept],
        beta[kept],
        phi[kept],
        weight[kept] / weight[kept].sum(),
        errors.T[kept],
        level[kept],
        trend[kept],
        root[kept],
        np.sqrt(square[kept] / freedom),
        freedom,
    )


def _grid(longest: float) -> tuple[Floats, Floats, Floats, Floats]:
    """α, β, φ and the logarithm of their prior."""
    fading = FADING if longest <= FADING[-1] else (*FADING, float(longest))
    sets = []
    for alpha in LEVELS:
        for lasting, prior in LASTING.items():
            # A step that stays as it is has no trend, and its fading says nothing.
            times = fading[:1] if lasting == 1.0 else fading
            for time in times:
                phi = float(np.exp(-1 / time))
                beta = alpha * (lasting - 1) * (1 - phi) / phi
                sets.append((alpha, beta, phi, np.log(prior / len(times))))
    alpha_, beta_, phi_, prior_ = np.array(sets).T
    return alpha_, beta_, phi_, prior_


def _columns(y: Floats, alpha: Floats, beta: Floats, phi: Floats) -> Smoothed:
    """Errors from a start of 0, and how they change with the level and trend of the start."""
    three = np.where(np.isfinite(y)[:, np.newaxis], 0.0, np.nan) * np.ones(3)
    three[:, 0] = y
    return smooth(
        three[:, np.newaxis, :],
        np.array([0.0, 1.0, 0.0]),
        np.array([0.0, 0.0, 1.0]),
        smoothing_level=alpha[:, np.newaxis],
        smoothing_trend=beta[:, np.newaxis],
        damping=phi[:, np.newaxis],
    )


def _best_start(learnt: Floats) -> tuple[Floats, Floats]:
    design = learnt[:, :, 1:]
    gram = np.einsum("tgi,tgj->gij", design, design)
    # A trend that fades at once is hardly seen; the ridge keeps it near 0 instead of at random.
    gram[:, 0, 0] += _STEADY
    gram[:, 1, 1] += _STEADY
    right = np.einsum("tgi,tg->gi", design, learnt[:, :, 0])
    return -np.linalg.solve(gram, right[:, :, np.newaxis])[:, :, 0], gram


def _last_states(ran: Smoothed, best: Floats, gram: Floats) -> tuple[Floats, Floats, Floats]:
    moved = np.stack([ran.level[:, 1:], ran.trend[:, 1:]], axis=1)
    level = ran.level[:, 0] + np.einsum("gk,gk->g", ran.level[:, 1:], best)
    trend = ran.trend[:, 0] + np.einsum("gk,gk->g", ran.trend[:, 1:], best)
    covariance = moved @ np.linalg.inv(gram) @ np.swapaxes(moved, 1, 2)
    # By hand: after many steps the start is forgotten and the covariance is 0, which a library's
    # Cholesky refuses.
    root = np.zeros_like(covariance)
    root[:, 0, 0] = np.sqrt(np.maximum(covariance[:, 0, 0], 0.0))
    safe = np.where(root[:, 0, 0] > 0, root[:, 0, 0], 1.0)
    root[:, 1, 0] = covariance[:, 1, 0] / safe
    root[:, 1, 1] = np.sqrt(np.maximum(covariance[:, 1, 1] - root[:, 1, 0] ** 2, 0.0))
    return level, trend, root
