"""Answers that are chosen: yes or no, points of a scale, one of several options."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QRadioButton, QVBoxLayout

from assessor.api import (
    ByLevelMeasure,
    Catalogue,
    ChoiceMeasure,
    MaturityMeasure,
    Measure,
    format_number,
    format_percent,
)
from gui.criteria.answer_editor import AnswerEditor
from gui.criteria.words import yes_no


class ButtonsEditor(AnswerEditor):
    """One button a possible answer, each with its key."""

    def __init__(
        self,
        measure: Measure,
        catalogue: Catalogue,
        level: int | None,
        values: list[tuple[str, bool | float]],
    ) -> None:
        super().__init__(measure, catalogue, level)
        self._values = values
        self._buttons: dict[str, QPushButton] = {}
        many = len(values) > 2
        line = QVBoxLayout() if many else QHBoxLayout()
        for key, value in values:
            line.addWidget(self._button(key, value, wide=many))
        line.addStretch(1)
        self.box.addLayout(line)
        self.box.addWidget(self._threshold)

    def _button(self, key: str, value: bool | float, *, wide: bool) -> QPushButton:
        made = QPushButton()
        made.setCheckable(True)
        made.setAutoDefault(False)
        made.setObjectName(f"answer_{key}")
        made.setMinimumWidth(110)
        if wide:
            made.setStyleSheet("text-align: left; padding: 4px 8px;")
        made.clicked.connect(lambda _checked, given=value: self._on_clicked(given))
        self._buttons[key] = made
        return made

    def _on_clicked(self, value: bool | float) -> None:
        self.tell(value=value)
        self.retranslate()

    def press(self, key: str) -> bool:
        value = dict(self._values).get(key)
        if value is None:
            return False
        self.tell(value=value)
        return True

    def retranslate(self) -> None:
        super().retranslate()
        given = self._answer.value if self._answer.status == "answered" else None
        for key, value in self._values:
            button = self._buttons[key]
            words = self._words(value)
            button.setText(f"{words}  ({key})" if len(key) == 1 else words)
            button.setAccessibleName(words)
            button.setChecked(given is not None and given == value)

    def _words(self, value: bool | float) -> str:
        if isinstance(value, bool):
            sign = "✓" if value else "✗"
            return f"{sign} {yes_no(value)}"
        if not isinstance(self._measure, MaturityMeasure):
            return format_number(value, 2)
        labels = self._catalogue.scale_of(self._measure.scale).labels
        words = next((item.here() for item in labels if item.at == value), "")
        return f"{format_number(value, 2)} · {words}" if words else format_number(value, 2)


class ChoiceEditor(AnswerEditor):
    """One of several answers."""

    def __init__(
        self, measure: ChoiceMeasure | ByLevelMeasure, catalogue: Catalogue, level: int | None
    ) -> None:
        super().__init__(measure, catalogue, level)
        self._options = measure.options
        self._group = QButtonGroup(self)
        for position, _option in enumerate(self._options):
            button = QRadioButton()
            button.setObjectName(f"option_{position}")
            self._group.addButton(button, position)
            self.box.addWidget(button)
        self.box.addWidget(self._threshold)
        self._group.idClicked.connect(self._on_clicked)

    @Slot(int)
    def _on_clicked(self, position: int) -> None:
        self.tell(value=self._options[position].id)

    def press(self, key: str) -> bool:
        if not key.isdigit() or not 1 <= int(key) <= len(self._options):
            return False
        self.tell(value=self._options[int(key) - 1].id)
        return True

    def retranslate(self) -> None:
        super().retranslate()
        self._group.setExclusive(False)
        for position, option in enumerate(self._options):
            button = self._group.button(position)
            credit = getattr(option, "credit", None)
            worth = "" if credit is None else f"  [{format_percent(credit, 0)}]"
            button.setText(f"{position + 1}. {option.title.here()}{worth}")
            button.setChecked(self._answer.status == "answered" and self._answer.value == option.id)
        self._group.setExclusive(True)
