"""What one answer was before: its log, newest first, folded away until it is asked for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QVBoxLayout

from assessor.api import N_, Answer, Change, format_date
from assessor.api import gettext as _
from gui.criteria.words import yes_no
from gui.view import View, label

_FIELDS = {
    "status": N_("state"),
    "value": N_("value"),
    "a": N_("part"),
    "b": N_("whole"),
    "unit": N_("unit"),
    "evidence": N_("evidence"),
    "by": N_("answered by"),
    "on": N_("answered on"),
    "verified": N_("verified"),
    "justification": N_("reason"),
    "approved_by": N_("approved by"),
    "until": N_("holds until"),
    "override": N_("value put in its place"),
    "note": N_("note"),
}
_STATES = {
    "answered": N_("answered"),
    "derived": N_("evaluated"),
    "not_applicable": N_("not applicable"),
    "not_assessed": N_("not assessed"),
}
_SIGNATURE = frozenset({"by", "on"})


class LogBox(View):
    """Who changed the answer when, and what stood there before."""

    def __init__(self) -> None:
        super().__init__()
        self._answer = Answer()
        self._fold, self._lines = QToolButton(), label("muted", wrap=True)
        self._fold.setObjectName("change_log")
        self._fold.setCheckable(True)
        self._fold.setAutoRaise(True)
        self._fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._fold.toggled.connect(lambda _open: self.retranslate())
        self._lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self._lines)
        self.retranslate()

    def show_answer(self, answer: Answer) -> None:
        """Put the log of another answer on the screen."""
        self._answer = answer
        self.retranslate()

    def retranslate(self) -> None:
        log, is_open = self._answer.log, self._fold.isChecked()
        arrow = Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow
        self._fold.setArrowType(arrow)
        self._fold.setText(_("Change log ({n})").format(n=len(log)))
        self._fold.setEnabled(bool(log))
        self._lines.setVisible(is_open and bool(log))
        self._lines.setText("\n".join(change_words(change) for change in reversed(log)))


def change_words(change: Change) -> str:
    """One change: day, person, and what stood there before."""
    shown = {key: was for key, was in change.was.items() if key not in _SIGNATURE}
    before = "; ".join(
        f"{_(_FIELDS[key]) if key in _FIELDS else key}: {_plain(was)}"
        for key, was in (shown or change.was).items()
    )
    words = _("{day}, {person} — before: {before}").format(
        day=format_date(change.on), person=change.by or "—", before=before
    )
    return words if change.note is None else f"{words} ({change.note})"


def _plain(was: object) -> str:
    if was is None or was == [] or was == "":
        return "—"
    if isinstance(was, bool):
        return yes_no(was)
    if isinstance(was, str) and was in _STATES:
        return _(_STATES[was])
    if isinstance(was, list | tuple):
        return ", ".join(str(item) for item in was)
    if isinstance(was, dict):
        known = (was.get(key) for key in ("value", "a", "b", "by", "reason"))
        return " / ".join(_plain(item) for item in known if item is not None)
    return str(was)
