"""Least squares without negative coefficients, from the data or from their normal equations."""

from __future__ import annotations

import numpy as np

from assessor.measurement.model import Floats

_TUNING = 1.345
"""Huber's constant: 95 % efficient where errors are normal."""


def nonnegative(design: Floats, response: Floats, weights: Floats) -> Floats:
    """Coefficients ≥ 0 of weighted least squares.

    Parameters
    ----------
    design
        Shape (n, p); a column of zeros has the coefficient 0.
    response, weights
        Shape (n,); weights ≥ 0.

    Returns
    -------
    Shape (p,).

    References
    ----------
    .. [1] C. L. Lawson, R. J. Hanson, Solving Least Squares Problems. Englewood Cliffs:
       Prentice-Hall, 1974, ch. 23 (recalled).
    """
    from scipy.optimize import nnls

    root = np.sqrt(weights)
    size = np.linalg.norm(design * root[:, None], axis=0)
    size[size == 0] = 1.0
    solution, _ = nnls(design * root[:, None] / size, response * root)
    return np.asarray(solution / size, np.float64)


def nonnegative_from_gram(gram: Floats, moment: Floats) -> Floats:
    """The same from XᵀX, shape (p, p), and Xᵀy, shape (p,); singular systems included."""
    from scipy.optimize import nnls

    size = np.sqrt(np.diag(gram))
    size[size == 0] = 1.0
    values, vectors = np.linalg.eigh(gram / np.outer(size, size))
    kept = values > 1e-12 * max(float(values[-1]), 1e-300)
    root = np.sqrt(values[kept])
    solution, _ = nnls(
        root[:, None] * vectors[:, kept].T, vectors[:, kept].T @ (moment / size) / root
    )
    return np.asarray(solution / size, np.float64)


def nonnegative_draws(grams: Floats, moments: Floats) -> Floats:
    """Solutions of many such systems, shapes (draws, p, p) and (draws, p), none singular.

    All are solved without the bound at once; the few that break it are solved again, alone.
    """
    size = np.sqrt(np.einsum("bpp->bp", grams))
    scaled = grams / (size[:, :, None] * size[:, None, :])
    solutions = np.linalg.solve(scaled, (moments / size)[:, :, None])[:, :, 0] / size
    for row in np.flatnonzero((solutions < 0).any(axis=1)):
        solutions[row] = nonnegative_from_gram(grams[row], moments[row])
    return np.asarray(solutions, np.float64)


def robust(design: Floats, response: Floats, rounds: int = 8) -> Floats:
    """Coefficients ≥ 0 that single wild points pull little: Huber's weights, repeated.

    References
    ----------
    .. [1] P. J. Huber, Robust Statistics. New York: Wiley, 1981, ch. 7 (recalled).
    """
    weights = np.ones(len(response))
    for _ in range(rounds):
        coefficients = nonnegative(design, response, weights)
        residual = response - design @ coefficients
        scale = robust_deviation(residual)
        if scale == 0:
            break
        weights = np.minimum(1.0, _TUNING * scale / np.maximum(np.abs(residual), 1e-300))
    return coefficients


def robust_deviation(residual: Floats) -> float:
    """Standard deviation from the median of absolute values, right where errors are normal."""
    return 1.4826 * float(np.median(np.abs(residual - np.median(residual))))


def variance_model(fitted: Floats, residual: Floats) -> tuple[float, float]:
    """a and b ≥ 0 of the variance a + b·fitted of the residuals.

    Work in a window is a sum over its requests, so its variance grows with the load; a is what
    does not: rounding and background. Deviations of ten groups of equal load, each robust, are
    fitted, so that single wild windows do not count.
    """
    if len(fitted) < 100:
        return max(robust_deviation(residual) ** 2, 1e-300), 0.0
    groups = np.array_split(np.argsort(fitted, kind="stable"), 10)
    levels = np.array([fitted[group].mean() for group in groups])
    variances = np.array([robust_deviation(residual[group]) ** 2 for group in groups])
    top = float(variances.max())
    if top == 0 or not levels.any():
        return max(top, 1e-300), 0.0
    # Relative errors of the ten variances are alike: weigh them by 1/variance².
    weights = 1 / np.maximum(variances, 0.01 * top) ** 2
    a, b = nonnegative(np.stack([np.ones(10), levels], axis=1), variances, weights)
    # An idle window is rounded like any other: it is never known without error.
    return max(float(a), 1e-4 * top), float(b)
