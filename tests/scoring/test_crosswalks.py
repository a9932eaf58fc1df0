"""What follows from answers to another catalogue: the worked cases, and nothing overwritten."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from assessor.assessment import Answer, Assessment
from assessor.catalogue.crosswalk import shipped_crosswalks
from assessor.catalogue.load import load_catalogue
from assessor.catalogue.rulebooks import load_rules
from assessor.scoring import score
from assessor.scoring.crosswalks import Known, Link, infer, links_of, proposals

FILE = Path(__file__).parent.parent / "cases" / "05_crosswalk.yaml"
CASES = yaml.safe_load(FILE.read_text(encoding="utf-8"))["cases"]
RESULTS = {"compliant": "met", "non_compliant": "not_met", "partially_compliant": "partly"}
RELATIONS = {"intersect": "intersects"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_that_inference_gives_what_the_tool_asserts(case):
    known = {
        name: Known(RESULTS[row["result"]], row.get("score"), tuple(row.get("evidence", ())))
        for name, row in case["source"].items()
    }
    same = case.get("same_scale", True)
    links = [
        Link(a, RELATIONS.get(relation, relation), b, a[0], b[0], same_scale=same)
        for a, relation, b in case["map"]
    ]
    found = infer(known, links, case.get("target", "B"))
    assert set(found) == set(case["expect"])
    for name, expect in case["expect"].items():
        row = found[name]
        assert row.result == RESULTS.get(expect.get("result"), row.result)
        assert row.score == expect.get("score", row.score)
        assert row.coverage == expect.get("coverage", row.coverage)
        assert list(row.path) == expect.get("path", list(row.path))
        assert sorted(row.evidence) == sorted(expect.get("evidence", row.evidence))


def test_that_the_strongest_way_is_taken_before_the_shortest():
    links = [
        Link("A1", "intersects", "C1", "A", "C"),
        Link("A1", "equal", "B1", "A", "B"),
        Link("B1", "superset", "C1", "B", "C"),
    ]
    found = infer({"A1": Known("met")}, links, "C")
    assert (found["C1"].coverage, found["C1"].path) == ("full", ("A", "B", "C"))


def test_that_a_crosswalk_reads_both_ways():
    links = {(k.source, k.relation, k.target) for c in shipped_crosswalks() for k in links_of(c)}
    turned = {"equal": "equal", "superset": "subset", "subset": "superset"}
    for source, relation, target in links:
        assert (target, turned.get(relation, relation), source) in links


def test_that_proposals_never_touch_an_answer_and_hints_carry_none():
    old, new = load_catalogue("tt12-2022-level3"), load_catalogue("successors-2026")
    day = date(2023, 7, 17)
    mine = Assessment.blank(old, id="o", title="o", as_of=day)
    for name, row in old.criteria.items():
        if row.measure.kind == "boolean":
            mine = mine.with_answer(name, Answer(status="answered", value=True))
    theirs = Assessment.blank(new, id="n", title="n", as_of=date(2026, 11, 20))
    card = score(old, load_rules(catalogue=old), mine)
    crosswalks = [c for c in shipped_crosswalks() if (c.from_, c.to) == (old.id, new.id)]
    found = proposals(card, mine, theirs, crosswalks)
    assert found
    for item in found:
        assert (item.answer is not None) <= (item.inferred.coverage == "full")
    answered = next((item for item in found if item.answer is not None), None)
    if answered is not None:
        standing = Answer(status="answered", value=False)
        again = proposals(card, mine, theirs.with_answer(answered.criterion, standing), crosswalks)
        kept = next(item for item in again if item.criterion == answered.criterion)
        assert kept.answer is None
