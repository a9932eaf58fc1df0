"""Documents bent by chance that once crashed a command; each is told with place and remedy now."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from assessor.resources import folder

Run = Callable[..., "subprocess.CompletedProcess[str]"]
LANG = ("--lang", "en")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return Path(shutil.copytree(folder("scenarios") / "hanoi-2023", tmp_path / "hanoi"))


def _bend(project: Path, file: str, pattern: str, replacement: str) -> None:
    path = project / file
    text, count = re.subn(pattern, replacement, path.read_text(encoding="utf-8"), count=1)
    assert count == 1, f"{pattern} is no longer in {file}"
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("source", ["-1", "0.5", "[{ref: population}]", "[[M6]]", "true"])
def test_that_a_source_that_is_no_text_is_told_by_its_type(
    source: str, project: Path, assessor: Run
) -> None:
    _bend(project, "scenario.yaml", r"source: \[[^\]]*\]", f"source: {source}")
    told = assessor(*LANG, "check", project / "scenario.yaml")
    assert told.returncode == 3
    assert re.search(r"scenario\.yaml:\d+:\d+: .* — ", told.stderr)
    assert "an error of the program" not in told.stderr


def test_that_a_budget_that_is_a_list_is_told_by_its_type(project: Path, assessor: Run) -> None:
    programme = "hanoi-2023.programme.yaml"
    _bend(project, programme, r"budgets: \[[^\]]*\]", "budgets: [[1, 2], {a: b}]")
    told = assessor(*LANG, "claims", project)
    assert told.returncode == 3
    assert re.search(r"programme\.yaml:\d+:\d+: .* — ", told.stderr)
    assert "an error of the program" not in told.stderr


@pytest.mark.parametrize(
    ("pattern", "replacement", "code"),
    [
        (r"servers_installed: \d+", "servers_installed: 1000000000", 3),
        (r"(exchange:\n +bus: .*service_scv: )\{[^}]*\}", r"\g<1>1e308", 3),
        (
            r"filing: \{per: online_transaction, count: 1\}",
            "filing: {per: online_transaction, count: 1e300}",
            3,
        ),
    ],
    ids=["servers", "scv", "requests"],
)
def test_that_numbers_beyond_all_measure_end_in_words(
    pattern: str, replacement: str, code: int, project: Path, assessor: Run
) -> None:
    _bend(project, "scenario.yaml", pattern, replacement)
    told = assessor(*LANG, "plan", project, "--as-is", "--year", "2023")
    assert told.returncode == code, told.stderr
    assert "an error of the program" not in told.stderr
    assert code == 0 or re.search(r"scenario\.yaml:\d+:\d+: .* — ", told.stderr)


@pytest.mark.parametrize("name", [r'"\\0"', "x" * 300, '""'], ids=["nul", "long", "empty"])
@pytest.mark.parametrize(
    "pattern", [r"extends: \[()\]", r"programme: (hanoi-2023\.programme\.yaml)"]
)
def test_that_a_path_no_system_takes_is_told(
    pattern: str, name: str, project: Path, assessor: Run
) -> None:
    replacement = f"extends: [{name}]" if "extends" in pattern else f"programme: {name}"
    _bend(project, "scenario.yaml", pattern, replacement)
    told = assessor(*LANG, "check", project / "scenario.yaml")
    assert told.returncode == 3
    assert re.search(r"scenario\.yaml:\d+:\d+: .* — ", told.stderr)
    assert "an error of the program" not in told.stderr
