"""A row read from the evaluated fleet: shown, not typed; another value gives its reason."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from assessor.api import Answer, Catalogue, CriterionScore, DerivedMeasure, Measure
from assessor.api import gettext as _
from gui.criteria.answer_editor import AnswerEditor
from gui.criteria.words import value_words, yes_no
from gui.view import label


class DerivedEditor(AnswerEditor):
    """Value, model and state of a derived row.

    Signals
    -------
    override_asked(), override_dropped()
        Another value is to take its place, or no longer.
    """

    override_asked = Signal()
    override_dropped = Signal()

    def __init__(self, measure: Measure, catalogue: Catalogue, level: int | None) -> None:
        super().__init__(measure, catalogue, level)
        self._row: CriterionScore | None = None
        self._value = label("strong", wrap=True)
        self._state = label("muted", wrap=True)
        self._other = label("", wrap=True)
        self._put, self._drop = QPushButton(), QPushButton()
        self._put.setObjectName("override")
        self._put.clicked.connect(lambda _checked: self.override_asked.emit())
        self._drop.clicked.connect(lambda _checked: self.override_dropped.emit())
        line = QHBoxLayout()
        line.addWidget(self._put)
        line.addWidget(self._drop)
        line.addStretch(1)
        for widget in (self._value, self._threshold, self._state, self._other):
            self.box.addWidget(widget)
        self._by_hand = _fallback_buttons(self)
        self.box.addLayout(line)

    def show_answer(self, answer: Answer, row: CriterionScore | None) -> None:
        self._row = row
        super().show_answer(answer, row)

    def press(self, key: str) -> bool:
        given = {"Y": True, "N": False}.get(key)
        if given is None or not self._takes_answers:
            return False
        self.tell(value=given)
        return True

    @property
    def _takes_answers(self) -> bool:
        """True where nothing was evaluated and the row may be answered by hand."""
        measure = self._measure
        has_fallback = isinstance(measure, DerivedMeasure) and measure.fallback is not None
        return has_fallback and (self._row is None or self._row.status != "derived")

    @Slot()
    def _on_by_hand(self) -> None:
        self.press(str(self.sender().property("key")))

    def retranslate(self) -> None:
        super().retranslate()
        self._value.setText(self._value_words())
        self._state.setText(self._state_words())
        override = self._answer.override
        self._other.setVisible(override is not None)
        if override is not None:
            value = value_words(self._measure, self._catalogue, override.value)
            reason = _("Put in its place: {value}. Reason: {reason}")
            self._other.setText(reason.format(value=value, reason=override.reason))
        self._put.setText(_("Put another value in its place…"))
        self._drop.setText(_("Take the evaluated value again"))
        self._drop.setVisible(override is not None)
        for key, button in self._by_hand.items():
            given = self._answer.value if self._answer.status == "answered" else None
            button.setText(f"{yes_no(key == 'Y')}  ({key})")
            button.setVisible(self._takes_answers)
            button.setChecked(given is not None and given == (key == "Y"))

    def _value_words(self) -> str:
        measured = None if self._row is None else self._row.measured
        if measured is None:
            return _("Not evaluated yet: compute the study, or answer by hand.")
        shown = value_words(self._measure, self._catalogue, measured.value)
        return _("Evaluated fleet, {year}: {value}").format(year=measured.year or "—", value=shown)

    def _state_words(self) -> str:
        measured = None if self._row is None else self._row.measured
        if measured is None:
            return ""
        parts = [
            _("every input measured") if measured.measured else _("a forecast: never evidence"),
            _("model: {model}").format(model=measured.model) if measured.model else "",
            _("STALE: the scenario has changed since") if measured.stale else "",
        ]
        return " · ".join(part for part in parts if part)


def _fallback_buttons(editor: DerivedEditor) -> dict[str, QPushButton]:
    """Yes and no, for rows that may be answered by hand."""
    made = {}
    line = QHBoxLayout()
    for key in ("Y", "N"):
        button = QPushButton()
        button.setCheckable(True)
        button.setProperty("key", key)
        button.setObjectName(f"answer_{key}")
        button.clicked.connect(editor._on_by_hand)
        line.addWidget(button)
        made[key] = button
    line.addStretch(1)
    editor.box.addLayout(line)
    return made
