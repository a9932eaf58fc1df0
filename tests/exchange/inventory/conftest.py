"""Inventories as people and tools write them, and a small scenario to lay them upon."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import xlsxwriter
import yaml

from assessor.exchange.inventory import InventoryImport, import_inventory

# the columns of RVTools 4.x that matter here, among others of the same tab, in its order
VINFO = (
    "VM", "Powerstate", "Template", "SRM Placeholder", "DNS Name", "CPUs", "Memory", "Disks",
    "Total disk capacity MiB", "Folder", "Provisioned MiB", "In Use MiB", "Cluster rule(s)",
    "Annotation", "System", "Owner", "Datacenter", "Cluster", "Host",
    "OS according to the configuration file", "VM ID", "SMBIOS UUID", "VM UUID", "VI SDK UUID",
)  # fmt: skip
VCPU = ("VM", "Powerstate", "Template", "CPUs", "Sockets", "Cores p/s", "Overall", "Host",
        "VM UUID", "VI SDK UUID")  # fmt: skip
VHOST = ("Host", "Datacenter", "Cluster", "CPU Model", "Speed", "# CPU", "Cores per CPU",
         "# Cores", "CPU usage %", "# Memory", "# VMs", "UUID")  # fmt: skip

SMALL = """
schema: scenario@1
id: small
title: {vi: "Nhỏ", en: "Small"}
as_of: "2023-01-01"
sources: {T: {title: {vi: "Thử", en: "Test"}, grade: M}}
populations: {}
profiles:
  flat:
    kind: measured
    weights_by_hour: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
    weights_by_weekday: [1, 1, 1, 1, 1, 1, 1]
    holiday_factor: 1.0
request_classes:
  call: {title: {vi: "Gọi", en: "Call"}, users: citizens}
services:
  calls:
    kind: machine
    title: {vi: "Gọi", en: "Calls"}
    hosted: city
    data_class: public
    profile: flat
    transactions_per_day: {base: 1728000, kind: measured, source: [T]}
    growth_per_year: {base: 0.0, kind: measured, source: [T]}
    requests: {call: {base: 1, kind: measured, source: [T]}}
platform:
  virtualisation_overhead: {base: 0.0, kind: measured, source: [T]}
  sites:
    main:
      title: {vi: "Trung tâm chính", en: "Main centre"}
      host: std
      hosts_installed: 8
      pue: {base: 1.5, kind: measured, source: [T]}
    second:
      title: {vi: "Trung tâm dự phòng", en: "Second centre"}
      host: std
      hosts_installed: 2
      pue: {base: 1.5, kind: measured, source: [T]}
  background:
    others: {title: {vi: "Khác", en: "Others"}, site: main, vcpu: {base: 100, kind: assumption},
      memory_gib: {base: 400, kind: assumption}, utilisation: {base: 0.3, kind: assumption}}
    mail: {title: {vi: "Thư", en: "Mail"}, site: main, vcpu: {base: 10, kind: assumption},
      memory_gib: {base: 40, kind: assumption},
      utilisation: {low: 0.1, base: 0.2, high: 0.4, kind: assumption}}
    elsewhere: {title: {vi: "Nơi khác", en: "Elsewhere"}, site: second,
      vcpu: {base: 5, kind: assumption}, memory_gib: {base: 20, kind: assumption},
      utilisation: {base: 0.3, kind: assumption}}
  shapes:
    vm: {vcpu: 4, memory_gib: 16}
  hosts:
    std:
      cores: 32
      memory_gib: 256
      power_idle_w: 150
      power_busy_w: 350
      buy_vnd: {base: 376.0e6, kind: measured, source: [T]}
      life_years: 5
  failure:
    server:
      failures_per_year: {base: 0.05, kind: measured, source: [T]}
      repair_h: {base: 24, kind: measured, source: [T]}
      restart_min: {base: 5, kind: measured, source: [T]}
    repair_crews: 2
  tiers:
    app: {role: application, site: main, shape: vm, servers_installed: 8, overcommit_at_most: 2}
    db: {role: database, site: main, shape: vm, servers_installed: 2, overcommit_at_most: 1}
    partner: {role: remote, hosted: external, discipline: delay,
      latency_s: {base: 0.1, kind: assumption}}
  demands:
    call:
      app: {service_demand_s: {base: 0.1, kind: measured, source: [T]}, service_scv: 1.0}
      db: {service_demand_s: {base: 0.01, kind: measured, source: [T]}, service_scv: 1.0}
promises:
  classes: {call: {response: [{quantile: 0.95, at_most_s: 2.0}]}}
