"""Judged rows weighed into a scorecard: one pass over all worlds of one scheme."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from assessor.scoring.gates import GateState, apply_caps, judge_gates, verdict_of
from assessor.scoring.judging import Circumstances, Judgement
from assessor.scoring.levels import LevelResult, judge_levels
from assessor.scoring.rounding import on_scale, scale_ends
from assessor.scoring.scheme import Scheme
from assessor.scoring.scorecard import (
    CatalogueStamp,
    CriterionScore,
    Features,
    GroupScore,
    PointsScore,
    Scorecard,
)
from assessor.scoring.tree import Floats
from assessor.scoring.worlds import (
    ACHIEVABLE,
    ANSWERED,
    BEST,
    FIXED_WORLDS,
    FLOOR,
    WORST,
    Worlds,
    worlds_of,
)
from assessor.text import LocalizedText


def tally(
    given: Circumstances, scheme: Scheme, judged: Mapping[str, Judgement], *, gains: bool
) -> Scorecard:
    """The scorecard of one scheme over rows already judged."""
    rows = [judged[name] for name in scheme.criteria]
    worlds = worlds_of(scheme, rows, gains=gains)
    values = scheme.tree.evaluate(worlds.credits, worlds.weights)
    fractions = _fractions(scheme, values[:, :FIXED_WORLDS])
    raw = np.clip(scheme.tree.fraction(values[-1], -1), 0.0, 1.0)
    capped, _ = apply_caps(scheme, worlds.met, raw)
    shares = scheme.tree.shares(worlds.applicable, worlds.weights)
    coverage = float(shares[: len(rows)][worlds.answered].sum())
    gates = judge_gates(scheme, worlds.met, fractions, coverage)
    level = judge_levels(scheme, worlds.met)
    conditions = _conditions(scheme, capped, level)
    known = bool(worlds.answered.any()) or any(row.credit is not None for row in rows)
    head = capped if worlds.answered.any() else np.full_like(capped, np.nan)
    shown = WORST if given.rules.unanswered == "zero" else ANSWERED
    stamp = scheme.catalogue
    return Scorecard(
        catalogue=CatalogueStamp(stamp.id, stamp.version, stamp.sha256),
        rules=given.rules.id,
        assessment=given.assessment.id,
        on=given.on,
        illustrative=given.assessment.illustrative,
        score=_none(head[shown]),
        score_raw=_none(raw[shown]) if worlds.answered.any() else None,
        score_if_worst=_none(capped[WORST]),
        score_if_best=_none(capped[BEST]),
        score_answered_only=_none(head[ANSWERED]),
        verified_floor=_none(head[FLOOR]),
        achievable=_none(raw[ACHIEVABLE]),
        coverage=coverage,
        na_share=_set_aside_share(scheme, worlds),
        level=level.level,
        level_if_best=level.level_if_best,
        verified_level=level.verified_level,
        next_level=level.next_level,
        blocking=level.blocking,
        vacuous_levels=level.vacuous,
        verdict=verdict_of(gates, conditions, nothing_known=not known),
        gates=gates,
        groups=_groups(scheme, worlds, values, fractions, shares),
        criteria=_criteria(scheme, rows, worlds, capped, shares),
        points=_points(scheme, head, capped, shown),
        band=_band(scheme, _none(head[shown])),
        features=_features(scheme, fractions),
    )


def _none(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _fractions(scheme: Scheme, values: Floats) -> Floats:
    """Every row of the tree on its own scale from 0 to 1."""
    low, high = scheme.tree.lowest[:, np.newaxis], scheme.tree.highest[:, np.newaxis]
    span = np.where(high > low, high - low, 1.0)
    # (a + b) / c may leave 0…1 by one unit in the last place
    scaled: Floats = np.clip((values - low) / span, 0.0, 1.0)
    return scaled


def _conditions(scheme: Scheme, capped: Floats, level: LevelResult) -> tuple[GateState, ...]:
    """What the verdict asks for beside the gates."""
    asked, states = scheme.rules.eligible_if, list[GateState]()
    if asked.level_at_least is not None and scheme.top_level >= asked.level_at_least:
        states.append(_between(level.level, level.level_if_best, asked.level_at_least))
    if asked.score_at_least is not None and not np.isnan(capped[BEST]):
        least = asked.score_at_least - 1e-12
        states.append(_between(float(capped[WORST]), float(capped[BEST]), least))
    return tuple(states)


def _between(worst: float, best: float, least: float) -> GateState:
    if worst >= least:
        return "met"
    return "not_judged" if best >= least else "not_met"


def _set_aside_share(scheme: Scheme, worlds: Worlds) -> float:
    """Nominal weight of what was set aside among all that is in scope. [1]"""
    nominal = scheme.tree.shares(worlds.in_scope, worlds.weights)[: len(worlds.in_scope)]
    return float(nominal[worlds.in_scope & ~worlds.applicable].sum())


def _groups(
    scheme: Scheme, worlds: Worlds, values: Floats, fractions: Floats, shares: Floats
) -> tuple[GroupScore, ...]:
    count = len(scheme.criteria)
    inside = scheme.membership
    assessed: list[bool] = np.any(inside & worlds.answered, axis=1).tolist()
    covered: list[float] = (inside @ (shares[:count] * worlds.answered)).tolist()
    weight: list[float] = shares[count:].tolist()
    worst, best = fractions[count:, WORST].tolist(), fractions[count:, BEST].tolist()
    raw = values[count:, WORST].tolist()
    return tuple(
        GroupScore(
            id=name,
            score=_none(worst[k]) if assessed[k] else None,
            score_if_best=_none(best[k]),
            weight=weight[k],
            coverage=min(covered[k] / weight[k], 1.0) if weight[k] > 0 else 0.0,
            value=_none(raw[k]) if assessed[k] else None,
            level=_level_of_group(scheme, worlds, name),
        )
        for k, name in enumerate(scheme.tree.nodes[:-1])
    )


def _level_of_group(scheme: Scheme, worlds: Worlds, name: str) -> int | None:
    if not scheme.rules.levels.by_group:
        return None
    return judge_levels(scheme, worlds.met, scheme.below(name)).level


def _criteria(
    scheme: Scheme, rows: list[Judgement], worlds: Worlds, capped: Floats, shares: Floats
) -> tuple[CriterionScore, ...]:
    columns = zip(
        rows,
        shares.tolist(),
        _gains(worlds, capped).tolist(),
        scheme.confidences,
        scheme.informative.tolist(),
        scheme.level_of.tolist(),
        strict=False,  # shares go on with the nodes
    )
    return tuple(
        CriterionScore(
            id=row.id,
            status=row.status,
            credit=row.credit,
            met=row.met,
            effective_weight=share,
            gain=gain,
            confidence=confidence,
            informative=informative,
            value=row.value,
            unit=row.unit,
            level=level,
            grade=row.grade,
            verified_credit=row.verified,
            out_of_scope=row.out_of_scope,
            not_judged=row.not_judged,
            why=row.why,
            measured=row.measured,
        )
        for row, share, gain, confidence, informative, level in columns
    )


def _gains(worlds: Worlds, capped: Floats) -> Floats:
    gains = np.zeros(len(worlds.applicable))
    gains[worlds.improvable] = np.nan_to_num(capped[FIXED_WORLDS:] - capped[WORST])
    return gains


def _points(scheme: Scheme, head: Floats, capped: Floats, shown: int) -> PointsScore:
    low, high = scale_ends(scheme)
    return PointsScore(
        value=on_scale(scheme, _none(head[shown])),
        if_worst=on_scale(scheme, _none(capped[WORST])),
        if_best=on_scale(scheme, _none(capped[BEST])),
        answered_only=on_scale(scheme, _none(head[ANSWERED])),
        verified_floor=on_scale(scheme, _none(head[FLOOR])),
        minimum=low,
        maximum=high,
    )


def _band(scheme: Scheme, score: float | None) -> LocalizedText | None:
    if score is None:
        return None
    reached = [band for band in scheme.rules.bands if score >= band.min - 1e-12]
    return max(reached, key=lambda band: band.min).label if reached else None


def _features(scheme: Scheme, fractions: Floats) -> Features | None:
    if scheme.rules.aggregate.features is None:
        return None
    rows = [
        row
        for row, name in enumerate(scheme.tree.nodes, start=len(scheme.criteria))
        if name in scheme.features and not np.isnan(fractions[row, BEST])
    ]
    passed = sum(bool(fractions[row, WORST] == 1.0) for row in rows)
    failed = sum(bool(fractions[row, BEST] < 1.0) for row in rows)
    return Features(passed, failed, passed + failed, len(rows))
