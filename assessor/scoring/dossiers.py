"""Where each level dossier stands: its last step, how long ago, and what it still lacks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assessor.assessment.dossier import STAGES, Stage
from assessor.assessment.model import Assessment
from assessor.scoring.scorecard import Scorecard


@dataclass(frozen=True, slots=True)
class DossierState:
    """One dossier on one day; `missing` rows are not met or not assessed yet, `lacks` are items,
    the opinion or the decision's number that the dossier itself does not have."""

    id: str
    level: int
    stage: Stage
    next_step: Stage | None
    days_in_stage: int | None
    missing: tuple[str, ...]
    lacks: tuple[str, ...] = ()


def dossier_states(assessment: Assessment, card: Scorecard, on: date) -> tuple[DossierState, ...]:
    """The state of every dossier of an assessment, the least advanced first."""
    met = {row.id: row.met for row in card.criteria if not row.out_of_scope}
    states = []
    for name, dossier in assessment.dossiers.items():
        stage, since = dossier.stage(on), dossier.since(on)
        following = STAGES.index(stage) + 1
        states.append(
            DossierState(
                id=name,
                level=dossier.level,
                stage=stage,
                next_step=STAGES[following] if following < len(STAGES) else None,
                days_in_stage=None if since is None else (on - since).days,
                missing=tuple(row for row in dossier.rows if row in met and met[row] is not True),
                lacks=dossier.lacks,
            )
        )
    return tuple(sorted(states, key=lambda state: STAGES.index(state.stage)))
