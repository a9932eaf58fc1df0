"""The shape of the week: a chart and, below it, its numbers."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from assessor.api import format_number
from assessor.api import gettext as _
from gui.measuring.columns import interval_words
from gui.measuring.profile import Shapes, hour_columns, weekday_columns, weight_words
from gui.tables import Table, TableModel
from gui.view import LazyView, label


class ShapeTab(LazyView):
    """What was measured of hours and weekdays, beside the service's own profile."""

    def __init__(self) -> None:
        super().__init__()
        self._shapes: Shapes | None = None
        self._words = label("muted", wrap=True)
        self.hours = Table(TableModel(hour_columns(), self))
        self.weekdays = Table(TableModel(weekday_columns(), self))
        self.chart: QWidget | None = None
        tables = QSplitter(Qt.Orientation.Horizontal)
        tables.addWidget(self.hours)
        tables.addWidget(self.weekdays)
        self._body = QSplitter(Qt.Orientation.Vertical)
        self._body.addWidget(tables)
        for splitter in (tables, self._body):
            splitter.setChildrenCollapsible(False)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._words.setMargin(4)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 2, 0, 0)
        box.addWidget(self._words)
        box.addWidget(self._body, 1)
        box.addStretch(0)
        self.retranslate()

    def retranslate(self) -> None:
        self.hours.setAccessibleName(_("Weights of the hours of the day"))
        self.weekdays.setAccessibleName(_("Weights of the weekdays"))
        self.ask_refresh()

    def show_shapes(self, shapes: Shapes | None) -> None:
        """Show other profiles, or why there are none."""
        self._shapes = shapes
        self.ask_refresh()

    def refresh(self) -> None:
        shapes = self._shapes
        self._body.setVisible(shapes is not None)
        if shapes is None:
            self._words.setText(_("The shape of the week could not be measured; “What stands out” "
                                  "says why."))  # fmt: skip
            return
        self._words.setText(" ".join(_words_of(shapes)))
        self._draw(shapes)
        self.hours.rows.show_rows(shapes.hours)
        self.weekdays.rows.show_rows(shapes.weekdays)

    def _draw(self, shapes: Shapes) -> None:
        from gui.measuring.profile_chart import ProfileChart

        if self.chart is None:
            self.chart = ProfileChart()
            self._body.insertWidget(0, self.chart)
            self._body.setCollapsible(0, False)
            self._body.setSizes([300, 260])
        assert isinstance(self.chart, ProfileChart)
        self.chart.show_shapes(shapes)


def _words_of(shapes: Shapes) -> Iterator[str]:
    """What the shape rests on, and the days that it does not draw."""
    days = format_number(shapes.days, 0)
    if shapes.title is None:
        yield _("Measured on {n} days. No service was named to compare with.").format(n=days)
    else:
        title = getattr(shapes.title, "here", lambda: shapes.title)()
        words = _("Measured on {n} days. The service has now: {profile}.")
        yield words.format(n=days, profile=title)
    for words, factor in (
        (_("A public holiday has {value} of the mean day ({limits})."), shapes.holiday),
        (_("The days after a long holiday have {value} of the mean day ({limits})."),
         shapes.post_holiday),
    ):  # fmt: skip
        if factor is not None:
            limits = interval_words(factor, weight_words)
            yield words.format(value=weight_words(factor.base), limits=limits)
