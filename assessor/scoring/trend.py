"""Why a score moved: new answers, a new method, a new scenario; and which law binds when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from assessor.assessment.model import Assessment
from assessor.catalogue.model import Catalogue
from assessor.catalogue.rules import Rules
from assessor.scoring.engine import score
from assessor.scoring.quantities import Quantities


@dataclass(frozen=True, slots=True)
class State:
    """Everything that decides a score."""

    catalogue: Catalogue
    rules: Rules
    assessment: Assessment
    quantities: Quantities | None = None
    on: date | None = None

    def value(self) -> float:
        """The score, nothing answered counting as 0."""
        card = score(
            self.catalogue,
            self.rules,
            self.assessment,
            quantities=self.quantities,
            on=self.on,
            gains=False,
        )
        return card.score or 0.0


@dataclass(frozen=True, slots=True)
class Movement:
    """The parts of a change of score; they add up to it."""

    total: float
    by_answers: float
    by_method: float
    by_scenario: float


def movement(before: State, after: State) -> Movement:
    """Split the change: first the answers, then catalogue, rules and date, then the scenario."""
    start, end = before.value(), after.value()
    answered = replace(before, assessment=_on_catalogue(after.assessment, before.catalogue))
    method = replace(after, quantities=before.quantities)
    with_answers, with_method = answered.value(), method.value()
    return Movement(
        total=end - start,
        by_answers=with_answers - start,
        by_method=with_method - with_answers,
        by_scenario=end - with_method,
    )


def _on_catalogue(assessment: Assessment, catalogue: Catalogue) -> Assessment:
    """Only the answers that the catalogue asks for."""
    known = {k: v for k, v in assessment.answers.items() if k in catalogue.criteria}
    return assessment.model_copy(update={"answers": known})


@dataclass(frozen=True, slots=True)
class LawChange:
    """Rows that begin or cease to bind between two days, and rows whose dates nobody knows."""

    begun: tuple[str, ...]
    ended: tuple[str, ...]
    unknown: tuple[str, ...]


def law_changes(catalogue: Catalogue, start: date, end: date) -> LawChange:
    """What the law asks on `end` and did not on `start`, and the other way round."""
    begun, ended, unknown = [], [], []
    for name in catalogue.criteria:
        was, now = binds_on(catalogue, name, start), binds_on(catalogue, name, end)
        if now is None or was is None:
            unknown.append(name)
        elif now and not was:
            begun.append(name)
        elif was and not now:
            ended.append(name)
    return LawChange(tuple(begun), tuple(ended), tuple(unknown))


def binds_on(catalogue: Catalogue, name: str, day: date) -> bool | None:
    """True where a row is in force and due on the day; none where that is not known."""
    due = catalogue.criteria[name].applies_from
    if due is not None and day < due:
        return False
    return catalogue.in_force_on(name, day)
