"""The shipped rules fit the shipped catalogues, and say nothing that was not read."""

from __future__ import annotations

from datetime import date

import pytest

from assessor.assessment.model import Answer, Assessment
from assessor.catalogue.load import list_catalogues, load_catalogue
from assessor.catalogue.rulebooks import load_rules, rules_for
from assessor.errors import CatalogueError
from assessor.scoring import score
from assessor.scoring.lint import lint

IDS = [listed.id for listed in list_catalogues()]
DAY = date(2023, 7, 17)
JULY = load_catalogue("provincial-data-centre-2023-07")


@pytest.mark.parametrize("catalogue_id", IDS)
def test_that_every_shipped_scheme_passes_the_linter(catalogue_id):
    catalogue = load_catalogue(catalogue_id)
    for rules in rules_for(catalogue).values():
        problems = [p for p in lint(catalogue, rules) if p.severity == "error"]
        assert problems == []


@pytest.mark.parametrize("catalogue_id", IDS)
def test_that_a_blank_assessment_has_no_score_and_no_verdict(catalogue_id):
    catalogue = load_catalogue(catalogue_id)
    blank = Assessment.blank(catalogue, id="x", title="x", as_of=date(2026, 11, 20))
    card = score(catalogue, load_rules(catalogue=catalogue), blank)
    assert (card.score, card.score_answered_only, card.coverage) == (None, None, 0.0)
    assert (card.score_if_worst, card.score_if_best) == (0.0, 1.0)
    assert (card.verdict, card.level) == ("undetermined", 0)


def answered(catalogue, **profile):
    """Every yes-or-no row answered with yes."""
    assessment = Assessment.blank(catalogue, id="x", title="x", as_of=DAY, profile=profile)
    for name, row in catalogue.criteria.items():
        if row.measure.kind == "boolean":
            assessment = assessment.with_answer(name, Answer(status="answered", value=True))
    return assessment


def test_that_the_levels_of_july_2023_follow_obligation_and_confidence():
    card = score(JULY, load_rules(catalogue=JULY), answered(JULY))
    for row in card.criteria:
        criterion = JULY.criteria[row.id]
        duty = criterion.obligation in {"mandatory", "conditional", "by_level"}
        expected = {
            ("verified", True): 1,
            ("heading_verified", True): 2,
            ("secondary", True): 2,
        }.get((row.confidence, duty), 3 if criterion.obligation == "recommended" else 0)
        assert row.level == (0 if row.informative else expected)


def test_that_informative_rows_have_no_weight_and_block_nothing():
    card = score(JULY, load_rules(catalogue=JULY), answered(JULY))
    informative = {row.id for row in card.criteria if row.informative}
    assert informative
    assert all(row.effective_weight == 0 for row in card.criteria if row.id in informative)
    assert informative.isdisjoint(card.blocking)
    for basis in card.bases.values():
        assert informative.isdisjoint(basis.blocking)


def test_that_catalogues_of_a_profile_weigh_the_same_and_groups_within_each():
    blank = Assessment.blank(JULY, id="x", title="x", as_of=DAY)
    card = score(JULY, load_rules(catalogue=JULY), blank)
    weights = [card.group(name).weight for name in JULY.includes]
    assert weights == pytest.approx([1 / len(weights)] * len(weights))


def test_that_each_catalogue_of_a_profile_is_a_basis_with_a_verdict_of_its_own():
    card = score(JULY, load_rules(catalogue=JULY), answered(JULY))
    assert set(card.bases) == set(JULY.includes)
    for name, basis in card.bases.items():
        alone = {row for row in JULY.criteria if JULY.catalogue_of(row) == name}
        assert {row.id for row in basis.criteria} == alone
        assert basis.score == pytest.approx(card.group(name).score)


def test_that_a_score_of_1145_counts_features_and_gives_no_verdict():
    catalogue = load_catalogue("cloud-platform-1145-indicative")
    card = score(catalogue, load_rules(catalogue=catalogue), answered(catalogue))
    assert card.features is not None
    assert card.features.total == len(
        {(r.group, r.feature.en) for r in catalogue.criteria.values()}
    )
    assert card.score == pytest.approx(card.features.passed / card.features.total)
    assert card.verdict == "undetermined"


FACILITY = load_catalogue("data-centre-facility")


def facility_at(level: int, **profile):
    """Every row by level answered with exactly what a level asks for."""
    chosen = {"multi_tenant_building": True, "visitor_parking_on_site": True,
              "loading_dock_on_site": True, **profile}  # fmt: skip
    known = {k: v for k, v in chosen.items() if k in FACILITY.profile_attributes}
    assessment = Assessment.blank(FACILITY, id="f", title="f", as_of=DAY, profile=known)
    for name, row in FACILITY.criteria.items():
        if row.measure.kind != "by_level":
            continue
        asked = [row.measure.by_level.get(step) for step in range(level, 0, -1)]
        value = next((item for item in asked if item is not None), None)
        if value is not None:
            assessment = assessment.with_answer(name, Answer(status="answered", value=value))
    return assessment


@pytest.mark.parametrize("level", [1, 2, 3])
def test_that_the_facility_level_is_the_highest_whose_thresholds_are_reached(level):
    card = score(FACILITY, load_rules(catalogue=FACILITY), facility_at(level))
    assert card.facility is not None
    assert card.facility.level == level
    assert card.facility.next_level == level + 1
    assert card.facility.blocking


def test_that_rows_above_the_chosen_facility_level_do_not_apply():
    rules = load_rules(catalogue=FACILITY)
    low = score(FACILITY, rules, facility_at(3))
    high = score(FACILITY, rules, facility_at(3, facility_level=4))
    above = [
        name
        for name, row in FACILITY.criteria.items()
        if row.measure.kind == "by_level" and row.measure.by_level.get(2) is None
    ]
    assert above
    assert all(low.criterion(name).status == "not_applicable" for name in above)
    judged = [name for name in above if FACILITY.criteria[name].measure.by_level.get(4) is not None]
    assert any(high.criterion(name).status != "not_applicable" for name in judged)


def test_that_unknown_rules_are_named_with_those_there_are():
    with pytest.raises(CatalogueError) as raised:
        load_rules("defualt", catalogue=JULY)
    assert "default" in raised.value.problems[0].params["hint"]
