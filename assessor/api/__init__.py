"""The one door: what programs, the window and the command line may use.

Each name is typed below for tools and loaded on first use; a test keeps the two lists equal.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assessor.api.schemas import document_model, json_schema
    from assessor.doctor import Finding, examine_installation
    from assessor.documents import to_json
    from assessor.errors import AssessorError, Cancelled, InputError, Problem
    from assessor.scenario import Scenario, load_scenario
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
    "AssessorError": "assessor.errors",
    "Cancelled": "assessor.errors",
    "Finding": "assessor.doctor",
    "InputError": "assessor.errors",
    "LANGUAGES": "assessor.text",
    "LocalizedText": "assessor.text",
    "N_": "assessor.text",
    "Problem": "assessor.errors",
    "Scenario": "assessor.scenario",
    "VerificationReport": "assessor.verification",
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
    "ngettext": "assessor.text",
    "parse_number": "assessor.text",
    "render": "assessor.text",
    "render_text": "assessor.text",
    "set_language": "assessor.text",
    "to_json": "assessor.documents",
    "using_language": "assessor.text",
    "verify": "assessor.verification",
}

__all__ = [
    "LANGUAGES",
    "N_",
    "AssessorError",
    "Cancelled",
    "Finding",
    "InputError",
    "LocalizedText",
    "Problem",
    "Scenario",
    "VerificationReport",
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
    "ngettext",
    "parse_number",
    "render",
    "render_text",
    "set_language",
    "to_json",
    "using_language",
    "verify",
]


def __getattr__(name: str) -> Any:
    if name in _WHERE:
        return getattr(import_module(_WHERE[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(_WHERE)
