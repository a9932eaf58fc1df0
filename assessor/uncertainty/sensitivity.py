"""Which inputs move a result: screening, grouped Sobol indices, correlation ratios.

A model here is a function from uniforms, one row per world, to results, one row per world. Inputs
that depend on each other belong to one group: between groups the indices assume independence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessor.uncertainty.sampling import sobol_points

Floats = NDArray[np.float64]
Model = Callable[[Floats], ArrayLike]
Groups = Mapping[str, Sequence[int]]


@dataclass(frozen=True)
class SobolIndices:
    """Shares of the variance of each result; rows are groups, columns are results.

    `low` and `high` bound `total` by bootstrap over the base points. A result that does not vary
    has `nan` indices.
    """

    groups: tuple[str, ...]
    first: Floats
    total: Floats
    low: Floats
    high: Floats
    variance: Floats
    evaluations: int


@dataclass(frozen=True)
class Screening:
    """Mean absolute effect of moving each group to a new place; rows groups, columns results."""

    groups: tuple[str, ...]
    effects: Floats
    evaluations: int

    def strongest(self, at_most: int) -> tuple[str, ...]:
        """Groups with the largest effect on any result, each result on its own scale."""
        scale = self.effects.max(axis=0)
        relative = self.effects / np.where(scale > 0, scale, 1.0)
        order = np.argsort(-relative.max(axis=1), kind="stable")
        return tuple(self.groups[i] for i in order[:at_most] if relative[i].max() > 0)


def sobol_indices(
    model: Model, groups: Groups, count: int, *, seed: int, coverage: float = 0.9
) -> SobolIndices:
    """First-order and total Sobol indices of groups of inputs.

    Parameters
    ----------
    model
        Takes uniforms of shape (n, dimensions), gives results of shape (n,) or (n, results).
    groups
        Columns of each group; together all columns, none twice.
    count
        Base points N, a power of two; the model is evaluated N × (groups + 2) times.
    seed
        Seed of the points and of the bootstrap.
    coverage
        Of the bootstrap interval. [1]

    Returns
    -------
    Estimates; small negative values are noise around 0 and are left as they are.

    References
    ----------
    .. [1] A. Saltelli et al., Comput. Phys. Commun. 181 (2010) 259-270, table 2: (b) for the
       first order, (f), Jansen's, for the total (recalled).
    """
    dimensions = _dimensions(groups)
    points = sobol_points(count, 2 * dimensions, seed=seed)
    a, b = points[:, :dimensions], points[:, dimensions:]
    at_a, at_b = _results(model, a), _results(model, b)
    mixed = np.stack([_results(model, _swapped(a, b, groups[g])) for g in groups])
    both = np.concatenate([at_a, at_b])
    variance = both.var(axis=0)
    share = np.where(variance > 0, variance, np.nan)
    centred_b = at_b - both.mean(axis=0)
    first = centred_b * (mixed - at_a)
    total = (at_a - mixed) ** 2 / 2.0
    low, high = _bootstrap(total, at_a, at_b, np.random.default_rng(seed), coverage=coverage)
    return SobolIndices(
        tuple(groups),
        first.mean(axis=1) / share,
        total.mean(axis=1) / share,
        low,
        high,
        variance,
        count * (len(groups) + 2),
    )


def screen(model: Model, groups: Groups, count: int, *, seed: int) -> Screening:
    """Cheap ranking of groups: the mean absolute change when one group alone is redrawn.

    Parameters
    ----------
    model, groups
        As `sobol_indices`.
    count
        Base points, a power of two; 8 to 32 are enough to drop what does nothing. The model is
        evaluated count × (groups + 1) times.
    seed
        Seed of the points.

    Returns
    -------
    Mean absolute effect per group and result. [unit of the result]

    References
    ----------
    .. [1] F. Campolongo, A. Saltelli, J. Cariboni, Comput. Phys. Commun. 182 (2011) 978-988: the
       radial design (recalled).
    """
    dimensions = _dimensions(groups)
    points = sobol_points(count, 2 * dimensions, seed=seed)
    a, b = points[:, :dimensions], points[:, dimensions:]
    at_a = _results(model, a)
    moved = [
        np.abs(_results(model, _swapped(a, b, c)) - at_a).mean(axis=0) for c in groups.values()
    ]
    return Screening(tuple(groups), np.stack(moved), count * (len(groups) + 1))


def correlation_ratios(inputs: Floats, results: ArrayLike, *, bins: int = 16) -> Floats:
    """First-order index of each input from draws already made: Var E[Y | bin of X] / Var Y.

    Parameters
    ----------
    inputs
        Draws, shape (n, inputs); only their order matters.
    results
        Shape (n,) or (n, results).
    bins
        Slices of equal count; the bias is about (bins − 1)/n and is taken off.

    Returns
    -------
    Shape (inputs, results), `nan` for a result that does not vary. [1]
    """
    y = np.asarray(results, dtype=np.float64).reshape(len(inputs), -1)
    if not 2 <= bins <= len(inputs):
        raise ValueError(f"bins must lie in 2…{len(inputs)}, got {bins}")
    variance = np.where(y.var(axis=0) > 0, y.var(axis=0), np.nan)
    ratios = [_between(y, np.argsort(x, kind="stable"), bins) / variance for x in inputs.T]
    raw = np.stack(ratios) if ratios else np.empty((0, y.shape[1]))
    chance = (bins - 1) / max(len(inputs) - 1, 1)
    return np.asarray(np.maximum((raw - chance) / (1.0 - chance), 0.0), dtype=np.float64)


def _between(results: Floats, order: NDArray[np.intp], bins: int) -> Floats:
    """Variance of the means of slices."""
    slices = np.array_split(results[order], bins)
    means = np.stack([part.mean(axis=0) for part in slices])
    weights = np.array([len(part) for part in slices]) / len(results)
    return np.asarray(weights @ (means - results.mean(axis=0)) ** 2, dtype=np.float64)


def _dimensions(groups: Groups) -> int:
    columns = sorted(c for group in groups.values() for c in group)
    if not columns or columns != list(range(len(columns))):
        raise ValueError(f"groups must hold every column once, got {columns}")
    return len(columns)


def _results(model: Model, points: Floats) -> Floats:
    results = np.asarray(model(points), dtype=np.float64)
    if results.ndim not in (1, 2) or len(results) != len(points):
        raise ValueError(f"the model gave shape {results.shape} for {len(points)} points")
    return results.reshape(len(points), -1)


def _swapped(a: Floats, b: Floats, columns: Sequence[int]) -> Floats:
    """`a` with some of its columns from `b`."""
    mixed = a.copy()
    mixed[:, list(columns)] = b[:, list(columns)]
    return mixed


def _bootstrap(
    total: Floats, at_a: Floats, at_b: Floats, rng: np.random.Generator, *, coverage: float
) -> tuple[Floats, Floats]:
    """Limits of the total indices over resampled base points."""
    count, resamples = len(at_a), 200
    picks = rng.integers(0, count, (resamples, count))
    both = np.concatenate([at_a[picks], at_b[picks]], axis=1).var(axis=1)
    means = total[:, picks].mean(axis=2)
    ratio = means / np.where(both > 0, both, np.nan)
    tail = (1.0 - coverage) / 2.0
    low, high = np.quantile(ratio, [tail, 1.0 - tail], axis=1)
    return low, high
