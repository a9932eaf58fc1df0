"""Pieces of work: remediation templates and the programme's own actions, in one shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from assessor.catalogue.model import Catalogue, Template
from assessor.programme import Programme
from assessor.programme.model import Action as ProgrammeAction
from assessor.quantities import Quantity
from assessor.roadmap.purses import Nature, Purses
from assessor.roadmap.quarters import months_of, quarters_for
from assessor.scenario import Procedure
from assessor.text import LocalizedText

Costs = Literal["low", "base", "high"]


@dataclass(frozen=True)
class Work:
    """One piece of work with its planning figures; `reaches` is the credit by criterion.

    `evaluated` are the rows of it whose credit comes from evaluating the option's fleet.
    `because` tells what decides the duration: the procedure's steps or the work's own length.
    """

    id: str
    title: LocalizedText | None
    funding_line: str | None
    nature: Nature
    once_vnd: float
    per_year_vnd: float
    quarters: int
    because: Literal["procedure", "work"]
    procedure: str
    effort: float
    reaches: Mapping[str, float]
    requires: tuple[str, ...] = ()
    exclusive_with: tuple[str, ...] = ()
    overlaps: tuple[str, ...] = ()
    window: tuple[str, str] | None = None
    committed_start: str | None = None
    option: str | None = None
    evaluated: frozenset[str] = frozenset()
    template: str | None = None


def works_of(
    catalogue: Catalogue,
    programme: Programme | None,
    procedures: Mapping[str, Procedure],
    purses: Purses,
    costs: Costs,
) -> dict[str, Work]:
    """Every template and action; an action that follows a template stands in its place."""
    own = programme.actions if programme is not None else {}
    in_place = {a.template: name for name, a in reversed(own.items()) if a.template is not None}
    found = {
        name: _from_template(name, template, procedures, purses, costs)
        for name, template in catalogue.remediation.items()
        if name not in in_place
    }
    for name, action in own.items():
        found[name] = _from_action(name, action, catalogue, procedures, costs)
    return {name: _renamed(work, in_place) for name, work in found.items()}


def _from_template(
    name: str,
    template: Template,
    procedures: Mapping[str, Procedure],
    purses: Purses,
    costs: Costs,
) -> Work:
    procedure = procedures.get(template.procedure)
    quarters, because = duration(
        at_costs(template.duration_months, costs), procedure, inclusive=True
    )
    return Work(
        id=name,
        title=template.title,
        funding_line=purses.home_line,
        nature=_nature(template, procedure),
        once_vnd=at_costs(template.cost_vnd, costs),
        per_year_vnd=at_costs(template.opex_vnd_per_year, costs),
        quarters=quarters,
        because=because,
        procedure=template.procedure,
        effort=at_costs(template.effort_person_days, costs),
        reaches=dict.fromkeys(template.closes, 1.0),
        requires=template.requires,
        exclusive_with=template.exclusive_with,
        overlaps=template.overlaps,
        template=name,
    )


def _from_action(
    name: str,
    action: ProgrammeAction,
    catalogue: Catalogue,
    procedures: Mapping[str, Procedure],
    costs: Costs,
) -> Work:
    template = catalogue.remediation.get(action.template or "")
    procedure = procedures.get(action.procedure)
    quarters, because = duration(action.duration_months, procedure, inclusive=False)
    closed = dict.fromkeys(template.closes, 1.0) if template else {}
    return Work(
        id=name,
        title=action.title or (template.title if template else None),
        funding_line=action.funding_line,
        nature=action.nature,
        once_vnd=at_costs(action.cost.capex_vnd, costs),
        per_year_vnd=at_costs(action.cost.opex_vnd_per_year, costs),
        quarters=quarters,
        because=because,
        procedure=action.procedure,
        effort=action.effort_person_days,
        reaches=closed | {effect.criterion: effect.credit for effect in action.effects},
        requires=(*action.requires, *(template.requires if template else ())),
        exclusive_with=(*action.exclusive_with, *(template.exclusive_with if template else ())),
        overlaps=template.overlaps if template else (),
        window=action.window,
        committed_start=action.committed_start,
        option=action.option,
        template=action.template,
    )


def _renamed(work: Work, in_place: Mapping[str, str]) -> Work:
    """The work with templates that an action stands for called by the action's name."""

    def names(given: tuple[str, ...]) -> tuple[str, ...]:
        renamed = (in_place.get(name, name) for name in given)
        return tuple(dict.fromkeys(name for name in renamed if name != work.id))

    return replace(
        work,
        requires=names(work.requires),
        exclusive_with=names(work.exclusive_with),
        overlaps=names(work.overlaps),
    )


def duration(
    months: float, procedure: Procedure | None, *, inclusive: bool
) -> tuple[int, Literal["procedure", "work"]]:
    """Quarters from the decision to the end, and what decides them.

    A template's months include procurement, an action's are the work after it, in the place of
    the procedure's last step. Neither can be shorter than the procedure itself.
    """
    steps = [step.days.base for step in procedure.steps] if procedure else []
    whole = months_of(sum(steps))
    own = months if inclusive else months_of(sum(steps[:-1])) + months
    return quarters_for(max(own, whole)), "procedure" if whole > own else "work"


def _nature(template: Template, procedure: Procedure | None) -> Nature:
    """Mixed money follows the procedure: an investment project is capital, the rest recurrent."""
    if template.nature != "mixed":
        return template.nature
    return "capital" if procedure is not None and procedure.nature == "capital" else "recurrent"


def at_costs(quantity: Quantity, costs: Costs) -> float:
    values = {"low": quantity.lowest, "base": quantity.base, "high": quantity.highest}
    return values[costs]


def overlapping(works: Mapping[str, Work]) -> Iterator[tuple[str, ...]]:
    """Groups in which every piece of work is partly the same as every other."""
    pairs = {frozenset((a, b)) for a, work in works.items() for b in work.overlaps if b in works}
    left = set(pairs)
    for first, second in sorted(tuple(sorted(pair)) for pair in pairs):
        if frozenset((first, second)) not in left:
            continue
        group = [first, second]
        for other in sorted(works):
            if other not in group and all(frozenset((other, m)) in left for m in group):
                group.append(other)
        left -= {frozenset((a, b)) for a in group for b in group if a != b}
        yield tuple(group)
