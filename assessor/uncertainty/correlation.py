"""Rank correlation between inputs by a Gaussian copula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Correlation:
    """Spearman rank correlation between two named inputs."""

    first: str
    second: str
    rank: float


def correlate(points: Floats, names: Sequence[str], correlations: Iterable[Correlation]) -> Floats:
    """Uniforms with the stated rank correlations, each column still uniform.

    Parameters
    ----------
    points
        Independent uniforms strictly inside (0, 1), one column per name. [1]
    names
        Names of the columns.
    correlations
        Pairs with their Spearman correlation; pairs that are not named stay independent.

    Returns
    -------
    Correlated uniforms, same shape. Columns without a correlation are returned unchanged.

    Raises
    ------
    ValueError
        An unknown or repeated pair, a rank outside (−1, 1), or ranks that no joint distribution
        of this kind has.

    References
    ----------
    .. [1] K. Pearson, 1907: Spearman's ρ of a bivariate normal is (6/π) asin(r/2) (recalled).
    """
    from scipy.special import ndtr, ndtri

    pairs = tuple(correlations)
    columns = _involved(names, pairs)
    if not columns:
        return points
    factor = _factor([names[i] for i in columns], pairs)
    mixed = points.copy()
    mixed[:, columns] = ndtr(ndtri(points[:, columns]) @ factor.T)
    return mixed


def dependent_groups(
    names: Sequence[str], correlations: Iterable[Correlation]
) -> tuple[tuple[str, ...], ...]:
    """Inputs grouped so that different groups are independent, in the order of `names`."""
    group_of = {name: i for i, name in enumerate(names)}
    for pair in correlations:
        merged, kept = group_of[pair.second], group_of[pair.first]
        group_of = {name: kept if g == merged else g for name, g in group_of.items()}
    order = dict.fromkeys(group_of[name] for name in names)
    return tuple(tuple(n for n in names if group_of[n] == g) for g in order)


def _involved(names: Sequence[str], pairs: Sequence[Correlation]) -> list[int]:
    position = {name: i for i, name in enumerate(names)}
    wanted: set[int] = set()
    for pair in pairs:
        for name in (pair.first, pair.second):
            if name not in position:
                raise ValueError(f"correlation names an unknown input: {name!r}")
            wanted.add(position[name])
    return sorted(wanted)


def _factor(names: Sequence[str], pairs: Sequence[Correlation]) -> Floats:
    """Cholesky factor of the normal correlations behind the ranks."""
    position = {name: i for i, name in enumerate(names)}
    matrix = np.eye(len(names))
    for pair in pairs:
        i, j = position[pair.first], position[pair.second]
        if i == j or matrix[i, j] != 0.0:
            raise ValueError(f"pair stated twice or with itself: {pair.first}, {pair.second}")
        if not -1.0 < pair.rank < 1.0:
            raise ValueError(f"a rank correlation must lie in (-1, 1), got {pair.rank}")
        matrix[i, j] = matrix[j, i] = 2.0 * np.sin(np.pi * pair.rank / 6.0)
    try:
        return np.asarray(np.linalg.cholesky(matrix), dtype=np.float64)
    except np.linalg.LinAlgError as error:
        raise ValueError(f"rank correlations contradict each other: {list(pairs)}") from error
