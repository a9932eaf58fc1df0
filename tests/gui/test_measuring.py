"""Logs are measured at the window as a person does it: files in, result seen, then saved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDoubleSpinBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from assessor.api import Fitted, FitWishes, InputError, estimate_names, fit_files, load_scenario
from gui import dialogs
from gui.measuring import asking
from gui.measuring.edited import TypedColumn, TypedModel
from gui.measuring.opening import OverFiles
from gui.measuring.samples import write_log
from gui.measuring.saving import free_name, places_of, save_both
from gui.tables import Table
from gui.window import MainWindow

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
SERVICE = "online-dossiers"


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_log(tmp_path_factory.mktemp("logs") / "access.log")


@pytest.fixture(scope="module")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_log(tmp_path_factory.mktemp("logs") / "frozen.log", minute=5)


def pressed(window: MainWindow, name: str) -> None:
    action = window.findChild(QAction, name)
    assert isinstance(action, QAction)
    assert action.isEnabled()
    action.trigger()


def opened(window: MainWindow) -> Any:
    """The dialog, as the menu opens it."""
    pressed(window, "measure")
    dialog = next(one for one in window.findChildren(QWidget, "measuring") if one.isVisible())
    painted()
    return dialog


def painted() -> None:
    for _ in range(3):
        QApplication.processEvents()


@pytest.fixture
def dialog(window: MainWindow) -> Iterator[Any]:
    """The dialog on the shared window, with nothing in it."""
    window.over_files.close_all()
    yield opened(window)
    window.over_files.close_all()


@pytest.fixture
def own_dialog(own_window: MainWindow) -> Any:
    """The dialog on a window whose project may be written to."""
    return opened(own_window)


def clicked(dialog: Any, name: str) -> None:
    button = dialog.findChild(QAbstractButton, name)
    assert isinstance(button, QAbstractButton)
    assert button.isVisible()
    assert button.isEnabled()
    button.click()


def settled(dialog: Any, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not dialog.is_running, timeout=60_000)
    painted()


def measured(dialog: Any, qtbot: QtBot, file: Path, service: str | None = SERVICE) -> None:
    """Choose a file and a service and press the button."""
    dialog.files.add([file])
    box = dialog.findChild(QComboBox, "service")
    box.setCurrentIndex(box.findData(service))
    clicked(dialog, "files_start")
    settled(dialog, qtbot)


def cells(table: Table, column: int) -> list[str]:
    shown = table.model()
    return [str(shown.index(row, column).data()) for row in range(shown.rowCount())]


def text_of(dialog: Any, name: str) -> str:
    return str(dialog.findChild(QLabel, name).text())


def words_of(widget: QWidget) -> list[str]:
    children = widget.findChildren(QWidget)
    kinds = (QLabel, QAbstractButton)
    return [c.text() for c in children if isinstance(c, kinds) and c.text() and c.isVisible()]


def dragged(paths: list[Path], kind: type[QDropEvent] = QDropEvent) -> Any:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    dragged.kept = data  # type: ignore[attr-defined]  # Qt does not own what is dragged
    at: Any = QPoint(5, 5) if kind is QDragEnterEvent else QPointF(5, 5)
    return kind(
        at, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip


# how it opens


def test_that_measuring_waits_for_a_project(closed_window: MainWindow, project: Path) -> None:
    action = closed_window.findChild(QAction, "measure")
    assert isinstance(action, QAction)
    assert not action.isEnabled()
    closed_window.over_files.measure()
    assert closed_window.findChild(QWidget, "measuring") is None
    assert closed_window.files.open(project)
    assert action.isEnabled()


def test_that_logs_dropped_on_the_window_open_the_dialog_and_more_may_follow(
    window: MainWindow, log: Path, frozen: Path, tmp_path: Path
) -> None:
    window.over_files.close_all()
    photo = tmp_path / "photo.png"
    photo.write_bytes(b"")
    for paths, wanted in (([log], True), ([log, photo], False), ([photo], False)):
        event = dragged(paths, QDragEnterEvent)
        event.ignore()
        window.dragEnterEvent(event)
        assert event.isAccepted() is wanted
    window.dropEvent(dragged([log]))
    dialog: Any = window.findChild(QWidget, "measuring")
    assert dialog.files.files == [log]
    dialog.dropEvent(dragged([frozen, log]))
    assert dialog.files.files == [log, frozen]
    window.over_files.close_all()


@pytest.mark.parametrize(
    "name",
    ["access.log", "access.log.3", "access.log-20230807.gz", "cpu.csv", "a.jtl", "SAR.TXT"],
)
def test_that_logs_are_known_by_their_names(window: MainWindow, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(b"x")
    over_files: OverFiles = window.over_files
    assert over_files.accepts(dragged([file]))
    assert not over_files.accepts(dragged([tmp_path]))


def test_that_services_are_offered_by_title_and_kind_where_a_log_can_tell_of_them(
    dialog: Any, window: MainWindow
) -> None:
    box = dialog.findChild(QComboBox, "service")
    offered = {box.itemData(at): box.itemText(at) for at in range(1, box.count())}
    kinds = {"open", "closed", "partly_open", "machine"}
    services = window.session.scenario.services
    assert set(offered) == {name for name, one in services.items() if one.kind in kinds}
    assert offered[SERVICE] == "Online dossiers (open to all)"
    assert box.itemData(0) is None
    assert dialog.findChild(QComboBox, "zone").currentText() == "Asia/Ho_Chi_Minh"


def test_that_the_classes_of_the_service_stand_first_and_keep_what_was_typed(dialog: Any) -> None:
    box, patterns = dialog.findChild(QComboBox, "service"), dialog.form.patterns
    patterns.put("signature", 1, "^/sign/")
    box.setCurrentIndex(box.findData("digital-signing"))
    assert patterns.index(0, 0).data() == "Signing and verifying"
    assert patterns.index(0, 1).data() == "^/sign/"
    box.setCurrentIndex(0)
    assert patterns.column(1) == {"signature": "^/sign/"}


# what is found


def test_that_what_is_shown_is_what_the_core_measures(
    dialog: Any, qtbot: QtBot, log: Path, window: MainWindow
) -> None:
    dialog.form.patterns.put("page", 1, "^/page/")
    measured(dialog, qtbot, log)
    wishes = FitWishes(
        scenario=window.session.scenario.origin.path, service=SERVICE, id=SERVICE,
        classes={"page": "^/page/"}, zone="Asia/Ho_Chi_Minh",
    )  # fmt: skip
    done = fit_files([log], wishes)
    assert dialog.result.document == done.document
    view = dialog.view
    order = [view.findings.rows.row(at).severity for at in range(len(done.findings))]
    assert order == sorted(order, key=("refusal", "warning", "note").index)
    assert order[0] == "refusal"
    estimates = done.measurement.estimates
    rows = [view.estimates.rows.row(at) for at in range(view.estimates.rows.rowCount())]
    # as text: what has no interval has limits that equal nothing
    assert repr({row.id: row.estimate for row in rows}) == repr(dict(estimates))
    by_id = {row.id: at for at, row in enumerate(rows)}
    pages = by_id["pages_per_visit"]
    assert cells(view.estimates, 0)[pages] == "pages a visit"
    assert cells(view.estimates, 1)[pages] == "3.000"
    share = by_id["busy_hour_share"]
    assert cells(view.estimates, 3)[share] == "total of its day"
    low, high = estimates["busy_hour_share"].low, estimates["busy_hour_share"].high
    assert cells(view.estimates, 2)[share] == f"{low:.4f} … {high:.4f}"
    effects = [view.effects.rows.row(at) for at in range(view.effects.rows.rowCount())]
    assert tuple(effects) == done.effects
    paths = [effect.path for effect in effects]
    at = paths.index("services.online-dossiers.funnel.pages_per_visit")
    assert [cells(view.effects, column)[at] for column in range(4)] == [
        "pages a visit — Online dossiers", "5.6", "3", paths[at],
    ]  # fmt: skip
    assert cells(view.sources, 6) == [done.measurement.sources[0].sha256[:12]]
    assert "14" in text_of(dialog, "measured_sum")


def test_that_every_value_has_a_name_that_people_know(log: Path) -> None:
    done = fit_files([log], FitWishes())
    names = estimate_names(done.measurement)
    assert [name for name, words in names.items() if words == name] == []


def test_that_the_week_is_drawn_beside_the_profile_of_the_service_and_is_its_tables(
    dialog: Any, qtbot: QtBot, log: Path, window: MainWindow
) -> None:
    measured(dialog, qtbot, log)
    dialog.view.tabs.setCurrentIndex(2)
    painted()
    shape = dialog.view.shape
    assert "Citizens, evening peak" in words_of(shape)[0]
    hours, weekdays = shape.chart.figure.axes
    profile = dialog.result.measurement.main.profile
    now = window.session.scenario.profiles["citizen"]
    mean = sum(now.weights_by_hour) / 24
    drawn = {tuple(map(float, line.get_ydata())) for line in hours.get_lines()}
    assert tuple(one.base for one in profile.by_hour) in drawn
    assert any(line == pytest.approx([w / mean for w in now.weights_by_hour]) for line in drawn)
    assert len(weekdays.get_xticks()) == 7
    assert cells(shape.hours, 1) == [f"{one.base:.2f}" for one in profile.by_hour]
    assert cells(shape.hours, 3) == [f"{weight / mean:.2f}" for weight in now.weights_by_hour]
    assert cells(shape.weekdays, 1) == [f"{one.base:.2f}" for one in profile.by_weekday]


def test_that_stamps_of_one_minute_are_refused_in_words_and_no_week_is_drawn(
    dialog: Any, qtbot: QtBot, frozen: Path
) -> None:
    measured(dialog, qtbot, frozen)
    assert dialog.view.tabs.currentIndex() == 0
    assert cells(dialog.view.findings, 0)[0] == "✗ withheld"
    assert ":05" in cells(dialog.view.findings, 1)[0]
    assert dialog.findChild(QLabel, "measured_refused").isVisible()
    assert "size of an answer" in cells(dialog.view.estimates, 0)
    assert "arrivals on a mean day" not in cells(dialog.view.estimates, 0)
    dialog.view.tabs.setCurrentIndex(2)
    painted()
    assert "could not be measured" in " ".join(words_of(dialog.view.shape))
    assert dialog.view.shape.chart is None or not dialog.view.shape.chart.isVisible()
    assert not any("profile" in path for path in cells(dialog.view.effects, 3))


def test_that_a_tier_gets_its_service_demand_from_a_file_that_is_chosen_for_it(
    dialog: Any, qtbot: QtBot, log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # 64 channels that are busier the more requests there are: 0.5 s of work each
    counts: dict[datetime, int] = {}
    for line in log.read_text(encoding="ascii").splitlines():
        at = datetime.strptime(line.split("[")[1][:17], "%d/%b/%Y:%H:%M")
        five = at.replace(minute=at.minute // 5 * 5)
        counts[five] = counts.get(five, 0) + 1
    start = datetime(2023, 8, 7)
    rows = [start + timedelta(minutes=5 * n) for n in range(14 * 288)]
    busy = tmp_path / "cpu.csv"
    lines = [f"{at:%Y-%m-%d %H:%M:%S},{counts.get(at, 0) * 0.5 / 300 / 64:.6f}" for at in rows]
    busy.write_text("time,utilisation\n" + "\n".join(lines) + "\n", encoding="ascii")
    monkeypatch.setattr(asking, "choose_file", lambda *_asked: busy)
    clicked(dialog, "of_tiers")
    tiers = dialog.form.tiers
    assert tiers.model.index(1, 2).data() == "64"
    assert not dialog.findChild(QAbstractButton, "tier_file").isEnabled()
    tiers.table.setCurrentIndex(tiers.model.index(1, 1))
    clicked(dialog, "tier_file")
    assert tiers.model.index(1, 1).data() == "cpu.csv"
    dialog.form.patterns.put("page", 1, "^/page/")
    dialog.form.patterns.put("static", 1, "^/static/")
    measured(dialog, qtbot, log)
    assert "Utilisation law at app" in " ".join(words_of(dialog.view))
    fit = dialog.result.measurement.demands["app"]
    # every page brings its static file: only the two together can be told
    demand = sum(one.base for one in (*fit.demands.values(), *fit.joint.values()))
    assert fit.determination == pytest.approx(1, abs=0.01)
    assert demand > 0


# what is wrong


def test_that_every_slip_is_told_at_once_by_the_names_of_the_fields(
    dialog: Any, qtbot: QtBot, log: Path, tmp_path: Path
) -> None:
    dialog.form.patterns.put("page", 1, "^/(page")
    dialog.form.zone.setEditText("Asia/Saigonn")
    dialog.form.more.fields["start"].setText("noon")
    dialog.form.tiers.model.put("app", 3, str(tmp_path / "gone.jtl"))
    measured(dialog, qtbot, log)
    assert dialog.problems.isVisible()
    told = cells(dialog.problems, 1)
    assert len(told) == 4
    for words in (
        "“Requests by class” Service page: '^/(page' is no regular",
        "“When 0 was”: 'noon'",
    ):
        assert any(one.startswith(words) for one in told)
    assert any("Asia/Saigonn" in one for one in told)
    assert "gone.jtl" in cells(dialog.problems, 2)
    assert not any("--" in words for words in told)
    assert not dialog.bar.isVisible()


def test_that_files_that_hold_nothing_are_told_and_mended_choices_measure(
    dialog: Any, qtbot: QtBot, log: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.log"
    empty.write_bytes(b"")
    measured(dialog, qtbot, empty)
    assert dialog.problems.isVisible()
    dialog.files.list.selectAll()
    clicked(dialog, "files_remove")
    assert not dialog.row.start.isEnabled()
    measured(dialog, qtbot, log)
    assert dialog.view.isVisible()


def test_that_a_measurement_is_stopped_and_leaves_no_result(
    dialog: Any, qtbot: QtBot, log: Path
) -> None:
    dialog.files.add([log])
    clicked(dialog, "files_start")
    assert not dialog.row.start.isEnabled()
    clicked(dialog, "files_stop")
    settled(dialog, qtbot)
    assert dialog.result is None
    assert not dialog.bar.isVisible()
    assert dialog.row.start.isEnabled()
    assert not dialog.row.stop.isVisible()


def test_that_a_result_says_that_the_choices_have_changed_since(
    dialog: Any, qtbot: QtBot, log: Path
) -> None:
    measured(dialog, qtbot, log)
    assert text_of(dialog, "files_state") == ""
    dialog.form.robots.click()
    assert "changed since" in text_of(dialog, "files_state")
    clicked(dialog, "files_start")
    settled(dialog, qtbot)
    assert text_of(dialog, "files_state") == ""


def test_that_a_hidden_dialog_keeps_what_it_has_found(
    window: MainWindow, dialog: Any, qtbot: QtBot, log: Path
) -> None:
    measured(dialog, qtbot, log)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert opened(window) is dialog
    assert dialog.view.isVisible()


# what is kept


def test_that_a_result_is_saved_beside_the_scenario_and_opened_from_there(
    own_window: MainWindow, own_dialog: Any, project: Path, qtbot: QtBot, log: Path
) -> None:
    before = {file: file.read_bytes() for file in project.rglob("*.yaml")}
    measured(own_dialog, qtbot, log)
    assert own_dialog.bar.chosen == SERVICE
    assert {file: file.read_bytes() for file in project.rglob("*.yaml")} == before
    clicked(own_dialog, "save_measured")
    settled(own_dialog, qtbot)
    places = places_of(project, SERVICE)
    assert places.fragment.name in text_of(own_dialog, "save_words")
    assert load_scenario(places.scenario).services[SERVICE].profile == SERVICE
    assert {file: file.read_bytes() for file in before} == before
    clicked(own_dialog, "open_measured")
    assert own_window.session.scenario.services[SERVICE].profile == SERVICE
    assert own_window.session.assessed is not None
    assert own_window.settings.recent[0] == places.scenario.resolve()
    assert not own_dialog.isVisible()


def test_that_another_name_goes_into_the_file_and_nothing_is_written_over(
    own_dialog: Any, project: Path, qtbot: QtBot, log: Path
) -> None:
    (project / "online-dossiers.scenario.yaml").write_text("mine", encoding="utf-8")
    measured(own_dialog, qtbot, log)
    assert own_dialog.bar.chosen == "online-dossiers-2"
    name = own_dialog.findChild(QLineEdit, "save_name")
    for taken, words in (
        ("online-dossiers", "is there already"),
        ("citizen", "already"),  # a profile of the scenario, which others follow
        ("shape", "already"),
        ("đo", "without accents"),
        ("", "without accents"),
    ):
        name.setText(taken)
        assert words in text_of(own_dialog, "save_words")
        assert not own_dialog.bar.save.isEnabled()
        qtbot.keyClick(name, Qt.Key.Key_Return)
        assert not own_dialog.is_running
    name.setText("august")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    settled(own_dialog, qtbot)
    saved = load_scenario(places_of(project, "august").scenario)
    assert saved.services[SERVICE].profile == "august"
    assert "pages_per_visit" in saved.inputs["august"]
    assert (project / "online-dossiers.scenario.yaml").read_text(encoding="utf-8") == "mine"


def test_that_a_file_that_came_meanwhile_is_told_and_not_written_over(
    own_dialog: Any, project: Path, qtbot: QtBot, log: Path
) -> None:
    measured(own_dialog, qtbot, log)
    fragment = places_of(project, SERVICE).fragment
    fragment.write_text("mine", encoding="utf-8")
    clicked(own_dialog, "save_measured")
    settled(own_dialog, qtbot)
    assert "the file exists already" in text_of(own_dialog, "save_words")
    assert fragment.read_text(encoding="utf-8") == "mine"
    assert not places_of(project, SERVICE).scenario.exists()


def test_that_a_template_of_the_program_is_measured_for_and_never_written(
    closed_window: MainWindow, qtbot: QtBot, log: Path
) -> None:
    shipped = Path(__file__).resolve().parents[2] / "scenarios" / "hanoi-2023"
    assert closed_window.files.open(shipped)
    dialog = opened(closed_window)
    measured(dialog, qtbot, log)
    assert "template" in text_of(dialog, "save_words")
    assert not dialog.bar.save.isEnabled()


def test_that_of_two_files_both_are_there_or_none(project: Path) -> None:
    places = places_of(project, "x")
    base = load_scenario(project)
    with pytest.raises(InputError):
        save_both(places, base, lambda file: file.write_text("platform: [", "utf-8"))
    assert places.taken is None


def test_that_a_free_name_is_made_of_any_words(tmp_path: Path) -> None:
    assert free_name("Cổng dịch vụ công", tmp_path) == "cong-dich-vu-cong"
    assert free_name("...", tmp_path) == "measured"
    places_of(tmp_path, "a").scenario.write_text("", encoding="utf-8")
    assert free_name("a", tmp_path, {"a-2"}) == "a-3"


def test_that_a_failure_that_nobody_foresaw_is_told(
    dialog: Any, qtbot: QtBot, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Exception] = []
    monkeypatch.setattr(dialogs, "tell_failure", lambda _parent, _what, error: told.append(error))

    def breaks() -> Any:
        def work(_progress: Any) -> Fitted:
            raise ArithmeticError("odd")

        return work

    monkeypatch.setattr(dialog, "work", breaks)
    measured(dialog, qtbot, log)
    assert [str(error) for error in told] == ["odd"]
    assert dialog.row.start.isEnabled()


# typing, models, words


def test_that_cells_are_typed_into_by_keys_alone(dialog: Any, qtbot: QtBot) -> None:
    table = dialog.findChild(QAbstractItemView, "patterns")
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 1))
    qtbot.keyClicks(table, "^")
    editor = table.findChild(QLineEdit)
    qtbot.keyClicks(editor, "/page")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    painted()
    first = next(iter(dialog.form.patterns.column(1)))
    assert dialog.form.patterns.column(1)[first] == "^/page"
    assert not dialog.is_running
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert dialog.form.patterns.column(1) == {}


def test_that_only_numbers_are_typed_where_vcpus_are_asked_for(dialog: Any, qtbot: QtBot) -> None:
    clicked(dialog, "of_tiers")
    table = dialog.findChild(QAbstractItemView, "tiers")
    table.setFocus()
    table.setCurrentIndex(table.model().index(1, 2))
    table.edit(table.currentIndex())
    editor = table.findChild(QLineEdit)
    qtbot.keyClicks(editor, "x12")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    painted()
    wishes = dialog.form.wishes(Path("scenario.yaml"), "a")
    assert wishes.channels == {"app": 12}


def test_that_what_is_said_of_tables_reaches_the_core(dialog: Any, qtbot: QtBot) -> None:
    clicked(dialog, "of_tables")
    more = dialog.form.more
    for name, text in (
        ("time_column", "when"), ("value_columns", " cpu, mem ,"), ("key_columns", "host"),
        ("page", "^/p"), ("static", "x"), ("start", "2023-08-07T00:00"), ("series", "hits"),
    ):  # fmt: skip
        qtbot.keyClicks(more.fields[name], text)
    more.findChild(QDoubleSpinBox, "more_step").setValue(60)
    clicked(more, "more_together")
    wishes = dialog.form.wishes(Path("scenario.yaml"), "a")
    assert (wishes.time_column, wishes.value_columns) == ("when", ("cpu", "mem"))
    assert (wishes.key_columns, wishes.series, wishes.together) == (("host",), "hits", True)
    assert (wishes.page, wishes.static, wishes.start) == ("^/p", "x", "2023-08-07T00:00")
    assert wishes.step == 60
    clicked(more, "more_events")
    assert dialog.form.wishes(Path("scenario.yaml"), "a").value_columns == ()


def test_that_models_keep_the_rules_of_qt(dialog: Any, qtbot: QtBot, log: Path) -> None:
    view = dialog.view
    tables = (view.findings, view.estimates, view.effects, view.sources, view.shape.hours,
              view.shape.weekdays, dialog.problems)  # fmt: skip
    models = [dialog.form.patterns, dialog.form.tiers.model, *(table.rows for table in tables)]
    testers = [QAbstractItemModelTester(model, FATAL) for model in models]
    measured(dialog, qtbot, log)
    dialog.view.tabs.setCurrentIndex(2)
    painted()
    dialog.form.tiers.model.put("app", 1, "x.csv")
    assert len(testers) == len(models)


def test_that_a_typed_model_refuses_what_is_no_cell(qtbot: QtBot) -> None:
    column = TypedColumn(lambda: "head", lambda: "tip")
    model = TypedModel(lambda: "of", str.upper, (column,))
    model.show_rows(["a"])
    assert not model.setData(model.index(0, 0), "x")
    assert not model.setData(model.index(5, 1), "x")
    with qtbot.waitSignal(model.dataChanged):
        assert model.setData(model.index(0, 1), " x ")
    assert model.column(1) == {"a": "x"}
    assert model.index(0, 0).data() == "A"
    assert model.headerData(0, Qt.Orientation.Horizontal) == "of"


def seen(dialog: Any) -> list[str]:
    painted()
    tabs = dialog.view.tabs
    return [*words_of(dialog), *(tabs.tabText(at) for at in range(tabs.count()))]


def test_that_the_language_is_switched_while_a_result_is_on_the_screen(
    window: MainWindow, dialog: Any, qtbot: QtBot, log: Path
) -> None:
    measured(dialog, qtbot, log)
    english, title = seen(dialog), dialog.windowTitle()
    kept = cells(dialog.view.estimates, 0)
    window.set_language("vi")
    spoken = seen(dialog)
    left = {w for w in english if sum(part.isalpha() for part in w.split()) > 2} & set(spoken)
    assert left == set()
    assert dialog.windowTitle() == "Đo từ nhật ký, số đo"
    assert cells(dialog.view.estimates, 0) != kept
    window.set_language("en")
    assert seen(dialog) == english
    assert dialog.windowTitle() == title


def test_that_colours_are_switched_while_the_week_is_on_the_screen(
    own_window: MainWindow, own_dialog: Any, qtbot: QtBot, log: Path
) -> None:
    measured(own_dialog, qtbot, log)
    own_dialog.view.tabs.setCurrentIndex(2)
    painted()
    light = own_dialog.view.shape.chart.figure.get_facecolor()
    own_window.set_mode("dark")
    painted()
    assert own_dialog.view.shape.chart.figure.get_facecolor() != light
    own_window.set_mode("light")


def unnamed(dialog: QWidget) -> list[str]:
    """Fields without a name for those who cannot see."""
    kinds = (QLineEdit, QComboBox, QAbstractItemView, QDoubleSpinBox)
    labels = [one.buddy() for one in dialog.findChildren(QLabel)]
    return [
        f"{type(field).__name__} {field.objectName()}"
        for field in dialog.findChildren(QWidget)
        if isinstance(field, kinds)
        and not isinstance(field, QHeaderView)
        and not field.objectName().startswith("qt_")
        and not isinstance(field.parent(), QComboBox | QDoubleSpinBox)
        and field.window() is dialog
        and not field.accessibleName()
        and field not in labels
    ]


def keys_of(dialog: QWidget) -> list[str]:
    """Mnemonics of everything that has one."""
    labels = [one.text() for one in dialog.findChildren(QLabel) if one.buddy() is not None]
    buttons = [one.text() for one in dialog.findChildren(QAbstractButton)]
    keys = [QKeySequence.mnemonic(re.sub("&&", "", text)) for text in (*labels, *buttons)]
    return sorted(key.toString() for key in keys if not key.isEmpty())


def test_that_every_field_has_a_name_and_no_two_mnemonics_are_the_same(
    window: MainWindow, dialog: Any, qtbot: QtBot, log: Path
) -> None:
    clicked(dialog, "of_tiers")
    clicked(dialog, "of_tables")
    measured(dialog, qtbot, log)
    for language in ("en", "vi"):
        window.set_language(language)
        assert unnamed(dialog) == []
        keys = keys_of(dialog)
        assert len(keys) == len(set(keys)), f"{language}: {keys}"
