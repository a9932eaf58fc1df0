"""Rows and columns of what was measured."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from assessor.api import (
    Effect,
    Estimate,
    Finding,
    Fitted,
    Problem,
    Scenario,
    SourceFile,
    base_words,
    estimate_name,
    estimate_names,
    estimate_unit,
    format_date,
    format_number,
    method_words,
    problem_of,
)
from assessor.api import gettext as _
from gui.measuring.words import (
    SEVERITIES,
    effect_words,
    figure,
    place_words,
    problem_words,
    severity_mark,
)
from gui.tables import TableColumn

Shown = Callable[[float], str]
EXACT: Shown = partial(figure, fixed=True)
SHOWN_OF_HASH = 12


def problem_rows(problems: Iterable[Problem]) -> list[Problem]:
    """Errors first: they forbid going on."""
    return sorted(problems, key=lambda one: one.severity != "error")


def problem_columns() -> tuple[TableColumn[Problem], ...]:
    """What is wrong with what was asked for, or with a file: how grave, in words, and where."""
    return (
        TableColumn(
            lambda: _("how grave"),
            lambda r: _("✗ error") if r.severity == "error" else _("! caution"),
            lambda r: r.severity != "error",
            token=lambda r: "bad" if r.severity == "error" else "warn",
        ),
        TableColumn(
            lambda: _("what stands out"), lambda r: problem_words(r, placed=False), is_wide=True
        ),
        TableColumn(
            lambda: _("where"), lambda r: place_words(r.path, r.line),
            lambda r: (r.path or "", r.line or 0), tip=lambda r: r.path or "",
        ),
    )  # fmt: skip


def finding_rows(findings: Sequence[Finding]) -> list[Finding]:
    """Refusals first, then cautions, then notes; each in the order in which it was found."""
    return sorted(findings, key=lambda one: SEVERITIES.index(one.severity))


def finding_columns() -> tuple[TableColumn[Finding], ...]:
    """What stands out: how grave, in words, and where."""
    return (
        TableColumn(
            lambda: _("how grave"), lambda r: severity_mark(r).text,
            lambda r: SEVERITIES.index(r.severity), token=lambda r: severity_mark(r).token,
        ),
        TableColumn(lambda: _("what stands out"), _finding_words, is_wide=True),
        TableColumn(
            lambda: _("where"), lambda r: place_words(r.path, r.line, r.until),
            lambda r: (r.path or "", r.line or 0), tip=lambda r: r.path or "",
        ),
    )  # fmt: skip


def _finding_words(finding: Finding) -> str:
    words = problem_words(problem_of(finding), placed=False)
    if finding.line is not None and finding.count > 1:
        words += _(" ({n} times)").format(n=format_number(finding.count, 0))
    return words


@dataclass(frozen=True)
class EstimateRow:
    """One measured value."""

    id: str
    name: str
    estimate: Estimate
    base: str | None


def estimate_rows(done: Fitted) -> list[EstimateRow]:
    """Every estimate, in the order of the measurement; of several series, those of each."""
    measured = done.measurement
    bases = measured.main.bases if measured.main is not None else {}
    names = estimate_names(measured)
    rows = [
        EstimateRow(name, names[name], estimate, bases.get(name))
        for name, estimate in measured.estimates.items()
    ]
    others = {} if measured.main is not None else measured.streams
    for series, stream in others.items():
        rows += [
            EstimateRow(name, f"{series}: {estimate_name(name)}", estimate, stream.bases.get(name))
            for name, estimate in stream.estimates.items()
        ]
    return rows


def estimate_columns() -> tuple[TableColumn[EstimateRow], ...]:
    """What is said of a measured value."""
    return (
        TableColumn(
            lambda: _("what"), lambda r: r.name, is_wide=True,
            tip=lambda r: f"{r.name} ({r.id})",
        ),
        TableColumn(lambda: _("value"), _value_words, lambda r: r.estimate.base, is_number=True),
        TableColumn(lambda: _("interval"), lambda r: interval_words(r.estimate), is_number=True),
        TableColumn(lambda: _("measured against"), lambda r: base_words(r.base), is_wide=True),
        TableColumn(
            lambda: _("observations"), lambda r: format_number(r.estimate.observations, 0),
            lambda r: r.estimate.observations, is_number=True,
        ),
        TableColumn(lambda: _("how"), lambda r: method_words(r.estimate.method), is_wide=True),
    )  # fmt: skip


def _value_words(row: EstimateRow) -> str:
    return f"{EXACT(row.estimate.base)} {estimate_unit(row.estimate.unit)}".rstrip()


def interval_words(estimate: Estimate | None, shown: Shown = EXACT) -> str:
    """Both limits; a dash where there were too few observations for any."""
    if estimate is None or not math.isfinite(estimate.high - estimate.low):
        return "—"
    return f"{shown(estimate.low)} … {shown(estimate.high)}"


def effect_columns(scenario: Scenario) -> tuple[TableColumn[Effect], ...]:
    """What a value of the scenario is, and what it becomes."""
    return (
        TableColumn(lambda: _("what"), lambda r: effect_words(r.path, scenario), is_wide=True),
        TableColumn(lambda: _("before"), lambda r: _value(r.before, r.unit), is_number=True),
        TableColumn(lambda: _("measured"), lambda r: _value(r.after, r.unit), is_number=True),
        TableColumn(lambda: _("place in the scenario"), lambda r: r.path),
    )


def _value(value: float | str | None, unit: str | None) -> str:
    if value is None or isinstance(value, str):
        return value or "—"
    return f"{figure(value)} {estimate_unit(unit)}".rstrip()


def source_columns() -> tuple[TableColumn[SourceFile], ...]:
    """A file that was read: what it is, what was used of it, and when."""
    return (
        TableColumn(
            lambda: _("file"), lambda r: place_words(r.path, None), is_wide=True,
            tip=lambda r: r.path,
        ),
        TableColumn(lambda: _("format"), lambda r: r.format),
        TableColumn(
            lambda: _("lines"), lambda r: format_number(r.lines, 0), lambda r: r.lines,
            is_number=True,
        ),
        TableColumn(
            lambda: _("used"), lambda r: format_number(r.used, 0), lambda r: r.used,
            is_number=True,
        ),
        TableColumn(lambda: _("from"), lambda r: _moment(r.first), lambda r: _order(r.first)),
        TableColumn(lambda: _("until"), lambda r: _moment(r.last), lambda r: _order(r.last)),
        TableColumn(lambda: "SHA-256", lambda r: r.sha256[:SHOWN_OF_HASH], tip=lambda r: r.sha256),
    )  # fmt: skip


def _moment(at: datetime | None) -> str:
    return "—" if at is None else f"{format_date(at.date())} {at:%H:%M}"


def _order(at: datetime | None) -> str:
    return "" if at is None else at.isoformat()
