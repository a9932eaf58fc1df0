"""One answer changed from the command line, logged; and the period closed."""

from __future__ import annotations

import difflib
from datetime import date

from assessor.assessment.fitting import misfits_of_ratio, misfits_of_value
from assessor.assessment.model import Answer, Lock, Override, Period, Verified
from assessor.catalogue.measures import DerivedMeasure, Measure, RatioMeasure, Scalar
from assessor.errors import AssessmentError, Problem
from assessor.project.opening import Assessed
from assessor.text import parse_number

_YES = frozenset({"yes", "y", "true", "có", "co", "đạt", "dat"})
_NO = frozenset({"no", "n", "false", "không", "khong", "chưa", "chua"})


def with_value(
    assessed: Assessed, criterion: str, text: str, *, by: str, on: date, verified: bool = False
) -> Assessed:
    """The assessment with one row answered, in the own or in the verified column.

    Parameters
    ----------
    text
        `yes`, `no`, a number, an option of the row, or `part/whole`.
    by, on
        Who answers, on which day; what stood there before goes into the row's log.
    verified
        Into the verified column; the own answer stays.

    Raises
    ------
    AssessmentError
        No such row, a value that does not fit it, or a locked period.
    """
    measure = _row(assessed, criterion)
    value, part, whole = read_value(text, measure)
    found = [
        *misfits_of_value(measure, assessed.catalogue, value, None),
        *misfits_of_ratio(measure, part, whole),
    ]
    if found or (value is None and part is None):
        problems = [Problem(code, {"id": criterion, **more}) for _, code, more in found]
        unread = Problem("value_unreadable", {"id": criterion, "value": text})
        raise AssessmentError(problems or [unread])
    before = assessed.assessment.answer(criterion)
    read = {"value": value, "a": part, "b": whole}
    if verified:
        changed = before.model_copy(update={"verified": Verified(by=by, on=on, **read)})
    else:
        changed = before.model_copy(update={**read, "status": "answered", "by": by, "on": on})
    return _logged(assessed, criterion, changed, by=by, on=on)


def with_override(
    assessed: Assessed, criterion: str, text: str, reason: str, *, by: str, on: date
) -> Assessed:
    """The assessment with a value put in place of a derived one; both are kept.

    Raises
    ------
    AssessmentError
        No such row, one that is not derived, an unreadable value, or a locked period.
    """
    _row(assessed, criterion)
    measure = assessed.catalogue.criteria[criterion].measure
    if not isinstance(measure, DerivedMeasure):
        raise AssessmentError([Problem("answer_not_derived", {"id": criterion})])
    value = read_value(text, measure)[0]
    fallback = measure.fallback if isinstance(value, bool) else None
    found = [*misfits_of_value(fallback or measure, assessed.catalogue, value, None)]
    if value is None or found:
        raise AssessmentError([Problem("value_unreadable", {"id": criterion, "value": text})])
    other = Override(value=value, reason=reason, by=by, on=on)
    changed = assessed.assessment.answer(criterion).model_copy(update={"override": other})
    return _logged(assessed, criterion, changed, by=by, on=on)


def with_finding(
    assessed: Assessed, criterion: str, *, by: str, on: date, **fields: str | None
) -> Assessed:
    """The assessment with what people say about a row: severity, response, control, note.

    Parameters
    ----------
    fields
        `severity`, `management_response`, `compensating_control`, `note`; those that are none
        stay as they are.

    Raises
    ------
    AssessmentError
        No such row, or a locked period.
    """
    _row(assessed, criterion)
    said = {name: value for name, value in fields.items() if value is not None}
    changed = assessed.assessment.answer(criterion).model_copy(update=said)
    return _logged(assessed, criterion, changed, by=by, on=on)


def set_aside(
    assessed: Assessed,
    criterion: str,
    reason: str,
    *,
    by: str,
    on: date,
    approved_by: str | None = None,
    until: date | None = None,
) -> Assessed:
    """The assessment with one row not applicable: reason, approver, last day.

    Raises
    ------
    AssessmentError
        No such row, one that may not be set aside, or a locked period.
    """
    _row(assessed, criterion)
    if not assessed.catalogue.criteria[criterion].na_allowed:
        raise AssessmentError([Problem("answer_na_forbidden", {"id": criterion})])
    before = assessed.assessment.answer(criterion)
    fields = {
        "status": "not_applicable",
        "justification": reason,
        "approved_by": approved_by,
        "until": until,
        "by": by,
        "on": on,
    }
    return _logged(assessed, criterion, before.model_copy(update=fields), by=by, on=on)


def not_assessed(assessed: Assessed, criterion: str, *, by: str, on: date) -> Assessed:
    """The assessment with one answer taken back; what stood there stays in the row's log."""
    _row(assessed, criterion)
    log = assessed.assessment.answer(criterion).log
    return _logged(assessed, criterion, Answer(log=log), by=by, on=on)


def lock_period(
    assessed: Assessed,
    *,
    by: str,
    on: date,
    signed_by: tuple[str, ...] = (),
    note: str | None = None,
) -> Assessed:
    """The assessment with its period closed; no answer changes any more.

    Raises
    ------
    AssessmentError
        It is closed already.
    """
    period = assessed.assessment.period or Period()
    if period.lock is not None:
        raise AssessmentError([Problem("lock_again", {"on": period.lock.on}, str(assessed.path))])
    lock = Lock(on=on, by=by, signed_by=signed_by, note=note)
    closed = period.model_copy(update={"lock": lock})
    return assessed.with_assessment(assessed.assessment.model_copy(update={"period": closed}))


def read_value(text: str, measure: Measure) -> tuple[Scalar | None, float | None, float | None]:
    """Value, part and whole of what was typed; all none where it cannot be read."""
    plain = text.strip()
    if isinstance(measure, RatioMeasure):
        part, slash, whole = plain.partition("/")
        a, b = _number(part), _number(whole)
        return (None, a, b) if slash and a is not None and b is not None else (None, None, None)
    if plain.casefold() in _YES:
        return True, None, None
    if plain.casefold() in _NO:
        return False, None, None
    number = _number(plain)
    return (plain or None) if number is None else number, None, None


def _number(text: str) -> float | None:
    """As people of the language write it, or with a point, as programs do."""
    for read in (parse_number, float):
        try:
            return read(text)
        except ValueError:
            continue
    return None


def _row(assessed: Assessed, criterion: str) -> Measure:
    known = assessed.catalogue.criteria
    lock = assessed.assessment.period.lock if assessed.assessment.period else None
    place = str(assessed.path)
    if criterion not in known:
        near = difflib.get_close_matches(criterion, known, n=1)
        hint = f": {near[0]}" if near else ""
        raise AssessmentError(
            [Problem("criterion_unknown", {"id": criterion, "hint": hint}, place)]
        )
    if lock is not None:
        raise AssessmentError([Problem("answer_locked", {"id": criterion, "on": lock.on}, place)])
    measure = known[criterion].measure
    return measure.fallback if isinstance(measure, DerivedMeasure) and measure.fallback else measure


def _logged(assessed: Assessed, criterion: str, answer: Answer, *, by: str, on: date) -> Assessed:
    changed = assessed.assessment.with_answer(criterion, answer, on=on, by=by)
    return assessed.with_assessment(changed)
