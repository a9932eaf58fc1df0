"""Sheets as offices keep them: headings in either language, units, words, totals, merged cells."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from assessor.errors import DocumentError, Problem
from assessor.exchange.inventory import import_inventory
from assessor.exchange.inventory.fields import MACHINE_FIELDS, meant
from assessor.text import render, using_language
from assessor.text.problems.inventory import MESSAGES

VIETNAMESE = (
    "STT|Tên máy ảo|Hệ thống|Đơn vị chủ quản|Cấp độ|Số vCPU|RAM (GB)|Ổ cứng (GB)|Đã dùng (GB)|"
    "Môi trường|Cặp HA|Hết hỗ trợ|Trạng thái|Máy chủ vật lý|Cụm"
)
ENGLISH = (
    "No|VM name|System|Owner|Security level|vCPUs|Memory (GB)|Disk (GB)|Disk used (GB)|"
    "Environment|HA pair|End of support|Power state|Host|Cluster"
)


@pytest.mark.parametrize("headings", [VIETNAMESE, ENGLISH])
def test_that_every_fact_of_a_row_is_read(sheet: Any, imported: Any, headings: str) -> None:
    path = sheet(
        headings,
        "1|hr-1|Quản lý cán bộ|Sở Nội vụ|Cấp độ 2|8|32|500|300.5|Sản xuất|hr-2|31/12/2026|Bật|e1|A",
        "2|hr-2|Quản lý cán bộ|Sở Nội vụ|2|8 vCPU|32 GB|0.5 TB|1024 MB|production|hr-1|2026-12-31|"
        "poweredOn|e2|A",
    )
    found = imported(path)
    assert not found.errors
    first, second = found.inventory.machines
    assert (first.name, first.system, first.owner) == ("hr-1", "Quản lý cán bộ", "Sở Nội vụ")
    assert (first.security_level, first.vcpu, first.memory_gib) == (2, 8, 32)
    assert (first.disk_gib, first.disk_used_gib) == (500, 300.5)
    assert (first.environment, first.ha_pair, first.power) == ("production", "hr-2", "on")
    assert (first.end_of_support, first.host, first.cluster) == (date(2026, 12, 31), "e1", "A")
    assert (second.disk_gib, second.disk_used_gib) == (512, 1)
    part = found.background["quan-ly-can-bo"]
    assert (part.vcpu, part.memory_gib, part.servers, part.ha_pair) == (16, 64, 2, True)


def test_that_columns_are_shown_with_how_they_were_known(sheet: Any, imported: Any) -> None:
    found = imported(sheet("VM|Hệ thốngs|vCPU|RAM (MB)|Ghi chú", "a|S|4|2048|x"))
    (table,) = found.inventory.tables
    how = {column.field: (column.heading, column.how, column.unit) for column in table.columns}
    assert how["name"] == ("VM", "exact", None)
    assert how["memory"] == ("RAM (MB)", "exact", "MiB")
    assert how["system"] == ("Hệ thốngs", "similar", None)
    assert table.unused == ("Ghi chú",)
    assert found.inventory.machines[0].memory_gib == 2


def test_that_no_heading_means_two_fields_and_every_field_knows_its_own() -> None:
    for field in MACHINE_FIELDS:
        for heading in field.headings:
            suffix = {"size": " (GB)", "share": " (%)"}.get(field.kind, "")
            assert meant(heading + suffix, MACHINE_FIELDS)[0] == field, heading


@pytest.mark.parametrize(
    ("heading", "key", "unit"),
    [
        ("Dung lượng RAM (GB)", "memory", "GiB"),
        ("ram_mb", "memory", "MiB"),
        ("BỘ NHỚ [GiB]", "memory", "GiB"),
        ("CPU (%)", "utilisation", "%"),
        ("CPU", "vcpu", None),
        ("Số  nhân", "vcpu", None),
        ("Used (GB)", "disk_used", "GiB"),
    ],
)
def test_that_headings_are_folded_and_units_parted(
    heading: str, key: str, unit: str | None
) -> None:
    field, found = meant(heading, MACHINE_FIELDS)
    assert field is not None
    assert (field.key, found) == (key, unit)


def test_that_a_unit_that_nobody_states_is_asked_for_once(sheet: Any, imported: Any) -> None:
    path = sheet("VM|vCPU|RAM", *(f"vm-{n}|4|16" for n in range(50)))
    found = imported(path)
    (line,) = [render(p) for p in found.errors if p.code == "inventory_unit_missing"]
    assert line.startswith(f"{path}:1:3: neither the heading 'RAM' nor '16'")


def test_that_the_mapping_gives_heading_and_unit(sheet: Any, mapping: Any, imported: Any) -> None:
    path = sheet("Ký hiệu|vCPU|RAM|Nhóm", "a|4|16|Thư", "b|2|8|Thư")
    columns = {
        "name": "ký hiệu",
        "memory": {"heading": "RAM", "unit": "GiB"},
        "system": "Nhóm",
    }
    found = imported(path, mapping=mapping(columns=columns))
    assert not found.errors
    assert found.background["thu"].memory_gib == 24


def test_that_a_heading_of_the_mapping_that_no_table_has_is_told(
    sheet: Any, mapping: Any, imported: Any, codes: Any
) -> None:
    rules = mapping(columns={"system": "Nhom"})
    found = imported(sheet("VM|vCPU|RAM (GB)|Nhóm", "a|4|16|Thư"), mapping=rules)
    # accents do not count in a heading, so only another word is unknown
    assert not found.errors
    found = imported(
        sheet("VM|vCPU|RAM (GB)|Nhóm", "a|4|16|Thư"),
        mapping=mapping(columns={"system": "Nhóm máy"}),
    )
    (problem,) = found.errors
    assert problem.code == "inventory_heading_unknown"
    assert str(problem.path).endswith("mapping.yaml")


def test_that_two_columns_for_one_field_are_told(sheet: Any, mapping: Any, imported: Any) -> None:
    path = sheet("VM|vCPU|RAM (GB)|Bộ nhớ (GB)", "a|4|16|32")
    (problem,) = imported(path).errors
    line = render(problem)
    assert line.startswith(f"{path}:1:4: 'RAM (GB)' and 'Bộ nhớ (GB)' may both be")
    chosen = imported(path, mapping=mapping(columns={"memory": "Bộ nhớ (GB)"}))
    assert chosen.inventory.machines[0].memory_gib == 32


@pytest.mark.parametrize(
    "rows",
    [
        ("DANH MỤC MÁY CHỦ||||", "STT|Tên máy chủ|Hệ thống|Cấu hình|", "||| vCPU|RAM (GB)"),
        ("STT|Tên máy chủ|Hệ thống|Chủ quản|Cấu hình|", "||||vCPU|RAM (GB)"),
    ],
)
def test_that_headings_over_two_rows_are_joined(sheet: Any, imported: Any, rows: Any) -> None:
    width = rows[-1].count("|") + 1
    row = "1|a|Thư|4|16" if width == 5 else "1|a|Thư|Sở|4|16"
    found = imported(sheet(*rows, row, row.replace("a", "b", 1)))
    assert not found.errors
    part = found.background["thu"]
    assert (part.servers, part.vcpu, part.memory_gib) == (2, 8, 32)


def test_that_merged_cells_hold_below_only_where_the_mapping_says_so(
    sheet: Any, mapping: Any, imported: Any, codes: Any
) -> None:
    path = sheet("VM|Hệ thống|vCPU|RAM (GB)", "a|Thư|4|16", "b||4|16", "c|Cán bộ|4|16", "d||4|16")
    found = imported(path)
    assert found.background["unassigned"].servers == 2
    assert "inventory_without_system" in codes(found, "warning")
    found = imported(path, mapping=mapping(carry_down=["system"]))
    assert {name: part.servers for name, part in found.background.items()} == {
        "can-bo": 2, "thu": 2,
    }  # fmt: skip


def test_that_totals_and_headings_between_rows_are_no_machines(
    sheet: Any, imported: Any, codes: Any
) -> None:
    path = sheet(
        "VM|Hệ thống|vCPU|RAM (GB)",
        "|I. Khối nội bộ||",
        "a|Thư|4|16",
        "Tổng cộng||4|16",
        "|Tổng|4|16",
    )
    found = imported(path)
    assert found.totals.read == 1
    assert codes(found).count("inventory_total_row") == 2
    assert codes(found).count("inventory_row_passed") == 1


def test_that_every_wrong_cell_is_told_at_once_with_file_and_place(
    sheet: Any, imported: Any
) -> None:
    path = sheet(
        "VM|vCPU|RAM (GB)|Cấp độ|Môi trường|Hết hỗ trợ|Trạng thái|Vai trò",
        "a|four|1.500|6|nhà|2026|ngủ|chủ",
        "|2|4||||on|",
        "c||8||||on|",
    )
    lines = {render(p) for p in imported(path).errors}
    for start in (
        f"{path}:2:2: 'four' is not a number",
        f"{path}:2:3: '1.500' may mean thousands or a decimal fraction",
        f"{path}:2:4: '6' is no security level",
        f"{path}:2:5: 'nhà' is no environment",
        f"{path}:2:6: '2026' is not a day",
        f"{path}:2:7: 'ngủ' does not say whether the machine is running",
        f"{path}:2:8: 'chủ' is no role",
        f"{path}:3:1: this row has sizes but no name",
        f"{path}:4:1: the machine 'c' is running and this is missing: vCPUs",
    ):
        assert any(line.startswith(start) for line in lines), start


def test_that_the_same_mistake_in_ten_thousand_cells_does_not_fill_the_screen(
    sheet: Any, imported: Any
) -> None:
    path = sheet("VM|vCPU|RAM (GB)|Trạng thái", *(f"vm-{n}|4|16|??!" for n in range(10_000)))
    lines = [render(p) for p in imported(path).errors]
    assert len(lines) == 21
    assert any("has 9980 more cells that are wrong in the same way" in line for line in lines)


def test_that_unknown_is_not_zero(sheet: Any, imported: Any, codes: Any) -> None:
    found = imported(
        sheet(
            "VM|Hệ thống|vCPU|RAM (GB)|Ổ cứng (GB)|Cấp độ",
            "a|Thư|4|16|-|chưa rõ",
            "b|Thư|4|16|n/a|",
        )
    )
    part = found.background["thu"]
    assert part.storage_tib is None
    assert part.security_level is None
    assert "storage_tib" not in found.document["platform"]["background"]["thu"]
    assert "inventory_disk_unknown" in codes(found, "warning")


def test_that_use_of_vcpus_is_weighted_and_measured(sheet: Any) -> None:
    path = sheet("VM|Hệ thống|vCPU|RAM (GB)|CPU (%)", "a|Thư|4|16|50", "b|Thư|12|16|10")
    found = import_inventory([path])
    assert not found.errors
    use = found.document["platform"]["background"]["thu"]["utilisation"]
    # (4 · 0.5 + 12 · 0.1) / 16
    assert use["base"] == pytest.approx(0.2)
    assert use["kind"] == "measured"
    assert use["source"] == ["inventory-sheet"]


def test_that_fractions_under_a_heading_in_per_cent_are_asked_about(
    tmp_path: Path, make: SimpleNamespace, mapping: Any
) -> None:
    # a cell that a spreadsheet shows as 35 % holds 0.35
    rows = [["VM", "Hệ thống", "vCPU", "RAM (GB)", "CPU (%)"], ["a", "Thư", 4, 16, 0.35]]
    path = make.workbook(tmp_path / "book.xlsx", {"VM": rows})
    (problem,) = import_inventory([path]).errors
    assert problem.code == "inventory_share_unclear"
    columns = {"utilisation": {"heading": "CPU (%)", "unit": "fraction"}}
    found = import_inventory([path], mapping=mapping(columns=columns))
    assert found.background["thu"].utilisation == pytest.approx(0.35)


def test_that_use_of_vcpus_is_never_invented(sheet: Any) -> None:
    path = sheet("VM|Hệ thống|vCPU|RAM (GB)", "a|Thư|4|16", "b|Cán bộ|4|16")
    (problem,) = import_inventory([path]).errors
    assert problem.code == "inventory_utilisation_unknown"
    assert "can-bo, thu" in render(problem)


def test_that_a_mapping_with_faults_is_refused_whole(sheet: Any, tmp_path: Path) -> None:
    rules = tmp_path / "m.yaml"
    rules.write_text("colums: {}\ntiers: {app: {nam: x}}\n", encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        import_inventory([sheet("VM|vCPU|RAM (GB)", "a|4|16")], mapping=rules)
    assert [(p.code, p.line) for p in caught.value.problems] == [
        ("unknown_key_suggest", 1), ("unknown_key_suggest", 2),
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["vi", "en"])
def test_that_every_problem_has_words(language: str) -> None:
    with using_language(language):
        for code in MESSAGES:
            assert " — " in render(Problem(code, {}))
