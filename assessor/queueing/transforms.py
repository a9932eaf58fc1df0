"""Laplace transforms back to tails, densities and quantiles, for many questions at once.

What belongs here: quadrature rules on the Bromwich contour and the search for a quantile.
Which transform belongs to which station does not.

A transform takes complex arrays of shape (nodes, *batch): its own parameters must broadcast
against the trailing axes, so a station of n questions holds arrays of shape (n,).
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessor.queueing.contours import EULER, Rule

Array = NDArray[np.float64]
Complex = NDArray[np.complex128]
Transform = Callable[[Complex], Complex]


_STEPS = 100
"""Newton or bisection steps; bisection alone halves the bracket below a float in about 60."""

_CLOSE = 1e-7
"""Relative Newton step after which the next one would be lost in rounding (its square)."""


def invert(transform: Transform, t: ArrayLike, *, rule: Rule = EULER) -> Array:
    """The function whose Laplace transform is given, at t > 0."""
    time = np.asarray(t, dtype=np.float64)
    s = _on_contour(rule, time)
    return _summed(rule, transform(s)) / time


def tail_and_density(
    transform: Transform, t: ArrayLike, *, rule: Rule = EULER
) -> tuple[Array, Array]:
    """P(T > t) and the density at t > 0 from E[e^(−sT)]; one set of evaluations serves both.

    Parameters
    ----------
    transform
        s ↦ E[e^(−sT)], of complex arrays of shape (nodes, *batch).
    t
        Times, t > 0, shape (*batch). [s]
    rule
        EULER, or TALBOT where every singularity is real.

    Returns
    -------
    Tail in [0, 1] up to `rule.resolution`, and density. [1], [1/s]
    """
    time = np.asarray(t, dtype=np.float64)
    s = _on_contour(rule, time)
    value = transform(s)
    return _summed(rule, (1 - value) / s) / time, _summed(rule, value) / time


def tail_of(transform: Transform, t: ArrayLike, *, rule: Rule = EULER) -> Array:
    """P(T > t), clipped to [0, 1]; 1 before zero. [1]"""
    time = np.asarray(t, dtype=np.float64)
    tail, _ = tail_and_density(transform, np.where(time > 0, time, 1.0), rule=rule)
    return np.where(
        time > 0, np.clip(tail, 0.0, 1.0), np.where(time < 0, 1.0, tail_at_zero(transform))
    )


def quantile_of(
    transform: Transform,
    quantile: ArrayLike,
    *,
    mean: ArrayLike,
    scv: ArrayLike,
    rule: Rule = EULER,
) -> Array:
    """Quantiles of a positive time from its transform: Newton on the logarithm of the tail.

    Parameters
    ----------
    transform
        s ↦ E[e^(−sT)], broadcasting over (nodes, n); called with n = every question.
    quantile
        Fractions in (0, 1), any shape that broadcasts with `mean`.
    mean, scv
        Mean and squared coefficient of variation of T; they give the start and, by Cantelli's
        inequality, an upper end that is never exceeded. [s], [1]

    Returns
    -------
    Quantiles; inf where the mean is. [s]

    Raises
    ------
    ValueError
        A quantile outside (0, 1), or so near 1 that the tail drowns in the rule's error.
    """
    levels, means, scvs = np.broadcast_arrays(
        np.asarray(quantile, np.float64), np.asarray(mean, np.float64), np.asarray(scv, np.float64)
    )
    check_quantile(levels, rule)
    finite = np.isfinite(means)
    centre = np.where(finite, means, 1.0)
    spread = np.where(finite & np.isfinite(scvs), scvs, 1.0)

    def both(time: Array) -> tuple[Array, Array]:
        return tail_and_density(transform, time, rule=rule)

    ceiling = centre * (1 + np.sqrt(spread * levels / (1 - levels)))
    start = gamma_quantile(levels, mean=centre, scv=spread)
    root = solve_tail(both, 1 - levels, start=start, ceiling=ceiling)
    return np.where(finite, root, np.inf)


def check_quantile(quantile: Array, rule: Rule = EULER) -> None:
    """Raise ValueError unless 0 < quantile < 1 and 1 − quantile stands above the rule's error."""
    if np.any((quantile <= 0) | (quantile >= 1)):
        raise ValueError(f"quantile must lie in (0, 1), got {quantile}")
    if np.any(1 - quantile < 10 * rule.resolution):
        raise ValueError(f"quantile {quantile.max()} is beyond the accuracy of the inversion")


def solve_tail(
    tail_and_slope: Callable[[Array], tuple[Array, Array]],
    target: Array,
    *,
    start: Array,
    ceiling: Array,
) -> Array:
    """Where a decreasing tail passes `target`, by Newton on its logarithm inside a bracket.

    `ceiling` is the first upper end; it doubles where the tail is still above the target there.
    """
    low, high = np.zeros_like(start), np.asarray(ceiling, np.float64) * (1 + 1e-9)
    time = np.clip(start, 1e-3 * high, high)
    bounded = np.zeros(np.shape(start), dtype=bool)
    done, steps = bounded, 0
    while not np.all(done) and steps < _STEPS:
        steps += 1
        tail, density = tail_and_slope(time)
        short = tail > target
        bounded = bounded | ~short
        low, high = np.where(short, time, low), np.where(short, high, time)
        step = _newton_step(tail, density, target)
        # A Newton step that has become small is taken even onto the bracket's end.
        close = np.abs(step) <= _CLOSE * time
        high = np.where(~bounded & (time + step >= high), 2 * high, high)
        inside = (time + step > low) & (time + step < high)
        following = np.where(inside | close, time + step, (low + high) / 2)
        time = np.where(done, time, following)
        done = done | close | (bounded & (high - low <= 1e-14 * high))
    return time


def gamma_quantile(quantile: ArrayLike, *, mean: ArrayLike, scv: ArrayLike) -> Array:
    """Wilson and Hilferty's quantile of a gamma law: a good first guess, no more. [s]"""
    from scipy.special import ndtri

    shape = 1 / np.maximum(np.asarray(scv, np.float64), 1e-12)
    normal = ndtri(np.asarray(quantile, np.float64))
    cube = 1 - 1 / (9 * shape) + normal / (3 * np.sqrt(shape))
    return np.asarray(mean * np.maximum(cube, 0.05) ** 3, np.float64)


def tail_at_zero(transform: Transform) -> Array:
    """P(T > 0): what the transform leaves at infinity is the atom at zero. [1]"""
    far = np.array([1e18 + 0j])
    return np.asarray(np.clip(1 - transform(far)[0].real, 0.0, 1.0), np.float64)


def _newton_step(tail: Array, density: Array, target: Array) -> Array:
    usable = (tail > 0) & (density > 0)
    safe_tail = np.where(usable, tail, 1.0)
    safe_density = np.where(usable, density, 1.0)
    return np.where(usable, safe_tail * np.log(safe_tail / target) / safe_density, np.inf)


def _on_contour(rule: Rule, time: Array) -> Complex:
    nodes = rule.nodes.reshape(-1, *(1,) * time.ndim)
    return np.asarray(nodes / time, dtype=np.complex128)


def _summed(rule: Rule, values: Complex) -> Array:
    flat = values.reshape(len(rule.weights), -1)
    total = rule.weights.real @ flat.real - rule.weights.imag @ flat.imag
    return np.asarray(total, np.float64).reshape(values.shape[1:])
