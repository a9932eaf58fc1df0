"""What is to be measured: files, service, classes, clock, tiers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout

from assessor.api import MEASURABLE, FitWishes, Scenario, service_kind_words
from assessor.api import gettext as _
from gui.measuring.edited import TypedColumn, TypedModel, TypedTable
from gui.measuring.files_box import FilesBox
from gui.measuring.folding import Folding
from gui.measuring.more_box import MoreBox
from gui.measuring.tick import Tick
from gui.measuring.tiers_box import CHANNELS, LOAD_TEST, UTILISATION, TiersBox
from gui.view import View, label

EXAMPLE = "^/ho-so/nop"


class MeasuringForm(View):
    """The choices of one measurement.

    Signals
    -------
    changed()
        Anything else is asked for than before.
    """

    changed = Signal()

    def __init__(self, scenario: Scenario) -> None:
        super().__init__()
        self._scenario = scenario
        self.files = FilesBox(lambda: _("Logs and numbers (*.log* *.gz *.csv *.json *.jtl *.txt)"))
        self.service, self._service_label, self._what = QComboBox(), label(""), label("muted")
        self.service.setObjectName("service")
        self._service_label.setBuddy(self.service)
        column = TypedColumn(
            lambda: _("pattern of the path"),
            lambda: _("Requests whose path matches are of this class"),
        )
        self.patterns = TypedModel(lambda: _("requests"), self._class_title, (column,), self)
        self.classes = TypedTable(self.patterns)
        self.classes.setObjectName("patterns")
        self._classes_label, self._classes_hint = label("strong"), label("muted", wrap=True)
        self._classes_label.setBuddy(self.classes)
        self.zone, self._zone_label = QComboBox(), QLabel()
        self.zone.setObjectName("zone")
        self.zone.setEditable(True)
        self.zone.addItems(list(dict.fromkeys((scenario.time_zone, "UTC"))))
        self._zone_label.setBuddy(self.zone)
        self.robots = Tick("robots")
        self.tiers, self.more = TiersBox(scenario), MoreBox()
        self._lay_out()
        self._fill_services()
        self._listen()
        self._on_service()
        self.retranslate()

    def _lay_out(self) -> None:
        self._what.setWordWrap(True)
        self.of_tiers = Folding(
            lambda: _("Tiers: how busy they were, and load tests"), self.tiers, "of_tiers"
        )
        self.of_tables = Folding(
            lambda: _("Pages, static files and tables of numbers"), self.more, "of_tables"
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 8, 0)
        for widget in (
            self.files, self._service_label, self.service, self._what, self._classes_label,
            self.classes, self._classes_hint, self._zone_label, self.zone, self.robots,
            self.of_tiers, self.of_tables,
        ):  # fmt: skip
            box.addWidget(widget)
        box.addStretch(1)

    def _listen(self) -> None:
        self.service.currentIndexChanged.connect(self._on_service)
        self.files.changed.connect(self.changed)
        self.patterns.dataChanged.connect(lambda *_what: self.changed.emit())
        self.zone.currentTextChanged.connect(lambda _text: self.changed.emit())
        self.robots.toggled.connect(lambda _on: self.changed.emit())
        self.tiers.changed.connect(self.changed)
        self.more.changed.connect(self.changed)

    def _fill_services(self) -> None:
        self.service.addItem("", None)
        for name, service in self._scenario.services.items():
            if service.kind in MEASURABLE:
                self.service.addItem("", name)

    def retranslate(self) -> None:
        self._service_label.setText(_("Ser&vice whose log it is"))
        self.service.setAccessibleName(_("Service whose log it is"))
        self.service.setItemText(0, _("none: only measure"))
        for at in range(1, self.service.count()):
            service = self._scenario.services[self.service.itemData(at)]
            words = f"{service.title.here()} ({service_kind_words(service.kind)})"
            self.service.setItemText(at, words)
        self._classes_label.setText(_("Requests by &class"))
        self.classes.setAccessibleName(_("Requests by class"))
        self._classes_hint.setText(
            _("A regular expression of the path, such as {example}. The first that matches takes "
              "the request; the classes of the service stand first.").format(example=EXAMPLE)
        )  # fmt: skip
        self._zone_label.setText(_("Time &zone of the results"))
        self.zone.setAccessibleName(_("Time zone of the results"))
        self.robots.setText(_("&Keep robots"))
        self.robots.setToolTip(_("Count robots too: where machines are the users"))
        self._on_kind()
        self._on_service_rows()

    def _class_title(self, name: str) -> str:
        return str(self._scenario.request_classes[name].title.here())

    @Slot()
    def _on_service(self) -> None:
        self._on_kind()
        self._on_service_rows()
        self.changed.emit()

    def _on_kind(self) -> None:
        """What a log changes of the service that is chosen."""
        words = {
            None: _("Values and the shape of the week are told; no service changes."),
            "open": _("Changes: profile, burstiness, pages and requests, visits."),
            "closed": _("Changes: profile, pauses, how many work at the same time."),
            "partly_open": _("Changes: profile, burstiness, sessions, pages, pauses."),
            "machine": _("Changes: profile, calls a day, size of batches. Keep robots: machines "
                         "are the users."),
        }  # fmt: skip
        self._what.setText(words[self.kind])

    def _on_service_rows(self) -> None:
        service: Any = self._scenario.services.get(self.service.currentData() or "")
        funnel = getattr(service, "funnel", service)
        names = ("requests", "requests_per_interaction")
        own = [one for name in names for one in getattr(funnel, name, ())]
        others = [name for name in self._scenario.request_classes if name not in own]
        self.patterns.show_rows([*own, *others])

    @property
    def kind(self) -> str | None:
        """Kind of the service that is chosen."""
        name = self.service.currentData()
        return None if name is None else self._scenario.services[name].kind

    def wishes(self, scenario: Path, name: str) -> FitWishes:
        """Everything that is asked for, under a name."""
        more = self.more.more
        tiers = self.tiers.model
        return FitWishes(
            scenario=scenario,
            id=name,
            service=self.service.currentData(),
            classes=self.patterns.column(1),
            static=more.static,
            page=more.page,
            zone=self.zone.currentText().strip() or None,
            keep_robots=self.robots.isChecked(),
            utilisation=tiers.column(UTILISATION),
            channels={tier: int(n) for tier, n in tiers.column(CHANNELS).items()},
            load_tests=tiers.column(LOAD_TEST),
            time_column=more.time_column,
            value_columns=more.value_columns,
            key_columns=more.key_columns,
            start=more.start,
            step=more.step,
            series=more.series,
            together=more.together,
        )
