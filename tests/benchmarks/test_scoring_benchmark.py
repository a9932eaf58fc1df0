"""Scoring must feel instant: every answer in the window re-scores everything."""

from __future__ import annotations

import time
from datetime import date

import pytest

from assessor.assessment.model import Answer, Assessment
from assessor.catalogue.model import Catalogue
from assessor.catalogue.rules import Rules
from assessor.scoring import score
from assessor.scoring.outcomes import outcomes

ROWS, GROUPS = 300, 24


def words(text: str) -> dict[str, str]:
    return {"vi": text, "en": text}


def large() -> tuple[Catalogue, Rules, Assessment]:
    source = {"document": "D", "text": "paraphrase", "confidence": "verified"}
    rows = {
        f"C{k}": {
            "group": f"G{k % GROUPS}",
            "title": words("t"),
            "requirement": words("r"),
            "measure": {"kind": "boolean"},
            "obligation": "mandatory",
            "level": 1 + k % 3,
            "source": source,
        }
        for k in range(ROWS)
    }
    groups = {f"G{k}": {"title": words("g")} for k in range(GROUPS)}
    document = {"number": "1", "title": words("d"), "confidence": "verified"}
    catalogue = Catalogue.model_validate(
        {
            "schema": "catalogue@1", "id": "large", "version": "1", "title": words("t"),
            "groups": groups, "criteria": rows, "sources": {"D": document},
        }
    )  # fmt: skip
    assessment = Assessment.blank(catalogue, id="a", title="a", as_of=date(2023, 7, 17))
    for k in range(0, ROWS, 2):
        answer = Answer(status="answered", value=k % 3 > 0)
        assessment = assessment.with_answer(f"C{k}", answer)
    return catalogue, Rules.model_validate({"levels": {"by_criterion": True}}), assessment


def best_of(runs: int, call) -> float:
    times = []
    for _ in range(runs):
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.benchmark
def test_that_three_hundred_criteria_are_scored_in_five_milliseconds():
    catalogue, rules, assessment = large()
    score(catalogue, rules, assessment)
    seconds = best_of(30, lambda: score(catalogue, rules, assessment))
    print(f"score, {ROWS} criteria with gains: {seconds * 1e3:.2f} ms")
    assert seconds < 0.005


@pytest.mark.benchmark
def test_that_a_thousand_what_ifs_take_less_than_a_second():
    catalogue, rules, assessment = large()
    asked = [{f"C{k % ROWS}": 1.0, f"C{(7 * k) % ROWS}": 1.0} for k in range(1000)]
    seconds = best_of(3, lambda: outcomes(catalogue, rules, assessment, asked))
    print(f"1,000 what-ifs: {seconds * 1e3:.1f} ms")
    assert seconds < 1.0
