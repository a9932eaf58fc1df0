"""Second answer: will it carry the load, what stands beside what is planned."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from assessor.api import (
    ClassResult,
    FleetResult,
    TierResult,
    YearPlan,
    format_money,
    format_number,
    format_percent,
    promise_words,
    role_words,
    shown_value,
)
from assessor.api import gettext as _
from gui.card import Card, coloured, link
from gui.marks import promise_mark
from gui.overview.hardest import hardest_promise, hardness, same_promise
from gui.session import Session
from gui.tiers import class_title, tier_title
from gui.view import clear, label
from gui.why import WhyButton

SHOWN_CLASSES = 5
NAME_WIDTH = 150


class CapacityCard(Card):
    """Servers per tier for one year, and the promises of both fleets.

    Signals
    -------
    compute_asked(), plan_asked()
        A study is to be computed; the plan page is to be shown.
    """

    compute_asked = Signal()
    plan_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._year_label, self._years = label(""), QComboBox()
        self._years.setObjectName("overview_year")
        self._year_label.setBuddy(self._years)
        self.top.addWidget(self._year_label)
        self.top.addWidget(self._years)
        self._verdicts = QHBoxLayout()
        self._holder = QWidget()
        self._grid = QGridLayout(self._holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        self._classes = QGridLayout()
        self._classes.setHorizontalSpacing(10)
        self._classes.setVerticalSpacing(2)
        self._classes.setColumnStretch(0, 3)
        self._classes.setColumnStretch(1, 2)
        self._none = label("muted", wrap=True)
        self._compute = QPushButton()
        self._compute.clicked.connect(lambda _checked: self.compute_asked.emit())
        self._foot = QHBoxLayout()
        self.box.addLayout(self._verdicts)
        self.box.addWidget(self._holder)
        self.box.addLayout(self._classes)
        self.box.addWidget(self._none)
        self.box.addWidget(self._compute, 0, Qt.AlignmentFlag.AlignLeft)
        self.box.addLayout(self._foot)
        self.box.addStretch(1)
        self._years.currentIndexChanged.connect(self._on_year)
        session.study_changed.connect(self.ask_refresh)
        session.project_opened.connect(self.ask_refresh)

    def retranslate(self) -> None:
        self.heading.setText(_("2 · Will it carry the load?"))
        self._year_label.setText(_("&Year"))
        self._years.setAccessibleName(_("Year"))
        self._none.setText(
            _("Not computed yet. The study evaluates what stands today and sizes what is needed.")
        )
        self._compute.setText(_("Compute the study (F5)"))
        self.ask_refresh()

    def wait(self, *, is_computing: bool) -> None:
        """While a study is being computed none can be asked for."""
        self._compute.setEnabled(not is_computing)

    def refresh(self) -> None:
        """Show the study as it is now."""
        study = self._session.study
        known = study is not None and bool(study.plan.years)
        for widget in (self._year_label, self._years):
            widget.setVisible(known)
        self._none.setVisible(not known)
        self._compute.setVisible(not known)
        self._fill_years([] if study is None else [y.year for y in study.plan.years])
        self._on_year()

    def _fill_years(self, years: list[int]) -> None:
        shown = [self._years.itemData(at) for at in range(self._years.count())]
        if shown != years:
            self._years.blockSignals(True)
            self._years.clear()
            for year in years:
                self._years.addItem(str(year), year)
            self._years.blockSignals(False)

    @property
    def year(self) -> YearPlan | None:
        """The year that is shown."""
        study = self._session.study
        return None if study is None else study.plan.year(self._years.currentData())

    @Slot()
    def _on_year(self) -> None:
        for layout in (self._verdicts, self._grid, self._classes, self._foot):
            clear(layout)
        year = self.year
        if year is None:
            self._put_installed()
            return
        self._put_verdicts(year)
        self._put_tiers(year)
        self._put_classes(year)
        self._put_foot(year)

    def _put_verdicts(self, year: YearPlan) -> None:
        for words, fleet in (
            (_("What stands: promises"), year.existing),
            (_("What is planned: promises"), year.planned),
        ):
            mark = promise_mark(None if fleet is None else fleet.promises_met)
            self._verdicts.addWidget(QLabel(words))
            self._verdicts.addWidget(coloured(mark.text, mark.token))
            self._verdicts.addWidget(label("muted", text=_kept_words(fleet)))
            self._verdicts.addSpacing(18)
        self._verdicts.addStretch(1)

    def _put_installed(self) -> None:
        """Before anything is computed: what stands, and that nobody knows whether it holds."""
        project = self._session.project
        if project is None:
            return
        for column, words in enumerate((_("tier"), _("servers now"), _("promises"))):
            self._grid.addWidget(label("muted", text=words), 0, column)
        standing = project.scenario.platform.tiers.items()
        served = [(name, tier) for name, tier in standing if tier.servers_installed]
        mark = promise_mark(None)
        for at, (name, tier) in enumerate(served, 1):
            title = role_words(tier.role) if tier.title is None else tier.title.here()
            self._grid.addWidget(_named(f"{title} ({name})"), at, 0)
            servers = format_number(tier.servers_installed, 0)
            self._grid.addWidget(label("strong", text=servers), at, 1)
            self._grid.addWidget(coloured(mark.text, mark.token), at, 2)

    def _put_tiers(self, year: YearPlan) -> None:
        used = _("in use (worst)")
        heads = (_("tier"), _("servers now"), used, "", _("planned"), used, "")
        for column, words in enumerate(heads):
            self._grid.addWidget(label("muted", text=words), 0, column)
        planned = {} if year.planned is None else {t.id: t for t in year.planned.tiers}
        for at, tier in enumerate(year.existing.tiers, 1):
            self._put_tier(at, tier, planned.get(tier.id))

    def _put_tier(self, at: int, tier: TierResult, planned: TierResult | None) -> None:
        title = tier_title(self._session, tier)
        self._grid.addWidget(_named(title), at, 0)
        for column, one in ((1, tier), (4, planned)):
            mark = promise_mark(None if one is None else one.promise_met)
            servers = "—" if one is None else format_number(one.servers, 0)
            used = "" if one is None else _used_words(one)
            self._grid.addWidget(coloured(f"{servers} {mark.sign}", mark.token), at, column)
            self._grid.addWidget(label("", text=used), at, column + 1)
        more = 0 if planned is None else planned.servers - tier.servers
        self._grid.addWidget(label("strong", text=f"→ +{more}" if more > 0 else "→"), at, 3)
        name = tier.id
        self._grid.addWidget(
            WhyButton(lambda: title, lambda: self._session.explain_plan(name, self._shown_year)),
            at,
            6,
        )

    def _put_classes(self, year: YearPlan) -> None:
        """The hardest promise of each class of requests, now and planned."""
        for column, words in enumerate(
            (_("requests"), _("hardest promise"), _("limit"), _("now"), _("planned"), "")
        ):
            self._classes.addWidget(label("muted", text=words), 0, column)
        planned = {} if year.planned is None else {one.id: one for one in year.planned.classes}
        judged = [one for one in year.existing.classes if one.promises]
        judged.sort(key=lambda one: hardness(hardest_promise(one)))
        for at, one in enumerate(judged[:SHOWN_CLASSES], 1):
            self._put_class(at, one, planned.get(one.id))

    def _put_class(self, at: int, one: ClassResult, planned: ClassResult | None) -> None:
        title, name = class_title(self._session, one), one.id
        hardest = hardest_promise(one)
        other = None if planned is None else same_promise(planned, hardest)
        limit = shown_value(hardest.limit, hardest.unit)
        self._classes.addWidget(_named(title), at, 0)
        self._classes.addWidget(_named(promise_words(hardest.code, hardest.quantile)), at, 1)
        self._classes.addWidget(label("", text=limit), at, 2)
        for column, found in ((3, hardest), (4, other)):
            mark = promise_mark(None if found is None else found.met)
            shown = "—" if found is None else shown_value(found.value, found.unit)
            self._classes.addWidget(coloured(f"{shown} {mark.sign}", mark.token), at, column)
        self._classes.addWidget(
            WhyButton(lambda: title, lambda: self._session.explain_plan(name, self._shown_year)),
            at,
            5,
        )

    @property
    def _shown_year(self) -> int | None:
        year = self.year
        return None if year is None else year.year

    def _put_foot(self, year: YearPlan) -> None:
        totals = year.totals
        if totals is not None:
            words = _("{hosts} hosts, {added} more to buy · {money} a year before VAT").format(
                hosts=format_number(totals.hosts, 0),
                added=format_number(totals.hosts_added, 0),
                money=format_money(totals.cost_vnd),
            )
            self._foot.addWidget(label("muted", wrap=True, text=words), 1)
            what = _("cost of the year, before VAT")
            self._foot.addWidget(
                WhyButton(lambda: what, lambda: self._session.explain_totals(year.year))
            )
        if year.extrapolated:
            self._foot.addWidget(label("warn", text=_("extrapolated")))
        self._foot.addWidget(link(_("Plan ›"), self.plan_asked.emit, tip=_("Open the plan")))


def _named(text: str) -> QLabel:
    """A name that breaks into lines where there is little room."""
    made = label("", wrap=True, text=text)
    made.setMinimumWidth(NAME_WIDTH)
    return made


def _used_words(tier: TierResult) -> str:
    """All servers up, and in the worst state that the promises must hold in."""
    worst = tier.utilisation_worst
    shown = "∞" if math.isinf(worst) else format_percent(worst, 0)
    return f"{format_percent(tier.utilisation, 0)} ({shown})"


def _kept_words(fleet: FleetResult | None) -> str:
    if fleet is None:
        return ""
    judged = [tier.promise_met for tier in fleet.tiers]
    judged += [one.promise_met for one in fleet.classes if one.promise_met is not None]
    return _("({kept} of {all})").format(kept=sum(judged), all=len(judged))
