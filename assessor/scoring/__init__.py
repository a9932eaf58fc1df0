"""Credits, weights, gates and levels: from answers to a scorecard.

Pure: an assessment, a catalogue and rules in, a `Scorecard` out. Quantities of the standing fleet
are handed in by name; nothing here knows how they were computed. Names come from their modules on
first use: scoring one assessment needs no explanation and no linter. `lint`, `outcomes` and
`progress` are imported from the modules of the same names.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assessor.scoring.contract import explanation_document, scorecard_document
    from assessor.scoring.engine import score, what_if
    from assessor.scoring.explanation import Explanation, Term, explain
    from assessor.scoring.lint import check_rule_file
    from assessor.scoring.outcomes import Outcome
    from assessor.scoring.progress import Progress, progress_of
    from assessor.scoring.quantities import Measured, Quantities
    from assessor.scoring.scorecard import (
        CatalogueStamp,
        CriterionScore,
        Features,
        GroupScore,
        LayerScore,
        PointsScore,
        Scorecard,
    )
    from assessor.scoring.unlocking import Unlock, unlocks

_WHERE = {
    "CatalogueStamp": "scorecard",
    "CriterionScore": "scorecard",
    "Explanation": "explanation",
    "Features": "scorecard",
    "GroupScore": "scorecard",
    "LayerScore": "scorecard",
    "Measured": "quantities",
    "Outcome": "outcomes",
    "PointsScore": "scorecard",
    "Progress": "progress",
    "Quantities": "quantities",
    "Scorecard": "scorecard",
    "Term": "explanation",
    "Unlock": "unlocking",
    "check_rule_file": "lint",
    "explain": "explanation",
    "explanation_document": "contract",
    "progress_of": "progress",
    "score": "engine",
    "scorecard_document": "contract",
    "unlocks": "unlocking",
    "what_if": "engine",
}

__all__ = [
    "CatalogueStamp",
    "CriterionScore",
    "Explanation",
    "Features",
    "GroupScore",
    "LayerScore",
    "Measured",
    "Outcome",
    "PointsScore",
    "Progress",
    "Quantities",
    "Scorecard",
    "Term",
    "Unlock",
    "check_rule_file",
    "explain",
    "explanation_document",
    "progress_of",
    "score",
    "scorecard_document",
    "unlocks",
    "what_if",
]


def __getattr__(name: str) -> object:
    if name in _WHERE:
        return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
