"""Promises that the house as a whole keeps."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOP_LEVEL = {
    "assessor", "gui", "standards", "scenarios", "tests", "docs", "pyproject.toml", "README.md",
    "dev.py", "constraints.txt", "CHANGELOG.md", "LICENSE",
}  # fmt: skip
HEAVY = ("numpy", "scipy", "matplotlib", "PySide6", "pydantic", "babel")


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return listed.stdout.splitlines()


def loaded_by(code: str) -> set[str]:
    """Heavy modules that a fresh process has loaded after running some code."""
    script = f"import sys\n{code}\nprint(*[m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split())


def test_that_nothing_heavy_is_loaded_for_help() -> None:
    code = (
        "from assessor.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit as end:\n    assert end.code == 0"
    )
    assert loaded_by(code) == set()


def test_that_the_doors_are_cheap_to_open() -> None:
    assert loaded_by("import assessor.api, assessor.queueing, assessor.cli.app") == set()


def test_that_constraints_hold_no_address() -> None:
    assert "://" not in (ROOT / "constraints.txt").read_text(encoding="utf-8")


def test_that_the_top_level_holds_only_what_belongs_there() -> None:
    tops = {name.partition("/")[0] for name in tracked()}
    assert {name for name in tops if not name.startswith(".")} <= TOP_LEVEL


def test_that_ci_runs_the_readmes_command() -> None:
    assert "python3 dev.py test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "python3 dev.py test" in readme
    assert "python3 dev.py run" in readme
