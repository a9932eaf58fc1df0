"""programme@1: what the organisation has promised, owns, spends and decides."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator

from assessor.quantities import Model, Quantity, QuantityKind
from assessor.scenario.money import Nature
from assessor.scenario.parts import Id, Source
from assessor.scenario.parts import Programme as ProgrammeTag
from assessor.text import LocalizedText

UnitKind = Literal[
    "city", "council", "department", "district", "commune", "commune_group", "group", "external"
]
Quarter = Annotated[str, Field(pattern=r"^\d{4}-Q[1-4]$")]
Fraction = Annotated[float, Field(ge=0, le=1)]


class Unit(Model):
    """A body, or a group of bodies kept as one row."""

    title: LocalizedText = Field(description="name")
    kind: UnitKind = Field(description="level")
    parent: Id | None = Field(default=None, description="the body above")
    head: LocalizedText | None = Field(default=None, description="office of its head")
    count: int = Field(default=1, ge=1, description="bodies in this row")
    it_unit: bool = Field(default=False, description="true for information-technology staff")
    leads: bool = Field(
        default=False, description="its head is answerable for monitoring and leadership"
    )
    note: LocalizedText | None = Field(default=None, description="remark")


class Tree(Model):
    """Another structure of bodies, from a day on."""

    title: LocalizedText = Field(description="name")
    since: date | None = Field(default=None, alias="from", description="first day")
    units: dict[Id, Unit] = Field(description="bodies by id")
    note: LocalizedText | None = Field(default=None, description="remark")


class Claim(Model):
    """What somebody said. A claim is not evidence."""

    speaker: Literal["ministry", "city", "government", "other"] = Field(description="whose voice")
    on: date = Field(description="day it was said")
    text: LocalizedText = Field(description="what was said")
    source: str = Field(description="id in sources")
    about: tuple[Id, ...] = Field(default=(), description="catalogues it may concern")
    units: tuple[Id, ...] = Field(default=(), description="bodies it concerns")
    asserts: Literal["met", "not_met"] | None = Field(
        default=None, description="what it says of those catalogues"
    )
    basis_confirmed: bool = Field(
        default=False, description="true once the document it refers to is known"
    )
    supported_by: tuple[str, ...] = Field(default=(), description="evidence or criteria for it")
    contradicted_by: tuple[str, ...] = Field(
        default=(), description="evidence or criteria against it"
    )
    note: LocalizedText | None = Field(default=None, description="remark")


class FundingLine(Model):
    """A line that pays: for what, from which budgets of the scenario."""

    title: LocalizedText | None = Field(default=None, description="name")
    purpose: tuple[ProgrammeTag, ...] = Field(description="programmes it may pay for")
    budgets: tuple[Id, ...] = Field(default=(), description="budgets of the scenario")


class Task(Model):
    """A task or solution with its owner and due day."""

    title: LocalizedText = Field(description="what is to be done")
    text_known: bool = Field(default=True, description="false: the text is not at hand")
    group: Id | None = Field(default=None, description="set it belongs to")
    programmes: tuple[ProgrammeTag, ...] = Field(default=(), description="programmes")
    owner: Id | None = Field(default=None, description="responsible body")
    business_owner: Id | None = Field(default=None, description="body whose work it changes")
    with_units: tuple[Id, ...] = Field(default=(), description="bodies that help")
    due: date | None = Field(default=None, description="due day")
    state: Literal["open", "in_progress", "done", "cancelled"] = Field(
        default="open", description="state"
    )
    done_on: date | None = Field(default=None, description="day it was finished")
    blocked_by: Id | None = Field(default=None, description="body that must act first")
    evidence: tuple[str, ...] = Field(default=(), description="evidence that it is done")
    from_decision: Id | None = Field(default=None, description="decision it comes from")
    source: str | None = Field(default=None, description="id in sources")
    emphasised: bool = Field(default=False, description="stressed twice: sorts first, no weight")
    note: LocalizedText | None = Field(default=None, description="remark")


class Difficulty(Model):
    """A difficulty of a programme."""

    title: LocalizedText = Field(description="what is difficult")
    text_known: bool = Field(default=False, description="false: the text is not at hand")
    programme: ProgrammeTag = Field(description="programme")
    state: Literal["open", "resolved"] = Field(description="state")
    on: date | None = Field(default=None, description="day by which it was resolved")
    owner: Id | None = Field(default=None, description="responsible body")
    blocked_by: Id | None = Field(default=None, description="body that must act first")
    escalated_to: Id | None = Field(default=None, description="body it was taken to")
    note: LocalizedText | None = Field(default=None, description="remark")


class Gap(Model):
    """A shortcoming with its cause and remedy."""

    criterion: str | None = Field(default=None, description="criterion it concerns")
    cause: LocalizedText = Field(description="cause")
    cause_kind: Literal["subjective", "objective"] = Field(description="nature of the cause")
    remedy: LocalizedText = Field(description="remedy")
    lead_unit: Id | None = Field(default=None, description="body that leads")
    with_units: tuple[Id, ...] = Field(default=(), description="bodies that help")
    due: date | None = Field(default=None, description="due day")
    request: LocalizedText | None = Field(default=None, description="request to a higher body")


class Cost(Model):
    """What an action costs."""

    capex_vnd: Quantity = Field(description="once", json_schema_extra={"choice": True})
    opex_vnd_per_year: Quantity = Field(
        default=Quantity(base=0.0),
        description="every year after",
        json_schema_extra={"choice": True},
    )


class Effect(Model):
    """What an action does to one criterion."""

    criterion: str = Field(description="criterion")
    credit: Fraction = Field(default=1.0, description="credit it reaches")


class Action(Model):
    """A piece of work that changes readiness or capacity."""

    title: LocalizedText | None = Field(default=None, description="name")
    template: str | None = Field(default=None, description="remediation template it follows")
    option: Id | None = Field(default=None, description="option of the scenario it carries out")
    funding_line: Id = Field(description="who pays")
    nature: Nature = Field(description="capital or recurrent")
    procedure: Id = Field(description="procurement procedure")
    cost: Cost = Field(description="cost")
    duration_months: Annotated[float, Field(gt=0)] = Field(description="length of the work [month]")
    effort_person_days: Annotated[float, Field(ge=0)] = Field(
        default=0.0, description="own effort [person-day]"
    )
    window: tuple[Quarter, Quarter] | None = Field(
        default=None, description="first and last quarter it may start in"
    )
    requires: tuple[Id, ...] = Field(default=(), description="actions that come first")
    exclusive_with: tuple[Id, ...] = Field(default=(), description="actions it rules out")
    committed_start: Quarter | None = Field(default=None, description="quarter it is bound to")
    effects: tuple[Effect, ...] = Field(default=(), description="criteria it changes")
    note: LocalizedText | None = Field(default=None, description="remark")


class Spending(Model):
    """Money spent."""

    on: date = Field(description="day")
    vnd: Annotated[float, Field(gt=0, allow_inf_nan=False)] = Field(description="amount [VND]")
    funding_line: Id = Field(description="line that paid")
    action: Id | None = Field(default=None, description="action it paid for")
    task: Id | None = Field(default=None, description="task it paid for")
    note: LocalizedText | None = Field(default=None, description="remark")


class Review(Model):
    """Regular monitoring by a head."""

    owner: Id = Field(description="body whose head reviews")
    subject: str = Field(description="what is reviewed")
    every_days: Annotated[int, Field(ge=1)] = Field(description="cadence [day]")
    kind: QuantityKind = Field(default="assumption", description="where the cadence comes from")
    since: date | None = Field(default=None, description="day from which it is asked for")
    last: date | None = Field(default=None, description="day of the last one")


class Decision(Model):
    """A conclusion or decision that makes tasks."""

    title: LocalizedText = Field(description="name")
    on: date = Field(description="day")
    by: LocalizedText = Field(description="who decided")
    number: str | None = Field(default=None, description="number of the document")
    source: str | None = Field(default=None, description="id in sources")


class Milestone(Model):
    """A day by which something must be reached."""

    title: LocalizedText = Field(description="what")
    programmes: tuple[ProgrammeTag, ...] = Field(default=(), description="programmes")
    due: date = Field(description="due day")
    reached: date | None = Field(default=None, description="day it was reached")
    task: Id | None = Field(default=None, description="task behind it")
    source: str | None = Field(default=None, description="id in sources")
    note: LocalizedText | None = Field(default=None, description="remark")


class CoverageItem(Model):
    """A field of work, or a step of it."""

    title: LocalizedText = Field(description="name")


class Coverage(Model):
    """Which step of which field has been renewed."""

    kind: QuantityKind = Field(default="assumption", description="where fields and steps come from")
    fields: dict[str, CoverageItem] = Field(default={}, description="fields of work")
    steps: dict[str, CoverageItem] = Field(default={}, description="steps of a procedure")
    done: tuple[tuple[str, str], ...] = Field(default=(), description="[field, step] renewed")
    note: LocalizedText | None = Field(default=None, description="remark")

    @field_validator("fields", "steps", mode="before")
    @classmethod
    def _from_names(cls, value: Any) -> Any:
        """A plain list of names is read too: each name is its own id and title."""
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return {name: {"title": {"vi": name, "en": name}} for name in value}
        return value


class Ranking(Model):
    """Ranks in a yearly index."""

    title: LocalizedText | None = Field(default=None, description="name")
    of: Annotated[int, Field(ge=1)] = Field(description="how many are ranked")
    values: dict[int, Annotated[int, Field(ge=1)]] = Field(description="rank by year")
    target: Annotated[int, Field(ge=1)] | None = Field(
        default=None, description="rank to stay within"
    )
    source: tuple[str, ...] = Field(default=(), description="ids in sources")


class Leadership(Model):
    """How far a head has changed the approach to digital transformation."""

    on: date | None = Field(default=None, description="day it was judged")
    score: Fraction | None = Field(default=None, description="0…1; absent = not judged")
    evidence: tuple[str, ...] = Field(default=(), description="evidence")


class Thresholds(Model):
    """When an alarm is raised."""

    it_only_share_at_most: Fraction = Field(
        default=0.3, description="share of tasks left to IT staff alone (assumption)"
    )


class Programme(Model):
    """Units, tasks, difficulties, claims, actions, money, reviews, decisions, milestones, ranks."""

    schema_: Literal["programme@1"] = Field(alias="schema", description="kind and version")
    id: Id = Field(description="name of the programme")
    title: LocalizedText | None = Field(default=None, description="title")
    scenario: Id = Field(description="the scenario it belongs to")
    note: LocalizedText | None = Field(default=None, description="remark")
    sources: dict[str, Source] = Field(default={}, description="sources by id")
    units: dict[Id, Unit] = Field(default={}, description="bodies by id")
    alternative_trees: dict[Id, Tree] = Field(default={}, description="other structures of bodies")
    claims: dict[Id, Claim] = Field(default={}, description="who said what")
    funding_lines: dict[Id, FundingLine] = Field(default={}, description="who pays")
    tasks: dict[Id, Task] = Field(default={}, description="tasks")
    difficulties: dict[Id, Difficulty] = Field(default={}, description="difficulties")
    gaps: dict[Id, Gap] = Field(default={}, description="shortcomings")
    actions: dict[Id, Action] = Field(default={}, description="pieces of work")
    spending: tuple[Spending, ...] = Field(default=(), description="money spent")
    reviews: dict[Id, Review] = Field(default={}, description="regular monitoring")
    decisions: dict[Id, Decision] = Field(default={}, description="conclusions and decisions")
    milestones: dict[Id, Milestone] = Field(default={}, description="days to reach something by")
    coverage: Coverage = Field(default=Coverage(), description="fields × steps")
    ranks: dict[Id, Ranking] = Field(default={}, description="ranks by index")
    leadership: dict[Id, Leadership] = Field(default={}, description="heads by body")
    thresholds: Thresholds = Field(default=Thresholds(), description="alarms")
