"""Reference loads: figures worked out by hand, beside the published ones."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from assessor.api import gettext as _
from assessor.api import why_reference_load
from gui.demand.loading import DemandLoading, DemandView
from gui.demand.parts import DemandTab, headed, split
from gui.demand.reference_columns import formula_words, load_columns, load_rows
from gui.demand.words import title_of
from gui.session import Session
from gui.tables import Table, TableModel
from gui.view import label
from gui.why import show_why


class ReferenceTab(DemandTab):
    """The figures above; formula, numbers and remarks of the chosen one below."""

    def __init__(self, session: Session, loading: DemandLoading) -> None:
        super().__init__(loading)
        self._session = session
        self.figures = Table(TableModel(load_columns(), self))
        self._name, self._why = label("strong", wrap=True), QPushButton()
        self._why.setObjectName("reference_why")
        self.told = QPlainTextEdit()
        self.told.setReadOnly(True)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._name, 1)
        line.addWidget(self._why)
        head = QWidget()
        head.setLayout(line)
        parts = split(Qt.Orientation.Vertical, ((self.figures, 5), (headed(head, self.told), 2)))
        box = QVBoxLayout(self._body)
        box.setContentsMargins(0, 6, 0, 0)
        box.addWidget(parts)
        self.figures.row_chosen.connect(self._on_chosen)
        self.figures.row_opened.connect(self._on_opened)
        self._why.clicked.connect(self._on_why)
        self.retranslate()

    def retranslate(self) -> None:
        self.figures.setAccessibleName(_("Worked figures"))
        self.told.setAccessibleName(_("Formula and remarks"))
        self._why.setText(_("&Why this figure?"))
        self._why.setToolTip(_("Formula, terms and sources of the figure that is chosen (Enter)"))
        self.ask_refresh()

    def has_anything(self, view: DemandView) -> bool:
        return bool(view.loads)

    def what_to_do(self) -> str:
        return _("This scenario has no worked figure. Write figures that are known from elsewhere "
                 "in scenario.yaml under “reference_loads:”, each with its terms and, as "
                 "“expected:”, the value as published: they show whether the model can be "
                 "trusted.")  # fmt: skip

    def fill(self, view: DemandView) -> None:
        at = self.figures.current_row
        rows = load_rows(view)
        self.figures.rows.show_rows(rows)
        self.figures.select(at if at is not None and at < len(rows) else 0)
        self._on_chosen()

    @Slot()
    def _on_chosen(self) -> None:
        at = self.figures.current_row
        if at is None:
            return
        row = self.figures.rows.row(at)
        self._name.setText(title_of(row.scenario, "reference_loads", row.id))
        said = [formula_words(row.found)]
        if row.reason:
            said.append(_("Corrected: {reason}").format(reason=row.reason))
        if row.note:
            said.append(row.note)
        self.told.setPlainText("\n\n".join(said))

    @Slot()
    def _on_why(self) -> None:
        if self.figures.rows.rowCount():
            self._on_opened(self.figures.current_row or 0)

    @Slot(int)
    def _on_opened(self, at: int) -> None:
        row = self.figures.rows.row(at)
        title = title_of(row.scenario, "reference_loads", row.id)
        show_why(self, title, why_reference_load(row.scenario, row.id))
