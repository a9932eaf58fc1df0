"""The level dossier (hồ sơ đề xuất cấp độ) of each system: how far it has come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from pydantic import Field

from assessor.assessment.evidence import UserText
from assessor.quantities import Model

Stage = Literal["not_started", "drafted", "submitted", "appraised", "approved"]

Part = Literal["overview", "design", "reasons", "security_plan"]
"""The four items of a dossier: Decree 85/2016, article 15."""

PARTS: tuple[Part, ...] = ("overview", "design", "reasons", "security_plan")
OPINION_FROM = 4
"""Least level at which a professional opinion is asked for."""

STAGES: tuple[Stage, ...] = ("not_started", "drafted", "submitted", "appraised", "approved")


class Dossier(Model):
    """The dossier of one system, by the dates of its steps. No step has a time limit here:
    none was read. Only a decision with its number approves it, never an attached file."""

    system: UserText = Field(description="the system it classifies")
    level: int = Field(ge=1, le=5, description="level proposed or approved")
    rows: tuple[str, ...] = Field((), description="criteria that say what it must contain")
    drafted_on: date | None = Field(None, description="day the draft was complete")
    submitted_on: date | None = Field(None, description="day it was sent for appraisal")
    appraised_on: date | None = Field(None, description="day of the appraisal's opinion")
    appraised_by: str | None = Field(None, description="who appraised it")
    approved_on: date | None = Field(None, description="day of the decision")
    approved_by: str | None = Field(None, description="who approved it")
    parts: dict[Part, tuple[str, ...]] = Field(
        {}, description="evidence of each of the four items, ids in `evidence`"
    )
    opinion: str | None = Field(
        None, description="number of the professional opinion, asked for at levels 4 and 5"
    )
    decision: str | None = Field(None, description="number of the decision")
    evidence: tuple[str, ...] = Field((), description="ids in `evidence`")
    note: UserText | None = Field(None, description="remarks")

    @property
    def dates(self) -> tuple[tuple[Stage, date], ...]:
        """The steps that were taken, in their order."""
        steps: tuple[tuple[Stage, date | None], ...] = (
            ("drafted", self.drafted_on),
            ("submitted", self.submitted_on),
            ("appraised", self.appraised_on),
            ("approved", self.approved_on if self.decision else None),
        )
        return tuple((stage, day) for stage, day in steps if day is not None)

    def stage(self, on: date) -> Stage:
        """The last step taken by a day."""
        taken = [stage for stage, day in self.dates if day <= on]
        return taken[-1] if taken else "not_started"

    def since(self, on: date) -> date | None:
        """The day of the last step taken by a day."""
        taken = [day for _, day in self.dates if day <= on]
        return taken[-1] if taken else None

    @property
    def lacks(self) -> tuple[str, ...]:
        """Items without evidence, the opinion where the level asks for one, the decision."""
        wanting: list[str] = [part for part in PARTS if not self.parts.get(part)]
        if self.level >= OPINION_FROM and not self.opinion:
            wanting.append("opinion")
        if self.approved_on is not None and not self.decision:
            wanting.append("decision")
        return tuple(wanting)

    def out_of_order(self) -> Iterator[tuple[Stage, Stage]]:
        """Steps dated before the step that precedes them."""
        for (earlier, first), (later, second) in zip(self.dates, self.dates[1:], strict=False):
            if second < first:
                yield earlier, later
