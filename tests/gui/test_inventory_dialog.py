"""An inventory is tried at the window, beside the scenario, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent, QKeySequence
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from assessor.api import load_scenario
from gui.measuring import asking
from gui.measuring.saving import places_of
from gui.tables import Table
from gui.window import MainWindow

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
HEAD = "Tên máy ảo,Hệ thống,Chủ quản,vCPU,RAM (GB),Đĩa (GB),Cụm,Host,Môi trường,Ghi chú"
MACHINES = (
    *(f"web-{n},Cổng,VP,4,16,100,HN-1,esx-{n},prod," for n in (1, 2)),
    *(f"app-{n},Cổng,VP,4,16,200,HN-1,esx-{n},prod," for n in (1, 2, 3)),
    "mail-1,Thư,Sở,8,32,500,HN-1,esx-1,prod,",
    "app-9,Cổng,VP,4,16,200,HN-1,esx-2,test,",
)
HOSTS = (
    "Host,Cụm,Số nhân vật lý,RAM (GB)\nesx-1,HN-1,64,512\nesx-2,HN-1,64,512\nesx-3,HN-1,64,512\n"
)
MAPPING = """schema: inventory-mapping@1
tiers:
  web: {name: "web-*"}
  app: {name: "app-*"}
sites: {main: {cluster: "HN-*"}}
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a list of machines, one with two slips, hosts and a mapping."""
    folder = tmp_path_factory.mktemp("inventory")
    slips = [row.replace("app-2,Cổng,VP,4", "app-2,Cổng,VP,bốn") for row in MACHINES]
    slips = [row.replace("mail-1,Thư,Sở,8,32", "mail-1,Thư,Sở,8,1.500") for row in slips]
    for name, rows in (("machines.csv", MACHINES), ("slips.csv", slips)):
        (folder / name).write_text("\n".join((HEAD, *rows)) + "\n", encoding="utf-8-sig")
    (folder / "hosts.csv").write_text(HOSTS, encoding="utf-8-sig")
    (folder / "mapping.yaml").write_text(MAPPING, encoding="utf-8")
    return folder


def painted() -> None:
    for _ in range(3):
        QApplication.processEvents()


def opened(window: MainWindow) -> Any:
    """The dialog, as the menu opens it."""
    action = window.findChild(QAction, "inventory")
    assert isinstance(action, QAction)
    action.trigger()
    found = window.findChildren(QWidget, "inventory_dialog")
    painted()
    return next(one for one in found if one.isVisible())


@pytest.fixture
def dialog(window: MainWindow) -> Iterator[Any]:
    window.over_files.close_all()
    yield opened(window)
    window.over_files.close_all()


def clicked(dialog: Any, name: str) -> None:
    button = dialog.findChild(QAbstractButton, name)
    assert isinstance(button, QAbstractButton)
    assert button.isVisible()
    assert button.isEnabled()
    button.click()


def settled(dialog: Any, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not dialog.is_running, timeout=60_000)
    painted()


def tried(dialog: Any, qtbot: QtBot, files: list[Path]) -> None:
    dialog.files.add(files)
    clicked(dialog, "files_start")
    settled(dialog, qtbot)


def mapped(
    dialog: Any, qtbot: QtBot, files: Path, monkeypatch: pytest.MonkeyPatch, *more: str
) -> None:
    """Try the machines with their mapping and an assumed use."""
    monkeypatch.setattr(asking, "choose_file", lambda *_asked: files / "mapping.yaml")
    clicked(dialog, "mapping_choose")
    clicked(dialog, "assumes")
    tried(dialog, qtbot, [files / name for name in ("machines.csv", *more)])


def cells(table: Table, column: int) -> list[str]:
    shown = table.model()
    return [str(shown.index(row, column).data()) for row in range(shown.rowCount())]


def text_of(dialog: Any, name: str) -> str:
    return str(dialog.findChild(QLabel, name).text())


def words_of(widget: QWidget) -> list[str]:
    children = widget.findChildren(QWidget)
    kinds = (QLabel, QAbstractButton)
    return [c.text() for c in children if isinstance(c, kinds) and c.text() and c.isVisible()]


# what is shown


def test_that_a_try_shows_columns_places_and_numbers_and_writes_nothing(
    window: MainWindow, dialog: Any, qtbot: QtBot, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = window.session.folder
    before = sorted(folder.iterdir())
    mapped(dialog, qtbot, files, monkeypatch, "hosts.csv")
    assert sorted(folder.iterdir()) == before
    view = dialog.view
    assert text_of(dialog, "reckoning") == (
        "7 machines read = 5 in tiers + 2 in the background + 0 left out"
    )
    read = list(zip(*(cells(view.columns, at) for at in (0, 1, 2, 3)), strict=True))
    assert ("machines.csv", "RAM (GB)", "memory", "GiB") in read
    assert ("machines.csv", "Ghi chú", "— not used", "") in read
    assert ("hosts.csv", "Host", "name of the host", "") in read
    places = dict(zip(cells(view.machines, 0), cells(view.machines, 2), strict=True))
    assert places["web-1"] == "tier: web"
    assert places["mail-1"] == "background: Thư"
    assert places["app-9"] == "background: Cổng (test)"
    assert cells(view.machines, 6)[0] == "machines.csv:2"
    changes = {row[0]: row[1:] for row in zip(*(cells(view.changes, n) for n in range(4)),
                                              strict=True)}  # fmt: skip
    tiers = window.session.scenario.platform.tiers
    was = str(tiers["app"].servers_installed)
    assert changes["servers installed — tier: application"] == (was, "3", "→ changes")
    assert changes["hosts installed — Main data centre"] == ("6", "3", "→ changes")
    assert changes["vCPUs — Thư"] == ("—", "8", "+ new")
    assert changes["use of vCPUs — Thư"][1] == "25 %"
    assert changes["vCPUs — Other systems"][2] == "✗ taken out"
    parts = dict(zip(cells(view.parts, 0), cells(view.parts, 2), strict=True))
    assert parts == {"tier: application": "3", "tier: web": "2", "Cổng (test)": "1", "Thư": "1"}
    # 8 + 4 + 4 vCPUs run on the 64 cores of esx-1
    assert dict(zip(cells(view.hosts, 0), cells(view.hosts, 5), strict=True))["esx-1"] == "0.25"


def test_that_errors_are_told_first_with_their_cells_and_forbid_saving(
    dialog: Any, qtbot: QtBot, files: Path
) -> None:
    tried(dialog, qtbot, [files / "slips.csv"])
    view = dialog.view
    assert view.tabs.currentIndex() == 0
    grave = cells(view.problems, 0)
    assert grave == sorted(grave, key="✗ error".__ne__)
    told = dict(zip(cells(view.problems, 1), cells(view.problems, 2), strict=True))
    assert any(words.startswith("'bốn' is not a number") for words in told)
    assert {"slips.csv:5", "slips.csv:7"} <= set(told.values())
    assert "Errors:" in text_of(dialog, "inventory_wrong")
    assert not dialog.bar.save.isEnabled()
    assert "before the errors are mended" in text_of(dialog, "save_words")


def test_that_an_unknown_use_of_vcpus_names_the_field_that_assumes_it(
    dialog: Any, qtbot: QtBot, files: Path
) -> None:
    tried(dialog, qtbot, [files / "machines.csv"])
    told = cells(dialog.view.problems, 1)[0]
    assert "“Assumed use of vCPUs”" in told
    assert "--" not in told
    clicked(dialog, "assumes")
    assert "changed since" in text_of(dialog, "files_state")
    clicked(dialog, "files_start")
    settled(dialog, qtbot)
    assert not dialog.findChild(QLabel, "inventory_wrong").isVisible()
    assert dialog.bar.save.isEnabled()


def test_that_shares_stay_in_order_whatever_is_typed(dialog: Any) -> None:
    low, base, high = dialog.form.shares
    low.setValue(60)
    assert low.value() <= base.value() <= high.value()
    clicked(dialog, "assumes")
    quantity = dialog.form.wanted.utilisation
    assert (quantity.low, quantity.base, quantity.high) == (0.6, 0.6, 0.6)
    assert quantity.kind == "assumption"


def test_that_a_mapping_that_is_not_there_or_wrong_is_told(
    dialog: Any, qtbot: QtBot, files: Path, tmp_path: Path
) -> None:
    dialog.form.mapping.setText(str(tmp_path / "gone.yaml"))
    tried(dialog, qtbot, [files / "machines.csv"])
    assert dialog.problems.isVisible()
    assert cells(dialog.problems, 2) == ["gone.yaml:1"]
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("schema: inventory-mapping@1\ntires: {}\nsites: []\n", encoding="utf-8")
    dialog.form.mapping.setText(str(wrong))
    clicked(dialog, "files_start")
    settled(dialog, qtbot)
    assert cells(dialog.problems, 2) == ["wrong.yaml:2", "wrong.yaml:3"]


def test_that_the_day_of_the_inventory_may_be_stated(
    window: MainWindow, dialog: Any, qtbot: QtBot, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clicked(dialog, "states_day")
    mapped(dialog, qtbot, files, monkeypatch)
    (source,) = dialog.result.document["sources"].values()
    assert source["on"] == window.session.today


# what is kept


def test_that_what_stands_is_saved_and_opened_as_a_scenario_of_its_own(
    own_window: MainWindow,
    project: Path,
    qtbot: QtBot,
    files: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialog = opened(own_window)
    before = {file: file.read_bytes() for file in project.rglob("*.yaml")}
    (project / "inventory.workload.yaml").write_text("mine", encoding="utf-8")
    mapped(dialog, qtbot, files, monkeypatch, "hosts.csv")
    assert dialog.bar.chosen == "inventory-2"
    name = dialog.findChild(QLineEdit, "save_name")
    name.setText("july")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    settled(dialog, qtbot)
    places = places_of(project, "july")
    assert "id: july" in places.fragment.read_text(encoding="utf-8")
    saved = load_scenario(places.scenario)
    assert saved.platform.tiers["app"].servers_installed == 3
    assert saved.platform.sites["main"].hosts_installed == 3
    assert {file: file.read_bytes() for file in before} == before
    clicked(dialog, "open_measured")
    assert own_window.session.scenario.platform.tiers["app"].servers_installed == 3
    assert not dialog.isVisible()


def test_that_a_workbook_that_is_dropped_opens_the_import(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    window.over_files.close_all()
    book = tmp_path / "rvtools.xlsx"
    with xlsxwriter.Workbook(book) as made:
        page = made.add_worksheet("vInfo")
        for at, (head, value) in enumerate((("VM", "web-1"), ("CPUs", 4), ("Memory", 16384))):
            page.write(0, at, head)
            page.write(1, at, value)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(book))])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    window.dropEvent(event)
    dialog: Any = window.findChild(QWidget, "inventory_dialog")
    assert dialog.files.files == [book]
    clicked(dialog, "files_start")
    settled(dialog, qtbot)
    assert text_of(dialog, "reckoning").startswith("1 machines read")
    window.over_files.close_all()


# models and words


def test_that_models_keep_the_rules_of_qt(
    dialog: Any, qtbot: QtBot, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = dialog.view
    tables = (view.problems, view.changes, view.parts, view.machines, view.hosts, view.columns)
    testers = [QAbstractItemModelTester(table.rows, FATAL) for table in tables]
    mapped(dialog, qtbot, files, monkeypatch, "hosts.csv")
    for at in range(view.tabs.count()):
        view.tabs.setCurrentIndex(at)
        painted()
    assert all(table.rows.rowCount() for table in tables)
    assert len(testers) == len(tables)


def seen(dialog: Any) -> list[str]:
    painted()
    tabs = dialog.view.tabs
    return [*words_of(dialog), *(tabs.tabText(at) for at in range(tabs.count()))]


def test_that_the_language_is_switched_while_an_import_is_on_the_screen(
    window: MainWindow, dialog: Any, qtbot: QtBot, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mapped(dialog, qtbot, files, monkeypatch)
    english, rows = seen(dialog), cells(dialog.view.changes, 0)
    window.set_language("vi")
    left = {w for w in english if sum(part.isalpha() for part in w.split()) > 2}
    assert left & set(seen(dialog)) == set()
    assert dialog.windowTitle() == "Nhập hiện trạng máy chủ"
    assert "số máy chủ đã lắp — tầng: web" in cells(dialog.view.changes, 0)
    window.set_language("en")
    assert seen(dialog) == english
    assert cells(dialog.view.changes, 0) == rows


def test_that_every_field_has_a_name_and_no_two_mnemonics_are_the_same(
    window: MainWindow, dialog: Any, qtbot: QtBot, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mapped(dialog, qtbot, files, monkeypatch)
    kinds = (QLineEdit, QComboBox, QAbstractItemView, QAbstractSpinBox)
    for language in ("en", "vi"):
        window.set_language(language)
        buddies = [one.buddy() for one in dialog.findChildren(QLabel)]
        fields = [
            one
            for one in dialog.findChildren(QWidget)
            if isinstance(one, kinds)
            and not isinstance(one, QHeaderView)
            and not isinstance(one.parent(), QAbstractSpinBox)
            and one.window() is dialog
        ]
        unnamed = [one for one in fields if not one.accessibleName() and one not in buddies]
        assert len(fields) > 10
        assert unnamed == []
        labels = [one.text() for one in dialog.findChildren(QLabel) if one.buddy() is not None]
        buttons = [one.text() for one in dialog.findChildren(QAbstractButton)]
        keys = [QKeySequence.mnemonic(text).toString() for text in (*labels, *buttons)]
        told = sorted(key for key in keys if key)
        assert len(told) == len(set(told)), f"{language}: {told}"
