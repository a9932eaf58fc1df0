"""“Vì sao?”: the formula of a number, its terms and where each comes from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from assessor.api import format_money, format_number, format_percent
from assessor.api import gettext as _
from gui.marks import kind_words
from gui.view import label, link_like

Explain = Callable[[], Any]
"""Gives an explanation with name, value, unit, terms, formula, model and sources."""


class WhyButton(QToolButton):
    """Opens the explanation of the number beside it; says its words again by itself."""

    def __init__(self, what: Callable[[], str], explain: Explain) -> None:
        super().__init__()
        self._what, self._explain = what, explain
        link_like(self)
        self.clicked.connect(self._on_clicked)
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Say every word again in the current language."""
        self.setText(_("Why?"))
        self.setAccessibleName(_("Why? {what}").format(what=self._what()))
        self.setToolTip(_("Formula, terms and sources of: {what}").format(what=self._what()))

    @Slot()
    def _on_clicked(self) -> None:
        show_why(self, self._what(), self._explain())


def show_why(parent: QWidget, what: str, explanation: Any) -> None:
    """Open an explanation beside the window; nothing waits for it to close."""
    dialog = WhyDialog(parent.window(), what, explanation)
    dialog.show()


class WhyDialog(QDialog):
    """One explained number."""

    def __init__(self, parent: QWidget, what: str, explanation: Any) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("why")
        self.setWindowTitle(_("Why? {what}").format(what=what))
        self.resize(760, 480)
        box = QVBoxLayout(self)
        value = shown(explanation.value, explanation.unit)
        for role, text in (
            ("heading", f"{what}: {value}"),
            ("strong", _("Formula: {formula}").format(formula=explanation.formula)),
            ("muted", _("Model: {model}").format(model=explanation.model)),
        ):
            line = label(role, wrap=True, text=text)
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            box.addWidget(line)
        box.addWidget(_terms_table(explanation.terms), 1)
        sources = "\n".join(f"• {_source_words(source)}" for source in explanation.sources)
        if sources:
            box.addWidget(label("strong", text=_("Sources")))
            box.addWidget(label("muted", wrap=True, text=sources))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        box.addWidget(buttons)


def _terms_table(terms: Any) -> QTableWidget:
    heads = (_("term"), _("value"), _("unit"), _("kind"), _("source"))
    table = QTableWidget(len(terms), len(heads))
    table.setAccessibleName(_("terms of the formula"))
    table.setHorizontalHeaderLabels(heads)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.verticalHeader().hide()
    for at, term in enumerate(terms):
        unit = "" if term.unit in {"1", None} else term.unit
        words = (
            str(term.name), shown(term.value, "1" if term.unit == "1" else ""), unit,
            kind_words(term.kind), _source_words(term.source),
        )  # fmt: skip
        for column, text in enumerate(words):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            if column == 1:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            table.setItem(at, column, item)
    table.setWordWrap(True)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    for wide in (0, len(heads) - 1):
        table.horizontalHeader().setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    return table


def shown(value: Any, unit: str | None) -> str:
    """A value as people read it; fractions as per cent."""
    if value is None:
        return "—"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, str):
        return value
    if unit == "1" and abs(value) <= 1:
        return format_percent(value, 2)
    if unit == "1":
        return format_number(value, 3)
    if unit == "VND":
        return format_money(value)
    return f"{format_number(value, 3)} {unit or ''}".rstrip()


def _source_words(source: Any) -> str:
    if source is None:
        return ""
    if isinstance(source, list | tuple):
        return ", ".join(_source_words(item) for item in source)
    here = getattr(source, "here", None)
    return str(here() if here is not None else source)
