"""Answers that are typed: a number with its unit, a share by its part and its whole."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from assessor.api import (
    Catalogue,
    Measure,
    NumericMeasure,
    RatioMeasure,
    format_number,
    parse_number,
    unit_of,
)
from assessor.api import gettext as _
from gui.criteria.answer_editor import AnswerEditor
from gui.criteria.words import unit_words
from gui.view import label

NUMBER_DIGITS = 6


class NumberField(QWidget):
    """A number as people write it, with its label and unit; what is no number says so.

    Signals
    -------
    entered(float)
        A number was completed by Enter or by leaving the field.
    """

    entered = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self._name = QLabel()
        self._name.setWordWrap(True)
        self.field = QLineEdit()
        self.field.setMaximumWidth(180)
        self._unit = QLabel()
        self._wrong = label("bad", wrap=True)
        self._name.setBuddy(self.field)
        line = QHBoxLayout()
        for widget in (self.field, self._unit, self._wrong):
            line.addWidget(widget)
        line.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._name)
        box.addLayout(line)
        self.field.editingFinished.connect(self._on_finished)

    def show_number(self, name: str, unit: str, value: object) -> None:
        """Put another number in the field."""
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        self._shown = format_number(float(value), NUMBER_DIGITS) if is_number else ""  # type: ignore[arg-type]  # is_number has looked
        if isinstance(value, str):
            self._shown = value
        self._name.setText(name)
        self._unit.setText(unit)
        self.field.setText(self._shown)
        self.field.setAccessibleName(f"{name} {unit}".strip())
        self._wrong.setText("")

    @property
    def number(self) -> float | None:
        """What stands in the field; none where it is no number."""
        try:
            return parse_number(self.field.text())
        except ValueError:
            return None

    @Slot()
    def _on_finished(self) -> None:
        text = self.field.text().strip()
        if text in {self._shown, ""}:
            return
        number = self.number
        if number is None:
            example = format_number(1234.5, 1)
            self._wrong.setText(_("not a number; write for example {n}").format(n=example))
            return
        self._wrong.setText("")
        self._shown = text
        self.entered.emit(number)

    def begin(self, key: str) -> None:
        """Start typing with a key pressed elsewhere on the page."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.setText(key)


class NumberEditor(AnswerEditor):
    """A number with its unit."""

    def __init__(self, measure: Measure, catalogue: Catalogue, level: int | None) -> None:
        super().__init__(measure, catalogue, level)
        self._field = NumberField()
        self._field.field.setObjectName("answer_number")
        self._field.entered.connect(self._on_entered)
        self.box.addWidget(self._field)
        self.box.addWidget(self._threshold)

    @Slot(float)
    def _on_entered(self, number: float) -> None:
        self.tell(value=number, unit=None)

    def press(self, key: str) -> bool:
        if key.isdigit():
            self._field.begin(key)
        return key.isdigit()

    def retranslate(self) -> None:
        super().retranslate()
        of = getattr(self._measure, "of", None)
        unit = self._answer.unit or unit_of(self._measure)
        given = self._answer.value if self._answer.status == "answered" else None
        name = "" if of is None else of.here()
        self._field.show_number(name, self._unit_words(unit), given)

    def _unit_words(self, unit: str | None) -> str:
        if isinstance(self._measure, NumericMeasure) and self._measure.due is not None:
            return _("days after {day}").format(
                day="/".join(reversed(self._measure.due.split("-")))
            )
        return unit_words(unit)


class RatioEditor(AnswerEditor):
    """A share: the part and the whole, never the quotient alone."""

    def __init__(self, measure: RatioMeasure, catalogue: Catalogue, level: int | None) -> None:
        super().__init__(measure, catalogue, level)
        self._ratio = measure
        self._part, self._whole = NumberField(), NumberField()
        self._part.field.setObjectName("answer_part")
        self._whole.field.setObjectName("answer_whole")
        self._wrong = label("bad", wrap=True)
        for field in (self._part, self._whole):
            field.entered.connect(self._on_entered)
            self.box.addWidget(field)
        self.box.addWidget(self._wrong)
        self.box.addWidget(self._threshold)

    @Slot()
    def _on_entered(self) -> None:
        part, whole = self._part.number, self._whole.number
        if part is None or whole is None:
            self._wrong.setText(_("both the part and the whole are needed"))
        elif not 0 <= part <= whole:
            self._wrong.setText(_("the part must lie between 0 and the whole"))
        else:
            self._wrong.setText("")
            self.tell(a=part, b=whole)

    def press(self, key: str) -> bool:
        if key.isdigit():
            self._part.begin(key)
        return key.isdigit()

    def retranslate(self) -> None:
        super().retranslate()
        known = self._answer.status == "answered"
        self._part.show_number(self._ratio.a.here(), "", self._answer.a if known else None)
        self._whole.show_number(self._ratio.b.here(), "", self._answer.b if known else None)
        self._wrong.setText("")
