"""Rows and columns of the evidence page's tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assessor.api import (
    CriterionScore,
    EvidenceRow,
    Register,
    format_date,
    format_number,
)
from assessor.api import gettext as _
from gui.evidence.words import confidentiality_words, file_words, state_mark
from gui.marks import grade_words, met_mark
from gui.session import Session
from gui.tables import TableColumn


@dataclass(frozen=True)
class RestingRow:
    """One criterion that rests on the chosen evidence."""

    criterion: str
    title: str
    scored: CriterionScore | None


@dataclass(frozen=True)
class LateRow:
    """One criterion of something whose day has passed."""

    criterion: str
    title: str
    what: str
    due: date | None
    who: str


def evidence_columns() -> tuple[TableColumn[EvidenceRow], ...]:
    """What is said of a piece of evidence."""
    return (
        TableColumn(lambda: _("grade"), lambda r: grade_words(r.grade)),
        TableColumn(lambda: _("evidence"), lambda r: r.title, is_wide=True),
        TableColumn(lambda: _("document number"), lambda r: r.doc_number or "—"),
        _day(lambda: _("issued"), "issued_on"),
        _day(lambda: _("added"), "added_on"),
        _day(lambda: _("expires"), "expires"),
        TableColumn(
            lambda: _("state"), lambda r: state_mark(r.state).text,
            token=lambda r: state_mark(r.state).token,
        ),
        TableColumn(
            lambda: _("file"), file_words, tip=lambda r: r.file or "",
            token=lambda r: "bad" if r.file_verified is False else None,
        ),
        TableColumn(
            lambda: _("confidentiality"), lambda r: confidentiality_words(r.confidentiality)
        ),
        TableColumn(
            lambda: _("criteria"), lambda r: format_number(len(r.criteria), 0),
            lambda r: len(r.criteria), is_number=True,
        ),
    )  # fmt: skip


def _day(head: object, name: str) -> TableColumn[EvidenceRow]:
    return TableColumn(
        head,  # type: ignore[arg-type]  # a callable without arguments
        lambda r: format_date(getattr(r, name)) if getattr(r, name) else "—",
        lambda r: (getattr(r, name) or date.min).isoformat(),
    )


def resting_columns() -> tuple[TableColumn[RestingRow], ...]:
    """What is said of a criterion that rests on it."""
    return (
        TableColumn(lambda: _("id"), lambda r: r.criterion),
        TableColumn(lambda: _("criterion"), lambda r: r.title, is_wide=True),
        TableColumn(
            lambda: _("result"), lambda r: "" if r.scored is None else met_mark(r.scored).text,
            token=lambda r: None if r.scored is None else met_mark(r.scored).token,
        ),
        TableColumn(
            lambda: _("best evidence"),
            lambda r: "" if r.scored is None else grade_words(r.scored.grade),
        ),
    )  # fmt: skip


def late_columns() -> tuple[TableColumn[LateRow], ...]:
    """What is said of something that is late."""
    return (
        TableColumn(lambda: _("was due"), lambda r: format_date(r.due) if r.due else "—",
                    lambda r: str(r.due or "")),
        TableColumn(lambda: _("what"), lambda r: r.what),
        TableColumn(lambda: _("who"), lambda r: r.who or "—"),
        TableColumn(lambda: _("id"), lambda r: r.criterion),
        TableColumn(lambda: _("criterion"), lambda r: r.title, is_wide=True),
    )  # fmt: skip


def resting_rows(session: Session, row: EvidenceRow) -> Iterator[RestingRow]:
    """The criteria that rest on one piece of evidence."""
    assessed, card = session.assessed, session.scorecard
    known = {} if assessed is None else assessed.catalogue.criteria
    for name in row.criteria:
        if name in known:
            scored = None if card is None else card.criterion(name)
            yield RestingRow(name, known[name].title.here(), scored)


def late_rows(session: Session, register: Register) -> Iterator[LateRow]:
    """Every criterion of every assignment or setting aside whose day has passed."""
    assessed = session.assessed
    known = {} if assessed is None else assessed.catalogue.criteria
    for late in register.overdue:
        what = _("assignment") if late.kind == "assignment" else _("set aside no longer")
        for name in late.criteria:
            if name in known:
                title = known[name].title.here()
                yield LateRow(name, title, what, late.due, late.who or "")
