"""Every problem of every file: each document goes to the room that knows its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from assessor.documents import Loaded, document_kind, load_yaml, migrate
from assessor.errors import InputError, Problem

_LEFT_ALONE = frozenset({"snapshots", "evidence", "assessor-out"})
FRAGMENTS = frozenset({"calendar", "events", "hardware", "procedures", "workload"})


def check_paths(paths: list[Path]) -> list[Problem]:
    """Every problem and warning of the documents of files and folders; snapshots are left alone."""
    problems: list[Problem] = []
    for path in paths:
        for file in _files(path):
            problems.extend(check_file(file))
    return in_order(problems)


def in_order(problems: list[Problem]) -> list[Problem]:
    """Each problem once, in the order of their places."""
    unique = {(p.place, p.code, str(sorted(p.params.items(), key=str))): p for p in problems}
    return sorted(unique.values(), key=lambda problem: problem.place)


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for file in sorted([*path.rglob("*.yaml"), *path.rglob("*.yml")]):
        if not _LEFT_ALONE.intersection(file.relative_to(path).parts):
            yield file


def check_file(path: Path) -> list[Problem]:
    """Every problem of one document."""
    loaded = load_yaml(path)
    found = document_kind(loaded.data)
    if found is None:
        return list(migrate(loaded).problems)
    checker = _CHECKERS.get(found[0])
    return list(migrate(loaded).problems) if checker is None else checker(path, loaded)


def _scenario(path: Path, _: Loaded) -> list[Problem]:
    from assessor.scenario import check_scenario

    return check_scenario(path, str(path))


def _fragment(path: Path, loaded: Loaded) -> list[Problem]:
    from assessor.scenario import check_fragment

    found = document_kind(loaded.data)
    assert found is not None
    return check_fragment(path, found[0], str(path))


def _assessment(path: Path, _: Loaded) -> list[Problem]:
    from assessor.assessment.loading import check_assessment

    assessment, catalogue, problems = check_assessment(path)
    if assessment is None or catalogue is None:
        return problems
    from assessor.catalogue.rulebooks import load_rules

    try:
        load_rules(assessment.rules, catalogue=catalogue, base=path.parent)
    except InputError as error:
        problems.extend(error.problems)
    return problems


def _catalogue(path: Path, _: Loaded) -> list[Problem]:
    """Editorial faults too, as warnings."""
    from assessor.catalogue.lint import lint

    return lint(path)


def _profile(path: Path, _: Loaded) -> list[Problem]:
    from assessor.catalogue.load import check_catalogue

    return check_catalogue(path)[1]


def _rules(path: Path, _: Loaded) -> list[Problem]:
    """Against the catalogue that the rules are made for, where they name one."""
    from assessor.catalogue.load import check_catalogue
    from assessor.catalogue.rulebooks import check_rules
    from assessor.scoring import check_rule_file

    book, problems, _loaded = check_rules(path)
    if book is None or book.catalogue is None:
        return problems
    catalogue, found = check_catalogue(book.catalogue, base=path.parent)
    return found if catalogue is None else check_rule_file(path, catalogue)


def _crosswalk(path: Path, _: Loaded) -> list[Problem]:
    from assessor.catalogue.crosswalk import check_crosswalk

    return check_crosswalk(path)[1]


def _programme(path: Path, _: Loaded) -> list[Problem]:
    from assessor.programme import check_programme

    return check_programme(path)


_CHECKERS: dict[str, Callable[[Path, Loaded], list[Problem]]] = {
    "scenario": _scenario,
    "assessment": _assessment,
    "catalogue": _catalogue,
    "profile": _profile,
    "rules": _rules,
    "crosswalk": _crosswalk,
    "programme": _programme,
    **dict.fromkeys(FRAGMENTS, _fragment),
}
