"""The program's own data is found, and a stranger's folder is refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessor import resources
from assessor.errors import StrangeFolderError


def test_that_shipped_folders_carry_our_marker() -> None:
    assert {resources.folder(name).name for name in resources.FOLDERS} == set(resources.FOLDERS)
    assert resources.is_shipped(resources.folder("standards") / "x.yaml")


def test_that_shipped_paths_stay_inside() -> None:
    with pytest.raises(ValueError, match="leaves"):
        resources.shipped("shipped:standards/../pyproject.toml")
    with pytest.raises(ValueError, match="no shipped folder"):
        resources.shipped("shipped:etc/passwd")


def test_that_a_strangers_folder_is_not_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not resources.is_ours(tmp_path)
    (tmp_path / resources.MARKER).write_text('{"product": "another"}', encoding="utf-8")
    assert not resources.is_ours(tmp_path)
    monkeypatch.setattr(resources, "is_ours", lambda folder: False)
    resources.folder.cache_clear()
    with pytest.raises(StrangeFolderError, match="standards"):
        resources.folder("standards")
    resources.folder.cache_clear()
