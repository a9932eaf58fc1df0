"""How much of a claimed score would survive verification. Off until a person accepts the table."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from assessor.assessment.model import Assessment
from assessor.catalogue.labels import Grade
from assessor.catalogue.model import Catalogue
from assessor.catalogue.rules import Rules
from assessor.scoring.gates import apply_caps
from assessor.scoring.judging import Circumstances, Judgement, judge_rows
from assessor.scoring.layers import headline
from assessor.scoring.levels import levels_reached
from assessor.scoring.prepared import prepare
from assessor.scoring.quantities import Quantities
from assessor.scoring.scheme import Scheme
from assessor.scoring.survivors import survivors
from assessor.scoring.tree import Floats
from assessor.scoring.worlds import WORST, Worlds, worlds_of

Z_90 = 1.6448536269514722
"""Standard normal quantile 0.95: a two-sided interval of 90 %. [1]"""


@dataclass(frozen=True, slots=True)
class Confidence:
    """Expected score and its 90 % interval under the survival table; an assumption, not a fact.

    `mean`, `deviation`, `low` and `high` propagate the linear rule; `sampled_mean` and the
    probabilities come from worlds in which each claim survived or not, gates and levels included.
    """

    mean: float
    deviation: float
    low: float
    high: float
    sampled_mean: float
    sampled_deviation: float
    sampled_low: float
    sampled_high: float
    level_at_least: Mapping[int, float]
    samples: int
    seed: int


def confidence(
    catalogue: Catalogue,
    rules: Rules,
    assessment: Assessment,
    *,
    samples: int = 4000,
    seed: int = 20230717,
    quantities: Quantities | None = None,
    on: date | None = None,
) -> Confidence | None:
    """The interval of a score by the grade of its evidence.

    Returns
    -------
    None where the survival table of the rules has not been accepted, or nothing is answered.
    """
    claims = _claims(catalogue, rules, assessment, quantities, on)
    if claims is None:
        return None
    scheme, worlds, survival = claims.scheme, claims.worlds, claims.survival
    claimed = np.where(worlds.answered, np.nan_to_num(worlds.credits[:, WORST]), 0.0)
    shares = scheme.tree.shares(worlds.applicable, worlds.weights)[: len(survival)]
    by_assessor, correlation = claims.assessors, claims.correlation
    mean, deviation = propagated(shares * claimed, survival, by_assessor, correlation)
    rng = np.random.default_rng(seed)
    drawn = survivors(survival, by_assessor, correlation, samples, rng)
    scores, levels = _sampled(
        scheme, worlds.credits[:, WORST], worlds.met[:, WORST], drawn, worlds.weights
    )
    low, high = np.quantile(scores, [0.05, 0.95])
    return Confidence(
        mean=mean,
        deviation=deviation,
        low=max(mean - Z_90 * deviation, 0.0),
        high=min(mean + Z_90 * deviation, 1.0),
        sampled_mean=float(scores.mean()),
        sampled_deviation=float(scores.std()),
        sampled_low=float(low),
        sampled_high=float(high),
        level_at_least={
            level: float((levels >= level).mean()) for level in range(1, scheme.top_level + 1)
        },
        samples=samples,
        seed=seed,
    )


@dataclass(frozen=True, slots=True)
class _Claims:
    """What is claimed row by row, how likely each claim survives, and who made it."""

    scheme: Scheme
    worlds: Worlds
    survival: Floats
    assessors: list[str | None]
    correlation: float


def _claims(
    catalogue: Catalogue,
    rules: Rules,
    assessment: Assessment,
    quantities: Quantities | None,
    on: date | None,
) -> _Claims | None:
    if not rules.survival.accepted:
        return None
    given = Circumstances(catalogue, rules, assessment, on or assessment.as_of, quantities)
    scheme = prepare(catalogue, rules).whole
    judged = headline(rules, {row.id: row for row in judge_rows(given, scheme.criteria)})
    rows = [judged[name] for name in scheme.criteria]
    worlds = worlds_of(scheme, rows, gains=False)
    if not worlds.answered.any():
        return None
    assessors = [assessment.answer(row.id).by for row in rows]
    correlation = rules.survival.correlation_within_assessor
    return _Claims(scheme, worlds, survival_of(rules, rows), assessors, correlation)


def sampled_groups(
    catalogue: Catalogue,
    rules: Rules,
    assessment: Assessment,
    groups: Sequence[str],
    *,
    samples: int,
    rng: np.random.Generator,
    quantities: Quantities | None = None,
    on: date | None = None,
) -> Floats | None:
    """Scores of nodes in worlds where each claim survived or not, shape (samples, groups). [1]

    A node with nothing below that counts scores 0, as in the score. None as for `confidence`.
    """
    claims = _claims(catalogue, rules, assessment, quantities, on)
    if claims is None:
        return None
    drawn = survivors(claims.survival, claims.assessors, claims.correlation, samples, rng)
    credit = claims.worlds.credits[:, WORST][:, np.newaxis]
    tree = claims.scheme.tree
    values = tree.evaluate(
        np.where(np.isnan(credit), np.nan, credit * drawn), claims.worlds.weights
    )
    rows = [tree.row_of[group] for group in groups]
    scores = np.array([np.clip(tree.fraction(values[row], row), 0.0, 1.0) for row in rows])
    return np.asarray(np.nan_to_num(scores.T), dtype=np.float64)


def propagated(
    parts: Floats, survival: Floats, assessors: Iterable[str | None], correlation: float
) -> tuple[float, float]:
    """Mean and standard deviation of Σ part × survives.

    Parameters
    ----------
    parts
        What each claim adds to the score, ω s. [1]
    survival
        Probability that it survives. [1]
    assessors
        Who made each claim; errors of one person are correlated, nameless ones are not.
    correlation
        ρ between two claims of one person. [1]
    """
    sigma = parts * np.sqrt(survival * (1.0 - survival))
    variance = float((sigma**2).sum())
    names = np.array([name or "" for name in assessors])
    for name in np.unique(names):
        if name:
            own = sigma[names == name]
            variance += correlation * float(own.sum() ** 2 - (own**2).sum())
    return float((parts * survival).sum()), math.sqrt(max(variance, 0.0))


def survival_of(rules: Rules, rows: Iterable[Judgement]) -> Floats:
    """The probability of each row: the planner's own for derived rows, else by grade."""
    table = rules.survival.by_grade
    return np.array([_survival(row, table) for row in rows], dtype=np.float64)


