"""How far a ranking hangs on the weights: ahead in 57 % of weightings, never simply better."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessor.scoring.scorecard import Scorecard
from assessor.scoring.tree import Floats


@dataclass(frozen=True, slots=True)
class Robustness:
    """Ranks of several subjects over random group weights.

    `ahead[a][b]` is the share of weightings in which a scores above b (ties count half);
    `rank_acceptability[a]` the share with which a takes each rank, subjects that tie sharing the
    ranks they take together; `rank_quantiles` and `score_quantiles` are the quantiles 0.05, 0.5
    and 0.95, a rank being one more than the subjects strictly ahead; `dominates[a]` are the
    subjects that a is nowhere behind and somewhere ahead of, `ties[a]` those that no weighting
    parts from it; `sensitivity` is the share of the variance of the lead of the first over the
    second subject that each group's weight explains alone.
    """

    names: tuple[str, ...]
    groups: tuple[str, ...]
    ahead: Mapping[str, Mapping[str, float]]
    rank_acceptability: Mapping[str, tuple[float, ...]]
    rank_quantiles: Mapping[str, tuple[int, int, int]]
    score_quantiles: Mapping[str, tuple[float, float, float]]
    dominates: Mapping[str, tuple[str, ...]]
    ties: Mapping[str, tuple[str, ...]]
    sensitivity: Mapping[str, float]
    draws: int
    seed: int


def group_scores(cards: Mapping[str, Scorecard]) -> tuple[tuple[str, ...], Floats, Floats]:
    """Groups that every card scored, their scores by subject, and their nominal weights.

    Only nodes directly below the root take part. Unassessed groups count as 0, as in the score.
    """
    first = next(iter(cards.values()))
    tops = _tops(first)
    table = np.array([[_score(card, group) for group in tops] for card in cards.values()])
    return tops, table, np.array([first.group(group).weight for group in tops])


def _tops(card: Scorecard) -> tuple[str, ...]:
    """Nodes that lie below no other listed node: their weights add to 1."""
    weighted = [group for group in card.groups if group.weight > 0]
    if card.bases:
        return tuple(group.id for group in weighted if group.id in card.bases)
    names = {group.id for group in weighted}
    return tuple(
        group.id
        for group in weighted
        if " › " not in group.id
        and not any(group.id != other and group.id.startswith(f"{other}.") for other in names)
    )


def _score(card: Scorecard, group: str) -> float:
    return card.group(group).score or 0.0


def robustness(
    cards: Mapping[str, Scorecard],
    *,
    trust: float | None = None,
    draws: int = 10_000,
    seed: int = 20230717,
    sampled: Mapping[str, Floats] | None = None,
) -> Robustness:
    """Compare subjects scored by one catalogue and rules.

    Parameters
    ----------
    cards
        Scorecards by name.
    trust
        κ of Dirichlet(κ W⁰): large where the nominal weights are trusted; none = every weighting
        is as likely as any other.
    draws, seed
        Number of weightings and the seed that gives them.
    sampled
        Group scores by subject in as many worlds as there are draws, shape (draws, groups), where
        it is also uncertain which claims would survive verification.
    """
    groups, table, nominal = group_scores(cards)
    rng = np.random.default_rng(seed)
    alpha = np.ones(len(groups)) if trust is None else np.maximum(trust * nominal, 1e-6)
    weights = rng.dirichlet(alpha, size=draws)
    scores: Floats = weights @ table.T
    if sampled is not None:
        scores = np.stack([(weights * sampled[name]).sum(axis=1) for name in cards], axis=1)
    names = tuple(cards)
    quantiles = np.quantile(scores, [0.05, 0.5, 0.95], axis=0)
    return Robustness(
        names=names,
        groups=groups,
        ahead=_ahead(names, scores),
        rank_acceptability=_acceptability(names, scores),
        rank_quantiles=_ranks(names, scores),
        score_quantiles={
            name: (float(low), float(mid), float(high))
            for name, low, mid, high in zip(names, *quantiles, strict=True)
        },
        dominates=_pairs(names, table, _dominates),
        ties=_pairs(names, table, _ties),
        sensitivity=_sensitivity(groups, weights, scores),
        draws=draws,
        seed=seed,
    )


# equal rows give equal sums only up to float noise
_SAME = 1e-12


def _ahead(names: tuple[str, ...], scores: Floats) -> dict[str, dict[str, float]]:
    above = scores[:, :, np.newaxis] - scores[:, np.newaxis, :]
    share = ((above > _SAME) + 0.5 * (np.abs(above) <= _SAME)).mean(axis=0)
    return {
        name: {other: float(share[a, b]) for b, other in enumerate(names) if b != a}
        for a, name in enumerate(names)
    }


def _places(scores: Floats) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Per draw and subject: how many are strictly ahead, and how many tie, itself included."""
    above = scores[:, np.newaxis, :] - scores[:, :, np.newaxis]
    return (above > _SAME).sum(axis=2), (np.abs(above) <= _SAME).sum(axis=2)


def _acceptability(names: tuple[str, ...], scores: Floats) -> dict[str, tuple[float, ...]]:
    ahead, tied = _places(scores)
    ranks = np.arange(len(names))[:, np.newaxis, np.newaxis]
    share = ((ahead <= ranks) & (ranks < ahead + tied)) / tied
    means = share.mean(axis=1)
    return {name: tuple(map(float, means[:, k])) for k, name in enumerate(names)}


def _ranks(names: tuple[str, ...], scores: Floats) -> dict[str, tuple[int, int, int]]:
    ranks = _places(scores)[0] + 1
    found = np.quantile(ranks, [0.05, 0.5, 0.95], axis=0, method="nearest").astype(int)
    return {
        name: (int(low), int(mid), int(high))
        for name, low, mid, high in zip(names, *found, strict=True)
    }


def _pairs(
    names: tuple[str, ...], table: Floats, holds: Callable[[Floats, Floats], bool]
) -> dict[str, tuple[str, ...]]:
    return {
        name: tuple(other for b, other in enumerate(names) if b != a and holds(table[a], table[b]))
        for a, name in enumerate(names)
    }


def _dominates(mine: Floats, theirs: Floats) -> bool:
    return bool((mine >= theirs - _SAME).all() and (mine > theirs + _SAME).any())


def _ties(mine: Floats, theirs: Floats) -> bool:
    return bool((np.abs(mine - theirs) <= _SAME).all())


def _sensitivity(groups: tuple[str, ...], weights: Floats, scores: Floats) -> dict[str, float]:
    """Correlation ratio of the lead on each weight, by bins of equal counts."""
    if scores.shape[1] < 2:
        return dict.fromkeys(groups, 0.0)
    lead = scores[:, 0] - scores[:, 1]
    total = float(lead.var())
    if total <= 0:
        return dict.fromkeys(groups, 0.0)
    return {group: _explained(weights[:, k], lead) / total for k, group in enumerate(groups)}


def _explained(weight: Floats, lead: Floats) -> float:
    order = np.argsort(weight, kind="stable")
    bins = np.array_split(lead[order], 40)
    means = np.array([part.mean() for part in bins])
    sizes = np.array([len(part) for part in bins], dtype=np.float64)
    return float(np.average((means - lead.mean()) ** 2, weights=sizes))
