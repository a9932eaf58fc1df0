"""The ways in which a node joins its children, each over an array of worlds.

Children come as values of shape (children, worlds) with `nan` for what does not count; a node
none of whose children counts is `nan` itself. Every operation rises with every credit.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

MET_TOLERANCE = 1e-9
"""A credit this close to its threshold is met: sums of thirds do not reach 1 in floats. [1]"""


class Settings(Protocol):
    """What an operation may ask of its node."""

    @property
    def start(self) -> float: ...
    @property
    def epsilon(self) -> float: ...
    @property
    def threshold(self) -> float: ...


class Operation(Protocol):
    """Joins the children of one node."""

    def __call__(
        self, values: Floats, weights: Floats, *, levels: NDArray[np.int64], node: Settings
    ) -> Floats: ...


def weighted_mean(
    values: Floats, weights: Floats, *, levels: NDArray[np.int64], node: Settings
) -> Floats:
    """Σwv ⁄ Σw over what counts."""
    del levels, node
    present = ~np.isnan(values)
    column = weights[:, np.newaxis]
    total = (column * present).sum(axis=0)
    weighted = (column * np.where(present, values, 0.0)).sum(axis=0)
    joined: Floats = np.full(total.shape, np.nan)
    np.divide(weighted, total, out=joined, where=total > 0)
    return joined


def mean(values: Floats, weights: Floats, *, levels: NDArray[np.int64], node: Settings) -> Floats:
    """Plain mean of what counts; a weight only says whether it does."""
    return weighted_mean(values, (weights > 0).astype(np.float64), levels=levels, node=node)


def weighted_sum(
    values: Floats, weights: Floats, *, levels: NDArray[np.int64], node: Settings
) -> Floats:
    """Σwv over what counts."""
    del levels, node
    total = (weights[:, np.newaxis] * np.where(np.isnan(values), 0.0, values)).sum(axis=0)
    return _where_any(values, total)


def deduct(values: Floats, weights: Floats, *, levels: NDArray[np.int64], node: Settings) -> Floats:
    """`start` less w(1 − v) for each child that counts."""
    del levels
    missed = np.where(np.isnan(values), 0.0, 1.0 - values)
    return _where_any(values, node.start - (weights[:, np.newaxis] * missed).sum(axis=0))


def minimum(
    values: Floats, weights: Floats, *, levels: NDArray[np.int64], node: Settings
) -> Floats:
    """The weakest child with a weight."""
    del levels, node
    counted = np.where(np.isnan(values) | (weights[:, np.newaxis] <= 0), np.inf, values)
    return _finite(counted.min(axis=0, initial=np.inf))


def maximum(
    values: Floats, weights: Floats, *, levels: NDArray[np.int64], node: Settings
) -> Floats:
    """The strongest child with a weight: alternatives that stand for each other."""
    del levels, node
    counted = np.where(np.isnan(values) | (weights[:, np.newaxis] <= 0), -np.inf, values)
    return _finite(counted.max(axis=0, initial=-np.inf))


def geometric(
    values: Floats, weights: Floats, *, levels: NDArray[np.int64], node: Settings
) -> Floats:
    """Π max(v, ε)^w over what counts, Σw = 1: a weak child cannot be bought off."""
    logs = np.log(np.maximum(values, node.epsilon))
    return np.exp(weighted_mean(logs, weights, levels=levels, node=node))


def all_met(
    values: Floats, weights: Floats, *, levels: NDArray[np.int64], node: Settings
) -> Floats:
    """1 where every child that counts is met, else 0."""
    del levels
    counts = ~np.isnan(values) & (weights[:, np.newaxis] > 0)
    failed = (counts & (values < node.threshold - MET_TOLERANCE)).any(axis=0)
    return np.where(counts.any(axis=0), np.where(failed, 0.0, 1.0), np.nan)


def level(values: Floats, weights: Floats, *, levels: NDArray[np.int64], node: Settings) -> Floats:
    """The highest level up to which every child that counts is met; empty levels are carried."""
    counts = ~np.isnan(values) & (weights[:, np.newaxis] > 0)
    failed = counts & (values < node.threshold - MET_TOLERANCE)
    reached = np.zeros(values.shape[1])
    unbroken = np.ones(values.shape[1], dtype=np.bool_)
    for step in np.unique(levels):
        unbroken &= ~failed[levels == step].any(axis=0)
        reached = np.where(unbroken, float(step), reached)
    return np.where(counts.any(axis=0), reached, np.nan)


def _where_any(values: Floats, joined: Floats) -> Floats:
    return np.where(np.isnan(values).all(axis=0), np.nan, joined)


def _finite(values: Floats) -> Floats:
    return np.where(np.isinf(values), np.nan, values)


OPERATIONS: Mapping[str, Operation] = {
    "weighted_mean": weighted_mean,
    "mean": mean,
    "sum": weighted_sum,
    "deduct": deduct,
    "minimum": minimum,
    "maximum": maximum,
    "geometric": geometric,
    "all": all_met,
    "level": level,
}
