"""What a file leaves open: which paths are pages, which columns of a table are what."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QFormLayout, QLabel, QLineEdit

from assessor.api import N_, language
from assessor.api import gettext as _
from gui.measuring.tick import Tick
from gui.view import View

# name, label, example
_LINES = (
    ("page", N_("&Pages"), "^/(tra-cuu|dich-vu)/"),
    ("static", N_("Static files"), r"\.(css|js|png)$"),
    ("time_column", N_("Column of times"), "timestamp"),
    ("value_columns", N_("Columns of values"), "cpu, mem"),
    ("key_columns", N_("Columns of keys"), "host"),
    ("start", N_("When 0 was"), "2024-01-31T08:00"),
    ("series", N_("Series that is the load"), "requests"),
)
_TIPS = {
    "page": N_("Paths that are pages, as a regular expression; else all but files"),
    "static": N_("Paths that are static files, as a regular expression"),
    "time_column": N_("Of a table; else the file decides"),
    "value_columns": N_("Of a table, separated by commas; else all"),
    "key_columns": N_("Of a table: every value of it is a series of its own"),
    "start": N_("Of a table that counts time: the clock time of 0"),
    "series": N_("Where files hold several series of counts: the one that is the load"),
}
_LONGEST_STEP_S = 604_800  # a week


@dataclass(frozen=True)
class More:
    """What was said of tables and paths; None lets the file decide."""

    page: str | None = None
    static: str | None = None
    time_column: str | None = None
    value_columns: tuple[str, ...] | None = None
    key_columns: tuple[str, ...] | None = None
    start: str | None = None
    step: float | None = None
    series: str | None = None
    together: bool = False


class MoreBox(View):
    """Fields that most files do not need.

    Signals
    -------
    changed()
        Something else stands in a field.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self.fields: dict[str, QLineEdit] = {}
        self._labels: dict[str, QLabel] = {}
        for name, _words, example in _LINES:
            field, words = QLineEdit(), QLabel()
            field.setObjectName(f"more_{name}")
            field.setPlaceholderText(example)
            words.setBuddy(field)
            field.textChanged.connect(lambda _text: self.changed.emit())
            self._form.addRow(words, field)
            self.fields[name], self._labels[name] = field, words
        self.step, self._step_label = QDoubleSpinBox(), QLabel()
        self.step.setObjectName("more_step")
        self.step.setDecimals(3)
        self.step.setRange(0, _LONGEST_STEP_S)
        self.step.valueChanged.connect(lambda _value: self.changed.emit())
        self._step_label.setBuddy(self.step)
        self._form.addRow(self._step_label, self.step)
        self.events, self.together = Tick("more_events"), Tick("more_together")
        for box in (self.events, self.together):
            box.toggled.connect(lambda _on: self.changed.emit())
            self._form.addRow("", box)
        self.retranslate()

    def retranslate(self) -> None:
        for name, words, _example in _LINES:
            self._labels[name].setText(_(words))
            self.fields[name].setAccessibleName(_(words).replace("&", ""))
            self.fields[name].setToolTip(_(_TIPS[name]))
        self._step_label.setText(_("One step [s]"))
        self.step.setAccessibleName(_("One step [s]"))
        self.step.setToolTip(_("Of a table that counts time: seconds in one count"))
        self.step.setLocale(QLocale(language()))
        self.step.setSpecialValueText(_("as in the file"))
        self.events.setText(_("Every row is one event"))
        self.together.setText(_("All series together are the load"))

    def _text(self, name: str) -> str | None:
        return self.fields[name].text().strip() or None

    def _names(self, name: str) -> tuple[str, ...] | None:
        """Names between commas."""
        parts = (self._text(name) or "").split(",")
        return tuple(part.strip() for part in parts if part.strip()) or None

    @property
    def more(self) -> More:
        """What was said."""
        return More(
            page=self._text("page"),
            static=self._text("static"),
            time_column=self._text("time_column"),
            value_columns=() if self.events.isChecked() else self._names("value_columns"),
            key_columns=self._names("key_columns"),
            start=self._text("start"),
            step=self.step.value() or None,
            series=self._text("series"),
            together=self.together.isChecked(),
        )
