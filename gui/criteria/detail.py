"""One row: what it asks, the answer, its evidence and note, and where the text comes from."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from assessor.api import Answer, Override, format_date, unit_of
from assessor.api import gettext as _
from gui import dialogs
from gui.criteria.answer_editor import AnswerEditor
from gui.criteria.columns_box import ColumnsBox
from gui.criteria.derived_editor import DerivedEditor
from gui.criteria.editors import editor_for
from gui.criteria.evidence_box import EvidenceBox
from gui.criteria.log_box import LogBox
from gui.criteria.result_line import ResultLine
from gui.criteria.source_box import RequirementBox, SourceBox
from gui.criteria.words import unit_words
from gui.session import Session
from gui.view import View, label

NOT_APPLICABLE_DAYS = 365  # how long a row stays set aside unless another day is given


class CriterionDetail(View):
    """Shows the row that the page has chosen and forwards edits to the session."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._name: str | None = None
        self._none_at_all = False
        self._editor: AnswerEditor | None = None
        self._requirement, self._source = RequirementBox(), SourceBox()
        self._answer_heading = label("strong")
        self._holder = QVBoxLayout()
        self._set_aside, self._clear = QPushButton(), QPushButton()
        self._set_aside.setObjectName("not_applicable")
        self._clear.setObjectName("clear_answer")
        self._aside_words = label("muted", wrap=True)
        self._result = ResultLine(session)
        self._columns, self._log = ColumnsBox(session), LogBox()
        self._evidence = EvidenceBox()
        self._note_heading, self._note = label("strong"), QPlainTextEdit()
        self._note.setObjectName("note")
        self._noted: str | None = None
        self._note.setTabChangesFocus(True)
        self._note.setMaximumHeight(70)
        self._note_heading.setBuddy(self._note)
        self._note.installEventFilter(self)
        self._empty = label("muted", wrap=True)
        self._lay_out()
        self._set_aside.clicked.connect(self.set_aside)
        self._clear.clicked.connect(self.clear_answer)
        self._evidence.changed.connect(self._on_evidence_changed)
        self._evidence.new_asked.connect(self._on_new_evidence)
        session.answer_changed.connect(self._on_answer_changed)
        session.scored.connect(self._refresh)
        self.retranslate()

    def _lay_out(self) -> None:
        self._body = QWidget()
        box = QVBoxLayout(self._body)
        box.setSpacing(10)
        buttons = QHBoxLayout()
        buttons.addWidget(self._set_aside)
        buttons.addWidget(self._clear)
        buttons.addStretch(1)
        box.addWidget(self._requirement)
        box.addWidget(_rule())
        box.addWidget(self._answer_heading)
        box.addLayout(self._holder)
        box.addWidget(self._aside_words)
        box.addLayout(buttons)
        for widget in (self._result, self._columns, _rule(), self._evidence, self._note_heading,
                       self._note, _rule(), self._log, self._source):  # fmt: skip
            box.addWidget(widget)
        box.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._empty)
        outer.addWidget(scroll, 1)

    # what is shown

    @property
    def criterion(self) -> str | None:
        """The row on the screen."""
        return self._name

    def tell_empty(self, *, none_at_all: bool) -> None:
        """What stands there while no row is chosen."""
        self._none_at_all = none_at_all
        self._empty.setText(
            _("This project has no assessment yet.")
            if none_at_all
            else _("Choose a row on the left.")
        )

    def show_criterion(self, name: str | None) -> None:
        """Put another row on the screen."""
        self._keep_note()
        self._name = name
        assessed = self._session.assessed
        self._body.setVisible(name is not None and assessed is not None)
        self._empty.setVisible(name is None or assessed is None)
        if name is None or assessed is None:
            return
        row = assessed.catalogue.criteria[name]
        in_force = assessed.catalogue.in_force_on(name, assessed.assessment.as_of)
        card = self._session.scorecard
        informative = card is not None and card.criterion(name).informative
        self._requirement.show_row(name, row, in_force, informative=informative)
        self._source.show_row(row, assessed.catalogue)
        self._exchange_editor(editor_for(row, assessed.catalogue, self._session.level_for(name)))
        self._set_aside.setEnabled(row.na_allowed)
        self._refresh()

    def _exchange_editor(self, editor: AnswerEditor) -> None:
        if self._editor is not None:
            self._holder.removeWidget(self._editor)
            self._editor.hide()
            self._editor.deleteLater()
        self._editor = editor
        editor.changed.connect(self._on_answered)
        if isinstance(editor, DerivedEditor):
            editor.override_asked.connect(self._on_override_asked)
            editor.override_dropped.connect(self._on_override_dropped)
        self._holder.addWidget(editor)

    @Slot()
    def _refresh(self) -> None:
        assessed, card = self._session.assessed, self._session.scorecard
        if self._name is None or assessed is None or self._editor is None:
            return
        if self._name not in assessed.catalogue.criteria:
            return
        answer = assessed.assessment.answer(self._name)
        scored = None if card is None else card.criterion(self._name)
        self._editor.show_answer(answer, scored)
        self._evidence.show_evidence(assessed.assessment, answer)
        self._result.show_row(self._name)
        self._columns.show_row(self._name)
        self._log.show_answer(answer)
        # what is being typed stays, whatever else has changed meanwhile
        is_typing = self._noted == self._name and self._note.document().isModified()
        if not is_typing:
            self._noted = self._name
            self._note.setPlainText("" if answer.note is None else str(answer.note))
        self._aside_words.setText(_aside_words(answer))
        self._aside_words.setVisible(answer.status == "not_applicable")

    @Slot(str)
    def _on_answer_changed(self, name: str) -> None:
        if name == self._name:
            self._refresh()

    def retranslate(self) -> None:
        self._answer_heading.setText(_("Answer"))
        self._note_heading.setText(_("&Note"))
        self._note.setAccessibleName(_("Note"))
        self._set_aside.setText(_("Not applicable…  (A)"))
        self._set_aside.setToolTip(_("Needs a reason, an approver and a last day"))
        self._clear.setText(_("Clear the answer  (Del)"))
        self.tell_empty(none_at_all=self._none_at_all)
        self._refresh()

    # edits

    def press(self, key: str) -> bool:
        """Answer by a key; false where the key means nothing for this row."""
        return self._editor is not None and self._name is not None and self._editor.press(key)

    def _change(self, **fields: object) -> None:
        if self._name is not None:
            before = self._session.answer_of(self._name)
            self._session.set_answer(self._name, before.model_copy(update=fields))

    @Slot(object)
    def _on_answered(self, fields: dict[str, object]) -> None:
        self._change(**fields, justification=None, approved_by=None, until=None)

    @Slot()
    def set_aside(self) -> None:
        """Ask why the row does not apply."""
        assessed = self._session.assessed
        if self._name is None or assessed is None or not self._set_aside.isEnabled():
            return
        title = assessed.catalogue.criteria[self._name].title.here()
        until = assessed.assessment.as_of + timedelta(days=NOT_APPLICABLE_DAYS)
        fields = dialogs.ask_not_applicable(self, title, until)
        if fields is not None:
            self._change(value=None, a=None, b=None, unit=None, **fields)

    @Slot()
    def clear_answer(self) -> None:
        """Nobody has assessed the row any more."""
        self._change(
            status="not_assessed", value=None, a=None, b=None, unit=None, justification=None,
            approved_by=None, until=None,
        )  # fmt: skip

    @Slot()
    def _on_override_asked(self) -> None:
        assessed = self._session.assessed
        if self._name is None or assessed is None:
            return
        row = assessed.catalogue.criteria[self._name]
        unit = unit_of(row.measure)
        given = dialogs.ask_override(self, row.title.here(), unit_words(unit))
        if given is not None:
            value, reason = given
            override = Override(
                value=value, reason=reason, by=self._session.person, on=self._session.today
            )
            self._change(override=override)

    @Slot()
    def _on_override_dropped(self) -> None:
        self._change(override=None)

    @Slot(object)
    def _on_evidence_changed(self, names: tuple[str, ...]) -> None:
        self._change(evidence=names)

    @Slot()
    def _on_new_evidence(self) -> None:
        if self._name is None or not self._session.may_edit_evidence():
            return
        asked = dialogs.ask_evidence(self, self._session.today)
        if asked is not None:
            self._session.record_evidence(None, *asked, criterion=self._name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._note and event.type() == QEvent.Type.FocusOut:
            self._keep_note()
        return False

    def _keep_note(self) -> None:
        if self._name is None or self._session.assessed is None:
            return
        if self._name not in self._session.assessed.catalogue.criteria:
            return
        self._note.document().setModified(False)
        text = self._note.toPlainText().strip() or None
        noted = self._session.answer_of(self._name).note
        if text != (None if noted is None else str(noted)):
            self._change(note=text)


def _aside_words(answer: Answer) -> str:
    if answer.status != "not_applicable":
        return ""
    return _("Set aside: {reason} — approved by {person}, until {day}").format(
        reason=answer.justification or "—",
        person=answer.approved_by or "—",
        day=format_date(answer.until),
    )


def _rule() -> QFrame:
    line = QFrame()
    line.setFrameShape(QFrame.Shape.HLine)
    line.setFrameShadow(QFrame.Shadow.Plain)
    return line