horizon: {first_year: 2023, last_year: 2023}
money:
  price_date: "2023-01-01"
  tariff_vnd_per_kwh: {base: 2000, kind: measured, source: [T]}
  operations_share_of_capex_per_year: {base: 0.12, kind: measured, source: [T]}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project folder with the small scenario."""
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "scenario.yaml").write_text(SMALL, encoding="utf-8")
    return folder


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    """A CSV file of some headings and rows."""

    def write(headings: str, *rows: str, name: str = "sheet.csv") -> Path:
        path = tmp_path / name
        lines = [headings, *rows]
        text = "".join(",".join(c.strip() for c in line.split("|")) + "\n" for line in lines)
        path.write_text(text, encoding="utf-8-sig")
        return path

    return write


@pytest.fixture
def mapping(tmp_path: Path) -> Callable[..., Path]:
    """A mapping file."""

    def write(**content: Any) -> Path:
        path = tmp_path / "mapping.yaml"
        document = {"schema": "inventory-mapping@1", **content}
        path.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
        return path

    return write


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    """A workbook of plain cells."""
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, date):
                        page.write_datetime(number, column, cell)
                    elif cell is not None:
                        page.write(number, column, cell)
    return path


def vinfo(name: str, **said: Any) -> dict[str, Any]:
    """A row of vInfo: 4 vCPU, 16 GiB, 100 GiB of which 40 are written, on esx-1 in HN-1."""
    return {
        "VM": name, "Powerstate": "poweredOn", "Template": "False", "SRM Placeholder": "False",
        "CPUs": 4, "Memory": 16384, "Disks": 1, "Total disk capacity MiB": 102400,
        "Provisioned MiB": 102400, "In Use MiB": 40960, "Datacenter": "Hà Nội", "Cluster": "HN-1",
        "Host": "esx-1.hanoi.vn", "VM UUID": f"uuid-{name}", "VI SDK UUID": "vc", **said,
    }  # fmt: skip


def vcpu(name: str, overall: int, cpus: int = 4) -> dict[str, Any]:
    """A row of vCPU: MHz in use."""
    return {
        "VM": name, "CPUs": cpus, "Sockets": 1, "Overall": overall, "VM UUID": f"uuid-{name}",
        "VI SDK UUID": "vc",
    }  # fmt: skip


def vhost(name: str, **said: Any) -> dict[str, Any]:
    """A row of vHost: two processors of 16 cores at 2,500 MHz, 256 GiB."""
    return {
        "Host": name, "Datacenter": "Hà Nội", "Cluster": "HN-1", "Speed": 2500, "# CPU": 2,
        "Cores per CPU": 16, "# Cores": 32, "CPU usage %": 20, "# Memory": 262144, **said,
    }  # fmt: skip


def table(headings: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> list[list[Any]]:
    """Headings and rows as cells."""
    return [list(headings), *([row.get(h) for h in headings] for row in rows)]


@pytest.fixture
def rvtools(tmp_path: Path) -> Callable[..., Path]:
    """An RVTools workbook of some rows of vInfo, vCPU and vHost, other tabs beside them."""

    def write(
        machines: Sequence[Mapping[str, Any]],
        cpus: Sequence[Mapping[str, Any]] = (),
        hosts: Sequence[Mapping[str, Any]] = (),
        name: str = "rvtools.xlsx",
        **tabs: Sequence[Sequence[Any]],
    ) -> Path:
        sheets: dict[str, Sequence[Sequence[Any]]] = {"vInfo": table(VINFO, machines)}
        if cpus:
            sheets["vCPU"] = table(VCPU, cpus)
        if hosts:
            sheets["vHost"] = table(VHOST, hosts)
        health = [["Name", "Message", "Message type"], ["x", "Zombie vmdk", "Zombie"]]
        return workbook(tmp_path / name, {**sheets, "vHealth": health, **tabs})

    return write


@pytest.fixture
def as_json(tmp_path: Path) -> Callable[[str, Any], Path]:
    """A JSON file as the OpenStack client writes it."""

    def write(name: str, content: Any) -> Path:
        path = tmp_path / name
        path.write_text(json.dumps(content, indent=2, ensure_ascii=False), encoding="utf-8")
        return path

    return write


@pytest.fixture
def as_csv(tmp_path: Path) -> Callable[[str, Sequence[Sequence[Any]]], Path]:
    """A CSV file of cells."""

    def write(name: str, rows: Sequence[Sequence[Any]]) -> Path:
        path = tmp_path / name
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(rows)
        return path

    return write


@pytest.fixture
def imported() -> Callable[..., InventoryImport]:
    """An import, its use of vCPUs assumed so that this alone forbids nothing."""

    def run(*files: Path, **more: Any) -> InventoryImport:
        from assessor.quantities import Quantity

        more.setdefault("utilisation", Quantity(base=0.25, unit="fraction", kind="assumption"))
        return import_inventory(files, **more)

    return run


@pytest.fixture
def make() -> SimpleNamespace:
    """Rows of RVTools, tables, workbooks."""
    return SimpleNamespace(vinfo=vinfo, vcpu=vcpu, vhost=vhost, table=table, workbook=workbook)


@pytest.fixture
def codes() -> Callable[..., list[str]]:
    """The codes of what an import found."""

    def of(found: InventoryImport, severity: str | None = None) -> list[str]:
        return [p.code for p in found.problems if severity in {None, p.severity}]

    return of
