"""The frame of the command line: languages, exit codes, no traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from assessor.cli import language_asked
from assessor.cli.app import COMMANDS


def assessor(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    import os

    return subprocess.run(
        [sys.executable, "-m", "assessor", *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **environment},
    )


def test_that_vietnamese_is_the_default_and_english_is_asked_for() -> None:
    assert "Cách dùng" in assessor("--help").stdout
    assert "Usage" in assessor("--lang", "en", "--help").stdout
    assert "Usage" in assessor("--help", ASSESSOR_LANG="en").stdout
    assert language_asked(["score", "--lang=en"]) == "en"
    assert language_asked(["score", "--lang"]) == "vi"


def test_that_a_wrong_word_is_bad_usage_with_a_hint() -> None:
    done = assessor("--lang", "en", "scroe")
    assert done.returncode == 2
    assert "'score'" in done.stderr
    assert assessor("--lang", "fr").returncode == 2


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_that_every_command_explains_itself(name: str) -> None:
    done = assessor(name, "--help")
    assert done.returncode == 0, done.stderr
    assert "Cách dùng" in done.stdout


def test_that_the_version_is_told() -> None:
    assert assessor("--version").stdout.startswith("assessor ")
