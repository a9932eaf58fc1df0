"""A project of one's own, and its study."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessor.api import Project, new_project, open_project


@pytest.fixture
def hanoi(tmp_path: Path) -> Path:
    """A copy of the Hanoi template that a test may change."""
    new_project(tmp_path / "hanoi", "hanoi-2023")
    return tmp_path / "hanoi"


@pytest.fixture
def project(hanoi: Path) -> Project:
    """The copy, open."""
    return open_project(hanoi)
