"""Level dossiers, points and evidence in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import click

from assessor.api import (
    DossierView,
    EvidenceRow,
    PointsTable,
    Register,
    format_date,
    format_number,
)
from assessor.api import gettext as _
from assessor.cli.tables import heading, put_table


def _stages() -> dict[str, str]:
    return {
        "not_started": _("not started"),
        "drafted": _("drafted"),
        "submitted": _("submitted"),
        "appraised": _("appraised"),
        "approved": _("approved"),
    }


def _lacks() -> dict[str, str]:
    return {
        "overview": _("system overview"),
        "design": _("design document"),
        "reasons": _("reasons for the level"),
        "security_plan": _("security plan"),
        "opinion": _("professional opinion"),
        "decision": _("number of the decision"),
    }


def tell_dossiers(views: Sequence[DossierView]) -> None:
    """One line a system, then what each lacks."""
    heading(_("Level dossiers"))
    if not views:
        click.echo(_("no dossier is recorded: add it under 'dossiers:' of an assessment"))
        return
    stages = _stages()
    put_table(
        (_("system"), _("level"), _("stage"), _("next step"), _("days in stage"), _("decision")),
        [
            (
                view.system,
                str(view.state.level),
                stages[view.state.stage],
                "—" if view.state.next_step is None else stages[view.state.next_step],
                "—" if view.state.days_in_stage is None else str(view.state.days_in_stage),
                view.decision or "—",
            )
            for view in views
        ],
        right=(1, 4),
    )
    words = _lacks()
    for view in views:
        wanting = [words[code] for code in view.state.lacks]
        if wanting:
            click.echo(
                _("{system} lacks: {what}").format(system=view.system, what=", ".join(wanting))
            )
        if view.state.missing:
            rows = ", ".join(view.state.missing)
            click.echo(_("{system}: not met yet: {rows}").format(system=view.system, rows=rows))


def tell_points(table: PointsTable) -> None:
    """Points claimed and appraised, row by row."""
    heading(_("Points of {id}").format(id=table.assessment))
    if table.illustrative:
        click.echo(_("SAMPLE ANSWERS: illustrative, not the site's own"))
    rows = [
        (
            row.title.here(),
            _points(row.maximum),
            _points(row.claimed),
            _points(row.appraised),
            "; ".join(row.documents) or "—",
        )
        for row in table.rows
    ]
    total = (
        _("together"), _points(table.maximum), _points(table.claimed), _points(table.appraised), "",
    )  # fmt: skip
    put_table(
        (_("criterion"), _("maximum"), _("claimed"), _("appraised"), _("documents")),
        [*rows, total],
        right=(1, 2, 3),
    )


def _points(value: float | None) -> str:
    return "—" if value is None else format_number(value, 1)


def tell_register(register: Register) -> None:
    """Every piece of evidence with its state, then what is overdue."""
    heading(
        _("Evidence of {id} on {day}").format(id=register.assessment, day=format_date(register.on))
    )
    states = {
        "valid": _("valid"),
        "expiring": _("expires within 30 days"),
        "expired": _("expired"),
        "missing": _("file missing"),
        "changed": _("file changed since it was attached"),
        "outside": _("path leaves the project folder"),
    }
    if not register.rows:
        click.echo(_("no evidence is recorded"))
    put_table(
        (
            _("id"), _("number"), _("title"), _("grade"), _("issued"), _("added"), _("expires"),
            _("file"), _("state"), _("rows"),
        ),
        [_evidence(row, states[row.state]) for row in register.rows],
        right=(9,),
    )  # fmt: skip
    if register.overdue:
        heading(_("Overdue"))
    for one in register.overdue:
        words = (
            _("{who}: {n} rows of '{id}' not answered by {day}")
            if one.kind == "assignment"
            else _("{id}: set aside only until {day} (approved by {who})")
        )
        day = _day(one.due)
        click.echo("  " + words.format(who=one.who or "—", n=len(one.criteria), id=one.id, day=day))


def _evidence(row: EvidenceRow, state: str) -> tuple[str, ...]:
    if row.reference_only:
        file = _("reference only")
    else:
        file = _("as attached") if row.file_verified else (row.file or "—")
    return (
        row.id,
        row.doc_number or "—",
        row.title,
        row.grade,
        _day(row.issued_on),
        _day(row.added_on),
        _day(row.expires),
        file,
        state,
        str(len(row.criteria)),
    )


def _day(day: date | None) -> str:
    return "—" if day is None else format_date(day)
