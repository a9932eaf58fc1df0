"""What a measurement says: in a line, and in tabs."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QTabWidget, QVBoxLayout

from assessor.api import Fitted, Scenario, format_number, format_percent
from assessor.api import gettext as _
from gui.measuring.columns import (
    effect_columns,
    estimate_columns,
    estimate_rows,
    finding_columns,
    finding_rows,
    source_columns,
)
from gui.measuring.profile import shapes_of
from gui.measuring.shape_tab import ShapeTab
from gui.measuring.words import counted, figure
from gui.tables import Table, TableModel
from gui.tabs import name_tabs
from gui.view import View, label


class MeasuredView(View):
    """Findings, values, the shape of the week, what changes, and the files."""

    def __init__(self, scenario: Scenario) -> None:
        super().__init__()
        self._scenario = scenario
        self._done: Fitted | None = None
        self._service: str | None = None
        self._sum, self._refused = label("strong", wrap=True), label("bad", wrap=True)
        self._laws = label("muted", wrap=True)
        self._sum.setObjectName("measured_sum")
        self._refused.setObjectName("measured_refused")
        self.findings = Table(TableModel(finding_columns(), self))
        self.estimates = Table(TableModel(estimate_columns(), self))
        self.shape = ShapeTab()
        self.effects = Table(TableModel(effect_columns(scenario), self))
        self.sources = Table(TableModel(source_columns(), self))
        self.tabs = QTabWidget()
        self.tabs.setObjectName("measured_tabs")
        for tab in (self.findings, self.estimates, self.shape, self.effects, self.sources):
            self.tabs.addTab(tab, "")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._sum)
        box.addWidget(self._refused)
        box.addWidget(self._laws)
        box.addWidget(self.tabs, 1)
        self.retranslate()

    def show_result(self, done: Fitted, service: str | None) -> None:
        """Put another measurement on the screen; what was refused is seen first."""
        self._done, self._service = done, service
        self.tabs.setCurrentIndex(0 if done.findings else 1)
        self.retranslate()

    def retranslate(self) -> None:
        done = self._done
        if done is None:
            return
        estimates = estimate_rows(done)
        name_tabs(
            self.tabs,
            (
                _("What stands out ({n})").format(n=len(done.findings)),
                _("Values ({n})").format(n=len(estimates)),
                _("Shape of the week"),
                _("What changes ({n})").format(n=len(done.effects)),
                _("Files ({n})").format(n=len(done.measurement.sources)),
            ),
        )
        words = counted(_sum_of(done))
        self._sum.setText(words[:1].upper() + words[1:])
        refused = [one for one in done.findings if one.severity == "refusal"]
        words = _("✗ Withheld: {n}. “What stands out” says what, and why.")
        self._refused.setText(words.format(n=len(refused)))
        self._refused.setVisible(bool(refused))
        self._laws.setText("\n".join(_laws_of(done)))
        self._laws.setVisible(bool(done.measurement.demands))
        self.findings.rows.show_rows(finding_rows(done.findings))
        self.estimates.rows.show_rows(estimates)
        self.shape.show_shapes(shapes_of(done, self._scenario, self._service))
        self.effects.rows.show_rows(done.effects)
        self.sources.rows.show_rows(done.measurement.sources)


def _sum_of(done: Fitted) -> Iterator[str]:
    """A measurement in a few words."""
    measured = done.measurement
    days = measured.main.profile.days if measured.main and measured.main.profile else 0
    if days:
        yield _("days measured: {n}").format(n=format_number(days, 0))
    arrivals = measured.estimates.get("per_calendar_day")
    if arrivals is not None and measured.main is not None:
        is_visits = measured.main.series.unit == "visits"
        words = _("{n} visits a day") if is_visits else _("{n} arrivals a day")
        yield words.format(n=figure(arrivals.base))
    yield _("values: {n}").format(n=format_number(len(measured.estimates), 0))
    first = next(iter(measured.estimates.values()), None)
    if first is not None:
        yield _("intervals of {share}").format(share=format_percent(first.coverage, 0))
    words = _("values of the scenario that change: {n}")
    yield words.format(n=format_number(len(done.effects), 0))


def _laws_of(done: Fitted) -> Iterator[str]:
    """How well the utilisation law holds at each tier."""
    for tier, fit in done.measurement.demands.items():
        law = _("Utilisation law at {tier}").format(tier=tier)
        words = _("{n} windows of {seconds} s, R² {share}, clocks {lag} s apart")
        yield f"{law}: " + words.format(
            n=format_number(fit.windows, 0),
            seconds=format_number(fit.window, 0),
            share=format_number(fit.determination, 3),
            lag=format_number(fit.lag, 0),
        )
