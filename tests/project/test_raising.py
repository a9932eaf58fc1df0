"""What would raise a number, by the engine called again."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessor.api import (
    Assessed,
    explain_path,
    open_assessment,
    rows_that_raise,
    score_assessed,
    work_that_raises,
)
from assessor.scoring import unlocks, what_if


@pytest.fixture
def site(hanoi: Path) -> Assessed:
    (hanoi / "scenario.yaml").unlink()
    return open_assessment(hanoi / "hanoi-2023.assessment.yaml")


def test_that_the_gain_of_a_piece_of_work_is_what_the_engine_gives(site: Assessed) -> None:
    card = score_assessed(site)
    for work in work_that_raises(site, card)[:5]:
        then = what_if(
            site.catalogue, site.rules, site.assessment, dict.fromkeys(work.criteria, 1.0)
        )
        assert then.score is not None
        assert card.score is not None
        assert work.gain == pytest.approx(then.score - card.score)
        if work.gain_per_billion_vnd is not None:
            assert work.gain_per_billion_vnd * work.cost_vnd / 1e9 == pytest.approx(work.gain)


def test_that_rows_come_by_gain_and_none_of_them_is_met(site: Assessed) -> None:
    card = score_assessed(site)
    rows = rows_that_raise(site, card)
    assert [row.gain for row in rows] == sorted((row.gain for row in rows), reverse=True)
    assert all(card.criterion(row.criterion).met is not True for row in rows)
    assert {row.criterion for row in rows if row.blocks_next_level} == set(card.blocking)
    below = rows_that_raise(site, card, below="tt12-2022-level3")
    assert {site.catalogue.catalogue_of(row.criterion) for row in below} == {"tt12-2022-level3"}


def test_that_a_set_that_unlocks_the_level_does_and_no_smaller_one(site: Assessed) -> None:
    found = next(
        one for one in unlocks(site.catalogue, site.rules, site.assessment) if one.kind == "level"
    )
    rows = dict.fromkeys(found.criteria, 1.0)
    assert what_if(site.catalogue, site.rules, site.assessment, rows).level >= int(found.target)
    for left_out in found.criteria[::9]:
        fewer = {name: 1.0 for name in rows if name != left_out}
        assert what_if(site.catalogue, site.rules, site.assessment, fewer).level < int(found.target)


def test_that_an_explanation_says_what_would_raise_it(site: Assessed) -> None:
    score = explain_path(site.path, "score")
    assert score["raises"]
    assert score["work"]
    level = explain_path(site.path, "level")
    assert level["unlocks"][0]["kind"] == "level"
    row = explain_path(site.path, "TT12-L3-D-11")
    assert [one["criterion"] for one in row["raises"]] == ["TT12-L3-D-11"]
