"""The evidence page: the register of the assessment on the screen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from assessor.api import Register, evidence_register, format_date
from assessor.api import gettext as _
from gui import dialogs
from gui.evidence.columns import (
    evidence_columns,
    late_columns,
    late_rows,
    resting_columns,
    resting_rows,
)
from gui.evidence.words import FILTERS
from gui.session import Session
from gui.tables import Table, TableModel
from gui.view import LazyView, label


class EvidencePage(LazyView):
    """Every piece of evidence, how it stands, and what rests on it.

    Signals
    -------
    row_asked(object, str)
        Path of the assessment and criterion to be shown.
    """

    row_asked = Signal(object, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._register: Register | None = None
        self._title, self._count = label("title", wrap=True), label("muted", wrap=True)
        self._show_label, self._show = label(""), QComboBox()
        self._show.setObjectName("evidence_filter")
        self._show_label.setBuddy(self._show)
        for name, _words, _keep in FILTERS:
            self._show.addItem("", name)
        self._new, self._edit, self._criteria = QPushButton(), QPushButton(), QPushButton()
        self._new.setObjectName("evidence_new")
        self._edit.setObjectName("evidence_edit")
        self._criteria.setObjectName("evidence_criteria")
        self.pieces = Table(TableModel(evidence_columns(), self))
        self.resting = Table(TableModel(resting_columns(), self))
        self.late = Table(TableModel(late_columns(), self))
        self._tabs, self._none = QTabWidget(), label("muted", wrap=True)
        self._lay_out()
        self._listen()
        self.retranslate()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self._show_label)
        line.addWidget(self._show)
        line.addWidget(self._count, 1)
        for button in (self._new, self._edit, self._criteria):
            line.addWidget(button)
        for table in (self.resting, self.late):
            self._tabs.addTab(table, "")
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.addWidget(self.pieces)
        self._splitter.addWidget(self._tabs)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setSizes([280, 440])
        self._line = QWidget()
        self._line.setLayout(line)
        line.setContentsMargins(0, 0, 0, 0)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 10, 14, 12)
        for widget in (self._title, self._line, self._none):
            box.addWidget(widget)
        box.addWidget(self._splitter, 1)
        box.addStretch(0)

    def _listen(self) -> None:
        session = self._session
        for signal in (session.project_opened, session.assessment_switched, session.scored):
            signal.connect(self.ask_refresh)
        self._show.currentIndexChanged.connect(self._fill)
        self._new.clicked.connect(lambda _checked: self._on_new())
        self._edit.clicked.connect(lambda _checked: self._on_edit())
        self._criteria.clicked.connect(lambda _checked: self._on_criteria())
        self.pieces.row_chosen.connect(self._on_chosen)
        self.pieces.row_opened.connect(lambda _at: self._on_edit())
        self.resting.row_opened.connect(lambda at: self._ask(self.resting.rows.row(at).criterion))
        self.late.row_opened.connect(lambda at: self._ask(self.late.rows.row(at).criterion))

    def retranslate(self) -> None:
        self._show_label.setText(_("Sho&w"))
        self._show.setAccessibleName(_("Show"))
        for at, (_name, words, _keep) in enumerate(FILTERS):
            self._show.setItemText(at, _(words))
        self._new.setText(_("&New evidence…"))
        self._edit.setText(_("&Change…"))
        self._criteria.setText(_("Open the c&riterion"))
        self._criteria.setToolTip(_("Go to the criterion that is chosen below, or to the first"))
        self.pieces.setAccessibleName(_("Evidence"))
        self.resting.setAccessibleName(_("Criteria that rest on it"))
        self.late.setAccessibleName(_("Overdue"))
        self._none.setText(_("This project has no assessment yet."))
        self.ask_refresh()

    # what is shown

    def refresh(self) -> None:
        """Show the register as it is now."""
        assessed = self._session.assessed
        for widget in (self._line, self._splitter):
            widget.setVisible(assessed is not None)
        self._none.setVisible(assessed is None)
        self._register = None if assessed is None else evidence_register(assessed)
        if assessed is None or self._register is None:
            self._title.setText(_("Evidence"))
            return
        day = format_date(self._register.on)
        title = str(assessed.assessment.title)
        self._title.setText(_("{title} — state on {day}").format(title=title, day=day))
        self.late.rows.show_rows(list(late_rows(self._session, self._register)))
        self._tabs.setTabText(1, _("Overdue ({n})").format(n=len(self._register.overdue)))
        self._fill()

    @Slot()
    def _fill(self) -> None:
        if self._register is None:
            return
        chosen = self.chosen
        keep = FILTERS[max(self._show.currentIndex(), 0)][2]
        rows = [row for row in self._register.rows if keep(row)]
        self.pieces.rows.show_rows(rows)
        words = _("{shown} of {total} pieces of evidence")
        self._count.setText(words.format(shown=len(rows), total=len(self._register.rows)))
        places = [row.id for row in rows]
        if places:
            self.pieces.select(places.index(chosen) if chosen in places else 0)
        self._on_chosen()

    @property
    def chosen(self) -> str | None:
        """The id of the evidence that is current."""
        at = self.pieces.current_row
        return None if at is None else str(self.pieces.rows.row(at).id)

    @Slot()
    def _on_chosen(self) -> None:
        at = self.pieces.current_row
        rows = [] if at is None else list(resting_rows(self._session, self.pieces.rows.row(at)))
        self.resting.rows.show_rows(rows)
        words = _("Criteria that rest on it ({n})")
        self._tabs.setTabText(0, words.format(n=len(rows)))
        self._edit.setEnabled(at is not None)
        self._criteria.setEnabled(bool(rows))

    def _on_criteria(self) -> None:
        self._ask(self.resting.rows.row(self.resting.current_row or 0).criterion)

    def _ask(self, criterion: str) -> None:
        assessed = self._session.assessed
        if assessed is not None:
            self.row_asked.emit(assessed.path, criterion)

    # edits

    def _on_new(self) -> None:
        if not self._session.may_edit_evidence():
            return
        asked = dialogs.ask_evidence(self, self._session.today)
        if asked is not None:
            self._session.record_evidence(None, *asked)

    def _on_edit(self) -> None:
        name, assessed = self.chosen, self._session.assessed
        if name is None or assessed is None or not self._session.may_edit_evidence():
            return
        known = assessed.assessment.evidence[name]
        asked = dialogs.ask_evidence(self, self._session.today, known)
        if asked is not None:
            self._session.record_evidence(name, *asked)
