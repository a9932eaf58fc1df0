"""Which claims survive verification in each sampled world: beta-binomial within one person."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assessor.scoring.tree import Floats


def survivors(
    survival: Floats,
    assessors: list[str | None],
    correlation: float,
    samples: int,
    rng: np.random.Generator,
) -> NDArray[np.bool_]:
    """Which claims survive in each world, shape (rows, samples).

    Each person has a reliability of the world, a Beta variable of mean p and variance ρ p (1 − p)
    at one quantile for all grades, so that two claims of one person and one grade have
    correlation ρ (beta-binomial model).
    """
    drawn = rng.random((len(survival), samples))
    chance = np.repeat(survival[:, np.newaxis], samples, axis=1)
    reliability = {name: rng.random(samples) for name in sorted({n for n in assessors if n})}
    drawn_once: dict[tuple[str, float], Floats] = {}
    for row, name in enumerate(assessors):
        if name and correlation > 0.0:
            key = (name, float(survival[row]))
            if key not in drawn_once:
                drawn_once[key] = _reliable(key[1], correlation, reliability[name])
            chance[row] = drawn_once[key]
    return drawn < chance


def _reliable(mean: float, correlation: float, quantile: Floats) -> Floats:
    """The Beta variable of a mean and variance ρ p (1 − p) at given quantiles."""
    if not 0.0 < mean < 1.0:
        return np.full_like(quantile, mean)
    if correlation >= 1.0:
        return np.asarray(quantile < mean, dtype=np.float64)
    from scipy.special import betaincinv

    size = 1.0 / correlation - 1.0
    return np.asarray(betaincinv(mean * size, (1.0 - mean) * size, quantile), dtype=np.float64)
