"""Every machine counts once: as a tier's server, as background, or left out with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.documents import Place
from assessor.exchange.inventory.mapping import Mapping
from assessor.exchange.inventory.parts import parts_of
from assessor.exchange.inventory.places import Sites
from assessor.exchange.inventory.placing import place_machines
from assessor.exchange.inventory.records import Inventory, Machine
from assessor.text import render

HEAD = "VM|Hệ thống|vCPU|RAM (GB)|Môi trường|Cụm|Vai trò|Host"
SITES = {"main": {"cluster": "HN-*"}, "second": {"cluster": "DR-*"}}


def test_that_machines_of_a_rule_are_the_servers_of_a_tier(
    sheet: Any, mapping: Any, project: Path, imported: Any
) -> None:
    path = sheet(
        HEAD, "app-01|Một cửa|4|16||HN-1||", "app-02|Một cửa|4|16||HN-1||", "x|Thư|2|4||HN-1||"
    )
    rules = mapping(tiers={"app": {"match": {"name": "app-*"}}}, sites=SITES)
    found = imported(path, scenario=project, mapping=rules)
    assert not found.errors
    assert found.tiers["app"].servers == 2
    assert found.document["platform"]["tiers"]["app"]["servers_installed"] == 2
    assert (found.totals.in_tiers, found.totals.in_background) == (2, 1)


def test_that_a_rule_may_name_a_system_or_several_conditions(
    sheet: Any, mapping: Any, project: Path, imported: Any
) -> None:
    rows = (
        "a|Một cửa|4|16||HN-1|ứng dụng|",
        "b|MỘT CỬA|4|16||HN-1|CSDL|",
        "c|Thư|4|16||HN-1|CSDL|",
    )
    rules = mapping(
        tiers={
            "app": {"system": "mot cua", "role": "application"},
            "db": {"match": [{"system": "Một cửa", "role": "database"}]},
        },
        sites=SITES,
    )
    found = imported(sheet(HEAD, *rows), scenario=project, mapping=rules)
    assert [(n, p.machines[0].name) for n, p in found.tiers.items()] == [("app", "a"), ("db", "b")]
    assert found.background["thu"].servers == 1


def test_that_test_machines_and_those_elsewhere_are_background(
    sheet: Any, mapping: Any, project: Path, imported: Any, codes: Any
) -> None:
    path = sheet(
        HEAD,
        "app-1|Một cửa|4|16|Sản xuất|HN-1||",
        "app-2|Một cửa|4|16|Kiểm thử|HN-1||",
        "app-3|Một cửa|4|16|Sản xuất|DR-1||",
    )
    rules = mapping(tiers={"app": {"name": "app-*"}}, sites=SITES)
    found = imported(path, scenario=project, mapping=rules)
    assert found.tiers["app"].servers == 1
    assert {n: (p.environment, p.site) for n, p in found.background.items()} == {
        "mot-cua": ("production", "second"),
        "mot-cua-test": ("test", "main"),
    }
    assert "inventory_not_in_tier" in codes(found, "warning")


def test_that_the_role_alone_makes_no_server_of_a_tier_and_is_told(
    sheet: Any, mapping: Any, project: Path, imported: Any
) -> None:
    path = sheet(HEAD, "x-1|Cán bộ|4|16||HN-1|CSDL|", "app-7|Cán bộ|4|16||HN-1||")
    found = imported(path, scenario=project, mapping=mapping(sites=SITES))
    assert found.totals.in_tiers == 0
    lines = [render(p) for p in found.problems]
    assert any("machines with the role of tier 'db'" in line for line in lines)
    assert any("machines named like tier 'app'" in line for line in lines)
    assert any('tiers: {app: {name: "app-*"}}' in line for line in lines)


def test_that_a_column_may_name_the_tier(
    sheet: Any, mapping: Any, project: Path, imported: Any
) -> None:
    path = sheet("VM|vCPU|RAM (GB)|Cụm|Mã lớp", "a|4|16|HN-1|app", "b|4|16|HN-1|nope")
    found = imported(path, scenario=project, mapping=mapping(sites=SITES))
    assert found.tiers["app"].servers == 1
    (problem,) = found.errors
    assert "the scenario has no tier 'nope'" in render(problem)


@pytest.mark.parametrize(
    ("tiers", "code"),
    [
        ({"app": {"name": "*"}, "db": {"name": "a*"}}, "inventory_two_tiers"),
        ({"partner": {"name": "*"}}, "inventory_tier_without_servers"),
        ({"apps": {"name": "*"}}, "reference_unknown"),
    ],
)
def test_that_rules_that_cannot_hold_are_errors(
    sheet: Any, mapping: Any, project: Path, imported: Any, tiers: Any, code: str
) -> None:
    rules = mapping(tiers=tiers, sites=SITES)
    found = imported(sheet(HEAD, "a|S|4|16||HN-1||"), scenario=project, mapping=rules)
    assert [p.code for p in found.errors] == [code]


def test_that_rules_that_match_nothing_are_told(
    sheet: Any, mapping: Any, project: Path, imported: Any, codes: Any
) -> None:
    rules = mapping(tiers={"app": {"name": "zz*"}}, sites=SITES, systems={"hr": {}})
    found = imported(sheet(HEAD, "a|S|4|16||HN-1||"), scenario=project, mapping=rules)
    assert codes(found).count("inventory_rule_idle") == 3  # app, the second site, hr


def test_that_a_cluster_of_no_site_is_an_error_and_one_called_like_a_site_is_not(
    sheet: Any, project: Path, imported: Any
) -> None:
    path = sheet(HEAD, "a|S|4|16||Trung tam chinh||", "b|S|4|16||second||", "c|S|4|16||???||")
    found = imported(path, scenario=project)
    assert [one.site for one in found.placement.placed] == ["main", "second", None]
    (problem,) = found.errors
    assert problem.code == "inventory_site_unknown"


def test_that_machines_may_be_left_out_with_a_reason(
    sheet: Any, mapping: Any, imported: Any
) -> None:
    rules = mapping(leave_out=[{"match": {"name": "vcls-*"}, "reason": "máy của vSphere"}])
    found = imported(sheet(HEAD, "vCLS-1||2|1||||", "a|S|4|16||||"), mapping=rules)
    assert found.totals.left_out == {"rule": 1}
    (left,) = [one for one in found.placement.placed if one.where == "left_out"]
    assert left.words is not None
    assert left.words.vi == "máy của vSphere"


def test_that_a_row_that_stands_twice_is_counted_once(sheet: Any, imported: Any) -> None:
    row = "a|S|4|16||HN-1||e1"
    found = imported(sheet(HEAD, row, row, "a|S|4|32||HN-1||e1"))
    assert found.totals.left_out == {"twice": 1}
    assert found.background["s"].memory_gib == 48


def test_that_systems_are_named_merged_and_completed_by_the_mapping(
    sheet: Any, mapping: Any, imported: Any
) -> None:
    path = sheet(HEAD, "a|Thư điện tử|4|16||||", "b|Email|4|16||||", "c|Cán bộ|4|16||||")
    rules = mapping(
        systems={
            "mail": {
                "match": [{"system": "Thư*"}, {"system": "email"}],
                "title": {"vi": "Thư điện tử", "en": "Mail"},
                "owner": "Sở TTTT",
                "security_level": 2,
                "utilisation": {"low": 0.1, "base": 0.2, "high": 0.3, "kind": "assumption"},
            },
            "can-bo": {"owner": "Sở Nội vụ"},
        }
    )
    found = imported(path, mapping=rules)
    mail = found.document["platform"]["background"]["mail"]
    assert mail["title"] == {"vi": "Thư điện tử", "en": "Mail"}
    assert (mail["vcpu"]["base"], mail["owner"], mail["security_level"]) == (8, "Sở TTTT", 2)
    assert mail["utilisation"]["high"] == 0.3
    assert found.background["can-bo"].owner == "Sở Nội vụ"


def test_that_spellings_of_a_system_are_one_and_what_differs_is_told(
    sheet: Any, imported: Any, codes: Any
) -> None:
    path = sheet(
        "VM|Hệ thống|Chủ quản|Cấp độ|vCPU|RAM (GB)",
        "a|Cán bộ|Sở A|2|4|16",
        "b|CÁN BỘ|Sở B|3|4|16",
    )
    found = imported(path)
    part = found.background["can-bo"]
    assert (part.servers, part.owner, part.security_level) == (2, "Sở A; Sở B", 3)
    assert {
        "inventory_spellings", "inventory_owners_differ", "inventory_levels_differ",
    } <= set(codes(found, "warning"))  # fmt: skip


def test_that_without_a_scenario_all_is_background_and_hosts_go_by_cluster(
    sheet: Any, mapping: Any, imported: Any, codes: Any
) -> None:
    path = sheet(HEAD, "app-1|Một cửa|4|16||HN-1||", "a|Thư|4|16||HN-2||")
    hosts = sheet("Máy chủ vật lý|Số nhân|RAM (GB)|Cụm", "e1|32|256|HN-1", "e2|32|256|HN-1",
                  "e3|32|256|HN-2", name="hosts.csv")  # fmt: skip
    found = imported(path, hosts, mapping=mapping(tiers={"app": {"name": "app-*"}}))
    assert not found.errors
    assert found.totals.in_tiers == 0
    assert found.document["platform"]["sites"] == {
        "hn-1": {"hosts_installed": 2},
        "hn-2": {"hosts_installed": 1},
    }
    assert "inventory_tiers_without_scenario" in codes(found, "warning")


@pytest.mark.parametrize(
    ("pairs", "found_codes"),
    [
        (("h|b|e1", "h|a|e1"), ["inventory_pair_one_host"]),
        (("h|HA-1|e1", "h|HA-1|e1"), ["inventory_pair_one_host"]),
        (("h|b|e1", "h||e1"), ["inventory_pair_one_host"]),
        (("h|HA-1|e1", "h|HA-1|e2"), []),
        (("h|b|e1", "h|a|"), []),
        (("h|HA-1|e1", "h|HA-2|e1"), ["inventory_pair_alone"] * 2),
        (("h|Có|e1", "h|Không|e1"), []),
    ],
)
def test_that_pairs_on_one_host_and_partners_that_are_not_there_are_told(
    sheet: Any, imported: Any, codes: Any, pairs: Sequence[str], found_codes: list[str]
) -> None:
    rows = [f"{name}|{rest}|4|16" for name, rest in zip("ab", pairs, strict=True)]
    found = imported(sheet("VM|Hệ thống|Cặp HA|Host|vCPU|RAM (GB)", *rows))
    assert [c for c in codes(found) if "pair" in c] == found_codes


def test_that_findings_name_what_somebody_should_look_at(
    sheet: Any, mapping: Any, project: Path, imported: Any, codes: Any
) -> None:
    machines = sheet(
        "VM|Hệ thống|vCPU|RAM (GB)|Môi trường|Cụm|Host|Hết hỗ trợ|Trạng thái",
        "app-1|Một cửa|8|32|prod|HN-1|e1|31/12/2022|on",
        "lone|Cán bộ|60|300|prod|HN-1|e2|01/01/2023|on",
        "empty|Khác|4|0|test|HN-1|e2||on",
        "off|Khác|4|16|test|HN-1|e9||off",
    )
    hosts = sheet("Host|Cores|RAM (GB)|Cụm", "e1|4|256|HN-1", "e2|16|256|HN-1", name="h.csv")
    rules = mapping(tiers={"app": {"name": "app-*"}}, sites=SITES)
    found = imported(machines, hosts, scenario=project, mapping=rules)
    assert not found.errors
    assert set(codes(found, "warning")) == {
        "inventory_support_ended",  # app-1 before 2023-01-01; lone ends that very day
        "inventory_powered_off",
        "inventory_no_memory",
        "inventory_single",
        "inventory_shape_differs",
        "inventory_tiers_empty",
        "inventory_disk_unknown",
        "inventory_host_unknown",  # e9
        "inventory_host_differs",
        "inventory_overcommitted",  # e2: 64 vCPU on 16 cores, above the 2 of tier app
        "inventory_memory_overcommitted",  # e2: 300 GiB promised of 256
        "inventory_rule_idle",
        "inventory_background_replaced",
    }
    ended = [p for p in found.problems if p.code == "inventory_support_ended"]
    assert [(p.params["id"], p.params["on"]) for p in ended] == [("app", date(2022, 12, 31))]
    over = [p for p in found.problems if p.code == "inventory_overcommitted"]
    assert [(p.params["host"], p.params["ratio"]) for p in over] == [("e2", 4.0)]


def _machines() -> st.SearchStrategy[Machine]:
    names = st.sampled_from(["app-1", "app-2", "db-1", "x"])
    return st.builds(
        Machine,
        name=names,
        place=st.builds(Place, st.just("f"), st.integers(1, 9), st.just(1)),
        vcpu=st.integers(0, 64),
        memory_gib=st.integers(0, 512).map(float),
        disk_gib=st.none() | st.integers(0, 900).map(float),
        system=st.none() | st.sampled_from(["A", "a", "B"]),
        environment=st.none() | st.sampled_from(["production", "test"]),
        power=st.sampled_from(["on", "off", "gone"]),
        template=st.booleans(),
        identity=st.none() | st.sampled_from(["1", "2", "3"]),
        cluster=st.none() | st.sampled_from(["HN-1", "DR-1"]),
    )


@given(machines=st.lists(_machines(), max_size=30))
def test_that_the_reckoning_always_adds_up(machines: list[Machine]) -> None:
    mapping = Mapping.model_validate(
        {"leave_out": [{"match": {"name": "x"}, "reason": "–"}], "systems": {"a": {}}}
    )
    inventory = Inventory(machines=tuple(machines))
    placement = place_machines(inventory, mapping, None, Sites(None, mapping))
    tiers, background = parts_of(placement, mapping)
    totals = placement.totals
    assert totals.adds_up
    assert totals.read == len(machines)
    parts = (*tiers.values(), *background.values())
    assert sum(part.servers for part in parts) == totals.in_tiers + totals.in_background
    counted = [one.machine for one in placement.placed if one.where != "left_out"]
    assert sum(p.vcpu for p in parts) == sum(m.vcpu for m in counted if m.power == "on")
    assert sum(p.memory_gib for p in parts) == sum(m.memory_gib for m in counted if m.power == "on")
    disks = sum(m.disk_gib or 0.0 for m in counted)
    # sums of whole GiB are exact before they are divided by 1,024
    assert sum(p.storage_tib or 0.0 for p in parts) * 1024 == pytest.approx(disks, abs=1e-9)


def test_that_ids_of_systems_never_collide(sheet: Any, imported: Any) -> None:
    path = sheet(
        "VM|Hệ thống|vCPU|RAM (GB)|Môi trường",
        "a|hr test|4|16|production",
        "b|hr|4|16|test",
        "c|人事|4|16|production",
        "d|hr-test|4|16|production",
    )
    found = imported(path)
    assert len(found.background) == 4
    assert {part.servers for part in found.background.values()} == {1}
    assert list(found.background)[:3] == ["hr-test", "hr-test-2", "hr-test-3"]
