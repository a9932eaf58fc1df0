"""Starting the program is looked at in processes of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in SCREENS}
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**kept, **environment},
        timeout=60,
    )


def test_that_without_a_screen_one_line_says_so_in_both_languages() -> None:
    done = run("from gui.main import main; main([])")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "Không có màn hình" in done.stderr
    assert "No screen" in done.stderr


def test_that_the_window_is_painted_before_matplotlib_and_scipy_are_loaded() -> None:
    code = (
        "import sys\n"
        "from datetime import date\n"
        "from PySide6.QtCore import QSettings\n"
        "from PySide6.QtWidgets import QApplication\n"
        "app = QApplication([])\n"
        "from gui.settings import Settings\n"
        "from gui.window import MainWindow\n"
        "window = MainWindow(Settings(), date(2023, 7, 20))\n"
        "window.show()\n"
        "app.processEvents()\n"
        "print(*[m for m in ('matplotlib', 'scipy') if m in sys.modules])\n"
        "window.close()\n"
    )
    done = run(code, QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


def test_that_work_which_cannot_be_stopped_does_not_keep_a_closed_program_alive() -> None:
    code = (
        "import threading, time\n"
        "from PySide6.QtCore import QCoreApplication, QTimer\n"
        "from gui.jobs import Jobs\n"
        "app = QCoreApplication([])\n"
        "jobs, begun = Jobs(), threading.Event()\n"
        "def deaf(_progress):\n"
        "    begun.set()\n"
        "    time.sleep(600)\n"
        "jobs.start(deaf)\n"
        "assert begun.wait(5)\n"
        "QTimer.singleShot(0, app.quit)\n"
        "app.exec()\n"
        "jobs.shut_down(0.2)\n"
        "print('closed in order')\n"
    )
    done = run(code, QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["closed", "in", "order"]
