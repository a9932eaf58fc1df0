"""The whole assessment as JSON: for scripts, and for merging what a colleague's program wrote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assessor.assessment import Answer, Assessment
from assessor.assessment.checks import problems_of
from assessor.catalogue.model import Catalogue
from assessor.documents import Loaded, load_yaml, migrate, parse, to_json
from assessor.errors import AssessmentError, errors_in
from assessor.exchange.changes import FieldChange
from assessor.exchange.values import answer_fields


@dataclass(frozen=True, slots=True)
class Merge:
    """What an assessment becomes, and every field that differs from before."""

    assessment: Assessment
    changes: tuple[FieldChange, ...]


def assessment_json(assessment: Assessment) -> str:
    """Every answer, piece of evidence and log entry; what says nothing is left out."""
    data = assessment.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    answers = {name: answer_fields(answer) for name, answer in assessment.answers.items()}
    return to_json({"schema": assessment.schema_, **data, "answers": answers}) + "\n"


def read_json(
    before: Assessment, catalogue: Catalogue, path: Path, *, on: date, by: str | None
) -> Merge:
    """Answers and evidence of another file of the same assessment, taken over.

    Raises
    ------
    AssessmentError
        With every problem of the file, by line.
    """
    loaded = migrate(load_yaml(path), "assessment")
    given, problems = parse(Assessment, loaded)
    if given is not None:
        problems += problems_of(given, catalogue, loaded)
        version = given.catalogue.version
        if version is not None and version != catalogue.version:
            params = {"what": "version", "found": version, "expected": catalogue.version}
            problems.append(loaded.problem("stamp_differs", ("catalogue", "version"), **params))
    if given is None or errors_in(problems):
        raise AssessmentError(sorted(problems, key=lambda problem: problem.place))
    changes = [*_answer_changes(before, given, loaded), *_evidence_changes(before, given, loaded)]
    answers = dict(before.answers)
    for name, answer in given.answers.items():
        old = before.answer(name)
        full = answer.model_copy(update={"log": old.log})
        answers[name] = old.changed(full, on=on, by=by)
    evidence = {**before.evidence, **given.evidence}
    after = before.model_copy(update={"answers": answers, "evidence": evidence})
    return Merge(after, tuple(changes))


def _answer_changes(before: Assessment, given: Assessment, loaded: Loaded) -> Iterator[FieldChange]:
    for name, answer in given.answers.items():
        was, now = _fields(before.answer(name)), _fields(answer)
        for key in dict.fromkeys([*was, *now]):
            if was.get(key) != now.get(key):
                place = loaded.place_of(("answers", name, key))
                yield FieldChange("answers", name, key, was.get(key), now.get(key), place)


def _fields(answer: Answer) -> dict[str, object]:
    return {key: value for key, value in answer_fields(answer).items() if key != "log"}


def _evidence_changes(
    before: Assessment, given: Assessment, loaded: Loaded
) -> Iterator[FieldChange]:
    for name, item in given.evidence.items():
        old = before.evidence.get(name)
        if old == item:
            continue
        was = {} if old is None else old.model_dump(mode="json")
        now = item.model_dump(mode="json")
        for key in now:
            if was.get(key) != now[key]:
                place = loaded.place_of(("evidence", name, key))
                yield FieldChange("evidence", name, key, was.get(key), now[key], place)
