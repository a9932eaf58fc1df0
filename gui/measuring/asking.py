"""Files that a person chooses; tests answer in the place of these functions."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def choose_files(parent: QWidget, title: str, kinds: str) -> list[Path]:
    """Some files to read; none where the question was dropped."""
    chosen, _kind = QFileDialog.getOpenFileNames(parent, title, "", kinds)
    return [Path(name) for name in chosen]


def choose_file(parent: QWidget, title: str, kinds: str) -> Path | None:
    """One file to read."""
    chosen, _kind = QFileDialog.getOpenFileName(parent, title, "", kinds)
    return Path(chosen) if chosen else None
