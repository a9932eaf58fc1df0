"""`assessor check`: a folder with planted mistakes tells them all, in place, with remedies."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from assessor.resources import folder

Run = Callable[..., "subprocess.CompletedProcess[str]"]
PLACED = re.compile(r"^\S+\.yaml:\d+:\d+: .+ — .+$")

# (text of the good scenario, text with a mistake, what is told)
PLANTED = [
    ("request_classes:", "reqest_classes:", "did you mean 'request_classes'?"),
    ("think_time_s: {low: 20, base: 45, high: 80, unit: s,",
     "think_time_s: {low: 20, base: 45, high: 80, unit: kWh,", "kWh"),
    ("accounts_activated: {low: 4220000, base", "accounts_activated: {low: 7000000, base", "order"),
    ('title: {vi: "Người dân", en: "Citizens"}', 'title: {en: "Citizens"}', "'vi' version"),
    ("size: {ref: population.residents}", "size: {ref: population.nobody}", "population.nobody"),
    ("weights_by_hour: [0.4,", "weights_by_hour: [-0.4,", "-0.4"),
]  # fmt: skip


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    """A folder with ten mistakes: six in one scenario, four in files of their own."""
    text = (folder("scenarios") / "hanoi-2023" / "scenario.yaml").read_text(encoding="utf-8")
    for good, bad, _ in PLANTED:
        assert good in text, good
        text = text.replace(good, bad, 1)
    (tmp_path / "scenario.yaml").write_text(text, encoding="utf-8")
    files = {
        "twice.yaml": "schema: scenario@1\nid: a\nid: b\n",
        "tab.yaml": "schema: scenario@1\ntitle:\n\tvi: x\n",
        "cycle.yaml": "schema: scenario@1\nextends: [cycle.yaml]\n",
    }
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    with (tmp_path / "huge.yaml").open("wb") as file:
        file.truncate(20 * 2**20)
    return tmp_path


def test_that_ten_planted_mistakes_are_all_told_with_place_and_remedy(
    planted: Path, assessor: Run
) -> None:
    done = assessor("--lang", "en", "check", planted)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    for _, _, told in PLANTED:
        assert told in done.stderr, told
    for told in ("written twice", "a tab stands", "in a circle", "20.0 MiB"):
        assert told in done.stderr, told
    assert all(PLACED.match(line) for line in done.stderr.splitlines() if "warning" not in line)


def test_that_problems_come_as_json_in_both_languages(planted: Path, assessor: Run) -> None:
    done = assessor("check", planted, "--json")
    assert done.returncode == 3
    problems = json.loads(done.stdout)["problems"]
    assert {p["code"] for p in problems} >= {"unit_wrong", "extends_cycle", "file_too_large"}
    assert all(p["vi"] != p["en"] and p["line"] and p["column"] for p in problems)


@pytest.mark.parametrize("template", ["hanoi-2023", "hanoi-2026", "empty-province"])
def test_that_the_shipped_templates_have_no_problem(template: str, assessor: Run) -> None:
    done = assessor("check", folder("scenarios") / template)
    assert done.returncode == 0, done.stderr


def test_that_a_missing_file_is_a_problem_and_not_a_traceback(
    tmp_path: Path, assessor: Run
) -> None:
    for words in (("check", tmp_path / "no.yaml"), ("score", tmp_path / "no"), ("plan", tmp_path)):
        done = assessor("--lang", "en", *words)
        assert done.returncode == 3, words
        assert "Traceback" not in done.stderr
        assert done.stdout in {"", "1 problem, 0 warnings\n"}
