"""The worlds in which one assessment is scored side by side.

`worst` counts what nobody assessed as 0, `best` as 1, `answered` leaves it out, `floor` keeps
only what is verified, `achievable` meets everything that applies; then one world per row asks
what that row alone would add.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessor.scoring.judging import Judgement
from assessor.scoring.scheme import Scheme
from assessor.scoring.tree import Floats

WORST, BEST, ANSWERED, FLOOR, ACHIEVABLE = range(5)
FIXED_WORLDS = 5


@dataclass(frozen=True, slots=True)
class Worlds:
    """Credits and met marks of every row in every world, shape (rows, worlds).

    `met` is 1, 0, or `nan` where it is unknown or the row binds nothing. `applicable` rows have a
    weight that counts, `answered` ones also a credit; `counts` are those and the rows of weight 0
    that gates, levels and vetoes look at. The worlds after the fixed ones meet one row each, those
    of `improvable` in order.
    """

    credits: Floats
    met: Floats
    weights: Floats
    applicable: NDArray[np.bool_]
    answered: NDArray[np.bool_]
    in_scope: NDArray[np.bool_]
    counts: NDArray[np.bool_]
    improvable: NDArray[np.intp]


def worlds_of(scheme: Scheme, judgements: Sequence[Judgement], *, gains: bool = True) -> Worlds:
    """Lay the worlds of an assessment out."""
    credit = _column(j.credit for j in judgements)
    floor = _column(j.verified for j in judgements)
    states = np.array([_state(j) for j in judgements], dtype=np.int64)
    scored = scheme.weights > 0
    applicable = scored & (states == _COUNTS)
    answered = applicable & ~np.isnan(credit)
    worst, best = np.nan_to_num(credit, nan=0.0), np.where(np.isnan(credit), 1.0, credit)
    fixed = np.column_stack([worst, best, credit, floor, np.ones_like(credit)])
    fixed = _with_set_aside(scheme, fixed, states)
    # a row of weight 0 still carries its credit: it may veto a node
    fixed[scheme.informative | (states >= _OUT)] = np.nan
    met = _met(scheme, judgements, states)
    improvable = np.flatnonzero(applicable & (worst < 1.0)) if gains else np.array([], np.intp)
    fixed, met = _with_gains(fixed, met, improvable)
    in_scope = scored & (states < _OUT)
    weights = _weights(scheme, judgements)
    counts = (states == _COUNTS) & ~scheme.informative
    return Worlds(fixed, met, weights, applicable, answered, in_scope, counts, improvable)


_COUNTS, _SET_ASIDE, _OUT = 0, 1, 2


def _state(judgement: Judgement) -> int:
    if judgement.out_of_scope or judgement.not_judged:
        return _OUT
    return _COUNTS if judgement.is_applicable else _SET_ASIDE


def _column(values: Iterable[float | None]) -> Floats:
    listed = [np.nan if value is None else value for value in values]
    return np.array(listed, dtype=np.float64)


def _with_set_aside(scheme: Scheme, fixed: Floats, states: NDArray[np.int64]) -> Floats:
    rule = scheme.rules.not_applicable
    counted_as = {
        "exclude": np.nan,
        "anchor_target": rule.target,
        "as_met": 1.0,
        "as_unmet": 0.0,
        "lower_maximum": 0.0,
    }[rule.mode]
    filled = fixed.copy()
    filled[states == _SET_ASIDE] = counted_as
    return filled


def _met(scheme: Scheme, judgements: Sequence[Judgement], states: NDArray[np.int64]) -> Floats:
    """Columns as for credits; rows that do not apply bind nothing."""
    known = _column(None if j.met is None else float(j.met) for j in judgements)
    verified = np.array([float(j.verified_met) for j in judgements])
    columns = [np.nan_to_num(known, nan=0.0), np.where(np.isnan(known), 1.0, known), known]
    met = np.column_stack([*columns, verified, np.ones_like(known)])
    met[(states != _COUNTS) | scheme.informative] = np.nan
    return met


def _with_gains(fixed: Floats, met: Floats, rows: NDArray[np.intp]) -> tuple[Floats, Floats]:
    """The fixed worlds, and one for each of the rows in which that row alone is met."""
    columns = np.arange(len(rows))
    what_if = np.repeat(fixed[:, [WORST]], len(rows), axis=1)
    what_if[rows, columns] = 1.0
    then_met = np.repeat(met[:, [WORST]], len(rows), axis=1)
    then_met[rows, columns] = np.where(np.isnan(then_met[rows, columns]), np.nan, 1.0)
    return np.hstack([fixed, what_if]), np.hstack([met, then_met])


def _weights(scheme: Scheme, judgements: Sequence[Judgement]) -> Floats:
    weights = scheme.tree.weights
    if not scheme.rules.weights.by_sample:
        return weights
    samples = np.ones(len(weights))
    samples[: len(judgements)] = [judgement.sample for judgement in judgements]
    return weights * samples
