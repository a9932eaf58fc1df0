"""The one number path: window, command line, report, what-if and roadmap all call `score`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from assessor.assessment.model import Assessment
from assessor.catalogue.model import Catalogue
from assessor.catalogue.rules import Rules
from assessor.scoring.facility import judge_facility
from assessor.scoring.judging import Circumstances, Judgement, judge_rows
from assessor.scoring.layers import headline, layer_scores
from assessor.scoring.notices import notices
from assessor.scoring.prepared import prepare
from assessor.scoring.quantities import Quantities
from assessor.scoring.scorecard import Scorecard
from assessor.scoring.tally import tally


def score(
    catalogue: Catalogue,
    rules: Rules,
    assessment: Assessment,
    *,
    quantities: Quantities | None = None,
    on: date | None = None,
    gains: bool = True,
) -> Scorecard:
    """Score one assessment.

    Parameters
    ----------
    catalogue, rules
        What is asked, and how credits become a score.
    assessment
        The answers.
    quantities
        The standing fleet's published quantities; derived rows are not assessed without.
    on
        The day that expiries and dates of force are read for; the assessment's own by default.
    gains
        Leave out to save the what-if per row.

    Raises
    ------
    AssessmentError
        Answers that do not fit their measures or have a unit of another kind.
    """
    given = Circumstances(catalogue, rules, assessment, on or assessment.as_of, quantities)
    judged = {row.id: row for row in judge_rows(given, tuple(catalogue.criteria))}
    return score_judged(given, judged, gains=gains)


def what_if(
    catalogue: Catalogue,
    rules: Rules,
    assessment: Assessment,
    supposed: Mapping[str, float],
    *,
    quantities: Quantities | None = None,
    on: date | None = None,
) -> Scorecard:
    """The scorecard if some rows had other credits, by the same engine.

    A row set this way is met from `rules.partial_met_from`, and no more of it is verified than
    was, for a wish is not evidence. A row that does not apply stays as it is.

    Raises
    ------
    ValueError
        A criterion that the catalogue does not have, or a credit outside 0…1.
    """
    given = Circumstances(catalogue, rules, assessment, on or assessment.as_of, quantities)
    judged = {row.id: row for row in judge_rows(given, tuple(catalogue.criteria))}
    for name, value in supposed.items():
        if name not in judged or not 0.0 <= value <= 1.0:
            raise ValueError(f"{name} cannot have the credit {value}")
        judged[name] = _supposed(judged[name], value, rules)
    return score_judged(given, judged, gains=False)


def score_judged(
    given: Circumstances, judged: Mapping[str, Judgement], *, gains: bool = True
) -> Scorecard:
    """Rows already judged, weighed: the whole catalogue and each catalogue of a profile."""
    prepared = prepare(given.catalogue, given.rules)
    rows = headline(given.rules, judged)
    card = tally(given, prepared.whole, rows, gains=gains)
    bases = {
        name: tally(given, scheme, rows, gains=False) for name, scheme in prepared.bases.items()
    }
    return replace(
        card,
        bases=bases,
        facility=judge_facility(given),
        layers=layer_scores(prepared.whole, judged),
        warnings=notices(given, card, judged),
    )


def _supposed(row: Judgement, value: float, rules: Rules) -> Judgement:
    if not row.is_applicable or row.not_judged:
        return row
    met = value >= rules.partial_met_from - 1e-9
    return replace(
        row,
        status="answered",
        credit=value,
        met=met,
        documented=value if row.documented is not None else None,
        verified=min(row.verified, value),
        verified_met=row.verified_met and met,
        not_judged=False,
    )
