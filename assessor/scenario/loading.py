"""From files to a `Scenario`, with every problem of every file at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from assessor.documents import Loaded, load_extended, load_yaml, migrate, parse
from assessor.documents.paths import resolve_reference
from assessor.errors import Problem, ScenarioError, errors_in
from assessor.scenario.checks import model_problems
from assessor.scenario.expansion import expand, without_references
from assessor.scenario.fragments import Calendar, Procedures
from assessor.scenario.lending import FRAGMENTS, named_file, project_of, with_lent
from assessor.scenario.model import Scenario
from assessor.scenario.origin import Origin, no_calendar, no_procedures
from assessor.scenario.references import found, reference_problems
from assessor.scenario.units import unit_problems

M = TypeVar("M", bound=BaseModel)


def load_scenario(path: Path | str, shown: str | None = None) -> Scenario:
    """Read a scenario file, or the `scenario.yaml` of a project folder.

    Raises
    ------
    ScenarioError
        With every problem of the scenario and of the files that it names.
    """
    file = scenario_file(Path(path))
    written = migrate(load_extended(file, shown), "scenario")
    if not isinstance(written.data, dict):
        raise ScenarioError(written.problems)
    written = with_lent(written, file.parent)
    calendar, calendar_problems = _named(written, file.parent, "calendar", Calendar)
    procedures, procedure_problems = _named(written, file.parent, "procedures", Procedures)
    problems = [*calendar_problems, *procedure_problems, *_missing_files(written, file.parent)]
    origin = Origin(file, written, calendar or no_calendar(), procedures or no_procedures(), ())
    return built(origin, problems)


def scenario_file(path: Path) -> Path:
    """The scenario file that a path means."""
    return path / "scenario.yaml" if path.is_dir() else path


def check_scenario(path: Path | str, shown: str | None = None) -> list[Problem]:
    """Every problem and warning of a scenario; an empty list where there is none."""
    try:
        return list(load_scenario(path, shown).warnings)
    except ScenarioError as error:
        return list(error.problems)


def check_fragment(path: Path, kind: str, shown: str | None = None) -> list[Problem]:
    """Every problem of a calendar, events, hardware, procedures or workload file."""
    loaded = migrate(load_yaml(path, shown), kind)
    _, problems = parse(FRAGMENTS[kind], without_references(loaded))
    return [*problems, *_fragment_sources(loaded)]


def load_fragment(model: type[M], path: Path, shown: str | None = None) -> M:
    """Read a calendar, events, hardware, procedures or workload file.

    Raises
    ------
    ScenarioError
        With every problem of the file.
    """
    kind = next(name for name, known in FRAGMENTS.items() if known is model)
    loaded = migrate(load_yaml(path, shown), kind)
    parsed, problems = parse(model, loaded)
    problems += _fragment_sources(loaded)
    if parsed is None or errors_in(problems):
        raise ScenarioError(problems)
    return parsed


def calendar_of(given: Path | None) -> Calendar | None:
    """The calendar of a calendar file, or of a scenario.

    Raises
    ------
    InputError
        The file is neither, or has problems.
    """
    if given is None:
        return None
    if given.is_dir() or "scenario" in given.name:
        return load_scenario(given).calendar
    return load_fragment(Calendar, given)


def _fragment_sources(loaded: Loaded) -> list[Problem]:
    return [p for p in reference_problems(loaded) if p.code == "source_unknown"]


def built(origin: Origin, problems: list[Problem] | None = None) -> Scenario:
    """The scenario of an origin, with references expanded and everything checked.

    Raises
    ------
    ScenarioError
        With every problem, warnings included.
    """
    expanded = expand(origin.written)
    scenario, found_problems = parse(Scenario, expanded)
    raw = [*reference_problems(expanded), *unit_problems(expanded)]
    every = [*(problems or ()), *found_problems, *raw]
    if scenario is None:
        raise ScenarioError(_in_order(every))
    scenario._origin = origin
    every += model_problems(scenario, expanded)
    if errors_in(every):
        raise ScenarioError(_in_order(every))
    scenario._origin = replace(origin, warnings=tuple(_in_order(every)))
    return scenario


def _in_order(problems: list[Problem]) -> list[Problem]:
    unique = {(p.place, p.code, str(sorted(p.params.items(), key=str))): p for p in problems}
    return sorted(unique.values(), key=lambda problem: problem.place)


def _named(
    written: Loaded, folder: Path, name: str, model: type[M]
) -> tuple[M | None, list[Problem]]:
    given = project_of(written).get(name)
    if not isinstance(given, str):
        return None, []
    file, problems = named_file(written, folder, ("project", name), given)
    if file is None:
        return None, problems
    try:
        return load_fragment(model, file, given), []
    except ScenarioError as error:
        return None, list(error.problems)


def _missing_files(written: Loaded, folder: Path) -> list[Problem]:
    """Data files of sources, and paths of the project that leave the folder."""
    problems: list[Problem] = []
    for key, given in found(written.data, "sources.*.file"):
        problems += named_file(written, folder, key, str(given))[1]
    for pattern in ("project.assessments.*", "project.programme"):
        for key, given in found(written.data, pattern):
            file = resolve_reference(folder, str(given))
            if file is None:
                problems.append(written.problem("path_escapes", key, given=given))
            elif not file.is_file():  # the scenario can be planned without it
                problems.append(written.warning("file_named_missing", key, given=given))
    return problems
