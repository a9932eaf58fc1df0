"""Which coefficients the data cannot tell apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assessor.measurement.model import Floats

STRONG = 30.0
"""Condition index from which Belsley, Kuh and Welsch call a dependency strong."""
_SHARE = 0.5
"""Share of a coefficient's variance that one dependency must carry to count it in."""


@dataclass(frozen=True)
class Dependency:
    """Columns that move together so closely that only their sum is known."""

    index: float
    """Condition index."""
    columns: tuple[int, ...]


def condition_number(design: Floats) -> float:
    """Greatest over least singular value, columns of length 1; inf where one is redundant. [1]"""
    values = np.linalg.svd(_unit(design), compute_uv=False)
    return float(values[0] / values[-1]) if values[-1] > 0 else float(np.inf)


def strongest_dependency(design: Floats) -> Dependency | None:
    """The worst dependency between columns, if it is strong.

    Parameters
    ----------
    design
        Shape (n, p), weighted, the intercept among the columns.

    Returns
    -------
    Columns of which the dependency carries more than half of the variance, at least two; None
    below a condition index of 30.

    References
    ----------
    .. [1] D. A. Belsley, E. Kuh, R. E. Welsch, Regression Diagnostics. New York: Wiley, 1980,
       sec. 3.2 (recalled).
    """
    _, values, vectors = np.linalg.svd(_unit(design), full_matrices=False)
    floor = values[0] * 1e-14
    index = float(values[0] / max(values[-1], floor))
    if len(values) < 2 or index < STRONG:
        return None
    parts = vectors.T**2 / np.maximum(values, floor) ** 2
    shares = parts[:, -1] / parts.sum(axis=1)
    # The largest two are in any case: a dependency of one column is none.
    strongest = set(np.argsort(shares)[-2:].tolist())
    members = strongest | set(np.flatnonzero(shares > _SHARE).tolist())
    return Dependency(index, tuple(sorted(int(member) for member in members)))


def _unit(design: Floats) -> Floats:
    size = np.linalg.norm(design, axis=0)
    return np.asarray(design / np.where(size > 0, size, 1.0), np.float64)
