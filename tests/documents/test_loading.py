"""YAML is read as YAML 1.2, with care."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessor.documents import load_text, load_yaml
from assessor.documents.loading import SIZE_LIMIT_MIB, plain_value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("on", "on"),
        ("12:30", "12:30"),
        ("010", "010"),
        ("1e3", 1000.0),
        ("36.5e9", 36.5e9),
        ("true", True),
        ("~", None),
        ("-7", -7),
        ("1_000", 1000),
        ("2023-07-17", "2023-07-17"),
        (".5", 0.5),
    ],
)
def test_that_plain_scalars_follow_yaml_1_2(text: str, value: object) -> None:
    assert plain_value(text) == value
    assert type(plain_value(text)) is type(value)


def test_that_quoted_scalars_stay_text() -> None:
    assert load_text("a: '1'\nb: \"true\"\nc: |\n  12\n", "x").data == {
        "a": "1",
        "b": "true",
        "c": "12\n",
    }


def test_that_every_value_has_its_line_and_column() -> None:
    loaded = load_text("a:\n  b: [1, 2]\n  c: 3\n", "x.yaml")
    assert (loaded.place_of(("a", "c")).line, loaded.place_of(("a", "c")).column) == (3, 3)
    assert loaded.place_of(("a", "b", 1)).column == 10
    assert loaded.place_of(("a", "nowhere", "deep")).line == 1


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: 1\na: 2\n", "yaml_duplicate_key", 2),
        ("a:\n\tb: 1\n", "yaml_tab", 2),
        ("a: [1, 2\n", "yaml_syntax", 2),
        ("a: &x {b: 1}\nc: *x\n", "yaml_alias", 1),
        ("a: &x 1\nb: *x\n", "yaml_alias", 1),
        ("a: !!python/object:os.system x\n", "yaml_tag", 1),
        ("a: !local [1]\n", "yaml_tag", 1),
        ("[" * 5000, "yaml_too_deep", 1),
        ("- " * 3000 + "x", "yaml_too_deep", 1),
        ("? [a]\n: 1\n", "wrong_type", 1),
        ("a: \x00\n", "yaml_syntax", 1),
        ("---\na: 1\n---\nb: 2\n", "yaml_syntax", 3),
    ],
)
def test_that_dangerous_or_broken_yaml_is_a_problem_with_its_line(
    text: str, code: str, line: int
) -> None:
    problems = load_text(text, "x.yaml").problems
    assert [(p.code, p.line) for p in problems] == [(code, line)]


def test_that_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "big.yaml"
    with path.open("wb") as file:
        file.truncate((SIZE_LIMIT_MIB + 10) * 2**20)
    assert [p.code for p in load_yaml(path).problems] == ["file_too_large"]


def test_that_what_is_missing_or_not_utf8_is_a_problem(tmp_path: Path) -> None:
    assert [p.code for p in load_yaml(tmp_path / "none.yaml").problems] == ["file_missing"]
    assert [p.code for p in load_yaml(tmp_path).problems] == ["file_is_folder"]
    bad = tmp_path / "bad.yaml"
    bad.write_bytes(b"a: 1\nb: \xff\n")
    assert [(p.code, p.line) for p in load_yaml(bad).problems] == [("not_utf8", 2)]
    marked = tmp_path / "marked.yaml"
    marked.write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert load_yaml(marked).data == {"a": 1}
