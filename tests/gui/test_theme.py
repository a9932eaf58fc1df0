from __future__ import annotations

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from gui import theme
from gui.theme import DARK, LIGHT, READABLE_CONTRAST, Tokens

TEXTS = ("text", "muted", "accent", "good", "bad", "warn", "unknown")
GROUNDS = ("window", "base", "raised")


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXTS)
def test_that_every_text_can_be_read_on_every_ground(
    tokens: Tokens, ground: str, text: str
) -> None:
    found = theme.contrast(getattr(tokens, text), getattr(tokens, ground))
    assert found >= READABLE_CONTRAST


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_that_chosen_rows_and_notices_can_be_read(tokens: Tokens) -> None:
    assert theme.contrast(tokens.on_accent, tokens.accent) >= READABLE_CONTRAST
    assert theme.contrast(tokens.text, tokens.notice) >= READABLE_CONTRAST


def test_that_contrast_is_the_one_of_the_guideline() -> None:
    # WCAG 2.1: black on white is 21, and #767676 on white is the usual 4.54
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_that_dark_mode_reaches_the_palette(qapp: QApplication) -> None:
    theme.apply(qapp, "dark")
    try:
        assert qapp.palette().color(QPalette.ColorRole.Base).name() == DARK.base
        assert theme.is_dark()
    finally:
        theme.apply(qapp, "light")
    assert qapp.palette().color(QPalette.ColorRole.Base).name() == LIGHT.base
