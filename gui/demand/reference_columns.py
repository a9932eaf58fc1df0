"""Rows and columns of the worked figures, and a figure in numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assessor.api import N_, Explained, Quantity, Scenario, format_number, format_percent
from assessor.api import gettext as _
from gui.demand.loading import DemandView
from gui.demand.words import title_of
from gui.tables import TableColumn

_NAME = re.compile(r"[^\W\d]\w*")
AS_PUBLISHED_WITHIN = 0.05  # a figure printed with one or two digits is met no better
DIGITS = 4
_UNITS = {"people": N_("{n} people"), "cores": N_("{n} cores")}


@dataclass(frozen=True)
class LoadRow:
    """One worked figure beside the published one."""

    id: str
    found: Explained
    published: Quantity | None
    reason: str
    note: str
    scenario: Scenario

    @property
    def difference(self) -> float | None:
        """Of the worked figure from the published one, as a share of that."""
        if self.published is None or self.published.base == 0:
            return None
        return self.found.value / self.published.base - 1


def load_rows(view: DemandView) -> list[LoadRow]:
    """Every worked figure in file order."""
    return [
        LoadRow(
            name,
            view.loads[name],
            load.expected,
            "" if load.corrected_because is None else load.corrected_because.here(),
            "" if load.note is None else load.note.here(),
            view.scenario,
        )
        for name, load in view.scenario.reference_loads.items()
    ]


def load_columns() -> tuple[TableColumn[LoadRow], ...]:
    """What is said of a worked figure."""
    return (
        TableColumn(
            lambda: _("figure"), lambda r: title_of(r.scenario, "reference_loads", r.id),
            is_wide=True,
        ),
        TableColumn(
            lambda: _("value"), lambda r: value_words(r.found.value, r.found.unit),
            lambda r: r.found.value, is_number=True,
        ),
        TableColumn(
            lambda: _("published"),
            lambda r: "—" if r.published is None
            else value_words(r.published.base, r.found.unit),
            lambda r: -1.0 if r.published is None else r.published.base, is_number=True,
        ),
        TableColumn(lambda: _("published range"), _range_words, is_number=True),
        TableColumn(
            lambda: _("difference"), _difference_words,
            lambda r: -9.0 if r.difference is None else r.difference, is_number=True,
        ),
        TableColumn(lambda: _("how it stands"), standing_words, token=_token),
    )  # fmt: skip


def _range_words(row: LoadRow) -> str:
    known = row.published
    if known is None or known.low is None or known.high is None:
        return "—"
    return f"{format_number(known.low, DIGITS)} – {format_number(known.high, DIGITS)}"


def _difference_words(row: LoadRow) -> str:
    share = row.difference
    if share is None:
        return "—"
    return f"{'+' if share > 0 else ''}{format_percent(share, 1)}"


def standing_words(row: LoadRow) -> str:
    """Whether the figure is the published one, or corrected, or was never published."""
    if row.reason:
        return _("! corrected")
    if row.difference is None:
        return _("– nothing published")
    near = abs(row.difference) <= AS_PUBLISHED_WITHIN
    return _("✓ as published") if near else _("? differs")


def _token(row: LoadRow) -> str | None:
    if row.reason:
        return "warn"
    if row.difference is None:
        return "muted"
    return "good" if abs(row.difference) <= AS_PUBLISHED_WITHIN else "unknown"


def value_words(value: float, unit: str | None) -> str:
    """A value with its unit; a fraction as per cent."""
    if unit == "fraction":
        return format_percent(value)
    shown = format_number(value, 0 if abs(value) >= 1000 else 2)
    if unit in _UNITS:
        return _(_UNITS[unit]).format(n=shown)
    return shown if unit in {None, "1"} else f"{shown} {unit}"


def formula_words(found: Explained) -> str:
    """The formula by names, then by numbers, then its value."""
    values = {term.name: term.value for term in found.terms}

    def in_number(token: re.Match[str]) -> str:
        name = token.group()
        return format_number(values[name], DIGITS) if name in values else name

    names = _NAME.sub(lambda token: token.group().replace("_", " "), found.formula)
    value = value_words(found.value, found.unit)
    return f"{names}\n= {_NAME.sub(in_number, found.formula)} = {value}"
