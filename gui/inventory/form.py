"""What is to be imported: files, the mapping, what is assumed, the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from assessor.api import LocalizedText, Quantity
from assessor.api import gettext as _
from gui.forms import date_field, day_of
from gui.measuring import asking
from gui.measuring.files_box import FilesBox
from gui.measuring.tick import Tick
from gui.view import View, label

USUAL = (10, 25, 50)
"""Assumed use of vCPUs until somebody says otherwise: low, planning value, high. [%]"""


@dataclass(frozen=True)
class Wanted:
    """The choices of one import."""

    files: tuple[Path, ...]
    mapping: Path | None
    utilisation: Quantity | None
    on: date | None


class InventoryForm(View):
    """Files of an inventory and how they are to be read.

    Signals
    -------
    changed()
        Anything else is asked for than before.
    """

    changed = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self.files = FilesBox(lambda: _("Inventories (*.xlsx *.csv *.json)"))
        self.mapping, self._mapping_label = QLineEdit(), QLabel()
        self.mapping.setObjectName("mapping")
        self.mapping.setClearButtonEnabled(True)
        self._mapping_label.setBuddy(self.mapping)
        self._choose, self._mapping_hint = QPushButton(), label("muted", wrap=True)
        self._choose.setObjectName("mapping_choose")
        self.assumes = Tick("assumes")
        self.shares = tuple(_percent() for _value in USUAL)
        self._assumed, self._assumed_hint = QWidget(), label("muted", wrap=True)
        self._words = tuple(QLabel() for _value in USUAL)
        self._day_label, self.states_day = QLabel(), Tick("states_day")
        self.day = date_field(today)
        self.day.setEnabled(False)
        self._day_label.setBuddy(self.states_day)
        self._lay_out()
        self._listen()
        self.retranslate()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.mapping, 1)
        line.addWidget(self._choose)
        shares = QHBoxLayout(self._assumed)
        shares.setContentsMargins(20, 0, 0, 0)
        for words, share in zip(self._words, self.shares, strict=True):
            words.setBuddy(share)
            shares.addWidget(words)
            shares.addWidget(share)
        shares.addStretch(1)
        day = QHBoxLayout()
        day.addWidget(self.states_day)
        day.addWidget(self.day, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 8, 0)
        box.addWidget(self.files)
        box.addWidget(self._mapping_label)
        box.addLayout(line)
        for widget in (
            self._mapping_hint, self.assumes, self._assumed, self._assumed_hint, self._day_label,
        ):  # fmt: skip
            box.addWidget(widget)
        box.addLayout(day)
        box.addStretch(1)

    def _listen(self) -> None:
        low, base, high = self.shares
        for share, value in zip(self.shares, USUAL, strict=True):
            share.setValue(value)
            share.valueChanged.connect(lambda _value: self.changed.emit())
        # in order whatever is typed: a lower bound moves those above it
        low.valueChanged.connect(base.setMinimum)
        base.valueChanged.connect(high.setMinimum)
        base.setMinimum(low.value())
        high.setMinimum(base.value())
        self.files.changed.connect(self.changed)
        self.mapping.textChanged.connect(lambda _text: self.changed.emit())
        self._choose.clicked.connect(lambda _checked: self._on_choose())
        self.assumes.toggled.connect(self._assumed.setEnabled)
        self.assumes.toggled.connect(lambda _on: self.changed.emit())
        self._assumed.setEnabled(False)
        self.states_day.toggled.connect(self.day.setEnabled)
        self.states_day.toggled.connect(lambda _on: self.changed.emit())
        self.day.dateChanged.connect(lambda _day: self.changed.emit())

    def retranslate(self) -> None:
        self._mapping_label.setText(_("Ma&pping (may be left out)"))
        self.mapping.setAccessibleName(_("Mapping"))
        self._choose.setText(_("C&hoose…"))
        self._mapping_hint.setText(
            _("A YAML file that says which columns, tiers, sites and systems are meant. Without "
              "one every machine counts as background, by its system.")
        )  # fmt: skip
        self.assumes.setText(_("Assume the &use of vCPUs where nothing tells it [%]"))
        heads = (_("&low"), _("planning &value"), _("hi&gh"))
        for words, share, head in zip(self._words, self.shares, heads, strict=True):
            words.setText(head)
            name = _("Assumed use of vCPUs, {which} [%]").format(which=head.replace("&", ""))
            share.setAccessibleName(name)
        self._assumed_hint.setText(
            _("Marked as an assumption. What the files or the scenario tell goes before it.")
        )
        self._day_label.setText(_("&Day of the inventory"))
        self.states_day.setText(_("other than the export states"))
        self.states_day.setAccessibleName(_("Day of the inventory"))
        self.day.setAccessibleName(_("Day of the inventory"))

    def _on_choose(self) -> None:
        chosen = asking.choose_file(self, _("Mapping"), _("YAML files (*.yaml *.yml)"))
        if chosen is not None:
            self.mapping.setText(str(chosen))

    @property
    def wanted(self) -> Wanted:
        """What is asked for now."""
        mapping = self.mapping.text().strip()
        return Wanted(
            tuple(self.files.files),
            Path(mapping) if mapping else None,
            self._quantity() if self.assumes.isChecked() else None,
            day_of(self.day) if self.states_day.isChecked() else None,
        )

    def _quantity(self) -> Quantity:
        low, base, high = (share.value() / 100 for share in self.shares)
        reason = LocalizedText(
            vi="Giả định khi nhập danh mục máy chủ: danh mục không có số đo",
            en="Assumed when the inventory was imported: it measures none",
        )
        return Quantity(
            low=low, base=base, high=high, unit="fraction", kind="assumption", confidence="low",
            reason=reason,
        )  # fmt: skip


def _percent() -> QSpinBox:
    """A share that is neither surely nothing nor surely all."""
    made = QSpinBox()
    made.setRange(1, 99)
    return made
