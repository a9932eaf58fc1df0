"""A row read from the evaluated fleet: its own figure, an override, or the answer by hand."""

from __future__ import annotations

from dataclasses import replace

from assessor.assessment.model import Answer
from assessor.catalogue.measures import DerivedMeasure
from assessor.catalogue.model import Criterion
from assessor.scoring.answered import answered
from assessor.scoring.credit import Reading, Terms, judge
from assessor.scoring.judgement import Circumstances, Judgement
from assessor.scoring.quantities import Measured


def derived(
    given: Circumstances, name: str, row: Criterion, answer: Answer, terms: Terms
) -> Judgement:
    """The standing fleet's own figure, else an override, else the answer given by hand."""
    measure = row.measure
    if not isinstance(measure, DerivedMeasure):
        raise TypeError(f"{name} is not derived")
    found = _looked_up(given, measure)
    shown = _from_fleet(name, measure, found, terms)
    if answer.override is not None:
        override = Reading(answer.override.value, unit=answer.override.unit)
        other = measure.fallback if isinstance(override.value, bool) else measure
        judged = judge(other or measure, override, terms)
        credit, met = judged.credit, judged.met
        return replace(
            shown,
            status="answered",
            credit=credit,
            met=met,
            verified=0.0,
            verified_met=False,
            value=judged.value,
            not_judged=credit is None,
        )
    if shown.credit is not None:
        return shown
    if answer.status == "answered":
        # a figure measured on site is held against the limit itself, a yes or no stands alone
        by_hand = measure.fallback if isinstance(answer.value, bool) else measure
        return replace(
            answered(given, name, row, answer, by_hand or measure, terms), measured=found
        )
    # a figure without a limit is shown, not judged; what is judged then is the answer by hand
    if found is not None and measure.fallback is None:
        return shown
    return Judgement(name, "not_assessed", value=shown.value, unit=shown.unit, measured=found)


def _looked_up(given: Circumstances, measure: DerivedMeasure) -> Measured | None:
    if given.quantities is None:
        return None
    selector = measure.of
    return given.quantities(
        measure.quantity, measure.quantile, selector.tier_role, selector.users, measure.reduce
    )


def _from_fleet(
    name: str, measure: DerivedMeasure, found: Measured | None, terms: Terms
) -> Judgement:
    if found is None:
        return Judgement(name, "not_assessed")
    judged = judge(measure, Reading(found.value, unit=found.unit), terms)
    # a forecast is never evidence: credit enters the floor only when every input was measured
    proven = found.measured and not found.stale
    return Judgement(
        name,
        "derived",
        credit=judged.credit,
        met=judged.met,
        verified=(judged.credit or 0.0) if proven else 0.0,
        verified_met=bool(judged.met) and proven,
        value=judged.value,
        unit=judged.unit,
        grade="E4" if proven else "E0",
        not_judged=judged.credit is None,
        measured=found,
    )
