"""The one door: what programs, the window and the command line may use.

Each name is typed below for tools and loaded on first use; a test keeps the two lists equal.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assessor.api.schemas import document_model, json_schema
    from assessor.assessment.evidence import Evidence
    from assessor.assessment.model import Answer
    from assessor.doctor import Finding, examine_installation
    from assessor.documents import to_json
    from assessor.errors import AssessorError, Cancelled, InputError, Problem
    from assessor.project import (
        Assessed,
        Project,
        Study,
        check_paths,
        new_assessment,
        new_project,
        open_assessment,
        open_project,
        run,
        save_assessed,
        score_assessed,
        scorecard_document,
        speaker_words,
        status_words,
        study_quantities,
        verdict_words,
    )
    from assessor.scenario import Scenario, load_scenario
    from assessor.scoring import Quantities, Scorecard
    from assessor.text import (
        LANGUAGES,
        N_,
        LocalizedText,
        fold,
        format_bytes,
        format_date,
        format_duration,
        format_money,
        format_number,
        format_percent,
        gettext,
        language,
        ngettext,
        parse_number,
        render,
        render_text,
        set_language,
        using_language,
    )
    from assessor.verification import VerificationReport, verify

_WHERE = {
    "Answer": "assessor.assessment.model",
    "Assessed": "assessor.project",
    "AssessorError": "assessor.errors",
    "Cancelled": "assessor.errors",
    "Evidence": "assessor.assessment.evidence",
    "Finding": "assessor.doctor",
    "InputError": "assessor.errors",
    "LANGUAGES": "assessor.text",
    "LocalizedText": "assessor.text",
    "N_": "assessor.text",
    "Problem": "assessor.errors",
    "Project": "assessor.project",
    "Quantities": "assessor.scoring",
    "Scenario": "assessor.scenario",
    "Scorecard": "assessor.scoring",
    "Study": "assessor.project",
    "VerificationReport": "assessor.verification",
    "check_paths": "assessor.project",
    "document_model": "assessor.api.schemas",
    "examine_installation": "assessor.doctor",
    "fold": "assessor.text",
    "format_bytes": "assessor.text",
    "format_date": "assessor.text",
    "format_duration": "assessor.text",
    "format_money": "assessor.text",
    "format_number": "assessor.text",
    "format_percent": "assessor.text",
    "gettext": "assessor.text",
    "json_schema": "assessor.api.schemas",
    "language": "assessor.text",
    "load_scenario": "assessor.scenario",
    "new_assessment": "assessor.project",
    "new_project": "assessor.project",
    "ngettext": "assessor.text",
    "open_assessment": "assessor.project",
    "open_project": "assessor.project",
    "parse_number": "assessor.text",
    "render": "assessor.text",
    "render_text": "assessor.text",
    "run": "assessor.project",
    "save_assessed": "assessor.project",
    "score_assessed": "assessor.project",
    "scorecard_document": "assessor.project",
    "set_language": "assessor.text",
    "speaker_words": "assessor.project",
    "status_words": "assessor.project",
    "study_quantities": "assessor.project",
    "to_json": "assessor.documents",
    "using_language": "assessor.text",
    "verdict_words": "assessor.project",
    "verify": "assessor.verification",
}

__all__ = [
    "LANGUAGES",
    "N_",
    "Answer",
    "Assessed",
    "AssessorError",
    "Cancelled",
    "Evidence",
    "Finding",
    "InputError",
    "LocalizedText",
    "Problem",
    "Project",
    "Quantities",
    "Scenario",
    "Scorecard",
    "Study",
    "VerificationReport",
    "check_paths",
    "document_model",
    "examine_installation",
    "fold",
    "format_bytes",
    "format_date",
    "format_duration",
    "format_money",
    "format_number",
    "format_percent",
    "gettext",
    "json_schema",
    "language",
    "load_scenario",
    "new_assessment",
    "new_project",
    "ngettext",
    "open_assessment",
    "open_project",
    "parse_number",
    "render",
    "render_text",
    "run",
    "save_assessed",
    "score_assessed",
    "scorecard_document",
    "set_language",
    "speaker_words",
    "status_words",
    "study_quantities",
    "to_json",
    "using_language",
    "verdict_words",
    "verify",
]


def __getattr__(name: str) -> Any:
    if name in _WHERE:
        return getattr(import_module(_WHERE[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(_WHERE)
