from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from assessor.api import (
    Scenario,
    Study,
    demand_for_year,
    event_peak,
    event_rows,
    format_number,
    load_scenario,
    ranked_portfolio,
    resolve,
)
from gui import dialogs
from gui.tables import Table
from gui.why import WhyDialog
from gui.window import MainWindow

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
HANOI = Path(__file__).resolve().parents[2] / "scenarios" / "hanoi-2023"


def painted() -> None:
    for _ in range(4):
        QApplication.processEvents()


def settled(page: Any, qtbot: QtBot) -> None:
    painted()
    qtbot.waitUntil(lambda: not page.loading.is_running and page.loading.view is not None)
    painted()


def opened(window: MainWindow, qtbot: QtBot, tab: str = "year", year: int = 2023) -> Any:
    """The page on a tab and a year, as a person brings it there."""
    page: Any = window.page("demand")
    # the tab first: each that is seen on the way would be drawn
    page.show_tab(tab)
    window.show_page("demand")
    box = page.findChild(QComboBox, "demand_year")
    box.setCurrentIndex(box.findData(year))
    settled(page, qtbot)
    return page


def column(table: Table, at: int) -> list[str]:
    shown = table.model()
    return [str(shown.index(row, at).data()) for row in range(shown.rowCount())]


def words_of(widget: QWidget) -> list[str]:
    children = widget.findChildren(QWidget)
    kinds = (QLabel, QAbstractButton)
    return [c.text() for c in children if isinstance(c, kinds) and c.text() and c.isVisible()]


def pressed(window: MainWindow, name: str) -> None:
    found = window.findChild(QAction, name)
    assert isinstance(found, QAction)
    found.trigger()


def told(window: MainWindow) -> list[str]:
    """Every word of the explanation that is open; it is closed."""
    dialog = next(one for one in window.findChildren(WhyDialog) if one.isVisible())
    said = [label.text() for label in dialog.findChildren(QLabel)]
    table = dialog.findChild(QTableWidget)
    assert isinstance(table, QTableWidget)
    model = table.model()
    said += [str(model.index(row, 0).data()) for row in range(table.rowCount())]
    dialog.close()
    return said


def space_on(table: Table, row: int) -> None:
    table.select(row)
    table.setFocus()
    QApplication.processEvents()


@pytest.fixture
def portfolio(window: MainWindow, qtbot: QtBot) -> Any:
    """The tab of the services first."""
    return opened(window, qtbot, "portfolio").portfolio


# the year


def test_that_the_page_stands_between_evidence_and_plan(window: MainWindow, qtbot: QtBot) -> None:
    view = window.menus.menus["view"]
    names = [action.text().replace("&", "") for action in view.actions()]
    assert names[names.index("Evidence") + 1] == "Demand"
    assert names[names.index("Demand") + 1] == "Plan"
    opened(window, qtbot)
    assert window.page("demand").isVisible()


