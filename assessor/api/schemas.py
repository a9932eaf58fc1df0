"""The model behind each document kind, and its JSON schema."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from assessor.documents import to_json
from assessor.resources import folder

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
    "inventory-mapping": ("assessor.exchange.inventory.mapping", "Mapping"),
    "assessment": ("assessor.assessment.model", "Assessment"),
    "programme": ("assessor.programme.model", "Programme"),
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


def schema_file(kind: str) -> Path:
    """Where the shipped schema of a kind stands: editors complete documents from it."""
    return folder("standards") / f"{kind}.schema.json"


def write_shipped_schemas() -> None:
    """Write every shipped schema anew. A tool of the developers: `python3 dev.py schemas`."""
    for kind in _MODELS:
        text = to_json(json_schema(kind)) + "\n"
        schema_file(kind).write_text(text, encoding="utf-8")
