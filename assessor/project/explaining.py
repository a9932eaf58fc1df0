"""Any number by its name: a criterion, node, class, tier, input or reference load, taken apart."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from assessor.documents import document_kind, load_yaml, to_jsonable
from assessor.errors import Problem, ScenarioError
from assessor.planning import explain_name
from assessor.project.opening import Assessed, Project, open_assessment, open_project
from assessor.project.raising import raises_document
from assessor.project.study import score_assessed
from assessor.scenario import Scenario, load_scenario
from assessor.scoring import explain, explanation_document
from assessor.text import N_, Phrase


def explain_path(path: Path, name: str) -> dict[str, Any]:
    """The explanation of a number of a project or an assessment, as its JSON document.

    Raises
    ------
    InputError
        The documents cannot be used, or nothing is called so.
    """
    if path.is_file() and (document_kind(load_yaml(path).data) or ("", 0))[0] == "assessment":
        assessed = open_assessment(path)
        return _of_assessment(assessed, name) or _unknown(path, name, list(_rows(assessed)))
    with suppress(KeyError):
        # most names are the scenario's: the assessments beside it are read only for the others
        return _of_scenario(load_scenario(path), name)
    return explain_project(open_project(path), name, path)


def explain_project(project: Project, name: str, path: Path | None = None) -> dict[str, Any]:
    """The explanation of a number of an open project.

    Raises
    ------
    InputError
        Nothing is called so.
    """
    with suppress(KeyError):
        return _of_scenario(project.scenario, name)
    for assessed in project.assessed:
        document = _of_assessment(assessed, name)
        if document is not None:
            return document
    known = [*_names_of(project.scenario), *(r for a in project.assessed for r in _rows(a))]
    return _unknown(path or project.folder, name, known)


def _of_scenario(scenario: Scenario, name: str) -> dict[str, Any]:
    return {"schema": "explanation@1", **to_jsonable(explain_name(scenario, name))}


def _of_assessment(assessed: Assessed, name: str) -> dict[str, Any] | None:
    card = score_assessed(assessed)
    try:
        found = explain(
            card,
            name,
            catalogue=assessed.catalogue,
            rules=assessed.rules,
            assessment=assessed.assessment,
        )
    except KeyError:
        return None
    return {**explanation_document(found), **raises_document(assessed, card, name)}


def _names_of(scenario: Scenario) -> Iterator[str]:
    yield from scenario.reference_loads
    yield from scenario.platform.tiers
    yield from scenario.request_classes
    yield from (f"{section}.{name}" for section, names in scenario.inputs.items() for name in names)


def _rows(assessed: Assessed) -> tuple[str, ...]:
    return (*assessed.catalogue.criteria, *assessed.catalogue.groups)


def _unknown(path: Path, name: str, known: list[str]) -> dict[str, Any]:
    near = difflib.get_close_matches(name, known, n=1)
    hint = Phrase(N_(": did you mean '{name}'?"), {"name": near[0]}) if near else ""
    raise ScenarioError([Problem("no_such_name", {"name": name, "hint": hint}, str(path))])
