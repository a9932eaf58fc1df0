"""The closed vocabularies of a catalogue: confidence, obligation, kind of text, grades."""

from __future__ import annotations

from typing import Literal, get_args

Confidence = Literal[
    "verified", "heading_verified", "secondary", "general_knowledge", "indicative", "unknown"
]
"""How far the text behind a row was read, from the clause itself down to not at all."""

CONFIDENCES: tuple[Confidence, ...] = get_args(Confidence)

Obligation = Literal[
    "mandatory", "conditional", "preference", "recommended", "by_level", "index", "informative"
]
"""What the document asks: a duty, a duty under a condition, a procurement preference, …"""

TextKind = Literal["verbatim", "paraphrase", "summary", "authored"]
"""Whose words stand in the row; `authored` has no official text behind it."""

Grade = Literal["E0", "E1", "E2", "E3", "E4"]
"""Evidence: claim, statement, official document, inspected or sampled, measured."""

Direction = Literal["higher", "lower"]
Reduce = Literal["max", "min", "sum", "mean"]
TierRole = Literal["web", "application", "database", "exchange", "media", "storage", "remote"]
Nature = Literal["capital", "recurrent", "mixed"]


def weakest(*labels: Confidence) -> Confidence:
    """The least trusted of some labels: a row is no surer than its shakiest part."""
    return max(labels, key=CONFIDENCES.index)
