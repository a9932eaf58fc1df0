"""A new assessment joins its project: the file is written and the scenario names it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from assessor.documents import edit
from assessor.project.making import new_assessment
from assessor.project.opening import Project


def join_assessment(project: Project, catalogue_id: str, *, today: date) -> Path:
    """Write a blank assessment into the project folder and name it in `scenario.yaml`.

    The comments of the scenario stay. It becomes the main assessment only where there was none.

    Returns
    -------
    The new file.

    Raises
    ------
    DocumentError
        The file exists already.
    CatalogueError
        There is no such catalogue.
    """
    path = new_assessment(project.folder, catalogue_id, today=today)
    named = [*project.scenario.project.assessments, path.name]
    edit(project.folder / "scenario.yaml", {("project", "assessments"): named})
    return path
