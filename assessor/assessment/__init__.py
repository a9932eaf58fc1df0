"""Answers, evidence and change log for one site against one catalogue.

What an answer is worth is the business of `assessor.scoring`.
"""

from assessor.assessment.evidence import Evidence, Sample
from assessor.assessment.loading import check_assessment, load_assessment
from assessor.assessment.model import (
    Answer,
    Assessment,
    Assignment,
    CatalogueReference,
    Change,
    Lock,
    Override,
    Period,
    Verified,
)
from assessor.assessment.writing import assessment_text, create, save

__all__ = [
    "Answer",
    "Assessment",
    "Assignment",
    "CatalogueReference",
    "Change",
    "Evidence",
    "Lock",
    "Override",
    "Period",
    "Sample",
    "Verified",
    "assessment_text",
    "check_assessment",
    "create",
    "load_assessment",
    "save",
]
