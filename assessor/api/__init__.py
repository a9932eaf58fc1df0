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
    from assessor.verification import VerificationReport, verify

_WHERE = {
    "AssessorError": "assessor.errors",
    "Cancelled": "assessor.errors",
    "Finding": "assessor.doctor",
    "InputError": "assessor.errors",
    "Problem": "assessor.errors",
    "Scenario": "assessor.scenario",
    "VerificationReport": "assessor.verification",
    "document_model": "assessor.api.schemas",
    "examine_installation": "assessor.doctor",
    "json_schema": "assessor.api.schemas",
    "load_scenario": "assessor.scenario",
    "to_json": "assessor.documents",
    "verify": "assessor.verification",
}

__all__ = [
    "AssessorError",
    "Cancelled",
    "Finding",
    "InputError",
    "Problem",
    "Scenario",
    "VerificationReport",
    "document_model",
    "examine_installation",
    "json_schema",
    "load_scenario",
    "to_json",
    "verify",
]


def __getattr__(name: str) -> Any:
    if name in _WHERE:
        return getattr(import_module(_WHERE[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(_WHERE)
