"""A project folder opened, and everything computed from it: `open_project`, `run` → `Study`.

Window, command line, batch, report and snapshot all take a `Study`, so that they show the same
numbers.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assessor.project.checking import check_paths
    from assessor.project.claims import BasisVerdict, ClaimView, basis_verdicts, claims_of
    from assessor.project.contract import study_document
    from assessor.project.explaining import explain_path, explain_project
    from assessor.project.making import TEMPLATES, new_assessment, new_project
    from assessor.project.opening import (
        Assessed,
        Project,
        open_assessment,
        open_project,
        save_assessed,
    )
    from assessor.project.ordering import roadmap_for, roadmap_of
    from assessor.project.study import Study, run, score_assessed, study_quantities
    from assessor.project.words import (
        kept_words,
        promise_words,
        role_words,
        shown_value,
        speaker_words,
        standing_words,
        status_words,
        verdict_words,
    )

_WHERE = {
    "Assessed": "opening",
    "BasisVerdict": "claims",
    "ClaimView": "claims",
    "Project": "opening",
    "Study": "study",
    "TEMPLATES": "making",
    "basis_verdicts": "claims",
    "check_paths": "checking",
    "claims_of": "claims",
    "kept_words": "words",
    "explain_path": "explaining",
    "explain_project": "explaining",
    "new_assessment": "making",
    "new_project": "making",
    "open_assessment": "opening",
    "open_project": "opening",
    "promise_words": "words",
    "role_words": "words",
    "roadmap_for": "ordering",
    "roadmap_of": "ordering",
    "run": "study",
    "save_assessed": "opening",
    "score_assessed": "study",
    "study_document": "contract",
    "shown_value": "words",
    "speaker_words": "words",
    "standing_words": "words",
    "status_words": "words",
    "study_quantities": "study",
    "verdict_words": "words",
}

__all__ = [
    "TEMPLATES",
    "Assessed",
    "BasisVerdict",
    "ClaimView",
    "Project",
    "Study",
    "basis_verdicts",
    "check_paths",
    "claims_of",
    "explain_path",
    "explain_project",
    "kept_words",
    "new_assessment",
    "new_project",
    "open_assessment",
    "open_project",
    "promise_words",
    "roadmap_for",
    "roadmap_of",
    "role_words",
    "run",
    "save_assessed",
    "score_assessed",
    "shown_value",
    "speaker_words",
    "standing_words",
    "status_words",
    "study_document",
    "study_quantities",
    "verdict_words",
]


def __getattr__(name: str) -> object:
    if name in _WHERE:
        return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
