"""Why a score moved: answers, law, method, scenario; and which law binds when."""

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

    @property
    def day(self) -> date:
        """The day that expiries and dates of force are read for."""
        return self.on or self.assessment.as_of

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
    """The parts of a change of score; they add up to it. [1]

    `by_law` is what the other day alone does: rows that came into force or ceased to bind.
    Permissions to set a row aside that ran out meanwhile count with the answers.
    """

    total: float
    by_answers: float
    by_law: float
    by_method: float
    by_scenario: float


def movement(before: State, after: State) -> Movement:
    """Split the change: first the answers, then the law of the day, then catalogue and rules,
    then the scenario."""
    start, end = before.value(), after.value()
    first, last = before.day, after.day
    ours = _on_catalogue(after.assessment, before.catalogue)
    answered = replace(before, assessment=ours, on=first)
    lasting = replace(answered, assessment=_lasting(ours, first), on=last)
    with_answers, with_law = answered.value(), lasting.value()
    run_out = replace(lasting, assessment=ours).value() - with_law
    with_method = replace(after, quantities=before.quantities).value()
    return Movement(
        total=end - start,
        by_answers=with_answers - start + run_out,
        by_law=with_law - with_answers,
        by_method=with_method - with_law - run_out,
        by_scenario=end - with_method,
    )


def _lasting(assessment: Assessment, day: date) -> Assessment:
    """The same answers, permissions that hold on the day holding for good."""
    kept = {
        name: answer.model_copy(update={"until": None})
        if answer.until is not None and answer.until >= day
        else answer
        for name, answer in assessment.answers.items()
    }
    return assessment.model_copy(update={"answers": kept})


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
