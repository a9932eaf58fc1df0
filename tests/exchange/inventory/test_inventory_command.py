"""`assessor inventory import` from words to exit code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assessor.cli.running import run
from assessor.scenario import load_scenario

HEAD = "VM|Hệ thống|vCPU|RAM (GB)|Cụm|Môi trường"
ROWS = ("app-1|Một cửa|4|16|HN-1|prod", "app-2|Một cửa|4|16|HN-1|test", "m|Thư|8|32|HN-1|prod")
SITES = {"main": {"cluster": "HN-*"}}


@pytest.fixture
def words(sheet: Any, mapping: Any, project: Path) -> list[str]:
    rules = mapping(tiers={"app": {"name": "app-*"}}, sites=SITES)
    output = str(project / "i.workload.yaml")
    path = str(sheet(HEAD, *ROWS))
    return ["inventory", "import", path, "-o", output, "--scenario", str(project),
            "--map", str(rules), "--utilisation", "0.1:0.25:0.5"]  # fmt: skip


def test_that_a_dry_run_tells_columns_places_and_changes_and_writes_nothing(
    words: list[str], project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*words, "--dry-run"]) == 0
    told, findings = capsys.readouterr()
    (column,) = [line.split() for line in told.splitlines() if "RAM (GB)" in line]
    assert column == ["sheet.csv", "RAM", "(GB)", "memory", "GiB", "by", "its", "words"]
    changes = [line.split() for line in told.splitlines() if line.startswith("tiers.app")]
    assert changes == [["tiers.app.servers_installed", "8", "1"]]
    assert "3 machines read = 1 in tiers + 2 in the background + 0 left out" in told
    assert "dry run: nothing was written" in told
    assert findings.startswith("warning: ")
    assert not (project / "i.workload.yaml").exists()


def test_that_json_holds_every_machine_the_reckoning_and_the_fragment(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*words, "--dry-run", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["schema"] == "inventory-import@1"
    assert told["written"] is None
    assert told["totals"] == {
        "read": 3, "in_tiers": 1, "in_background": 2, "left_out": {}, "adds_up": True,
    }  # fmt: skip
    assert [(m["name"], m["tier"], m["background"]) for m in told["machines"]] == [
        ("app-1", "app", None), ("app-2", None, "mot-cua-test"), ("m", None, "thu"),
    ]  # fmt: skip
    assert told["fragment"]["platform"]["tiers"]["app"]["servers_installed"] == 1
    assert told["removed"] == ["others", "mail"]
    assert {"code", "vi", "en", "params"} <= set(told["problems"][0])
    first = json.dumps(told)
    run([*words, "--dry-run", "--json"])
    assert json.dumps(json.loads(capsys.readouterr().out)) == first


def test_that_an_import_writes_a_fragment_that_takes_effect(
    words: list[str], project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(words) == 0
    told = capsys.readouterr().out
    assert "extends: [scenario.yaml, i.workload.yaml]" in told
    city = project / "city.yaml"
    city.write_text("schema: scenario@1\nextends: [scenario.yaml, i.workload.yaml]\n", "utf-8")
    assert load_scenario(city).platform.tiers["app"].servers_installed == 1
    (project / "mapping.yaml").write_bytes(Path(words[words.index("--map") + 1]).read_bytes())
    assert run(["check", str(project)]) == 0
    # a second time only where asked
    assert run(words) == 3
    assert "--replace" in capsys.readouterr().err
    assert run([*words, "--replace"]) == 0


def test_that_errors_end_with_three_and_write_nothing(
    sheet: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, output = sheet(HEAD, "a|S|x|16|HN-1|prod"), tmp_path / "o.yaml"
    for more in ([], ["--dry-run"]):
        assert run(["inventory", "import", str(path), "-o", str(output), *more]) == 3
        told, problems = capsys.readouterr()
        assert f"{path}:2:3: 'x' is not a number" in problems
        assert "nothing was written" in told
    assert not output.exists()


@pytest.mark.parametrize("share", ["1.5", "x", "0.1:0.2", "0.5:0.2:0.1", "0:0.2:0.5", "nan"])
def test_that_a_share_that_is_none_is_bad_usage(sheet: Any, share: str, tmp_path: Path) -> None:
    path, output = sheet(HEAD, *ROWS), tmp_path / "o.yaml"
    words = ["inventory", "import", str(path), "-o", str(output), "--utilisation", share]
    assert run(words) == 2
    assert not output.exists()


def test_that_without_a_scenario_it_says_so(
    sheet: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["inventory", "import", str(sheet(HEAD, *ROWS)), "-o", str(tmp_path / "o.yaml")]
    assert run([*words, "--utilisation", "0.25", "--dry-run"]) == 0
    assert "no scenario was given" in capsys.readouterr().out


def test_that_a_scenario_that_cannot_be_used_ends_with_three(
    sheet: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["inventory", "import", str(sheet(HEAD, *ROWS)), "-o", str(tmp_path / "o.yaml")]
    assert run([*words, "--scenario", str(tmp_path / "nowhere")]) == 3
    assert "no such file" in capsys.readouterr().err


@pytest.mark.parametrize("language", ["vi", "en"])
def test_that_both_languages_tell_it(
    words: list[str], language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from assessor.text import set_language

    set_language(language)
    assert run([*words, "--dry-run", "--lang", language]) == 0
    told = capsys.readouterr().out
    title = "Một cửa (kiểm thử)" if language == "vi" else "Một cửa (test)"
    assert title in told
