"""Crosswalks: which way an answer may be carried."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from assessor.catalogue.crosswalk import Relation, load_crosswalk, related, shipped_crosswalks
from assessor.errors import CatalogueError


def test_that_the_shipped_relations_are_the_286_that_were_read() -> None:
    relations = [relation for crosswalk in shipped_crosswalks() for relation in crosswalk.relations]
    assert Counter(relation.relation for relation in relations) == {
        "equal": 12,
        "superset": 8,
        "subset": 44,
        "intersects": 222,
    }
    assert sum(relation.confidence == "low" for relation in relations) == 51


@pytest.mark.parametrize(
    ("kind", "forward", "back"),
    [
        ("equal", True, True),
        ("superset", True, False),
        ("subset", False, True),
        ("intersects", False, False),
    ],
)
def test_that_only_the_stricter_side_answers_for_the_other(
    kind: str, forward: bool, back: bool
) -> None:
    why = {"vi": "a", "en": "b"}
    data = {"from": "A", "to": "B", "relation": kind, "rationale": why, "confidence": "high"}
    relation = Relation.model_validate(data)
    assert (relation.carries_forward, relation.carries_back) == (forward, back)


def test_that_a_row_finds_its_counterparts_in_both_directions() -> None:
    assert any(carried.criterion == "IND1145-NET-11" for carried in related("TT12-L3-D-15"))
    assert any(carried.criterion == "TT12-L3-D-15" for carried in related("IND1145-NET-11"))
    assert related("no-such-row") == ()


def test_that_a_relation_to_a_missing_row_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(
        """\
schema: crosswalk@1
id: own
version: "1"
title: {vi: Đối chiếu, en: Crosswalk}
from: dti-dii
to: nist-800-145
relations:
  - from: DII2023-1
    to: NIST800145-9
    relation: intersects
    rationale: {vi: Cùng nói về đám mây., en: Both speak of cloud.}
    confidence: low
""",
        encoding="utf-8",
    )
    with pytest.raises(CatalogueError) as caught:
        load_crosswalk(path)
    assert [(p.code, p.line) for p in caught.value.problems] == [("reference_unknown", 9)]
