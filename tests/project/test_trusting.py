"""Confidence for people: off until asked, both ways beside each other, calibrated by reviews."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assessor.api import Assessed, open_assessment, trust, with_value

DAY = date(2023, 7, 20)


@pytest.fixture
def site(hanoi: Path) -> Assessed:
    (hanoi / "scenario.yaml").unlink()
    return open_assessment(hanoi / "hanoi-2023.assessment.yaml")


def test_that_propagation_and_sampling_agree(site: Assessed) -> None:
    found = trust(site, samples=4000).interval
    assert found is not None
    error = found.sampled_deviation / found.samples**0.5
    assert found.sampled_mean == pytest.approx(found.mean, abs=4 * error)
    # grades differ, so their correlation stays a little under the table's
    assert found.sampled_deviation == pytest.approx(found.deviation, rel=0.15)
    assert list(found.level_at_least.values()) == sorted(
        found.level_at_least.values(), reverse=True
    )


def test_that_a_seed_gives_the_same_interval(site: Assessed) -> None:
    assert trust(site, samples=200, seed=5) == trust(site, samples=200, seed=5)


def test_that_reviews_by_others_calibrate_their_grade(site: Assessed) -> None:
    yes = [k for k, a in site.assessment.answers.items() if a.value is True]
    grade = site.assessment.grade(yes[0], DAY)
    same = [k for k in yes if site.assessment.grade(k, DAY) == grade][:4]
    for row, seen in zip(same, ("yes", "yes", "yes", "no"), strict=True):
        site = with_value(site, row, seen, by="le", on=DAY, verified=True)
    found = trust(site, calibrate=True, samples=100)
    before = trust(site, samples=100)
    known = [a for a in site.assessment.answers.values() if a.verified is not None]
    assert found.reviews >= 4
    assert grade in found.calibrated
    if found.reviews == len(same) == len(known):
        assert found.survival[grade] == pytest.approx(4 / 6)
    assert found.survival.keys() == before.survival.keys()


def test_that_verifying_oneself_calibrates_nothing(site: Assessed) -> None:
    before = trust(site, calibrate=True, samples=50).reviews
    row = next(k for k, a in site.assessment.answers.items() if a.value is True and a.by)
    by = site.assessment.answer(row).by
    assert by is not None
    again = with_value(site, row, "yes", by=by, on=DAY, verified=True)
    assert trust(again, calibrate=True, samples=50).reviews == before
