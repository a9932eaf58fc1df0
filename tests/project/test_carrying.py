"""Answer once, see all: proposals that follow, hints that do not, nothing overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessor.api import (
    Answer,
    Assessed,
    carried_document,
    carry,
    landscape,
    load_catalogue,
    open_assessment,
    overlap,
    score_assessed,
    write_carried,
)
from assessor.catalogue.crosswalk import related

TARGET = "cloud-platform-1145-indicative"


@pytest.fixture
def site(hanoi: Path) -> Assessed:
    (hanoi / "scenario.yaml").unlink()
    return open_assessment(hanoi / "hanoi-2023.assessment.yaml")


def test_that_a_yes_follows_only_where_the_row_asks_for_no_more(site: Assessed) -> None:
    carried, card = carry(site, load_catalogue(TARGET)), score_assessed(site)
    yes = [one for one in carried.proposals if one.answer and one.answer.value is True]
    assert yes
    for one in yes:
        for source in one.inferred.sources:
            assert card.criterion(source).met is True
        assert one.inferred.coverage == "full"
        assert one.answer is not None
        assert one.answer.evidence == ()


def test_that_a_no_follows_where_the_row_asks_for_all_that_the_source_does(site: Assessed) -> None:
    carried, card = carry(site, load_catalogue(TARGET)), score_assessed(site)
    no = [one for one in carried.proposals if one.answer and one.answer.value is False]
    assert no
    for one in no:
        refuted = [name for name in one.inferred.sources if card.criterion(name).met is False]
        asked = [k.relation for name in refuted for k in related(name)]
        assert {relation.relation for relation in asked} & {"equal", "subset", "superset"}


def test_that_every_row_is_a_proposal_a_hint_or_silent(site: Assessed) -> None:
    document = carried_document(carry(site, load_catalogue(TARGET)))
    rows = [row["criterion"] for row in (*document["proposals"], *document["hints"])]
    assert sorted([*rows, *document["silent"]]) == sorted(load_catalogue(TARGET).criteria)


def test_that_what_stands_is_never_touched(site: Assessed) -> None:
    target = load_catalogue(TARGET)
    proposed = [one for one in carry(site, target).proposals if one.answer is not None]
    blank = carry(site, target).assessment
    said = Answer(status="answered", value=False, by="x")
    answers = {**blank.answers, **{one.criterion: said for one in proposed}}
    standing = blank.model_copy(update={"answers": answers})
    again = carry(site, target, into=standing)
    assert all(one.answer is None for one in again.proposals)
    assert again.assessment.answers == standing.answers


def test_that_a_profile_is_a_target_too_and_the_way_back_contradicts_nothing(
    site: Assessed, tmp_path: Path
) -> None:
    path = tmp_path / "1145.assessment.yaml"
    write_carried(path, carry(site, load_catalogue(TARGET)))
    back = carry(open_assessment(path), load_catalogue("provincial-data-centre-2023-07"))
    proposed = [one for one in back.proposals if one.answer is not None]
    assert proposed
    card = score_assessed(site)
    for one in proposed:
        assert one.answer is not None
        assert card.criterion(one.criterion).met in {None, one.answer.value}


def test_that_overlaps_add_up_and_a_catalogue_covers_itself() -> None:
    for one in landscape():
        assert len(one.full) + len(one.partial) + len(one.none) == one.rows
    same = overlap("nist-800-145", "nist-800-145")
    assert (len(same.full), same.none) == (same.rows, ())
    part = overlap("tt12-2022-level3", "provincial-data-centre-2023-07")
    whole = overlap("provincial-data-centre-2023-07", "tt12-2022-level3")
    assert len(part.full) >= whole.rows == len(whole.full)
