"""Edits keep comments, order and every byte that they do not touch."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.documents import edit, edited, load_text, write_text
from assessor.errors import DocumentError
from assessor.resources import folder

TEXT = """\
# the head stays
schema: assessment@1   # and this
answers:
  A-1: {status: answered, value:   true}   # odd   spacing
  A-2:
    status: not_assessed   # to do
    evidence: [ e1,   e2 ]

  # a comment between
  A-3:
    value: "1"
    list:
    - x
    -   y
# the tail stays
"""


def test_that_only_the_edited_lines_change() -> None:
    after = edited(TEXT, {("answers", "A-3", "value"): "2"}).splitlines()
    before = TEXT.splitlines()
    changed = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    assert changed == [('    value: "1"', "    value: '2'")] or [a for a, _ in changed] == [
        '    value: "1"'
    ]


def test_that_an_edit_and_its_reverse_give_the_same_bytes() -> None:
    there = edited(TEXT, {("answers", "A-2", "status"): "answered"})
    assert there != TEXT
    back = edited(there, {("answers", "A-2", "status"): "not_assessed"})
    assert back.replace(" ", "") == TEXT.replace(" ", "")


@given(st.sampled_from(["A-1", "A-2", "A-3", "A-9"]), st.sampled_from([True, None, 3.5, "a: b"]))
def test_that_what_was_set_is_read_back(criterion: str, value: object) -> None:
    data = load_text(edited(TEXT, {("answers", criterion, "value"): value}), "x").data
    assert data["answers"][criterion]["value"] == value
    assert set(data["answers"]) >= {"A-1", "A-2", "A-3"}


def test_that_a_file_is_replaced_whole_and_shipped_data_never(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    write_text(path, TEXT)
    edit(path, {("answers", "A-1", "value"): False})
    assert load_text(path.read_text(encoding="utf-8"), "x").data["answers"]["A-1"]["value"] is False
    assert [p.name for p in tmp_path.iterdir()] == ["x.yaml"]
    with pytest.raises(DocumentError):
        write_text(folder("standards") / "new.yaml", "x")


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_that_the_line_ends_of_windows_stay(mark: str, tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    written = (mark + TEXT.replace("\n", "\r\n")).encode()
    path.write_bytes(written)
    edit(path, {("answers", "A-3", "value"): "2", ("answers", "A-3", "log"): [{"by": "x"}]})
    after = path.read_bytes()
    assert after.count(b"\n") == after.count(b"\r\n") == written.count(b"\n") + 2
    kept = set(written.splitlines(keepends=True)) - {b'    value: "1"\r\n'}
    assert kept <= set(after.splitlines(keepends=True))


@pytest.mark.parametrize(
    "text",
    [
        '{"answers": {"A": {"note": "mở", "x": 1.50}}}',
        '\ufeff{\n  "answers": {\n    "A": {\n      "note": "mở", "x": 1.50\n    }\n  }\n}\n',
        '{\r\n\t"answers": {\r\n\t\t"A": {\r\n\t\t\t"note": "m\\u1edf"\r\n\t\t}\r\n\t}\r\n}\r\n',
    ],
    ids=["one line", "indented, marked", "tabs, Windows, escaped"],
)
def test_that_json_stays_json(text: str) -> None:
    there = edited(text, {("answers", "A", "value"): True, ("answers", "B"): {"note": "ngỏ"}})
    data = json.loads(there.removeprefix("\ufeff"))
    assert data["answers"]["A"] == {
        **json.loads(text.removeprefix("\ufeff"))["answers"]["A"],
        "value": True,
    }
    assert data["answers"]["B"] == {"note": "ngỏ"}
    assert there.startswith("\ufeff") == text.startswith("\ufeff")
    assert there.count("\n") - there.count("\r\n") == (0 if "\r" in text else there.count("\n"))
    assert there.isascii() == text.isascii()


@pytest.mark.parametrize("layout", ["{note: x,\n      y: 2}", "\n    {\n    note: x, y: 2\n    }"])
def test_that_a_layout_nobody_would_dump_loses_nothing(layout: str) -> None:
    text = f"# head\nanswers:\n  A: {layout}\n  B: {{z: 1}}\n"
    there = edited(text, {("answers", "A", "value"): True, ("answers", "B", "z"): 2})
    assert load_text(there, "x").data == {
        "answers": {"A": {"note": "x", "y": 2, "value": True}, "B": {"z": 2}}
    }
    assert there.startswith("# head\n")
