"""One row judged, and the circumstances that all rows of one scoring share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assessor.assessment.model import Assessment, Status
from assessor.catalogue.labels import Grade
from assessor.catalogue.measures import Scalar
from assessor.catalogue.model import Catalogue
from assessor.catalogue.rules import Rules
from assessor.scoring.quantities import Measured, Quantities


@dataclass(frozen=True, slots=True)
class Judgement:
    """One row judged. `out_of_scope` rows do not apply by the site's profile or the date;
    `not_judged` rows show a value that no threshold is known for."""

    id: str
    status: Status
    credit: float | None = None
    met: bool | None = None
    documented: float | None = None
    verified: float = 0.0
    verified_met: bool = False
    value: Scalar | None = None
    unit: str | None = None
    grade: Grade = "E0"
    sample: float = 1.0
    out_of_scope: bool = False
    not_judged: bool = False
    why: str | None = None
    measured: Measured | None = None

    @property
    def is_applicable(self) -> bool:
        """False for what does not apply, whoever decided so."""
        return self.status != "not_applicable"

    @property
    def is_open(self) -> bool:
        """True where the row applies and nothing decides its credit."""
        return self.is_applicable and self.credit is None and not self.not_judged


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What every row of one scoring shares."""

    catalogue: Catalogue
    rules: Rules
    assessment: Assessment
    on: date
    quantities: Quantities | None = None

    @property
    def profile(self) -> Mapping[str, Scalar | None]:
        """The recorded facts over the defaults of the catalogue."""
        attributes = self.catalogue.profile_attributes
        defaults = {name: attribute.default for name, attribute in attributes.items()}
        facility = self.rules.facility
        if facility.attribute in attributes and defaults[facility.attribute] is None:
            defaults[facility.attribute] = facility.default
        recorded = {k: v for k, v in self.assessment.profile.items() if v is not None}
        return {**defaults, **recorded}
