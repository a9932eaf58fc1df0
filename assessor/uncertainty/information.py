"""What it is worth to measure an input before deciding."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def value_of_measuring(inputs: ArrayLike, costs: ArrayLike, *, bins: int = 16) -> Floats:
    """Expected saving if one input were known exactly before the decision.

    Parameters
    ----------
    inputs
        Draws, shape (worlds, inputs).
    costs
        Cost of each decision in each world, shape (worlds, decisions), penalties included. [VND]
    bins
        Slices of equal count in which the decision may differ. The decision of a slice is taken
        in its even worlds and paid in its odd ones, and the other way round: without this split
        chance alone would look like knowledge.

    Returns
    -------
    Saving per input against the one best decision for all worlds, ≥ 0. [VND]

    References
    ----------
    .. [1] M. Strong, J. E. Oakley, Med. Decis. Making 33 (2013) 755-766: value of partial perfect
       information from one sample (recalled).
    """
    x, paid = np.asarray(inputs, dtype=np.float64), np.asarray(costs, dtype=np.float64)
    if x.ndim != 2 or paid.ndim != 2 or len(x) != len(paid):
        raise ValueError(f"needs worlds × inputs and worlds × decisions: {x.shape}, {paid.shape}")
    if not 1 <= bins <= len(x) // 4:
        raise ValueError(f"bins must lie in 1…{len(x) // 4} for {len(x)} worlds, got {bins}")
    fixed = paid.mean(axis=0).min()
    informed = [_informed_cost(paid[np.argsort(c, kind="stable")], bins) for c in x.T]
    return np.asarray(np.maximum(fixed - np.asarray(informed), 0.0), dtype=np.float64)


def _informed_cost(paid: Floats, bins: int) -> float:
    """Mean cost when each slice takes the decision that its other half prefers."""
    spent = 0.0
    for part in np.array_split(paid, bins):
        even, odd = part[::2], part[1::2]
        spent += float(odd[:, even.mean(axis=0).argmin()].sum())
        spent += float(even[:, odd.mean(axis=0).argmin()].sum())
    return spent / len(paid)
