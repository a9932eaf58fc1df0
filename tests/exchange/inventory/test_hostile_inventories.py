"""Files that are wrong, huge or mean harm: told by their cell, soon over, never obeyed."""

from __future__ import annotations

import json
import time
import tracemalloc
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import xlsxwriter

from assessor.exchange.inventory import import_inventory
from assessor.text import render

SECONDS, MIB = 60.0, 100


def lines(*files: Path) -> list[str]:
    """What is wrong with some files."""
    found = import_inventory(files)
    assert found.errors
    return [render(problem) for problem in found.errors]


def test_that_formulas_are_refused_where_they_count_and_ignored_where_they_do_not(
    tmp_path: Path,
) -> None:
    path = tmp_path / "f.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("VM")
        page.write_row(0, 0, ["STT", "VM", "vCPU", "RAM (GB)"])
        page.write_formula(1, 0, "=ROW()-1", value=1)
        page.write_row(1, 1, ["a", 4, 16])
        page.write_formula(2, 1, '=HYPERLINK("http://x","b")', value="b")
        page.write_row(2, 2, [4, 16])
        page.write(3, 1, "c")
        page.write_formula(3, 2, "=1/0", value="#DIV/0!")
        page.write(3, 3, 16)
    found = [line for line in lines(path) if "inventory_utilisation" not in line]
    assert any(line.startswith(f"{path}!VM!B3: a formula stands here") for line in found)
    assert any(line.startswith(f"{path}!VM!C4: ") for line in found)
    assert not any("!A2" in line for line in found)


def test_that_what_a_terminal_would_obey_is_taken_out_of_names(as_csv: Any, imported: Any) -> None:
    rows = [["VM", "System", "vCPU", "RAM (GB)"], ["a\x1b[2J\x07b", "=cmd|'/c calc'!A0", "4", "16"]]
    (machine,) = imported(as_csv("h.csv", rows)).inventory.machines
    assert machine.name == "a [2J b"
    assert machine.system == "=cmd|'/c calc'!A0"  # text, as it stands: it goes to YAML alone
    (part,) = imported(as_csv("h.csv", rows)).background.values()
    assert part.id == "cmd-c-calc-a0"


def test_that_a_very_long_name_is_cut(as_csv: Any, imported: Any) -> None:
    rows = [["VM", "System", "vCPU", "RAM (GB)"], ["a", "x" * 100_000, "4", "16"]]
    (machine,) = imported(as_csv("h.csv", rows)).inventory.machines
    assert machine.system is not None
    assert len(machine.system) == 200


def _zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize("kind", ["bomb", "entities", "no_zip", "empty", "folder", "missing"])
def test_that_a_hostile_workbook_ends_soon_in_little_memory(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"{kind}.xlsx"
    if kind == "bomb":
        _zip(path, {"[Content_Types].xml": b"<x/>", "xl/x.xml": b"\0" * (300 * 2**20)})
    elif kind == "entities":
        _zip(path, {"[Content_Types].xml": b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x/>'})
    elif kind == "folder":
        path.mkdir()
    elif kind != "missing":
        path.write_bytes(b"PK\x03\x04 not a zip" if kind == "no_zip" else b"")
    start = time.monotonic()
    tracemalloc.start()
    (line,) = lines(path)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert line.startswith(str(path))
    assert time.monotonic() - start < SECONDS
    assert peak / 2**20 < MIB


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[" * 100_000, "no JSON that can be read"),
        ('[{"Name": "a"', "no JSON that can be read"),
        ('[{"Name": "a"}] x', "no JSON that can be read"),
        ("[1, 2]", "no JSON that can be read"),
        ('"text"', "no list of objects"),
        ("[]", "no list of objects"),
        ('[{"Name": "a"}]', "no table of machines"),
        ('{"a": NaN}', "no table of machines"),
    ],
)
def test_that_json_that_is_none_or_another_is_told(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")
    (line,) = lines(path)
    assert line.startswith(str(path))
    assert said in line


def test_that_numbers_no_machine_has_are_told(as_json: Any, tmp_path: Path) -> None:
    flavors = tmp_path / "f.json"
    flavors.write_text(
        '[{"ID": "1", "Name": "x", "RAM": 1e999, "Disk": -5, "VCPUs": 4000000000}]', "utf-8"
    )
    servers = as_json("s.json", [{"ID": "i", "Name": "a", "Status": "ACTIVE", "Flavor": "x"}])
    found = lines(servers, flavors)
    assert sum(line.startswith(f"{flavors}:1:1: ") for line in found) == 3


def test_that_a_file_of_another_format_and_one_without_machines_are_told(tmp_path: Path) -> None:
    word, other = tmp_path / "x.docx", tmp_path / "y.csv"
    word.write_bytes(b"")
    other.write_text("Tên,Tuổi\nAn,30\n", encoding="utf-8")
    assert ".xlsx, .csv, .json" in lines(word)[0]
    assert "no table of machines was found" in lines(other)[0]


def test_that_a_hundred_thousand_rows_are_read_in_a_few_seconds(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    rows = (f"vm-{n},S{n % 100},4,16,100,HN-1\n" for n in range(100_000))
    path.write_text("VM,System,vCPU,RAM (GB),Disk (GB),Cluster\n" + "".join(rows), "utf-8")
    start = time.monotonic()
    found = import_inventory([path])
    assert time.monotonic() - start < SECONDS  # 3 s alone on two cores
    assert found.totals.read == 100_000
    assert found.background["s0"].servers == 1_000


def test_that_more_rows_than_any_city_has_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    path.write_text("VM,vCPU,RAM (GB)\n" + "v,4,16\n" * 200_001, "utf-8")
    assert any("more than 200000 rows" in line for line in lines(path))


def test_that_a_json_list_of_many_servers_has_lines(tmp_path: Path, make: SimpleNamespace) -> None:
    servers = [{"ID": str(n), "Name": f"s{n}", "Status": "odd" if n == 777 else "ACTIVE",
                "Flavor": {"vcpus": 1, "ram": 1024, "disk": 1}} for n in range(1_000)]  # fmt: skip
    path = tmp_path / "s.json"
    path.write_text("[\n" + ",\n".join(json.dumps(s) for s in servers) + "\n]", encoding="utf-8")
    (line,) = [line for line in lines(path) if "'odd'" in line]
    assert line.startswith(f"{path}:779:1: ")
