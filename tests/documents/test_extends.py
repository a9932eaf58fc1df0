"""Documents laid over each other, every value's file known."""

from __future__ import annotations

from pathlib import Path

from assessor.documents import load_extended


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def test_that_later_files_win_and_a_quantity_is_replaced_whole(tmp_path: Path) -> None:
    write(
        tmp_path,
        low="schema: scenario@1\na: {q: {low: 1, base: 2, high: 3, unit: s}, keep: 1, drop: 2}\n",
        mid="schema: workload@1\na: {keep: 5}\n",
        top="schema: scenario@1\nextends: [low.yaml, mid.yaml]\na:\n  q: {base: 9}\n  drop: null\n",
    )
    loaded = load_extended(tmp_path / "top.yaml", "top.yaml")
    assert loaded.problems == ()
    assert loaded.data["a"] == {"q": {"base": 9}, "keep": 5}
    assert loaded.place_of(("a", "keep")).path == "mid.yaml"
    assert (loaded.place_of(("a", "q")).path, loaded.place_of(("a", "q")).line) == ("top.yaml", 4)


def test_that_a_circle_is_named_where_it_closes(tmp_path: Path) -> None:
    write(
        tmp_path,
        a="schema: scenario@1\nextends: [b.yaml]\n",
        b="schema: scenario@1\nextends: [a.yaml]\n",
    )
    (problem,) = load_extended(tmp_path / "a.yaml").problems
    assert (problem.code, problem.params["chain"]) == ("extends_cycle", "a.yaml → b.yaml → a.yaml")
    assert problem.line == 2


def test_that_paths_never_leave_the_folder(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    write(tmp_path, secret="schema: scenario@1\n")
    write(
        inner,
        a="schema: scenario@1\nextends: [../secret.yaml, /etc/passwd, 'shipped:no/x', no.yaml]",
    )
    codes = [p.code for p in load_extended(inner / "a.yaml").problems]
    assert codes == ["path_escapes", "path_escapes", "shipped_unknown", "reference_unknown"]
