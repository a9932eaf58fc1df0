"""Credits, weights, gates and levels: from answers to a scorecard.

Pure: an assessment, a catalogue and rules in, a `Scorecard` out. Quantities of the standing fleet
are handed in by name; nothing here knows how they were computed.
"""

from assessor.scoring.engine import score, what_if
from assessor.scoring.quantities import Measured, Quantities
from assessor.scoring.scorecard import (
    CriterionScore,
    Features,
    GroupScore,
    LayerScore,
    PointsScore,
    Scorecard,
)

__all__ = [
    "CriterionScore",
    "Features",
    "GroupScore",
    "LayerScore",
    "Measured",
    "PointsScore",
    "Quantities",
    "Scorecard",
    "score",
    "what_if",
]
