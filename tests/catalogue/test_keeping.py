"""Kept catalogues: the very same content, and never older than their files."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessor.catalogue import keeping
from assessor.catalogue.keeping import keep_catalogue, kept_catalogue
from assessor.catalogue.load import list_catalogues, load_catalogue

PATHS = [listed.path for listed in list_catalogues()]


@pytest.mark.parametrize("path", PATHS, ids=[path.parent.name for path in PATHS])
def test_that_a_kept_catalogue_is_the_one_that_was_read(path: Path) -> None:
    read = load_catalogue(path)
    kept = kept_catalogue(path)
    assert kept == read
    assert kept is not None
    assert kept.sha256 == read.sha256


def test_that_a_changed_file_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    path = next(path for path in PATHS if path.parent.name == "nist-800-145")
    keep_catalogue(path, load_catalogue(path))
    assert kept_catalogue(path) is not None
    monkeypatch.setattr(keeping, "_hash", lambda _: "other bytes")
    assert kept_catalogue(path) is None


def test_that_nothing_is_kept_of_other_peoples_files_or_where_nobody_wants_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "catalogue.yaml"
    shipped = PATHS[-1]
    own.write_bytes(shipped.read_bytes())
    load_catalogue(own)
    assert kept_catalogue(own) is None
    load_catalogue(shipped)
    monkeypatch.setenv("ASSESSOR_NO_CACHE", "1")
    assert kept_catalogue(shipped) is None
