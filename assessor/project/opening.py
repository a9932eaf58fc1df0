"""A project folder read whole: scenario, assessments, programme, with every problem at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assessor.assessment.loading import check_assessment
from assessor.assessment.model import Assessment
from assessor.assessment.writing import save
from assessor.catalogue.model import Catalogue
from assessor.catalogue.rulebooks import load_rules
from assessor.catalogue.rules import Rules
from assessor.documents import resolve_reference
from assessor.errors import (
    AssessmentError,
    InputError,
    Problem,
    ProgrammeError,
    ScenarioError,
    errors_in,
)

if TYPE_CHECKING:
    from assessor.programme.model import Programme
    from assessor.scenario import Scenario


@dataclass(frozen=True)
class Assessed:
    """One assessment with its file, catalogue and rules."""

    path: Path
    assessment: Assessment
    catalogue: Catalogue
    rules: Rules
    warnings: tuple[Problem, ...] = ()

    def with_assessment(self, assessment: Assessment) -> Assessed:
        """The same file with other answers."""
        return replace(self, assessment=assessment)

    def with_rules(self, rules: Rules) -> Assessed:
        """The same answers under other rules."""
        return replace(self, rules=rules)


@dataclass(frozen=True)
class Project:
    """A scenario with what lies beside it."""

    folder: Path
    scenario: Scenario
    assessed: tuple[Assessed, ...]
    programme: Programme | None
    warnings: tuple[Problem, ...] = ()

    @cached_property
    def main(self) -> Assessed | None:
        """The assessment named first, whose verdict is the headline."""
        return self.assessed[0] if self.assessed else None

    def with_assessed(self, changed: Assessed) -> Project:
        """The project with one assessment exchanged, by its path."""
        kept = tuple(changed if a.path == changed.path else a for a in self.assessed)
        return replace(self, assessed=kept)

    @property
    def is_illustrative(self) -> bool:
        """True where any assessment holds sample answers."""
        return any(a.assessment.illustrative for a in self.assessed)


def open_project(path: Path | str) -> Project:
    """Open a project folder or its scenario file.

    Raises
    ------
    InputError
        With every problem of every document of the project.
    """
    # a scenario's models cost as much as all else here, and one assessment needs none
    from assessor.scenario import load_scenario

    given = Path(path)
    file = given / "scenario.yaml" if given.is_dir() else given
    if given.is_dir() and not file.exists():
        raise ScenarioError([Problem("no_scenario", {}, str(given))])
    scenario = load_scenario(file, str(file))
    problems: list[Problem] = list(scenario.warnings)
    assessed = tuple(_assessments(scenario, file.parent, problems))
    programme = _programme(scenario, file.parent, problems)
    if errors_in(problems):
        raise InputError(problems)
    return Project(file.parent, scenario, assessed, programme, tuple(problems))


def _assessments(scenario: Scenario, folder: Path, problems: list[Problem]) -> Iterator[Assessed]:
    for path in _assessment_files(scenario, folder):
        try:
            yield _assessed(path, problems)
        except InputError as error:
            problems.extend(error.problems)


def _assessment_files(scenario: Scenario, folder: Path) -> Iterator[Path]:
    """Files of assessments in the scenario's order; its own checks name those that are missing."""
    for given in scenario.project.assessments:
        path = resolve_reference(folder, given)
        if path is not None and path.exists():
            yield path


def _assessed(path: Path, problems: list[Problem]) -> Assessed:
    assessment, catalogue, found = check_assessment(path)
    if assessment is None or catalogue is None or errors_in(found):
        raise AssessmentError(found)
    problems.extend(found)
    rules = load_rules(assessment.rules, catalogue=catalogue, base=path.parent)
    return Assessed(path, assessment, catalogue, rules, tuple(found))


def open_assessment(path: Path | str, rules: str | None = None) -> Assessed:
    """One assessment with its catalogue, under its own rules or those asked for.

    Of a project folder the main assessment is opened: the first that its scenario names.

    Raises
    ------
    InputError
        With every problem of the file; the project names no assessment.
    """
    file = Path(path)
    if (file / "scenario.yaml").is_file():
        file = _main_file(file)
    opened = _assessed(file, [])
    if rules is None:
        return opened
    return replace(opened, rules=load_rules(rules, catalogue=opened.catalogue))


def _programme(scenario: Scenario, folder: Path, problems: list[Problem]) -> Programme | None:
    given = scenario.project.programme
    path = None if given is None else resolve_reference(folder, given)
    if path is None or not path.exists():
        return None
    from assessor.programme import load_programme

    try:
        return load_programme(path, scenario=scenario)
    except InputError as error:
        problems.extend(error.problems)
        return None


def open_programme(path: Path | str) -> Programme:
    """The programme of a project folder or scenario file; nothing else of it is read.

    Raises
    ------
    InputError
        Scenario or programme cannot be used, or the project names no programme.
    """
    from assessor.scenario import load_scenario

    scenario = load_scenario(path)
    folder = Path(path) if Path(path).is_dir() else Path(path).parent
    problems: list[Problem] = []
    programme = _programme(scenario, folder, problems)
    if problems or programme is None:
        raise ProgrammeError(problems or [Problem("no_programme", {}, str(path))])
    return programme


def save_assessed(saved: Assessed, current: Assessed) -> None:
    """Write the answers that changed into the file; comments and other lines stay.

    Raises
    ------
    DocumentError
        The file belongs to the program.
    OSError
        The file cannot be written.
    """
    save(current.path, saved.assessment, current.assessment)


def _main_file(folder: Path) -> Path:
    from assessor.scenario import load_scenario

    file = folder / "scenario.yaml"
    main = next(_assessment_files(load_scenario(file, str(file)), folder), None)
    if main is None:
        raise ScenarioError([Problem("no_assessment", {}, str(file))])
    return main
