"""`assessor-gui [SCENARIO]`: looks for a screen before Qt is loaded, then opens the window."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

NO_SCREEN = (
    "Không có màn hình: đặt DISPLAY, WAYLAND_DISPLAY hoặc QT_QPA_PLATFORM, hay dùng lệnh assessor."
    " / No screen: set DISPLAY, WAYLAND_DISPLAY or QT_QPA_PLATFORM, or use the command assessor."
)
BAD_USAGE = 2
PATIENCE_S = 3.0  # of a closed window, for work that is still under way


def main(arguments: list[str] | None = None) -> None:
    """Open the window; ends the process."""
    given = sys.argv[1:] if arguments is None else arguments
    if not has_screen():
        # without a screen Qt aborts the process before it can say why
        sys.stderr.write(NO_SCREEN + "\n")
        raise SystemExit(BAD_USAGE)
    raise SystemExit(open_window(given))


def has_screen() -> bool:
    """True where Qt will find something to draw on."""
    if not sys.platform.startswith("linux"):
        return True
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in names)


def open_window(arguments: list[str]) -> int:
    """Start Qt, dress it, open what was asked for, and stay until the window closes."""
    from PySide6.QtWidgets import QApplication

    from gui import theme
    from gui.settings import Settings
    from gui.window import MainWindow

    app = QApplication(sys.argv[:1])
    app.setApplicationName("cloud-readiness-assessor")
    settings = Settings()
    theme.load_font(app)
    theme.apply(app, settings.mode)
    window = MainWindow(settings, date.today())
    window.show()
    asked = _asked_for(arguments, settings)
    if asked is not None:
        window.files.open(asked)
    code = app.exec()
    # what reports stops at once; a solver does not, and nothing of it is wanted any more
    window.jobs.shut_down(PATIENCE_S)
    return code


def _asked_for(arguments: list[str], settings: object) -> Path | None:
    if arguments:
        return Path(arguments[0])
    recent = getattr(settings, "recent", [])
    return recent[0] if recent else None
