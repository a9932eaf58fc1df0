"""The fragment takes effect: import, a file that extends both, the scenario, the plan."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from assessor.documents import load_yaml, sha256_of
from assessor.errors import DocumentError
from assessor.exchange.inventory import import_inventory, write_inventory
from assessor.planning import plan
from assessor.quantities import Quantity
from assessor.scenario import check_fragment, load_fragment, load_scenario
from assessor.scenario.fragments import Workload
from assessor.text import render

HEAD = "VM|Hệ thống|Chủ quản|Cấp độ|vCPU|RAM (GB)|Đĩa (GB)|Cụm|Hết hỗ trợ"
SITES = {"main": {"cluster": "HN-*"}, "second": {"cluster": "DR-*"}}
CITY = "schema: scenario@1\nextends: [scenario.yaml, inventory.workload.yaml]\n"


def rows(apps: int) -> list[str]:
    """So many servers of tier app, two of mail."""
    return [
        *(f"app-{n}|Một cửa|Văn phòng|3|4|16|100|HN-1|31/12/2026" for n in range(apps)),
        "m-1|Mail|Sở TTTT|2|8|32|1024|HN-1|31/12/2022",
        "m-2|Mail|Sở TTTT|2|8|32|1024|HN-1|",
    ]


@pytest.fixture
def rules(mapping: Any) -> Path:
    return mapping(tiers={"app": {"name": "app-*"}}, sites=SITES)


def lay(project: Path, found: Any, *, replace: bool = False) -> Path:
    """Write the fragment into the project and a file that extends both."""
    write_inventory(found, project / "inventory.workload.yaml", replace=replace)
    city = project / "city.yaml"
    city.write_text(CITY, encoding="utf-8")
    return city


def test_that_what_was_imported_is_what_the_scenario_has_and_the_plan_judges(
    sheet: Any, rules: Path, project: Path, imported: Any
) -> None:
    hosts = sheet("Host|Cores|RAM (GB)|Cụm", "e1|32|256|HN-1", "e2|32|256|HN-1",
                  "e3|32|256|HN-1", name="hosts.csv")  # fmt: skip
    found = imported(sheet(HEAD, *rows(3)), hosts, scenario=project, mapping=rules)
    city = load_scenario(lay(project, found))
    platform = city.platform
    assert platform.tiers["app"].servers_installed == 3
    assert platform.tiers["db"].servers_installed == 2  # nothing was found: as the scenario says
    assert platform.sites["main"].hosts_installed == 3
    assert platform.sites["second"].hosts_installed == 2
    assert set(platform.background) == {"mail", "elsewhere"}  # "others" is counted one by one
    mail = platform.background["mail"]
    assert (mail.vcpu.base, mail.memory_gib.base, mail.servers) == (16, 64, 2)
    assert mail.storage_tib is not None
    assert mail.storage_tib.base == 2
    assert (mail.owner, mail.security_level) == ("Sở TTTT", 2)
    assert mail.end_of_support == date(2022, 12, 31)
    assert platform.tiers["app"].owner == "Văn phòng"
    # its own use of vCPUs, range and all: nothing measured another
    assert (mail.utilisation.low, mail.utilisation.base, mail.utilisation.high) == (0.1, 0.2, 0.4)
    assert mail.title.en == "Mail"
    assert "support_ended" in {p.code for p in city._origin.warnings}

    def existing(scenario: Any) -> dict[str, int]:
        year = plan(scenario).years[0]
        return {tier.id: tier.servers for tier in year.existing.tiers if tier.id != "partner"}

    assert existing(load_scenario(project)) == {"app": 8, "db": 2}
    assert existing(city) == {"app": 3, "db": 2}


def test_that_measured_figures_name_the_file_by_its_hash(
    sheet: Any, rules: Path, project: Path, imported: Any
) -> None:
    path = sheet(HEAD, *rows(1))
    found = imported(path, scenario=project, mapping=rules)
    lay(project, found)
    fragment = load_fragment(Workload, project / "inventory.workload.yaml")
    (source,) = fragment.sources.values()
    assert (source.sha256, source.grade) == (sha256_of(path), "M")
    vcpu = Quantity.model_validate(fragment.platform["background"]["mail"]["vcpu"])
    assert (vcpu.kind, vcpu.source) == ("measured", tuple(fragment.sources))
    assert check_fragment(project / "inventory.workload.yaml", "workload") == []


def test_that_importing_again_neither_revives_nor_loses_anything(
    sheet: Any, rules: Path, project: Path, imported: Any
) -> None:
    output = project / "inventory.workload.yaml"
    more = [*rows(3), "hr|Cán bộ|Sở Nội vụ|2|4|16|10|HN-1|"]
    first = imported(sheet(HEAD, *more), scenario=project, mapping=rules, output=output)
    assert set(first.removed) == {"others"}
    city = lay(project, first)
    assert "can-bo" in load_scenario(city).platform.background
    # a month later one system is gone, and the scenario already extends the fragment
    second = import_inventory([sheet(HEAD, *rows(5))], scenario=city, mapping=rules, output=output)
    assert set(second.removed) == {"others"}
    assert not second.errors
    lay(project, second, replace=True)
    platform = load_scenario(city).platform
    assert platform.tiers["app"].servers_installed == 5
    assert set(platform.background) == {"mail", "elsewhere"}


def test_that_an_assumed_use_is_carried_to_the_next_import(
    sheet: Any, rules: Path, project: Path
) -> None:
    output = project / "inventory.workload.yaml"
    path = sheet(HEAD, "hr|Cán bộ|Sở Nội vụ|2|4|16|10|HN-1|")
    half = Quantity(low=0.3, base=0.5, high=0.7, unit="fraction", kind="assumption")
    first = import_inventory([path], scenario=project, mapping=rules, utilisation=half)
    city = lay(project, first)
    again = import_inventory([path], scenario=city, mapping=rules, output=output)
    assert not again.errors
    lay(project, again, replace=True)
    use = load_scenario(city).platform.background["can-bo"].utilisation
    assert (use.low, use.base, use.high, use.kind) == (0.3, 0.5, 0.7, "assumption")


def test_that_background_may_be_kept_beside_the_inventory(
    sheet: Any, mapping: Any, project: Path, imported: Any
) -> None:
    rules = mapping(tiers={"app": {"name": "app-*"}}, sites=SITES, keep=["others"])
    found = imported(sheet(HEAD, *rows(1)), scenario=project, mapping=rules)
    assert found.removed == ()
    assert "others" in load_scenario(lay(project, found)).platform.background
    wrong = mapping(sites=SITES, keep=["other"])
    problems = imported(sheet(HEAD, *rows(1)), scenario=project, mapping=wrong).errors
    assert ["did you mean 'others'" in render(p) for p in problems] == [True]


def test_that_the_comparison_says_what_changes(
    sheet: Any, rules: Path, project: Path, imported: Any
) -> None:
    found = imported(sheet(HEAD, *rows(3)), scenario=project, mapping=rules)
    changes = {(c.section, c.id, c.field): (c.was, c.now) for c in found.changes}
    assert changes["tiers", "app", "servers_installed"] == (8, 3)
    assert changes["background", "mail", "vcpu"] == (10, 16)
    assert changes["background", "mail", "utilisation"] == (0.2, 0.2)
    assert changes["background", "others", "vcpu"] == (100, None)
    # there is no list of hosts, so how many stand is not touched
    assert not any(section == "sites" for section, _id, _field in changes)


def test_that_a_file_that_stands_is_not_written_over_unasked(
    sheet: Any, imported: Any, tmp_path: Path
) -> None:
    found = imported(sheet(HEAD, *rows(1)))
    output = tmp_path / "i.workload.yaml"
    output.write_text("mine", encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        write_inventory(found, output)
    assert [p.code for p in caught.value.problems] == ["inventory_exists"]
    assert output.read_text(encoding="utf-8") == "mine"
    write_inventory(found, output, replace=True)
    assert load_yaml(output).data["schema"] == "workload@1"


def test_that_an_inventory_with_errors_writes_nothing(sheet: Any, tmp_path: Path) -> None:
    output = tmp_path / "i.workload.yaml"
    with pytest.raises(DocumentError):
        write_inventory(import_inventory([sheet(HEAD, *rows(1))]), output)
    assert not output.exists()


@pytest.mark.parametrize(
    "name", ["1e3", "no", "2023-07-17", "~", "012", "12:30", "{a: b}", "# x", "'", "a: b", "*x"]
)
def test_that_any_name_of_a_system_comes_back_as_the_text_it_is(
    as_csv: Any, imported: Any, tmp_path: Path, name: str
) -> None:
    path = as_csv("s.csv", [["VM", "System", "vCPU", "RAM (GB)"], ["a", name, "4", "16"]])
    output = write_inventory(imported(path), tmp_path / "i.workload.yaml")
    (part,) = load_yaml(output).data["platform"]["background"].values()
    wanted = name if name != "~" else "~"
    assert part["title"]["en"] == wanted
    assert check_fragment(output, "workload") == []


def test_that_the_same_files_give_the_same_bytes(
    rvtools: Any, make: SimpleNamespace, imported: Any, tmp_path: Path
) -> None:
    path = rvtools([make.vinfo(f"vm-{n}", System=f"S{n % 7}") for n in range(50)])
    one = write_inventory(imported(path), tmp_path / "1.workload.yaml").read_text(encoding="utf-8")
    two = write_inventory(imported(path), tmp_path / "2.workload.yaml").read_text(encoding="utf-8")
    same = one.replace("id: '1'", "").replace("1.workload", "")
    assert same == two.replace("id: '2'", "").replace("2.workload", "")


def test_that_two_systems_may_lose_support_on_the_same_day(
    sheet: Any, rules: Path, project: Path, imported: Any
) -> None:
    alike = [
        f"{name}-1|{system}|Sở TTTT|2|8|32|1024|HN-1|31/12/2027"
        for name, system in (("m", "Mail"), ("w", "Web"))
    ]
    used = Quantity(base=0.3, unit="fraction", kind="assumption")
    files = sheet(HEAD, *rows(2), *alike)
    found = imported(files, scenario=project, mapping=rules, utilisation=used)
    city = load_scenario(lay(project, found))
    ends = {city.platform.background[name].end_of_support for name in ("web", "mail")}
    assert date(2027, 12, 31) in ends
