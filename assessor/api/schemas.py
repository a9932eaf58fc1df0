"""The model behind each document kind, and its JSON schema."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from pydantic import BaseModel

# kind: (module, model)
_MODELS = {
    "catalogue": ("assessor.catalogue.model", "Catalogue"),
    "profile": ("assessor.catalogue.profile", "Profile"),
    "rules": ("assessor.catalogue.rules", "RuleBook"),
    "crosswalk": ("assessor.catalogue.crosswalk", "Crosswalk"),
    "scenario": ("assessor.scenario.model", "Scenario"),
    "calendar": ("assessor.scenario.fragments", "Calendar"),
    "events": ("assessor.scenario.fragments", "Events"),
    "hardware": ("assessor.scenario.fragments", "Hardware"),
    "procedures": ("assessor.scenario.fragments", "Procedures"),
    "workload": ("assessor.scenario.fragments", "Workload"),
    "assessment": ("assessor.assessment.model", "Assessment"),
    "programme": ("assessor.programme.model", "Programme"),
    "snapshot": ("assessor.history", "Snapshot"),
}


def document_model(kind: str) -> type[BaseModel]:
    """The model that reads documents of this kind.

    Raises
    ------
    ValueError
        There is no such kind.
    """
    if kind not in _MODELS:
        raise ValueError(f"no document kind is called {kind!r}; there are {sorted(_MODELS)}")
    module, name = _MODELS[kind]
    model: type[BaseModel] = getattr(import_module(module), name)
    return model


def json_schema(kind: str) -> dict[str, Any]:
    """The JSON schema (draft 2020-12) of a document kind."""
    return document_model(kind).model_json_schema(by_alias=True)
