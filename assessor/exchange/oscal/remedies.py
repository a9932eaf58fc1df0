"""What would close a gap: templates of the catalogue, actions and gaps of the programme."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from assessor.catalogue.model import Catalogue, Template
from assessor.exchange.oscal.writing import end_of, one_line, prop, start_of
from assessor.programme.model import Action, Gap, Programme
from assessor.quantities import Quantity
from assessor.text import gettext as _

NewId = Callable[..., str]


@dataclass(frozen=True)
class Remedies:
    """Where remediations come from; `open_rows` are the criteria that need one."""

    catalogue: Catalogue
    programme: Programme | None = None
    open_rows: tuple[str, ...] = field(default=())

    def gap(self, criterion: str) -> Gap | None:
        """What the programme says about a shortcoming."""
        if self.programme is None:
            return None
        gaps = (gap for gap in self.programme.gaps.values() if gap.criterion == criterion)
        return next(gaps, None)

    def actions(self, criterion: str) -> dict[str, Action]:
        """The programme's work on a criterion."""
        if self.programme is None:
            return {}
        templates = self.templates(criterion)
        return {
            name: action
            for name, action in self.programme.actions.items()
            if action.template in templates
            or any(effect.criterion == criterion for effect in action.effects)
        }

    def templates(self, criterion: str) -> dict[str, Template]:
        """The catalogue's templates that put a criterion within reach."""
        named = self.catalogue.criteria[criterion].remediation
        return {
            name: template
            for name, template in self.catalogue.remediation.items()
            if name in named or criterion in template.closes
        }

    def remediations(self, new_id: NewId, criterion: str) -> list[dict[str, Any]]:
        """Work already planned first, then what the catalogue recommends."""
        actions = self.actions(criterion)
        taken = {action.template for action in actions.values()}
        return [
            *self._of_gap(new_id, criterion),
            *(self._planned(new_id, criterion, name, a) for name, a in actions.items()),
            *(
                self._recommended(new_id, criterion, name, template)
                for name, template in self.templates(criterion).items()
                if name not in taken
            ),
        ]

    def _of_gap(self, new_id: NewId, criterion: str) -> Iterator[dict[str, Any]]:
        gap = self.gap(criterion)
        if gap is None:
            return
        remediation: dict[str, Any] = {
            "uuid": new_id("remedy", criterion),
            "lifecycle": "planned",
            "title": one_line(gap.remedy.here()),
            "description": gap.remedy.here(),
        }
        if gap.lead_unit is not None:
            remediation["props"] = [prop("lead-unit", gap.lead_unit)]
        yield remediation

    def _planned(self, new_id: NewId, criterion: str, name: str, action: Action) -> dict[str, Any]:
        template = self.catalogue.remediation.get(action.template or "")
        title = action.title or (None if template is None else template.title)
        words = name if title is None else title.here()
        task: dict[str, Any] = {
            "uuid": new_id("task", criterion, name),
            "type": "action",
            "title": one_line(words),
        }
        timing = _timing(action)
        if timing is not None:
            task["timing"] = {"within-date-range": timing}
        first = self._dependencies(new_id, action)
        if first:
            task["dependencies"] = first
        return {
            "uuid": new_id("action", criterion, name),
            "lifecycle": "planned",
            "title": one_line(words),
            "description": str(action.note or words),
            "props": [
                prop("action", name),
                prop("funding-line", action.funding_line),
                prop("nature", action.nature),
                prop("procedure", action.procedure),
                *_cost("cost-vnd", action.cost.capex_vnd),
                *(prop("requires", required) for required in action.requires),
            ],
            "tasks": [task],
        }

    def _dependencies(self, new_id: NewId, action: Action) -> list[dict[str, str]]:
        """Tasks of this document that come first; others are named by a property only."""
        found = []
        for required in action.requires:
            rows = (row for row in self.open_rows if required in self.actions(row))
            row = next(rows, None)
            if row is not None:
                found.append({"task-uuid": new_id("task", row, required)})
        return found

    def _recommended(
        self, new_id: NewId, criterion: str, name: str, template: Template
    ) -> dict[str, Any]:
        return {
            "uuid": new_id("template", criterion, name),
            "lifecycle": "recommendation",
            "title": one_line(template.title.here()),
            "description": str(template.notes or template.title),
            "props": [
                prop("template", name),
                prop("nature", template.nature),
                prop("procedure", template.procedure),
                *_cost("cost-vnd", template.cost_vnd),
                *_cost("duration-months", template.duration_months),
                *(prop("requires", required) for required in template.requires),
            ],
            "remarks": _("Planning figures of the catalogue; nobody has decided on this work."),
        }


def _cost(name: str, quantity: Quantity) -> list[dict[str, Any]]:
    return [] if quantity.base is None else [prop(name, float(quantity.base))]


def _timing(action: Action) -> dict[str, str] | None:
    """From the bound quarter, or within the window, to the end of the work."""
    if action.committed_start is not None:
        first = last = _first_day(action.committed_start)
    elif action.window is not None:
        first, last = _first_day(action.window[0]), _first_day(action.window[1])
    else:
        return None
    end = _months_later(last, round(action.duration_months))
    return {"start": start_of(first), "end": end_of(end)}


def _first_day(quarter: str) -> date:
    year, _separator, number = quarter.partition("-Q")
    return date(int(year), 3 * int(number) - 2, 1)


def _months_later(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 + max(months, 1)
    return date(count // 12, count % 12 + 1, 1)
