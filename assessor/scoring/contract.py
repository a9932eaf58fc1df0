"""A scorecard as the JSON that leaves the program (`score --json`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assessor.documents import to_jsonable
from assessor.errors import Problem
from assessor.scoring.scorecard import Scorecard
from assessor.text import render_text, using_language

if TYPE_CHECKING:
    from assessor.scoring.explanation import Explanation

SCHEMA = "score@1"


def scorecard_document(card: Scorecard) -> dict[str, Any]:
    """Plain data: fractions 0…1, absent is none, texts in both languages."""
    document = _basis(card)
    document["bases"] = {name: _basis(basis) for name, basis in card.bases.items()}
    return {"schema": SCHEMA, **document}


def explanation_document(explanation: Explanation) -> dict[str, Any]:
    """Plain data of an explanation."""
    return {"schema": "explanation@1", **dict(to_jsonable(explanation))}


def text_document(problem: Problem) -> dict[str, Any]:
    """A coded text with its words in both languages."""
    words = {}
    for language in ("vi", "en"):
        with using_language(language):
            words[language] = render_text(problem)
    return {"code": problem.code, "params": to_jsonable(dict(problem.params)), **words}


def _basis(card: Scorecard) -> dict[str, Any]:
    document = dict(to_jsonable(card))
    del document["bases"]
    document["warnings"] = [text_document(problem) for problem in card.warnings]
    return document
