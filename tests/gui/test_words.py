from __future__ import annotations

import ast
from pathlib import Path

from assessor.api import set_language
from gui.words import QT_WORDS, CatalogueTranslator

GUI = Path(__file__).resolve().parents[2] / "gui"


def test_that_qts_own_buttons_speak_vietnamese() -> None:
    set_language("vi")
    spoken = CatalogueTranslator()
    assert spoken.translate("QPlatformTheme", "Cancel") == "Huỷ"
    untranslated = [word for word in QT_WORDS if spoken.translate("", word) is None]
    assert untranslated == []


def test_that_qt_keeps_its_english_words_in_english() -> None:
    set_language("en")
    assert CatalogueTranslator().translate("QPlatformTheme", "Cancel") is None


def test_that_an_unknown_word_is_left_to_qt() -> None:
    set_language("vi")
    assert CatalogueTranslator().translate("QDial", "QDial") is None


def test_that_words_are_literals_and_never_built() -> None:
    """An f-string or a name in `_()` is never found by the gatherer of words."""
    wrong = []
    for file in GUI.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            called = isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"_", "N_"}
            if called and isinstance(node.args[0], ast.JoinedStr | ast.BinOp):
                wrong.append(f"{file.name}:{node.lineno}")
    assert wrong == []


def test_that_colours_come_from_the_theme_alone() -> None:
    """A colour written anywhere else would not follow the mode."""
    wrong = [
        f"{file.name}:{node.lineno}"
        for file in GUI.rglob("*.py")
        if file.name != "theme.py"
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.startswith("#")
        and len(node.value) in {4, 7}
    ]
    assert wrong == []
