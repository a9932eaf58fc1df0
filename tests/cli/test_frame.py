"""The frame of the command line: languages, exit codes, no traceback."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

import pytest

from assessor.cli import language_asked
from assessor.cli.app import COMMANDS

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def test_that_vietnamese_is_the_default_and_english_is_asked_for(assessor: Run) -> None:
    assert "Cách dùng" in assessor("--help").stdout
    assert "Usage" in assessor("--lang", "en", "--help").stdout
    assert "Usage" in assessor("--help", ASSESSOR_LANG="en").stdout
    assert language_asked(["score", "--lang=en"]) == "en"
    assert language_asked(["score", "--lang"]) == "vi"


def test_that_a_wrong_word_is_bad_usage_with_a_hint(assessor: Run) -> None:
    done = assessor("--lang", "en", "scroe")
    assert done.returncode == 2
    assert "'score'" in done.stderr
    assert assessor("--lang", "fr").returncode == 2


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_that_every_command_explains_itself(assessor: Run, name: str) -> None:
    done = assessor(name, "--help")
    assert done.returncode == 0, done.stderr
    assert "Cách dùng" in done.stdout


def test_that_the_version_is_told(assessor: Run) -> None:
    assert assessor("--version").stdout.startswith("assessor ")
