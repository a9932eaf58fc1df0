"""RVTools: tabs joined by unique id, MHz as measured use, templates and doubles left out."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from assessor.exchange.inventory import import_inventory
from assessor.text import render


def test_that_a_workbook_gives_machines_hosts_and_measured_use(
    rvtools: Any, make: SimpleNamespace
) -> None:
    path = rvtools(
        [make.vinfo("a", System="Thư", Owner="Sở TTTT"), make.vinfo("b", CPUs=12, System="Thư")],
        [make.vcpu("a", 5000), make.vcpu("b", 3000, 12)],
        [make.vhost("esx-1.hanoi.vn")],
    )
    found = import_inventory([path])
    assert not found.errors
    part = found.background["thu"]
    assert (part.vcpu, part.memory_gib, part.owner) == (16, 32, "Sở TTTT")
    assert part.storage_tib == pytest.approx(200 / 1024)
    assert part.storage_used_tib == pytest.approx(80 / 1024)
    # 8,000 MHz in use of 16 vCPUs at the 2,500 MHz of their host
    assert part.utilisation == pytest.approx(8000 / (16 * 2500))
    written = found.document["platform"]["background"]["thu"]["utilisation"]
    assert (written["kind"], written["confidence"]) == ("measured", "low")
    (host,) = found.hosts
    assert (host.host.cores, host.host.memory_gib, host.overcommit) == (32, 256, 0.5)
    assert found.document["platform"]["sites"] == {"hn-1": {"hosts_installed": 1}}


def test_that_a_processor_above_its_speed_does_not_use_more_than_all(
    rvtools: Any, make: SimpleNamespace
) -> None:
    path = rvtools([make.vinfo("a")], [make.vcpu("a", 14_000)], [make.vhost("esx-1.hanoi.vn")])
    assert import_inventory([path]).inventory.machines[0].utilisation == 1.0


def test_that_without_the_speed_of_hosts_use_is_not_known(
    rvtools: Any, make: SimpleNamespace
) -> None:
    found = import_inventory([rvtools([make.vinfo("a")], [make.vcpu("a", 5000)])])
    assert [p.code for p in found.errors] == ["inventory_utilisation_unknown"]


def test_that_templates_and_placeholders_are_left_out_and_stopped_machines_keep_their_disks(
    rvtools: Any, make: SimpleNamespace, imported: Any
) -> None:
    path = rvtools(
        [
            make.vinfo("a"),
            make.vinfo("t", Template="True"),
            make.vinfo("p", **{"SRM Placeholder": "True"}),
            make.vinfo("off", Powerstate="poweredOff"),
            make.vinfo("asleep", Powerstate="suspended"),
        ]
    )
    found = imported(path)
    totals = found.totals
    assert totals.left_out == {"template": 1, "placeholder": 1}
    assert (totals.read, totals.in_background, totals.adds_up) == (5, 3, True)
    stopped = found.background["powered-off"]
    assert (stopped.servers, stopped.vcpu, stopped.memory_gib) == (2, 0, 0)
    assert stopped.storage_tib == pytest.approx(200 / 1024)
    assert found.background["unassigned"].vcpu == 4


def test_that_an_overlap_of_two_exports_is_counted_once(
    rvtools: Any, make: SimpleNamespace, imported: Any, codes: Any
) -> None:
    first = rvtools([make.vinfo("a"), make.vinfo("b")], [make.vcpu("a", 2500)],
                    [make.vhost("esx-1.hanoi.vn")], name="1.xlsx")  # fmt: skip
    second = rvtools([make.vinfo("b"), make.vinfo("c")], [make.vcpu("b", 2500)],
                     [make.vhost("esx-1.hanoi.vn")], name="2.xlsx")  # fmt: skip
    found = imported(first, second)
    assert found.totals.left_out == {"twice": 1}
    assert found.background["unassigned"].vcpu == 12
    assert len(found.hosts) == 1
    assert found.background["unassigned"].utilisation == pytest.approx(0.25)
    assert "inventory_same_machine" in codes(found, "warning")


def test_that_equal_names_of_different_machines_are_both_counted_and_told(
    rvtools: Any, make: SimpleNamespace, imported: Any, codes: Any
) -> None:
    found = imported(rvtools([make.vinfo("a"), make.vinfo("a", **{"VM UUID": "other"})]))
    assert found.background["unassigned"].vcpu == 8
    assert "inventory_name_twice" in codes(found, "warning")


def test_that_sizes_missing_in_vinfo_come_from_the_other_tabs(
    rvtools: Any, make: SimpleNamespace, imported: Any
) -> None:
    bare = {"CPUs": None, "Memory": None, "Provisioned MiB": None, "In Use MiB": None}
    memory = [["VM", "Size MiB", "Consumed", "VM UUID"], ["a", 8192, 1, "uuid-a"]]
    disks = [
        ["VM", "Disk", "Disk Mode", "Capacity MiB", "VM UUID"],
        ["a", "Hard disk 1", "persistent", 51200, "uuid-a"],
        ["a", "Hard disk 2", "persistent", 51200, "uuid-a"],
    ]
    partitions = [
        ["VM", "Disk", "Capacity MiB", "Consumed MiB"],
        ["a", "C:\\", 51200, 10240],
        ["a", "D:\\", 51200, 20480],
    ]
    path = rvtools([make.vinfo("a", **bare)], [make.vcpu("a", 100, 6)],
                   vMemory=memory, vDisk=disks, vPartition=partitions)  # fmt: skip
    (machine,) = imported(path).inventory.machines
    assert (machine.vcpu, machine.memory_gib) == (6, 8)
    assert (machine.disk_gib, machine.disk_used_gib) == (100, 30)


def test_that_rows_of_a_tab_about_nobody_are_told(
    rvtools: Any, make: SimpleNamespace, imported: Any, codes: Any
) -> None:
    path = rvtools([make.vinfo("a")], [make.vcpu("a", 10), make.vcpu("ghost", 10)])
    assert "inventory_rows_unmatched" in codes(imported(path), "warning")


def test_that_the_annotation_says_what_no_column_says(
    rvtools: Any, make: SimpleNamespace, imported: Any
) -> None:
    note = "Hệ thống: Một cửa\nOwner = Văn phòng\nCấp độ: 3\nEnvironment: test\nGhi chú: gì đó"
    path = rvtools([make.vinfo("a", Annotation=note), make.vinfo("b", Annotation=note, System="X")])
    first, second = imported(path).inventory.machines
    assert (first.system, first.owner, first.security_level) == ("Một cửa", "Văn phòng", 3)
    assert first.environment == "test"
    assert second.system == "X"


def test_that_a_note_in_passing_does_not_stop_the_import(
    rvtools: Any, make: SimpleNamespace, imported: Any, codes: Any
) -> None:
    found = imported(rvtools([make.vinfo("a", Annotation="Environment: who knows")]))
    assert not found.errors
    assert "inventory_not_an_environment" in codes(found, "warning")


def test_that_csv_exports_are_known_by_name_and_by_inner_headings(
    as_csv: Any, make: SimpleNamespace
) -> None:
    info = as_csv(
        "RVTools_tabvInfo.csv",
        [
            ["vInfoVMName", "vInfoPowerstate", "vInfoTemplate", "vInfoCPUs", "vInfoMemory",
             "vInfoProvisioned", "vInfoInUse", "vInfoCluster", "vInfoHost", "vInfoUUID"],
            ["a", "poweredOn", "False", "4", "16,384", "102.400", "40960", "HN-1", "e1", "u"],
        ],
    )  # fmt: skip
    cpu = as_csv(
        "RVTools_tabvCPU.csv", make.table(("VM", "CPUs", "Overall"), [make.vcpu("a", 1000)])
    )
    host = as_csv("RVTools_tabvHost.csv", make.table(("Host", "Speed", "# Cores", "# Memory"),
                                                     [make.vhost("e1")]))  # fmt: skip
    found = import_inventory([info, cpu, host])
    assert not found.errors
    (machine,) = found.inventory.machines
    # whole MiB: "16,384" can only be sixteen thousand, whatever the country of the export
    assert (machine.memory_gib, machine.disk_gib) == (16, 100)
    assert machine.utilisation == pytest.approx(0.1)
    assert {file.path.name for file in found.inventory.files} == {info.name, cpu.name, host.name}


def test_that_older_exports_in_mb_are_read_the_same(as_csv: Any, imported: Any) -> None:
    path = as_csv(
        "old.csv",
        [
            ["VM", "Powerstate", "Template", "CPUs", "Memory", "Provisioned MB", "In Use MB"],
            ["a", "poweredOn", "False", "2", "4096", "10240", "5120"],
        ],
    )
    (machine,) = imported(path).inventory.machines
    assert (machine.memory_gib, machine.disk_gib, machine.disk_used_gib) == (4, 10, 5)


def test_that_tabs_without_sizes_are_named_and_not_read(
    rvtools: Any, make: SimpleNamespace, imported: Any
) -> None:
    found = imported(rvtools([make.vinfo("a")], vNetwork=[["VM", "NIC"], ["a", "=1+1"]]))
    assert [name.partition("!")[2] for name in found.inventory.unread] == ["vHealth", "vNetwork"]
    (table,) = found.inventory.tables
    # columns of RVTools itself are not listed one by one, and custom attributes are
    assert table.unused == ()


def test_that_the_day_of_the_export_is_the_day_of_the_source(
    rvtools: Any, make: SimpleNamespace, imported: Any, project: Any
) -> None:
    meta = [
        ["RVTools major version", "RVTools version", "xlsx creation datetime", "Server"],
        ["4", "4.7.1", "2024/06/28 04:55:40", "vc"],
    ]
    path = rvtools([make.vinfo("a", Datacenter="main")], vMetaData=meta)
    found = imported(path, scenario=project)
    source = found.document["sources"]["inventory-rvtools"]
    # later than the scenario's 2023-01-01, and said to be
    assert (source["on"], source["known_after"]) == (date(2024, 6, 28), True)
    assert len(source["sha256"]) == 64


def test_that_a_problem_names_workbook_sheet_and_cell(
    rvtools: Any, make: SimpleNamespace, imported: Any
) -> None:
    path = rvtools([make.vinfo("a"), make.vinfo("b", CPUs="=2+2"), make.vinfo("c", Memory="much")])
    lines = sorted(render(problem) for problem in imported(path).errors)
    assert any(line.startswith(f"{path}!vInfo!F3: a formula stands here") for line in lines)
    assert any(line.startswith(f"{path}!vInfo!G4: 'much' is not a number") for line in lines)
