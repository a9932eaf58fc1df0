import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from assessor.errors import DocumentError
from assessor.history import check_chain, read_snapshots
from assessor.history.snapshots import file_name, time_of
from assessor.history.taking import append
from assessor.text import render

NOON = datetime(2023, 7, 17, 12, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path):
    for hours in range(3):
        append(tmp_path, NOON + timedelta(hours=hours), inputs={}, study={"n": hours})
    return tmp_path


def files(folder):
    return sorted(folder.glob("*.json"))


def codes(folder):
    return [(p.code, p.severity) for p in check_chain(folder)]


def test_that_an_empty_folder_is_an_intact_chain(tmp_path):
    assert check_chain(tmp_path) == ()
    assert read_snapshots(tmp_path / "none") == ()


def test_that_each_snapshot_holds_the_hash_of_the_one_before(folder):
    first, second, third = read_snapshots(folder)
    assert (first.previous, second.previous, third.previous) == (None, first.sha256, second.sha256)
    assert [s.study["n"] for s in (first, second, third)] == [0, 1, 2]
    head = json.loads((folder / "HEAD").read_text())
    assert head == {"count": 3, "last": third.sha256}


def test_that_names_are_utc_and_sort_by_time():
    local = datetime(2023, 7, 17, 19, 0, 0, 5, tzinfo=timezone(timedelta(hours=7)))
    assert file_name(local) == "20230717T120000000005Z.json"
    assert time_of(file_name(local)) == local
    with pytest.raises(ValueError, match="zone"):
        file_name(datetime(2023, 7, 17))


@pytest.mark.parametrize("index", [0, 1, 2])
def test_that_a_changed_snapshot_shows(folder, index):
    path = files(folder)[index]
    path.write_text(path.read_text().replace('"n": ', '"n": 9'))
    assert ("snapshot_changed", "error") in codes(folder)
    with pytest.raises(DocumentError):
        read_snapshots(folder)


@pytest.mark.parametrize("index", [0, 1, 2])
def test_that_a_lost_snapshot_shows(folder, index):
    files(folder)[index].unlink()
    assert any(severity == "error" for _, severity in codes(folder))


def test_that_a_broken_chain_is_not_extended(folder):
    files(folder)[1].unlink()
    with pytest.raises(DocumentError):
        append(folder, NOON + timedelta(days=1), inputs={}, study={})


def test_that_a_snapshot_is_never_put_before_another(folder):
    with pytest.raises(ValueError, match="stands before"):
        append(folder, NOON + timedelta(hours=2), inputs={}, study={})


def test_that_a_crash_before_head_is_written_is_a_warning_and_heals(folder):
    head = (folder / "HEAD").read_text()
    append(folder, NOON + timedelta(hours=5), inputs={}, study={})
    (folder / "HEAD").write_text(head)
    assert codes(folder) == [("snapshot_head_behind", "warning")]
    append(folder, NOON + timedelta(hours=6), inputs={}, study={})
    assert check_chain(folder) == ()


@pytest.mark.parametrize("text", ["", "{}", '{"count": 7, "last": null}'])
def test_that_a_wrong_head_shows(folder, text):
    (folder / "HEAD").write_text(text)
    assert codes(folder)[0][1] == "error"
    assert all(render(problem) for problem in check_chain(folder))


def test_that_a_missing_head_shows(folder):
    (folder / "HEAD").unlink()
    assert codes(folder) == [("snapshot_head_missing", "error")]


@pytest.mark.parametrize("name", ["notes.json", "20230717T990000000000Z.json"])
def test_that_a_stranger_in_the_folder_shows(folder, name):
    (folder / name).write_text("{}")
    assert codes(folder) == [("snapshot_unreadable", "error")]
