"""Level dossiers of every system, and the points of an index: claimed, appraised, documented."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from assessor.assessment.model import Assessment
from assessor.project.opening import Assessed, Project
from assessor.project.study import score_assessed
from assessor.scoring import Scorecard
from assessor.scoring.dossiers import DossierState, dossier_states
from assessor.text import LocalizedText


@dataclass(frozen=True, slots=True)
class DossierView:
    """One dossier with what people read of it."""

    assessment: str
    system: str
    state: DossierState
    appraised_on: date | None
    appraised_by: str | None
    approved_on: date | None
    approved_by: str | None
    decision: str | None
    opinion: str | None
    opinion_asked: bool


@dataclass(frozen=True, slots=True)
class PointsRow:
    """One row of an index: points claimed by the owner, points given on appraisal, documents."""

    criterion: str
    title: LocalizedText
    maximum: float
    claimed: float | None
    appraised: float | None
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PointsTable:
    """The points of one assessment; sums are none where nothing was entered."""

    assessment: str
    illustrative: bool
    rows: tuple[PointsRow, ...]
    maximum: float
    claimed: float | None
    appraised: float | None


def dossiers_of(project: Project, *, on: date | None = None) -> tuple[DossierView, ...]:
    """Every dossier of every assessment of a project, the least advanced first."""
    return tuple(
        view for assessed in project.assessed for view in dossiers_of_assessment(assessed, on=on)
    )


def dossiers_of_assessment(assessed: Assessed, *, on: date | None = None) -> list[DossierView]:
    """The dossiers of one assessment on a day."""
    assessment = assessed.assessment
    if not assessment.dossiers:
        return []
    card = score_assessed(assessed, on=on)
    states = dossier_states(assessment, card, on or assessment.as_of)
    return [_view(assessment, state) for state in states]


def _view(assessment: Assessment, state: DossierState) -> DossierView:
    from assessor.assessment.dossier import OPINION_FROM

    dossier = assessment.dossiers[state.id]
    system = dossier.system
    return DossierView(
        assessment=assessment.id,
        system=system.here() if isinstance(system, LocalizedText) else system,
        state=state,
        appraised_on=dossier.appraised_on,
        appraised_by=dossier.appraised_by,
        approved_on=dossier.approved_on,
        approved_by=dossier.approved_by,
        decision=dossier.decision,
        opinion=dossier.opinion,
        opinion_asked=dossier.level >= OPINION_FROM,
    )


def points_of(assessed: Assessed, *, on: date | None = None) -> PointsTable | None:
    """Points row by row; none where the catalogue gives no points."""
    rows = {k: r for k, r in assessed.catalogue.criteria.items() if r.max_points}
    if not rows:
        return None
    own, second = (_column(assessed, kind, on) for kind in ("self", "verified"))
    found = []
    for name, row in rows.items():
        answer = assessed.assessment.answer(name)
        maximum = row.max_points or 0.0
        claimed = own.criterion(name).credit
        looked = answer.verified is not None
        given = second.criterion(name).credit if looked else None
        found.append(
            PointsRow(
                criterion=name,
                title=row.title,
                maximum=maximum,
                claimed=None if claimed is None else claimed * maximum,
                appraised=None if given is None else given * maximum,
                documents=tuple(_documents(assessed.assessment, answer.evidence)),
            )
        )
    return PointsTable(
        assessment=assessed.assessment.id,
        illustrative=assessed.assessment.illustrative,
        rows=tuple(found),
        maximum=sum(row.maximum for row in found),
        claimed=_sum(row.claimed for row in found),
        appraised=_sum(row.appraised for row in found),
    )


def _column(assessed: Assessed, kind: str, on: date | None) -> Scorecard:
    told = assessed.assessment.model_copy(update={"kind": kind})
    return score_assessed(assessed.with_assessment(told), on=on)


def _documents(assessment: Assessment, cited: tuple[str, ...]) -> Iterator[str]:
    for name in cited:
        item = assessment.evidence.get(name)
        if item is not None:
            title = item.title.here() if isinstance(item.title, LocalizedText) else item.title
            yield f"{item.doc_number} — {title}" if item.doc_number else title


def _sum(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
