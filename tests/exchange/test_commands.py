"""The commands from words to exit code."""

from __future__ import annotations

import json
import lzma
import re
import shutil
from pathlib import Path

import pytest

from assessor.cli.running import run

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(__file__).parent / "data"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "dti.assessment.yaml"
    shutil.copy(ROOT / "scenarios" / "hanoi-2023" / "hanoi-2023-dti.assessment.yaml", path)
    return path


def test_that_a_dry_run_tells_the_changes_and_writes_none(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "q.csv"
    assert run(["questionnaire", "export", str(file), "-o", str(sheet)]) == 0
    (name,) = set(re.findall(r"DTI2022-[\w-]+", sheet.read_text(encoding="utf-8-sig"))) & {
        "DTI2022-P-awareness"
    }
    sheet.write_text(f"Criterion id,Remarks\r\n{name},đã xem\r\n", encoding="utf-8-sig")
    before = file.read_bytes()
    capsys.readouterr()
    words = ["questionnaire", "import", str(file), str(sheet), "--on", "2023-08-01", "--by", "An"]
    assert run([*words, "--dry-run", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(c["id"], c["field"], c["now"]) for c in told["changes"]] == [(name, "note", "đã xem")]
    assert told["written"] is False
    assert file.read_bytes() == before
    assert run(words) == 0
    assert "note: đã xem" in file.read_text(encoding="utf-8")
    assert "by: An" in file.read_text(encoding="utf-8")


def test_that_a_wrong_file_ends_with_three_and_names_the_cell(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "q.csv"
    sheet.write_text("Criterion id,Remarks\nNO-SUCH,x\n", encoding="utf-8")
    before = file.read_bytes()
    assert run(["questionnaire", "import", str(file), str(sheet), "--on", "2023-08-01"]) == 3
    assert "q.csv:2:1: the catalogue has no criterion 'NO-SUCH'" in capsys.readouterr().err
    assert file.read_bytes() == before


def test_that_an_official_table_becomes_a_catalogue_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, out = tmp_path / "t.csv", tmp_path / "catalogue.yaml"
    table.write_text("Phân nhóm;Tính năng;Tiêu chí\nMạng;Mạng ảo;Tự tạo mạng.\n", encoding="utf-8")
    words = ["questionnaire", "catalogue", str(table), "--id", "cv-1145", "-o", str(out)]
    assert run(words) == 0
    assert "1 criterion" in capsys.readouterr().out
    assert run(words) == 3
    assert "not written over" in capsys.readouterr().err


def test_that_oscal_comes_in_and_goes_out(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    low = tmp_path / "low.json"
    low.write_bytes(lzma.decompress((DATA / "nist_low_catalog.json.xz").read_bytes()))
    out = tmp_path / "nist-low"
    assert run(["oscal", "import", str(low), "-o", str(out), "--id", "nist-low", "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)["facts"]
    assert facts["counts"]["controls"] == 149
    back = tmp_path / "back.json"
    words = ["oscal", "export", str(out / "catalogue.yaml"), "-o", str(back), "--kind", "catalog"]
    assert run(words) == 0
    assert json.loads(back.read_text(encoding="utf-8")) == json.loads(low.read_bytes())
    results = tmp_path / "results.json"
    assert run(["oscal", "export", str(file), "-o", str(results)]) == 0
    assert "assessment-results" in json.loads(results.read_text(encoding="utf-8"))
