"""How far towards a target, and how far since the start: no credit for overshooting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessor.catalogue.rules import Rules
from assessor.scoring.scorecard import Scorecard


@dataclass(frozen=True, slots=True)
class Progress:
    """Fractions; none where there is no target, or no way to go since the start."""

    percent_to_target: float | None
    progress_to_date: float | None


def progress(
    current: Mapping[str, float],
    target: Mapping[str, float],
    baseline: Mapping[str, float] | None = None,
) -> Progress:
    """Progress over several nodes.

    Parameters
    ----------
    current, target, baseline
        Values by node on any one scale; a node without a current value stands at 0.

    Returns
    -------
    1 − Σ max(0, target − current) ⁄ Σ target, and (Σ current − Σ baseline) ⁄ (Σ target −
    Σ baseline) over the nodes that have a target, each current value counted up to its target.
    """
    wanted = sum(target.values())
    if wanted <= 0:
        return Progress(None, None)
    reached = {name: min(current.get(name, 0.0), value) for name, value in target.items()}
    to_target = sum(reached.values()) / wanted
    if baseline is None:
        return Progress(to_target, None)
    start = sum(min(baseline.get(name, 0.0), value) for name, value in target.items())
    way = wanted - start
    return Progress(to_target, (sum(reached.values()) - start) / way if way > 0 else None)


def progress_of(card: Scorecard, rules: Rules) -> Progress:
    """Progress of a scorecard towards the targets of its rules."""
    current = {row.id: row.value for row in card.groups if row.value is not None}
    current |= {row.id: row.credit for row in card.criteria if row.credit is not None}
    return progress(current, rules.targets, rules.baselines or None)