def test_that_the_basis_line_names_hour_date_rule_and_factor(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = opened(window, qtbot, year=2024)
    words = page.findChild(QLabel, "demand_basis").text()
    design = demand_for_year(resolve(load_scenario(HANOI)), 2024).design
    for part in (
        f"{design.hour:02d}:00–{design.hour + 1:02d}:00",
        f"{design.day:%d/%m/%Y}",
        "the busiest hour of the year",
        "worst five minutes × 1.3",
        format_number(sum(design.work.values()), 1) + " erlang",
    ):
        assert part in words


def test_that_another_year_has_another_design_hour_and_says_that_it_is_extrapolated(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = opened(window, qtbot, year=2023)
    first = page.findChild(QLabel, "demand_basis").text()
    box = page.findChild(QComboBox, "demand_year")
    assert [box.itemData(at) for at in range(box.count())] == list(range(2023, 2029))
    page = opened(window, qtbot, year=2028)
    assert page.findChild(QLabel, "demand_basis").text() != first
    assert any("extrapolated" in words for words in words_of(page))


def test_that_the_curve_falls_and_the_table_beside_it_holds_its_points(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = opened(window, qtbot, year=2024)
    above, below = page.year.chart.figure.axes
    curve = next(line for line in above.get_lines() if len(line.get_ydata()) == 8784)
    values = list(curve.get_ydata())
    assert values == sorted(values, reverse=True)
    assert column(page.year.hours, 0)[:2] == ["1", "10"]
    assert column(page.year.hours, 1)[1] == format_number(values[9], 2, fixed=True)
    design = page.loading.view.demand.design
    marked = [at for at in column(page.year.hours, 4) if "◆ design hour: all tiers" in at]
    assert marked == [f"{design.day:%d/%m/%Y} {design.hour:02d}:00 ◆ design hour: all tiers"]
    sent = [name for name, rates in page.loading.view.demand.arrival_rates.items() if rates.any()]
    assert len(below.get_lines()) == len(sent)


# week and days


def test_that_the_heat_map_is_its_table(window: MainWindow, qtbot: QtBot) -> None:
    page = opened(window, qtbot, "week", 2024)
    shown = page.week.week_chart.figure.axes[0].images[0].get_array()
    assert shown.shape == (7, 24)
    nine = [str(page.week.week.model().index(9, at).data()) for at in range(1, 8)]
    assert nine == [format_number(float(rate), 0) for rate in shown[:, 9]]


def test_that_the_year_by_day_shows_tet_due_days_and_the_design_day(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = opened(window, qtbot, "week", 2024)
    axes = page.week.days_chart.figure.axes[0]
    assert "Tết (Lunar New Year)" in [text.get_text() for text in axes.texts]
    # New Year, Tết, Hùng Kings, Victory and Labour Day, National Day
    assert sum(patch.get_label() != "" for patch in axes.patches) >= 5
    days = dict(zip(column(page.week.days, 0), column(page.week.days, 4), strict=True))
    assert len(days) == 366
    assert days["Sat 10/02/2024"] == "Tết (Lunar New Year)"
    assert days["Sat 04/05/2024"] == "make-up day"
    assert "due: Online tax filing" in days["Thu 20/06/2024"]
    assert sum("◆ design day" in words for words in days.values()) == 1


# services


def test_that_each_service_has_a_row_and_the_rates_add_up_to_the_basis(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = opened(window, qtbot, "services", 2024)
    table = page.services.services
    rows = [table.rows.row(at) for at in range(table.rows.rowCount())]
    assert [row.id for row in rows] == list(window.session.scenario.services)
    assert "– switched off" in column(table, 2)
    assert {"open to all", "closed group", "machine to machine", "conference", "storage"} <= set(
        column(table, 1)
    )
    total = sum(row.design_rate for row in rows)
    assert total == pytest.approx(sum(page.loading.view.demand.design.arrival_rates.values()))


def test_that_enter_on_a_class_opens_why_its_rate_is_so(window: MainWindow, qtbot: QtBot) -> None:
    page = opened(window, qtbot, "services", 2024)
    classes = page.services.classes
    names = [classes.rows.row(at).id for at in range(classes.rows.rowCount())]
    space_on(classes, names.index("page"))
    qtbot.keyClick(classes, Qt.Key.Key_Return)
    said = " ".join(told(window))
    assert "Online dossiers: transactions a year" in said
    assert "worst-five-minutes factor" in said
    assert "National portal, H1 2022 [V17]" in said
    page.findChild(QPushButton, "demand_class_why").click()
    assert told(window)


# events


def test_that_the_list_of_events_has_the_peaks_of_their_minutes(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = opened(window, qtbot, "events", 2024)
    resolved = resolve(load_scenario(HANOI))
    rows = event_rows(resolved, demand_for_year(resolved, 2024))
    enabled = [row for row in rows if row.enabled]
    peaks = [format_number(event_peak(row.usual).rate, 0) for row in enabled]
    assert column(page.events.events, 3) == peaks
    roles = dict(zip([row.id for row in enabled], column(page.events.events, 1), strict=True))
    assert roles["ST3"] == "sized"
    assert roles["ST1"] == "stressed"


def test_that_the_chosen_event_is_drawn_and_told_minute_by_minute(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = opened(window, qtbot, "events", 2024)
    tab = page.events
    names = [tab.events.rows.row(at).row.id for at in range(tab.events.rows.rowCount())]
    tab.events.select(names.index("ST3"))
    painted()
    load = tab.events.rows.row(names.index("ST3")).row.usual
    axes = tab.chart.figure.axes[0]
    assert axes.get_xlim() == (0, len(load.sessions) - 1)
    assert axes.get_ylim()[1] > event_peak(load).rate
    legend = [text.get_text() for text in tab.chart.figure.legends[0].get_texts()]
    assert legend[0] == "ordinary requests"
    assert "Service page" in legend
    first = load.start
    assert isinstance(first, datetime)
    assert column(tab.minutes, 0)[:2] == ["20:00", "20:05"]
    assert any("6,450,000 people may come" in words for words in words_of(tab))


def test_that_the_severe_form_is_another_curve_where_there_is_one(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = opened(window, qtbot, "events", 2024)
    tab = page.events
    form = page.findChild(QComboBox, "event_form")
    usual = dict(zip(column(tab.events, 0), column(tab.events, 4), strict=True))
    form.setCurrentIndex(form.findData(True))
    painted()
    severe = dict(zip(column(tab.events, 0), column(tab.events, 4), strict=True))
    names = [tab.events.rows.row(at).row.id for at in range(tab.events.rows.rowCount())]
    tab.events.select(names.index("ST16"))
    painted()
    assert any(words.endswith("— severe form") for words in words_of(tab))
    form.setCurrentIndex(form.findData(False))
    painted()
    changed = {title for title in usual if usual[title] != severe[title]}
    scenario = window.session.scenario
    assert changed == {one.title.en for one in scenario.events.values() if one.severe}


# services first


def test_that_candidates_stand_in_the_order_of_the_core(portfolio: Any) -> None:
    ranked = ranked_portfolio(resolve(load_scenario(HANOI)))
    assert [portfolio.model.row(at).found.id for at in range(len(ranked))] == [
        one.id for one in ranked
    ]
    assert column(portfolio.candidates, 6) == [
        format_number(one.benefit, 0, fixed=True) for one in ranked
    ]


def ticked(window: MainWindow) -> set[str]:
    return {name for name, one in window.session.scenario.portfolio.items() if one.chosen}


def boxes(portfolio: Any) -> list[bool]:
    model = portfolio.candidates.model()
    role = Qt.ItemDataRole.CheckStateRole
    states = [model.index(row, 0).data(role) for row in range(model.rowCount())]
    return [Qt.CheckState(state) == Qt.CheckState.Checked for state in states]


def test_that_the_space_bar_ticks_the_load_follows_and_undo_takes_it_back(
    window: MainWindow, portfolio: Any, qtbot: QtBot
) -> None:
    page: Any = window.page("demand")
    before, scenario = ticked(window), window.session.scenario
    space_on(portfolio.candidates, 1)
    name = portfolio.model.row(1).found.id
    qtbot.keyClick(portfolio.candidates, Qt.Key.Key_Space)
    assert ticked(window) == before ^ {name}
    # the box turns at once, the sums follow from the background
    assert boxes(portfolio)[1] is (name not in before)
    settled(page, qtbot)
    differences = [float(text.replace(",", "")) for text in column(portfolio.effect, 3)]
    assert any(differences) is bool(ticked(window))
    assert window.isWindowModified()
    assert window.session.undo_stack.undoText().endswith("Criminal-record certificate")
    window.session.undo_stack.undo()
    assert window.session.scenario is scenario
    assert boxes(portfolio)[1] is (name in before)
    assert not window.isWindowModified()
    settled(page, qtbot)


def test_that_a_click_on_the_box_ticks(window: MainWindow, portfolio: Any, qtbot: QtBot) -> None:
    table, before = portfolio.candidates, ticked(window)
    cell = table.visualRect(table.model().index(0, 0))
    at = QPoint(cell.left() + 10, cell.center().y())
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert ticked(window) == before ^ {portfolio.model.row(0).found.id}


def test_that_a_tick_makes_the_study_stale(studied: MainWindow, qtbot: QtBot) -> None:
    portfolio = opened(studied, qtbot, "portfolio").portfolio
    assert not studied.session.study_is_stale
    space_on(portfolio.candidates, 0)
    qtbot.keyClick(portfolio.candidates, Qt.Key.Key_Space)
    assert studied.session.study_is_stale
    assert isinstance(studied.session.study, Study)
    assert any("STALE" in words for words in words_of(studied.page("demand")))


def test_that_saving_writes_one_word_and_keeps_the_rest_of_the_file(
    own_window: MainWindow, project: Path, qtbot: QtBot
) -> None:
    portfolio = opened(own_window, qtbot, "portfolio").portfolio
    file = project / "scenario.yaml"
    before = file.read_text(encoding="utf-8").splitlines()
    space_on(portfolio.candidates, 0)
    qtbot.keyClick(portfolio.candidates, Qt.Key.Key_Space)
    settled(own_window.page("demand"), qtbot)
    assert file.read_text(encoding="utf-8").splitlines() == before
    pressed(own_window, "save")
    after = file.read_text(encoding="utf-8").splitlines()
    changed = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    assert len(changed) == 1
    assert "chosen: " in changed[0][1]
    assert not own_window.isWindowModified()
    on_disk = load_scenario(project)
    assert on_disk.portfolio == own_window.session.scenario.portfolio


def test_that_a_tick_never_saved_is_offered_after_a_crash(
    own_window: MainWindow, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = own_window.session
    name = next(iter(session.scenario.portfolio))
    wanted = not session.scenario.portfolio[name].chosen
    session.choose_candidate(name, chosen=wanted)
    own_window.files.recovery.keep()
    session.undo_stack.blockSignals(True)
    session.close()
    session.undo_stack.blockSignals(False)
    monkeypatch.setattr(dialogs, "ask_restore", lambda *_asked: True)
    assert own_window.files.open(project)
    assert session.scenario.portfolio[name].chosen is wanted
    session.undo_stack.undo()
    assert session.scenario.portfolio[name].chosen is not wanted


def test_that_a_candidate_explains_its_rank(
    window: MainWindow, portfolio: Any, qtbot: QtBot
) -> None:
    space_on(portfolio.candidates, 0)
    qtbot.keyClick(portfolio.candidates, Qt.Key.Key_Return)
    assert "hours saved in the year" in told(window)
    portfolio.findChild(QPushButton, "candidate_why").click()
    assert told(window)


# reference loads


def test_that_a_corrected_figure_stands_beside_the_published_one_with_the_reason(
    window: MainWindow, qtbot: QtBot
) -> None:
    tab = opened(window, qtbot, "reference").reference
    names = [tab.figures.rows.row(at).id for at in range(tab.figures.rows.rowCount())]
    assert names == list(window.session.scenario.reference_loads)
    at = names.index("citizen_portal_peak_dynamic_rps")
    # 46,000 ÷ 1.114 × 1.75 × 0.1 ÷ 3,600 × 5.6 × 8, printed as 100
    assert column(tab.figures, 1)[at] == "89.93 1/s"
    assert column(tab.figures, 2)[at] == "100 1/s"
    assert column(tab.figures, 5)[at] == "! corrected"
    tab.figures.select(at)
    painted()
    said = tab.told.toPlainText()
    assert "= 46,000 × 1.75 × 0.1" in said
    assert "Corrected: 46,000 visits are of a working day" in said
    tab.findChild(QPushButton, "reference_why").click()
    assert any(words.startswith("Formula: ") for words in told(window))


# what holds everywhere


def test_that_every_table_keeps_qts_contract(window: MainWindow, qtbot: QtBot) -> None:
    page = opened(window, qtbot)
    testers = []
    for table in page.findChildren(Table):
        if table.rows.rowCount() <= 60:
            testers += [QAbstractItemModelTester(m, FATAL) for m in (table.rows, table.model())]
    for tab in ("services", "portfolio", "reference"):
        opened(window, qtbot, tab, 2024)
    name = next(iter(window.session.scenario.portfolio))
    chosen = window.session.scenario.portfolio[name].chosen
    window.session.choose_candidate(name, chosen=not chosen)
    settled(page, qtbot)
    assert testers


def test_that_everything_has_a_name_for_those_who_cannot_see(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = opened(window, qtbot)
    assert all(table.accessibleName() for table in page.findChildren(Table))
    assert all(box.accessibleName() for box in page.findChildren(QComboBox))
    fields = [f for f in page.findChildren(QLineEdit) if not f.objectName().startswith("qt_")]
    assert all(field.accessibleName() for field in fields)
    charts = (page.year.chart, page.week.week_chart, page.week.days_chart, page.events.chart)
    assert all("table" in chart.name() for chart in charts)


def test_that_titles_are_said_again_in_another_language(window: MainWindow, qtbot: QtBot) -> None:
    page = opened(window, qtbot, "services", 2024)
    english = column(page.services.services, 0)
    window.set_language("vi")
    settled(page, qtbot)
    assert column(page.services.services, 0)[0] == "Hồ sơ trực tuyến"
    window.set_language("en")
    settled(page, qtbot)
    assert column(page.services.services, 0) == english


def test_that_an_empty_tab_says_what_to_write(
    closed_window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "province"
    shutil.copytree(HANOI.parent / "empty-province", folder)
    assert closed_window.files.open(folder)
    page = opened(closed_window, qtbot, "portfolio", 2026)
    assert not page.portfolio.candidates.isVisible()
    assert any("under “portfolio:”" in words for words in words_of(page.portfolio))


def test_that_another_project_is_never_shown_with_the_figures_of_the_one_before(
    own_window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    page = opened(own_window, qtbot)
    folder = tmp_path / "province"
    shutil.copytree(HANOI.parent / "empty-province", folder)
    assert own_window.files.open(folder)
    assert page.loading.view is None
    own_window.show_page("demand")
    painted()
    settled(page, qtbot)
    view = page.loading.view
    assert isinstance(view.scenario, Scenario)
    assert view.scenario.id == "empty-province"
    assert page.findChild(QComboBox, "demand_year").currentData() == 2026


def test_that_the_newest_year_wins_when_years_are_asked_in_a_row(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = opened(window, qtbot, year=2023)
    box = page.findChild(QComboBox, "demand_year")
    for year in (2024, 2025, 2027):
        box.setCurrentIndex(box.findData(year))
    settled(page, qtbot)
    assert page.loading.view.year == 2027
    assert "2027" in page.findChild(QLabel, "demand_basis").text()


def test_that_no_two_mnemonics_of_a_tab_and_the_menus_are_the_same(
    window: MainWindow, qtbot: QtBot
) -> None:
    for tab in ("services", "events", "portfolio", "reference"):
        page = opened(window, qtbot, tab)
        words = [one.text() for one in window.menuBar().actions()]
        labels = [one for one in page.findChildren(QLabel) if one.buddy() is not None]
        buttons = page.findChildren(QAbstractButton)
        words += [one.text() for one in (*labels, *buttons) if one.isVisible()]
        keys = [key for text in words if not (key := QKeySequence.mnemonic(text)).isEmpty()]
        assert len({key.toString() for key in keys}) == len(keys), tab


def test_that_copying_rows_takes_their_heads_along(window: MainWindow, qtbot: QtBot) -> None:
    page = opened(window, qtbot, "services", 2024)
    table = page.services.services
    flags = QItemSelectionModel.SelectionFlag
    table.selectionModel().select(table.model().index(0, 0), flags.Select | flags.Rows)
    assert table.chosen_text().splitlines()[0].startswith("service\tkind of load")
