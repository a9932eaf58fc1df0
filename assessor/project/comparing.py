"""Several sites side by side, and one site on two days: what is ahead, what moved a score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from assessor.errors import AssessmentError, Problem
from assessor.project.derived import derived_quantities
from assessor.project.opening import Assessed
from assessor.project.study import score_assessed
from assessor.scoring import Quantities, Scorecard
from assessor.scoring.confidence import sampled_groups
from assessor.scoring.reviews import with_survival
from assessor.scoring.robustness import Robustness, group_scores, robustness
from assessor.scoring.tree import Floats
from assessor.scoring.trend import LawChange, Movement, State, law_changes, movement

SEED = 20230717
DRAWS = 10_000


@dataclass(frozen=True, slots=True)
class Site:
    """One assessment in a comparison: its own numbers, and its rank over all weightings. [1]

    `rank` and `weighted_score` are the quantiles 0.05, 0.5 and 0.95 over the weightings; sites
    that tie hold the same rank.
    """

    name: str
    path: str
    illustrative: bool
    score: float | None
    score_if_worst: float | None
    score_if_best: float | None
    verified_floor: float | None
    coverage: float
    level: int
    verdict: str
    rank: tuple[int, int, int]
    weighted_score: tuple[float, float, float]
    rank_acceptability: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Sites under one catalogue and rules, with how far their order hangs on the weights."""

    catalogue: str
    rules: str
    sites: tuple[Site, ...]
    ahead: Mapping[str, Mapping[str, float]]
    dominates: Mapping[str, tuple[str, ...]]
    ties: Mapping[str, tuple[str, ...]]
    sensitivity: Mapping[str, float]
    trust: float | None
    draws: int
    seed: int
    evidence: bool = False


@dataclass(frozen=True, slots=True)
class TwoDays:
    """One site on two days: both scores, the change in parts, and which rows bind when."""

    before: Scorecard
    after: Scorecard
    movement: Movement
    law: LawChange


def compare_assessments(
    assessed: Sequence[Assessed],
    *,
    trust: float | None = None,
    draws: int = DRAWS,
    seed: int | None = None,
    on: date | None = None,
    evidence: bool = False,
) -> Comparison:
    """Compare sites that answered one catalogue; all are scored by the rules of the first.

    With `evidence` the survival table of the rules is accepted: claims of a weak grade may fail,
    and the probabilities hold for weights and evidence together.

    Raises
    ------
    AssessmentError
        They answer different catalogues.
    """
    first = assessed[0]
    problems = [
        Problem("compare_catalogues", {"id": one.catalogue.id, "first": first.catalogue.id},
                str(one.path))
        for one in assessed[1:]
        if (one.catalogue.id, one.catalogue.sha256) != (first.catalogue.id, first.catalogue.sha256)
    ]  # fmt: skip
    if problems:
        raise AssessmentError(problems)
    names = site_names(assessed)
    cards = {
        name: score_assessed(one.with_rules(first.rules), on=on)
        for name, one in zip(names, assessed, strict=True)
    }
    used = SEED if seed is None else seed
    sampled = _sampled(names, assessed, cards, draws, used) if evidence else None
    found = robustness(cards, trust=trust, draws=draws, seed=used, sampled=sampled)
    return Comparison(
        catalogue=first.catalogue.id,
        rules=first.rules.id,
        sites=tuple(
            _site(name, one, cards[name], found) for name, one in zip(names, assessed, strict=True)
        ),
        ahead=found.ahead,
        dominates=found.dominates,
        ties=found.ties,
        sensitivity=found.sensitivity,
        trust=trust,
        draws=draws,
        seed=used,
        evidence=evidence,
    )


def _sampled(
    names: list[str],
    assessed: Sequence[Assessed],
    cards: Mapping[str, Scorecard],
    draws: int,
    seed: int,
) -> dict[str, Floats]:
    """Group scores of every site in worlds where claims survive or not, each site its own."""
    groups = group_scores(cards)[0]
    rules = with_survival(assessed[0].rules)
    tables = {}
    for position, (name, one) in enumerate(zip(names, assessed, strict=True)):
        table = sampled_groups(
            one.catalogue,
            rules,
            one.assessment,
            groups,
            samples=draws,
            rng=np.random.default_rng([seed, position]),
            quantities=derived_quantities(one),
            on=cards[name].on,
        )
        tables[name] = np.zeros((draws, len(groups))) if table is None else table
    return tables


def site_names(assessed: Sequence[Assessed]) -> list[str]:
    """The ids of assessments; the path where two share one."""
    ids = [one.assessment.id for one in assessed]
    names = [
        name if ids.count(name) == 1 else str(one.path)
        for name, one in zip(ids, assessed, strict=True)
    ]
    # the same file named twice is still two entries
    return [
        name if names.count(name) == 1 else f"{name} ({names[: k + 1].count(name)})"
        for k, name in enumerate(names)
    ]


def _site(name: str, one: Assessed, card: Scorecard, found: Robustness) -> Site:
    return Site(
        name=name,
        path=str(one.path),
        illustrative=card.illustrative,
        score=card.score,
        score_if_worst=card.score_if_worst,
        score_if_best=card.score_if_best,
        verified_floor=card.verified_floor,
        coverage=card.coverage,
        level=card.level,
        verdict=card.verdict,
        rank=found.rank_quantiles[name],
        weighted_score=found.score_quantiles[name],
        rank_acceptability=found.rank_acceptability[name],
    )


def compare_days(
    before: Assessed,
    after: Assessed | None = None,
    *,
    on_before: date | None = None,
    on_after: date | None = None,
) -> TwoDays:
    """One site under the law of two days: one file twice, or two files of the same site.

    The change is split into new answers, the law of the other day, another catalogue or rules,
    and another scenario.
    """
    later = after or before
    start = _state(before, derived_quantities(before), on_before)
    end = _state(later, derived_quantities(later), on_after)
    return TwoDays(
        before=score_assessed(before, start.quantities, on=on_before),
        after=score_assessed(later, end.quantities, on=on_after),
        movement=movement(start, end),
        law=law_changes(later.catalogue, start.day, end.day),
    )


def _state(one: Assessed, quantities: Quantities | None, on: date | None) -> State:
    return State(one.catalogue, one.rules, one.assessment, quantities, on)
