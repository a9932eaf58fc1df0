"""Any number by its name: a criterion, node, class, tier, input or reference load, taken apart."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any

from assessor.documents import document_kind, load_yaml
from assessor.errors import Problem, ScenarioError
from assessor.planning import explain_name, names_of
from assessor.project.opening import Assessed, Project, open_assessment, open_project
from assessor.project.study import score_assessed
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
    return explain_project(open_project(path), name, path)


def explain_project(project: Project, name: str, path: Path | None = None) -> dict[str, Any]:
    """The explanation of a number of an open project.

    Raises
    ------
    InputError
        Nothing is called so.
    """
    found = explain_name(project.scenario, name)
    if found is not None:
        return found
    for assessed in project.assessed:
        document = _of_assessment(assessed, name)
        if document is not None:
            return document
    known = [*names_of(project.scenario), *(r for a in project.assessed for r in _rows(a))]
    return _unknown(path or project.folder, name, known)


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
    return explanation_document(found)


def _rows(assessed: Assessed) -> tuple[str, ...]:
    return (*assessed.catalogue.criteria, *assessed.catalogue.groups)


def _unknown(path: Path, name: str, known: list[str]) -> dict[str, Any]:
    near = difflib.get_close_matches(name, known, n=1)
    hint = Phrase(N_(": did you mean '{name}'?"), {"name": near[0]}) if near else ""
    raise ScenarioError([Problem("no_such_name", {"name": name, "hint": hint}, str(path))])
