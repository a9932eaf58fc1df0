"""Sites side by side, and one site on two days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assessor.api import (
    Answer,
    Assessed,
    InputError,
    compare_assessments,
    compare_days,
    open_assessment,
)
from assessor.documents import edit


@pytest.fixture
def site(hanoi: Path) -> Assessed:
    """One site without a scenario beside it, so that nothing has to be evaluated."""
    (hanoi / "scenario.yaml").unlink()
    return open_assessment(hanoi / "hanoi-2023.assessment.yaml")


def renamed(site: Assessed, name: str) -> Assessed:
    return site.with_assessment(site.assessment.model_copy(update={"id": name}))


def worse(site: Assessed, name: str, rows: int) -> Assessed:
    """The same site with some rows of every catalogue answered no."""
    answers = dict(site.assessment.answers)
    for catalogue in site.catalogue.includes:
        own = [k for k in answers if site.catalogue.catalogue_of(k) == catalogue]
        yes = [k for k in own if answers[k].value is True]
        answers |= dict.fromkeys(yes[:rows], Answer(status="answered", value=False))
    changed = site.assessment.model_copy(update={"answers": answers})
    return renamed(site.with_assessment(changed), name)


def test_that_equal_sites_tie_in_rank_and_probability(site: Assessed) -> None:
    found = compare_assessments([site, renamed(site, "twin"), renamed(site, "third")], draws=500)
    assert {one.rank for one in found.sites} == {(1, 1, 1)}
    for one in found.sites:
        assert one.rank_acceptability == pytest.approx((1 / 3, 1 / 3, 1 / 3))
        assert set(found.ahead[one.name].values()) == {0.5}
        assert len(found.ties[one.name]) == 2


def test_that_three_sites_get_probabilities_and_a_rank_interval(site: Assessed) -> None:
    found = compare_assessments(
        [worse(site, "last", 6), site, worse(site, "middle", 2)], draws=2000, seed=7
    )
    by_name = {one.name: one for one in found.sites}
    assert [by_name[k].rank[1] for k in (site.assessment.id, "middle", "last")] == [1, 2, 3]
    assert found.ahead["middle"]["last"] == 1.0
    assert found.dominates["middle"] == ("last",)
    assert found.ahead["last"]["middle"] == 0.0
    for one in found.sites:
        assert one.rank[0] <= one.rank[1] <= one.rank[2]
        assert sum(one.rank_acceptability) == pytest.approx(1.0)


def test_that_the_same_seed_gives_the_same_comparison(site: Assessed) -> None:
    sites = [site, worse(site, "other", 3)]
    assert compare_assessments(sites, seed=3, draws=300) == compare_assessments(
        sites, seed=3, draws=300
    )


def test_that_uncertain_evidence_softens_the_order_and_leaves_twins_even(site: Assessed) -> None:
    twin, behind = renamed(site, "twin"), worse(site, "behind", 1)
    sure = compare_assessments([site, twin, behind], draws=4000)
    unsure = compare_assessments([site, twin, behind], draws=4000, evidence=True)
    name = site.assessment.id
    assert sure.ahead[name]["behind"] == 1.0
    assert 0.5 < unsure.ahead[name]["behind"] < 1.0
    # a proportion over 4,000 draws has a standard error below 0.008
    assert unsure.ahead[name]["twin"] == pytest.approx(0.5, abs=0.035)


def test_that_sites_of_different_catalogues_are_not_compared(site: Assessed, hanoi: Path) -> None:
    other = open_assessment(hanoi / "hanoi-2023-dti.assessment.yaml")
    with pytest.raises(InputError) as caught:
        compare_assessments([site, other])
    assert [p.code for p in caught.value.problems] == ["compare_catalogues"]


def test_that_one_file_on_two_days_moves_by_the_law_alone(site: Assessed) -> None:
    found = compare_days(site, on_before=date(2023, 7, 17), on_after=date(2026, 11, 20))
    assert found.movement.by_law == pytest.approx(found.movement.total)
    assert (found.movement.by_answers, found.movement.by_method) == (0.0, 0.0)
    assert "ND42-25" in found.law.ended
    assert found.after.criterion("ND42-25").status == "not_applicable"


def test_that_two_files_of_a_site_split_into_parts_that_add_up(site: Assessed, hanoi: Path) -> None:
    edit(site.path, {("as_of",): "2026-11-20"})
    later = worse(open_assessment(site.path), "later", 3)
    later = replace(later, rules=later.rules.model_copy(update={"partial_met_from": 0.5}))
    found = compare_days(site, later)
    move = found.movement
    assert move.by_answers < 0
    parts = move.by_answers + move.by_law + move.by_method + move.by_scenario
    assert parts == pytest.approx(move.total)
    assert move.total == pytest.approx((found.after.score or 0) - (found.before.score or 0))
