"""An assessment against its catalogue: everything wrong with it, with file and line."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import Any

from assessor.assessment.fitting import misfits_of_ratio, misfits_of_value
from assessor.assessment.model import Answer, Assessment
from assessor.catalogue.measures import DerivedMeasure, Scalar
from assessor.catalogue.model import Catalogue, Criterion, ProfileAttribute
from assessor.documents import Loaded
from assessor.errors import Problem


def problems_of(assessment: Assessment, catalogue: Catalogue, loaded: Loaded) -> Iterator[Problem]:
    """Errors and warnings about answers, profile, evidence and assignments."""
    yield from _of_catalogue(assessment, catalogue, loaded)
    yield from _of_profile(assessment, catalogue, loaded)
    for name, answer in assessment.answers.items():
        key = ("answers", name)
        if name not in catalogue.criteria:
            yield _unknown(loaded, key, name, "criteria", catalogue.criteria)
            continue
        row = catalogue.criteria[name]
        yield from _of_answer(assessment, catalogue, name, row, answer, loaded)
    missing = [name for name in catalogue.criteria if name not in assessment.answers]
    if missing:
        shown = ", ".join(missing[:5]) + ("…" if len(missing) > 5 else "")
        yield loaded.warning("answers_missing", ("answers",), n=len(missing), ids=shown)
    yield from _of_assignments(assessment, catalogue, loaded)
    yield from _of_dossiers(assessment, catalogue, loaded)


def _of_catalogue(
    assessment: Assessment, catalogue: Catalogue, loaded: Loaded
) -> Iterator[Problem]:
    stamp = assessment.catalogue
    if stamp.id != catalogue.id:
        key = ("catalogue", "id")
        yield loaded.problem("catalogue_other", key, id=stamp.id, given=catalogue.id)
    if stamp.sha256 is not None and catalogue.sha256 and stamp.sha256 != catalogue.sha256:
        versions = {"version": stamp.version or "?", "now": catalogue.version}
        yield loaded.warning("catalogue_changed", ("catalogue",), id=stamp.id, **versions)


def _of_profile(assessment: Assessment, catalogue: Catalogue, loaded: Loaded) -> Iterator[Problem]:
    for name, value in assessment.profile.items():
        key = ("profile", name)
        attribute = catalogue.profile_attributes.get(name)
        if attribute is None:
            known = catalogue.profile_attributes
            yield _unknown(loaded, key, name, "profile_attributes", known)
        elif value is not None and not _fits(attribute, value):
            expected = ", ".join(attribute.choices) or attribute.type
            yield loaded.problem("profile_misfit", key, name=name, value=value, expected=expected)


def _fits(attribute: ProfileAttribute, value: Scalar) -> bool:
    if attribute.type == "boolean":
        return isinstance(value, bool)
    if attribute.type == "choice":
        return value in attribute.choices
    if isinstance(value, bool | str) or (attribute.type == "integer" and value != int(value)):
        return False
    above = attribute.min is None or value >= attribute.min
    return above and (attribute.max is None or value <= attribute.max)


def _of_answer(
    assessment: Assessment,
    catalogue: Catalogue,
    name: str,
    row: Criterion,
    answer: Answer,
    loaded: Loaded,
) -> Iterator[Problem]:
    key = ("answers", name)
    yield from _of_status(name, row, answer, loaded)
    lock = assessment.period.lock if assessment.period is not None else None
    if lock is not None and any(change.on > lock.on for change in answer.log):
        yield loaded.problem("answer_after_lock", key, id=name, on=lock.on)
    yield from _of_values(catalogue, name, row, answer, loaded)
    if answer.status == "not_applicable":
        yield from _of_set_aside(assessment, name, row, answer, loaded)
    for position, item in enumerate(answer.evidence):
        if item not in assessment.evidence:
            place = (*key, "evidence", position)
            yield _unknown(loaded, place, item, "evidence", assessment.evidence)
    if answer.verified is not None and answer.verified.by == answer.by:
        params = {"id": name, "by": answer.by}
        yield loaded.warning("answer_self_verified", (*key, "verified"), **params)


def _of_status(name: str, row: Criterion, answer: Answer, loaded: Loaded) -> Iterator[Problem]:
    key = ("answers", name)
    derived = isinstance(row.measure, DerivedMeasure)
    if answer.status == "derived" and not derived:
        yield loaded.problem("answer_not_derived", (*key, "status"), id=name)
    if answer.override is not None and not derived:
        yield loaded.problem("answer_not_derived", (*key, "override"), id=name)
    if answer.status == "answered" and not answer.has_value:
        yield loaded.problem("answer_without_value", key, id=name)
    if answer.status == "not_assessed" and answer.has_value:
        yield loaded.warning("answer_ignored", (*key, "status"), id=name)


def _of_values(
    catalogue: Catalogue, name: str, row: Criterion, answer: Answer, loaded: Loaded
) -> Iterator[Problem]:
    key = ("answers", name)
    measure = row.measure
    yes_or_no = isinstance(answer.value, bool)
    if yes_or_no and isinstance(measure, DerivedMeasure) and measure.fallback is not None:
        measure = measure.fallback
    found = [
        *misfits_of_value(measure, catalogue, answer.value, answer.unit),
        *misfits_of_ratio(measure, answer.a, answer.b),
    ]
    for field, code, params in found:
        yield loaded.problem(code, (*key, field), id=name, **params)
    if answer.verified is not None:
        second = answer.verified
        unit = second.unit or answer.unit
        found = [
            *misfits_of_value(measure, catalogue, second.value, unit),
            *misfits_of_ratio(measure, second.a, second.b),
        ]
        for field, code, params in found:
            yield loaded.problem(code, (*key, "verified", field), id=name, **params)


def _of_set_aside(
    assessment: Assessment, name: str, row: Criterion, answer: Answer, loaded: Loaded
) -> Iterator[Problem]:
    key = ("answers", name)
    if not row.na_allowed:
        yield loaded.problem("answer_na_forbidden", (*key, "status"), id=name)
    if not answer.justification:
        yield loaded.problem("answer_na_reason", key, id=name)
    if answer.approved_by is None or answer.until is None:
        yield loaded.warning("answer_na_incomplete", key, id=name)
    elif assessment.as_of > answer.until:
        yield loaded.warning("answer_na_expired", (*key, "until"), id=name, until=answer.until)


def _of_assignments(
    assessment: Assessment, catalogue: Catalogue, loaded: Loaded
) -> Iterator[Problem]:
    for name, assignment in assessment.assignments.items():
        for section, ids, known in (
            ("criteria", assignment.criteria, catalogue.criteria),
            ("groups", assignment.groups, catalogue.groups),
        ):
            for position, item in enumerate(ids):
                if item not in known:
                    key = ("assignments", name, section, position)
                    yield _unknown(loaded, key, item, section, known)


def _of_dossiers(assessment: Assessment, catalogue: Catalogue, loaded: Loaded) -> Iterator[Problem]:
    for name, dossier in assessment.dossiers.items():
        for earlier, later in dossier.out_of_order():
            key = ("dossiers", name, f"{later}_on")
            yield loaded.problem("dossier_order", key, id=name, earlier=earlier, later=later)
        if dossier.approved_on is not None and not dossier.decision:
            yield loaded.warning("dossier_no_decision", ("dossiers", name, "approved_on"), id=name)
        for section, ids, known in (
            ("rows", dossier.rows, catalogue.criteria),
            ("evidence", dossier.evidence, assessment.evidence),
        ):
            for position, item in enumerate(ids):
                if item not in known:
                    place = ("dossiers", name, section, position)
                    yield _unknown(loaded, place, item, section, known)
        for part, cited in dossier.parts.items():
            for position, item in enumerate(cited):
                if item not in assessment.evidence:
                    at = ("dossiers", name, "parts", part, position)
                    yield _unknown(loaded, at, item, "evidence", assessment.evidence)


def _unknown(
    loaded: Loaded, key: tuple[Any, ...], name: str, section: str, known: Iterable[str]
) -> Problem:
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    hint = f": {near[0]}" if near else ""
    return loaded.problem("reference_unknown", key, id=name, section=section, hint=hint)
