"""Two people's files become one without losing an answer."""

from __future__ import annotations

from datetime import date

import pytest

from assessor.assessment.evidence import Evidence
from assessor.assessment.merging import merge
from assessor.assessment.model import Answer, Assessment, CatalogueReference

YES, NO = Answer(status="answered", value=True), Answer(status="answered", value=False)


def filled(**answers: Answer) -> Assessment:
    return Assessment(
        schema="assessment@1",
        id="a",
        title="a",
        catalogue=CatalogueReference(id="c"),
        as_of=date(2023, 7, 17),
        answers={name: answers.get(name, Answer()) for name in ("x", "y", "z")},
    )


def test_that_what_only_one_touched_is_taken():
    merged = merge(filled(x=YES), filled(y=NO))
    assert merged.assessment.answers == filled(x=YES, y=NO).answers
    assert merged.conflicts == ()


def test_that_a_row_answered_twice_stands_side_by_side_and_mine_stays():
    merged = merge(filled(x=YES), filled(x=NO))
    assert [(c.criterion, c.mine, c.theirs) for c in merged.conflicts] == [("x", YES, NO)]
    assert merged.assessment.answer("x") == YES


def test_that_with_a_common_start_a_later_change_wins_over_what_stood_there():
    base = filled(x=YES, y=YES)
    merged = merge(filled(x=YES, y=NO), filled(x=NO, y=YES), base)
    assert (merged.assessment.answer("x"), merged.assessment.answer("y")) == (NO, NO)
    assert merged.conflicts == ()


def test_that_evidence_is_joined_and_a_clash_is_named():
    mine = (
        filled().with_evidence("e", Evidence(title="one")).with_evidence("f", Evidence(title="f"))
    )
    theirs = (
        filled().with_evidence("e", Evidence(title="two")).with_evidence("g", Evidence(title="g"))
    )
    merged = merge(mine, theirs)
    assert set(merged.assessment.evidence) == {"e", "f", "g"}
    assert merged.assessment.evidence["e"].title == "one"
    assert merged.evidence_conflicts == ("e",)


def test_that_different_catalogues_are_not_merged():
    other = filled().model_copy(update={"catalogue": CatalogueReference(id="d")})
    with pytest.raises(ValueError, match="cannot be merged"):
        merge(filled(), other)
