"""New project folders and new assessments; nothing that exists is written over."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from assessor.errors import DocumentError, Problem
from assessor.resources import folder, is_shipped

TEMPLATES = ("hanoi-2023", "hanoi-2026", "empty-province")


def new_project(target: Path, template: str) -> list[Path]:
    """Copy a template into a new folder.

    Returns
    -------
    The files written.

    Raises
    ------
    DocumentError
        The folder exists and is not empty, or lies among the program's own data.
    ValueError
        There is no such template.
    """
    if template not in TEMPLATES:
        raise ValueError(f"no template is called {template!r}; there are {TEMPLATES}")
    if is_shipped(target):
        raise DocumentError([Problem("shipped_read_only", {"given": target.name}, str(target))])
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise DocumentError([Problem("folder_not_empty", {}, str(target))])
    shutil.copytree(folder("scenarios") / template, target, dirs_exist_ok=True)
    return sorted(path for path in target.rglob("*") if path.is_file())


def new_assessment(project_folder: Path, catalogue_id: str, *, today: date) -> Path:
    """Write an assessment in which every row is not assessed.

    Returns
    -------
    The new file, `<catalogue>.assessment.yaml`.

    Raises
    ------
    DocumentError
        The file exists already.
    CatalogueError
        There is no such catalogue.
    """
    from assessor.assessment.model import Assessment
    from assessor.assessment.writing import create
    from assessor.catalogue.load import load_catalogue

    catalogue = load_catalogue(catalogue_id)
    path = project_folder / f"{catalogue.id}.assessment.yaml"
    if path.exists():
        raise DocumentError([Problem("file_exists", {}, str(path))])
    blank = Assessment.blank(
        catalogue,
        id=catalogue.id,
        title=catalogue.title,
        as_of=today,
        profile=dict.fromkeys(catalogue.profile_attributes),
    )
    create(path, blank)
    return path
