"""Colours, light and dark, from one table; the font; and what plots take from both.

Fusion with a palette of our own looks the same on every platform. Colour never speaks alone:
whatever is coloured also carries a word or a mark.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

Mode = Literal["light", "dark", "system"]
MODES: tuple[Mode, ...] = ("system", "light", "dark")
POINT_SIZE = 10
READABLE_CONTRAST = 4.5  # WCAG 2.1, level AA, for text


@dataclass(frozen=True)
class Tokens:
    """Named colours of one mode."""

    window: str
    base: str
    raised: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    good: str
    bad: str
    warn: str
    unknown: str
    existing: str
    planned: str
    notice: str


LIGHT = Tokens(
    window="#f4f5f7", base="#ffffff", raised="#ffffff", line="#c9cdd4", text="#1b1f24",
    muted="#57606a", accent="#0b57a4", on_accent="#ffffff", good="#1a6b34", bad="#b3261e",
    warn="#8a5300", unknown="#5c6570", existing="#6b7785", planned="#0b57a4",
    notice="#fff3cd",
)  # fmt: skip
DARK = Tokens(
    window="#1e2227", base="#16191d", raised="#262b31", line="#444b54", text="#e6e9ed",
    muted="#a9b2bd", accent="#6cb0f5", on_accent="#0d1117", good="#6fce8b", bad="#ff8a80",
    warn="#f0b45a", unknown="#a5aeb9", existing="#98a3b0", planned="#6cb0f5",
    notice="#3a3113",
)  # fmt: skip

_chosen: list[Tokens] = [LIGHT]


def tokens() -> Tokens:
    """The colours in force."""
    return _chosen[0]


def color(name: str) -> QColor:
    """One colour in force, by its token."""
    return QColor(getattr(tokens(), name))


def is_dark() -> bool:
    """True in dark mode."""
    return tokens() is DARK


def resolve(mode: Mode) -> Tokens:
    """The colours of a mode; `system` asks the platform."""
    if mode == "system":
        scheme = QGuiApplication.styleHints().colorScheme()
        return DARK if scheme == Qt.ColorScheme.Dark else LIGHT
    return DARK if mode == "dark" else LIGHT


def apply(app: QApplication, mode: Mode) -> None:
    """Dress the whole application."""
    _chosen[0] = resolve(mode)
    app.setStyle("Fusion")
    app.setPalette(palette(tokens()))
    app.setStyleSheet(_sheet(tokens()))


def palette(of: Tokens) -> QPalette:
    """A Qt palette of one mode's colours."""
    role = QPalette.ColorRole
    colours = {
        role.Window: of.window,
        role.WindowText: of.text,
        role.Base: of.base,
        role.AlternateBase: of.window,
        role.Text: of.text,
        role.Button: of.raised,
        role.ButtonText: of.text,
        role.ToolTipBase: of.raised,
        role.ToolTipText: of.text,
        role.PlaceholderText: of.muted,
        role.Highlight: of.accent,
        role.HighlightedText: of.on_accent,
        role.Link: of.accent,
        role.LinkVisited: of.accent,
        role.BrightText: of.bad,
        role.Light: of.raised,
        role.Midlight: of.line,
        role.Mid: of.line,
        role.Dark: of.muted,
        role.Shadow: of.muted,
        role.Accent: of.accent,
    }
    made = QPalette()
    for where, value in colours.items():
        made.setColor(where, QColor(value))
    disabled = QPalette.ColorGroup.Disabled
    for where in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(disabled, where, QColor(of.muted))
    return made


def _sheet(of: Tokens) -> str:
    """The little that a palette cannot say: cards, sizes of words, the navigation."""
    return (
        f'QFrame[card="true"] {{ background: {of.raised}; border: 1px solid {of.line};'
        " border-radius: 8px; }"
        f'QFrame[strip="true"] {{ background: {of.raised}; border: 0;'
        f" border-bottom: 1px solid {of.line}; }}"
        f'QFrame[notice="true"] {{ background: {of.notice}; border: 0; }}'
        f'QLabel[role="muted"] {{ color: {of.muted}; }}'
        f'QLabel[role="warn"] {{ color: {of.warn}; }}'
        f'QLabel[role="bad"] {{ color: {of.bad}; }}'
        f'QLabel[role="good"] {{ color: {of.good}; }}'
        'QLabel[role="title"] { font-size: 15pt; font-weight: 600; }'
        'QLabel[role="heading"] { font-size: 12pt; font-weight: 600; }'
        'QLabel[role="strong"] { font-weight: 600; }'
        'QLabel[role="figure"] { font-size: 20pt; font-weight: 600; }'
        f'QToolButton[link="true"] {{ color: {of.accent}; border: 1px solid transparent;'
        " background: transparent; padding: 0 3px; text-decoration: underline; }"
        f'QPushButton[link="true"] {{ color: {of.accent}; border: 1px solid transparent;'
        " background: transparent; padding: 0 3px; text-decoration: underline;"
        " text-align: left; }"
        f'QPushButton[link="true"]:focus {{ border: 1px solid {of.accent}; border-radius: 3px; }}'
        f'QToolButton[link="true"]:focus {{ border: 1px solid {of.accent};'
        " border-radius: 3px; }"
        f"QListWidget#navigation {{ background: {of.window}; border: 0;"
        f" border-right: 1px solid {of.line}; font-size: 11pt; }}"
        "QListWidget#navigation::item { padding: 10px 14px; }"
        f"QListWidget#navigation::item:selected {{ background: {of.accent};"
        f" color: {of.on_accent}; }}"
        f"QToolTip {{ color: {of.text}; background: {of.raised}; border: 1px solid {of.line}; }}"
    )


def load_font(app: QApplication) -> None:
    """DejaVu Sans from matplotlib's own data: every Vietnamese mark, on any machine.

    matplotlib itself is not imported: only its folder is looked up.
    """
    found = importlib.util.find_spec("matplotlib")
    if found is not None and found.origin is not None:
        folder = Path(found.origin).parent / "mpl-data" / "fonts" / "ttf"
        for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"):
            QFontDatabase.addApplicationFont(str(folder / name))
    app.setFont(QFont("DejaVu Sans", POINT_SIZE))


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours by WCAG 2.1, 1…21."""
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(name: str) -> float:
    colour = QColor(name)
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
