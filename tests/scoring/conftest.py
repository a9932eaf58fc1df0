"""Small catalogues, rules and assessments written as briefly as the cases they stand for."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assessor.assessment.model import Answer, Assessment
from assessor.catalogue.model import Catalogue
from assessor.catalogue.rules import Rules


def words(text: str) -> dict[str, str]:
    return {"vi": text, "en": text}


def make_catalogue(rows: dict[str, dict[str, Any]], **more: Any) -> Catalogue:
    """Rows as {id: {group, measure, …}}; whatever a row leaves out is filled in."""
    groups = {row.get("group", "G"): {"title": words("g")} for row in rows.values()}
    for group, settings in more.pop("groups", {}).items():
        groups[group] = {"title": words(group), **settings}
    filled = {name: {**_ROW, "title": words(name), **row} for name, row in rows.items()}
    document = {"number": "1", "title": words("d"), "confidence": "verified"}
    return Catalogue.model_validate(
        {
            "schema": "catalogue@1",
            "id": "neutral",
            "version": "1.0.0",
            "title": words("neutral"),
            "groups": groups,
            "criteria": filled,
            "sources": {"D": document},
            **more,
        }
    )


_ROW: dict[str, Any] = {
    "group": "G",
    "requirement": words("r"),
    "measure": {"kind": "boolean"},
    "obligation": "mandatory",
    "source": {"document": "D", "clause": "1", "text": "paraphrase", "confidence": "verified"},
}


def make_rules(**more: Any) -> Rules:
    return Rules.model_validate({"id": "r", **more})


def make_assessment(answers: dict[str, Any], **more: Any) -> Assessment:
    """Answers as {id: value}, {id: {…}} or {id: None} for a row nobody assessed."""
    return Assessment.model_validate(
        {
            "schema": "assessment@1",
            "id": "a",
            "title": "a",
            "catalogue": {"id": "neutral"},
            "as_of": date(2023, 7, 17),
            "answers": {name: _answer(value) for name, value in answers.items()},
            **more,
        }
    )


def _answer(value: Any) -> Any:
    if value is None:
        return Answer()
    if isinstance(value, dict):
        return {"status": "answered", **value}
    return {"status": "answered", "value": value}


SCALE = {"kind": "maturity", "scale": {"min": 0, "max": 1, "labels": []}}


class Make:
    catalogue = staticmethod(make_catalogue)
    rules = staticmethod(make_rules)
    assessment = staticmethod(make_assessment)
    fraction_scale = SCALE
    words = staticmethod(words)


@pytest.fixture(scope="session")
def make() -> type[Make]:
    return Make
