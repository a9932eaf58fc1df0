"""Assessments from disk: read, checked against their catalogue, every problem at once."""

from __future__ import annotations

from pathlib import Path

from assessor.assessment.attachments import problems_of_evidence
from assessor.assessment.checks import problems_of
from assessor.assessment.model import Assessment
from assessor.catalogue.load import check_catalogue
from assessor.catalogue.model import Catalogue
from assessor.documents import load_extended, migrate, parse
from assessor.errors import AssessmentError, Problem, errors_in


def load_assessment(
    path: Path, *, catalogue: Catalogue | None = None
) -> tuple[Assessment, Catalogue]:
    """An assessment and the catalogue it answers.

    Parameters
    ----------
    path
        The file; its catalogue is a shipped id or a path from its folder.
    catalogue
        The catalogue, where it is at hand already.

    Raises
    ------
    AssessmentError
        With every problem of the file.
    """
    assessment, found, problems = check_assessment(path, catalogue=catalogue)
    if assessment is None or found is None or errors_in(problems):
        raise AssessmentError(problems)
    return assessment, found


def check_assessment(
    path: Path, *, catalogue: Catalogue | None = None
) -> tuple[Assessment | None, Catalogue | None, list[Problem]]:
    """The assessment where it can be read, its catalogue, and every problem, warnings too."""
    loaded = migrate(load_extended(path), "assessment")
    assessment, problems = parse(Assessment, loaded)
    if assessment is None:
        return None, catalogue, problems
    if catalogue is None:
        catalogue, found = check_catalogue(assessment.catalogue.id, base=path.parent)
        problems += found
    problems += problems_of_evidence(assessment, path.parent, loaded)
    if catalogue is not None:
        problems += problems_of(assessment, catalogue, loaded)
    return assessment, catalogue, sorted(problems, key=lambda problem: problem.place)
