from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings

from gui.settings import RECENT_AT_MOST, Settings


def opened(path: Path) -> Settings:
    return Settings(QSettings(str(path), QSettings.Format.IniFormat))


def test_that_choices_outlive_the_window(tmp_path: Path) -> None:
    first = opened(tmp_path / "a.ini")
    first.language, first.mode = "en", "dark"
    first.sync()
    second = opened(tmp_path / "a.ini")
    assert (second.language, second.mode) == ("en", "dark")


def test_that_nonsense_in_the_file_falls_back_to_vietnamese_and_the_system(tmp_path: Path) -> None:
    (tmp_path / "a.ini").write_text("[General]\nlanguage=xx\nmode=pink\n", encoding="utf-8")
    settings = opened(tmp_path / "a.ini")
    assert (settings.language, settings.mode) == ("vi", "system")


def test_that_recent_projects_are_newest_first_few_and_still_there(tmp_path: Path) -> None:
    settings = opened(tmp_path / "a.ini")
    folders = [tmp_path / f"p{n}" for n in range(RECENT_AT_MOST + 3)]
    for folder in folders:
        folder.mkdir()
        settings.remember(folder)
    settings.remember(folders[-2])
    newest = folders[-1]
    newest.rmdir()
    assert settings.recent[0] == folders[-2]
    assert newest not in settings.recent
    assert len(settings.recent) <= RECENT_AT_MOST
    settings.forget_recent()
    assert settings.recent == []
