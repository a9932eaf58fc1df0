"""Worlds: one draw per input and world, from scrambled Sobol points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessor.uncertainty.correlation import Correlation, correlate
from assessor.uncertainty.priors import Prior

Floats = NDArray[np.float64]

_BITS = 30
"""Resolution of a Sobol coordinate in scipy's generator. [bit]"""


@dataclass(frozen=True)
class Worlds:
    """Draws of named inputs; row k of every column belongs to the same world."""

    names: tuple[str, ...]
    uniforms: Floats
    values: Floats

    def __len__(self) -> int:
        return len(self.values)

    def __getitem__(self, name: str) -> Floats:
        """Draws of one input, one per world."""
        return np.asarray(self.values[:, self.names.index(name)])

    def world(self, index: int) -> dict[str, float]:
        """All inputs of one world, by name."""
        return dict(zip(self.names, map(float, self.values[index]), strict=True))


def draw_worlds(
    priors: Mapping[str, Prior],
    count: int,
    *,
    seed: int,
    correlations: Iterable[Correlation] = (),
) -> Worlds:
    """Draw every named input once per world, however often it is used.

    Parameters
    ----------
    priors
        Distribution of each input, by the name it is shared under.
    count
        Number of worlds, a power of two.
    seed
        Seed of the scrambling; the same seed gives the same worlds.
    correlations
        Spearman correlations between inputs.

    Returns
    -------
    Uniforms and values, one row per world and one column per input, in the order of `priors`.

    Raises
    ------
    ValueError
        A count that is not a power of two; correlations that do not fit.
    """
    names = tuple(priors)
    points = correlate(sobol_points(count, len(names), seed=seed), names, correlations)
    return Worlds(names, points, _values(priors, points))


def sobol_points(count: int, dimensions: int, *, seed: int) -> Floats:
    """Scrambled Sobol points strictly inside the unit cube.

    Parameters
    ----------
    count
        Number of points, a power of two ≥ 1: the balance of the net is lost at other counts.
    dimensions
        Columns, ≥ 0 and at most 21 201.
    seed
        Seed of the scrambling.

    Returns
    -------
    Array of shape (count, dimensions), every coordinate in (0, 1). [1]

    References
    ----------
    .. [1] A. B. Owen, "Scrambling Sobol' and Niederreiter-Xing points", J. Complexity 14 (1998)
       (recalled).
    """
    if count < 1 or count & (count - 1):
        raise ValueError(f"the number of points must be a power of two, got {count}")
    if dimensions == 0:
        return np.empty((count, 0))
    from scipy.stats import qmc

    generator = qmc.Sobol(dimensions, scramble=True, bits=_BITS, rng=np.random.default_rng(seed))
    # Coordinates are multiples of 2⁻³⁰ and may be 0, which no unbounded prior can take: the
    # middle of each cell instead.
    return np.asarray(generator.random(count) + 0.5 ** (_BITS + 1), dtype=np.float64)


def _values(priors: Mapping[str, Prior], points: Floats) -> Floats:
    columns = [prior.inverse_cdf(points[:, i]) for i, prior in enumerate(priors.values())]
    return np.column_stack(columns) if columns else np.empty((len(points), 0))
