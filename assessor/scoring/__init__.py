"""Credits, weights, gates and levels: from answers to a scorecard.

Pure: an assessment, a catalogue and rules in, a `Scorecard` out. Quantities of the standing fleet
are handed in by name; nothing here knows how they were computed.
"""

from assessor.scoring.contract import explanation_document, scorecard_document
from assessor.scoring.engine import score, what_if
from assessor.scoring.explanation import Explanation, Term, explain
from assessor.scoring.lint import check_rule_file, lint
from assessor.scoring.outcomes import Outcome, outcomes
from assessor.scoring.progress import Progress, progress, progress_of
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
    "lint",
    "outcomes",
    "progress",
    "progress_of",
    "score",
    "scorecard_document",
    "unlocks",
    "what_if",
]