def _survival(row: Judgement, table: Mapping[Grade, float]) -> float:
    if row.measured is not None and row.measured.p_met is not None and row.status == "derived":
        return row.measured.p_met
    return table.get(row.grade, 0.0)


def _sampled(
    scheme: Scheme, credit: Floats, met: Floats, survive: NDArray[np.bool_], weights: Floats
) -> tuple[Floats, NDArray[np.int64]]:
    credits_by_world = np.where(
        np.isnan(credit)[:, np.newaxis], np.nan, credit[:, np.newaxis] * survive
    )
    met_by_world = np.where(np.isnan(met)[:, np.newaxis], np.nan, met[:, np.newaxis] * survive)
    values = scheme.tree.evaluate(credits_by_world, weights)[-1]
    fractions = np.clip(scheme.tree.fraction(values, -1), 0.0, 1.0)
    scores, _ = apply_caps(scheme, met_by_world, fractions)
    rule = scheme.rules.levels.vacuous
    return scores, levels_reached(scheme.level_of, met_by_world, scheme.top_level, rule)


def wilson(k: int, n: int, z: float = 1.959963984540054) -> tuple[float, float]:
    """Interval of a share k of n. [1]

    References
    ----------
    .. [1] E. B. Wilson, J. Amer. Statist. Assoc. 22 (1927) 209-212.
    """
    if not 0 <= k <= n or n < 1:
        raise ValueError(f"k of n must hold 0 ≤ k ≤ n and n ≥ 1, got {k} of {n}")
    share, size = k / n, z * z / n
    centre = (share + size / 2) / (1 + size)
    half = z * math.sqrt(share * (1 - share) / n + size / (4 * n)) / (1 + size)
    return centre - half, centre + half


def calibrated(pairs: Iterable[tuple[Grade, bool]]) -> dict[Grade, float]:
    """Survival by grade from reviews: the mean of Beta(1 + confirmed, 1 + rejected)."""
    counts: dict[Grade, list[int]] = {}
    for grade, confirmed in pairs:
        counts.setdefault(grade, [0, 0])[0 if confirmed else 1] += 1
    return {grade: (1 + yes) / (2 + yes + no) for grade, (yes, no) in sorted(counts.items())}
