"""The law on windows: which count, with what weight, and which classes count as one."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from assessor.measurement.demands.aligning import Windows
from assessor.measurement.demands.collinearity import condition_number, strongest_dependency
from assessor.measurement.demands.nonnegative import nonnegative, robust, variance_model
from assessor.measurement.model import Floats

Flags = NDArray[np.bool_]

SATURATED = 0.9
"""Utilisation above which the law is not read: queues, time-outs and clipping bend it."""
OUTLIER = 6.0
"""Standard deviations; beyond it lie 2 of 10⁹ normal windows."""
_RESOLUTION = 1e-6
"""Of any meter of utilisation: data that seem exact are taken to be known so well."""


@dataclass(frozen=True)
class Law:
    """Coefficients with the windows that they rest on."""

    groups: tuple[tuple[str, ...], ...]
    """Classes of each column; one of several names moves as one."""
    flat: tuple[str, ...]
    """Classes that vary too little to be told from the background."""
    design: Floats
    """Shape (windows, columns), the background's ones at last where there is one. [1/s]"""
    busy: Floats
    """Busy channels, 0 where unknown. [erlang]"""
    coefficients: Floats
    """[s], the background's in erlang."""
    weights: Floats
    """1/variance; 0 where a window does not count."""
    saturated: int
    outliers: int
    condition: float
    """Of the classes as given."""
    indices: tuple[float, ...] = ()
    """Condition index of each dependency that was resolved."""
    absent: tuple[str, ...] = ()
    """Classes without a request in the windows that count."""

    @property
    def line(self) -> Floats:
        """Busy channels by the law; nan where rates are unknown. [erlang]"""
        return np.asarray(self.design @ self.coefficients, np.float64)

    @property
    def residual(self) -> Floats:
        """Measured less fitted, 0 where a window does not count. [erlang]"""
        return np.where(self.weights > 0, self.busy - self.line, 0.0)

    @property
    def determination(self) -> float:
        """R² of the windows that count, unweighted."""
        kept = self.weights > 0
        spread = float(np.sum((self.busy[kept] - self.busy[kept].mean()) ** 2))
        return 1 - float(np.sum(self.residual**2)) / spread if spread > 0 else 0.0

    @property
    def deviation(self) -> float:
        """Of residuals, degrees of freedom allowed for. [erlang]"""
        free = max(int(np.sum(self.weights > 0)) - len(self.coefficients), 1)
        return float(np.sqrt(np.sum(self.residual**2) / free))


def fit_law(windows: Windows, known: Flags, channels: int, background: bool) -> Law:
    """Fit, joining what cannot be told apart until everything can.

    Parameters
    ----------
    windows
        Utilisation and rates.
    known
        Windows in which both are.
    channels, background
        As in `service_demands`.

    Returns
    -------
    The law. A strong dependency between classes makes one column of them; between one class and
    the background it leaves the class out, whose work is then in the background.
    """
    columns = _Columns([(name,) for name in windows.names])
    condition = 0.0
    while True:
        design = _design(windows, columns.groups, known, background)
        fit = _fit(design, windows, known, channels)
        kept = fit.weights > 0
        weighted = design[kept] * np.sqrt(fit.weights[kept])[:, None]
        if len(weighted) <= design.shape[1] or not columns.simplify(weighted):
            break
        condition = condition or columns.condition
    return Law(
        tuple(columns.groups), tuple(columns.flat), design, fit.busy, fit.coefficients,
        fit.weights, fit.saturated, fit.outliers, condition or columns.condition,
        tuple(columns.indices), tuple(columns.absent),
    )  # fmt: skip


@dataclass
class _Columns:
    """Classes as columns, and what became of the others."""

    groups: list[tuple[str, ...]]
    flat: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    indices: list[float] = field(default_factory=list)
    condition: float = 0.0
    """Condition number of the columns seen last."""

    def simplify(self, weighted: Floats) -> bool:
        """Take out or join what the weighted columns do not show; whether anything was."""
        shown = [bool(np.any(column)) for column in weighted.T]
        empty = [group for group, some in zip(self.groups, shown, strict=False) if not some]
        if empty:
            self.absent += [name for group in empty for name in group]
            self.groups = [group for group in self.groups if group not in empty]
            return True
        if not weighted.shape[1]:
            return False
        self.condition = condition_number(weighted)
        dependency = strongest_dependency(weighted)
        if dependency is None:
            return False
        self.indices.append(dependency.index)
        members = [column for column in dependency.columns if column < len(self.groups)]
        joined = [self.groups[column] for column in members]
        self.groups = [group for group in self.groups if group not in joined]
        if len(joined) > 1:
            self.groups.append(tuple(name for group in joined for name in group))
        else:
            self.flat += joined[0]
        return True


def _design(
    windows: Windows, groups: list[tuple[str, ...]], known: Flags, background: bool
) -> Floats:
    rates = np.where(known[:, None], windows.rates, 0.0)
    columns = [
        rates[:, [windows.names.index(name) for name in group]].sum(axis=1) for group in groups
    ]
    columns += [np.ones(len(rates))] if background else []
    return np.stack(columns, axis=1) if columns else np.empty((len(rates), 0))


@dataclass(frozen=True)
class _Fit:
    busy: Floats
    coefficients: Floats
    weights: Floats
    saturated: int
    outliers: int


def _fit(design: Floats, windows: Windows, known: Flags, channels: int) -> _Fit:
    busy = np.where(known, windows.utilisation, 0.0) * channels
    kept = known & (busy <= SATURATED * channels)
    weights = np.ones(len(busy))
    saturated, wild = known & ~kept, np.zeros(len(busy), np.bool_)
    columns = design.shape[1]
    for _ in range(3):
        if not 0 < columns < kept.sum():
            return _Fit(busy, np.zeros(columns), np.zeros(len(busy)), int(saturated.sum()), 0)
        root = np.sqrt(weights[kept])
        line = design @ robust(design[kept] * root[:, None], busy[kept] * root)
        a, b = variance_model(line[kept], (busy - line)[kept])
        weights = 1 / (max(a, (_RESOLUTION * channels) ** 2) + b * line)
        saturated = known & (line > SATURATED * channels)
        wild = known & ~saturated & (np.abs(busy - line) * np.sqrt(weights) > OUTLIER)
        kept = known & ~saturated & ~wild
    weights = np.where(kept, weights, 0.0)
    coefficients = nonnegative(design[kept], busy[kept], weights[kept])
    return _Fit(busy, coefficients, weights, int(saturated.sum()), int(wild.sum()))
