from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QApplication, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from assessor.api import Roadmap, format_money
from gui.roadmap.words import span_words
from gui.tables import Table
from gui.why import WhyDialog
from gui.window import MainWindow


def opened(window: MainWindow) -> Any:
    window.show_page("roadmap")
    for _ in range(3):
        QApplication.processEvents()
    return window.page("roadmap")


def column(table: Table, at: int) -> list[str]:
    model = table.rows
    return [str(model.index(row, at).data()) for row in range(model.rowCount())]


def test_that_the_work_stands_in_the_order_in_which_it_begins_and_adds_up(
    studied: MainWindow, order_of_work: Roadmap
) -> None:
    page = opened(studied)
    assert page.work.rows.rowCount() == len(order_of_work.chosen)
    starts = [page.work.rows.row(at).start for at in range(page.work.rows.rowCount())]
    assert starts == sorted(starts)
    costs = sum(page.work.rows.row(at).cost_vnd for at in range(page.work.rows.rowCount()))
    assert abs(costs - order_of_work.totals.cost_vnd) < 1
    assert format_money(page.work.rows.row(0).cost_vnd) in column(page.work, 2)


def test_that_what_is_left_out_says_why(studied: MainWindow, order_of_work: Roadmap) -> None:
    page = opened(studied)
    assert page.left_out.rows.rowCount() == len(order_of_work.not_chosen)
    assert all(column(page.left_out, 1))


def test_that_no_budget_is_overspent_in_any_year(studied: MainWindow) -> None:
    page = opened(studied)
    rows = [page.budgets.rows.row(at) for at in range(page.budgets.rows.rowCount())]
    assert rows
    for row in rows:
        assert row.available is None or row.used <= row.available + 1


def test_that_the_lead_says_before_and_after_and_that_after_is_a_forecast(
    studied: MainWindow,
) -> None:
    words = " ".join(one.text() for one in opened(studied).findChildren(QLabel))
    assert "forecast, not evidence" in words
    assert "best gain per cost first would give" in words


def test_that_the_chart_draws_score_and_money_of_every_quarter(
    studied: MainWindow, order_of_work: Roadmap
) -> None:
    score, money = opened(studied)._chart.figure.axes
    projected = next(line for line in score.get_lines() if len(line.get_ydata()) > 2)
    assert list(projected.get_ydata()) == [100 * one.score for one in order_of_work.progress]
    assert len(money.patches) == len(order_of_work.progress)


def test_that_work_on_the_overview_leads_to_its_row_and_why_to_its_terms(
    studied: MainWindow, order_of_work: Roadmap, qtbot: QtBot
) -> None:
    last = max(order_of_work.chosen, key=lambda one: (one.start, one.finish, one.id))
    studied.page("overview").work_asked.emit(last.id)  # type: ignore[attr-defined]  # a signal of the page
    page = opened(studied)
    assert page.work.rows.row(page.work.current_row).id == last.id
    page._on_why()
    dialog = studied.findChild(WhyDialog, "why")
    assert isinstance(dialog, WhyDialog)
    dialog.close()
    page.findChild(QToolButton, "roadmap_why").click()
    told = [one for one in studied.findChildren(WhyDialog) if one.isVisible()]
    assert told
    for one in told:
        one.close()


def test_that_quarters_are_told_shortly() -> None:
    assert span_words("2023-Q3", "2023-Q3") == "Q3/2023"
    assert span_words("2023-Q3", "2023-Q4") == "Q3–Q4/2023"
    assert span_words("2023-Q3", "2024-Q1") == "Q3/2023–Q1/2024"
