"""Lists of the OpenStack client: servers by flavour, hypervisors, volumes, as JSON or CSV."""

from __future__ import annotations

from typing import Any

import pytest

from assessor.text import render

FLAVORS = [
    {"ID": "f1", "Name": "m1.small", "RAM": 2048, "Disk": 20, "Ephemeral": 0, "VCPUs": 1,
     "Is Public": True},
    {"ID": "f2", "Name": "m1.large", "RAM": 8192, "Disk": 80, "Ephemeral": 20, "VCPUs": 4,
     "Is Public": True},
    {"ID": "f3", "Name": "bfv", "RAM": 4096, "Disk": 0, "Ephemeral": 0, "VCPUs": 2,
     "Is Public": False},
]  # fmt: skip


def server(name: str, flavor: str, **said: Any) -> dict[str, Any]:
    """A row of `openstack server list --long`."""
    return {
        "ID": f"id-{name}", "Name": name, "Status": "ACTIVE", "Task State": None, "Power State": 1,
        "Networks": {"net": ["10.0.0.5"]}, "Image Name": "ubuntu", "Image ID": "i",
        "Flavor": flavor, "Availability Zone": "az1", "Host": "kvm-1.hanoi.vn",
        "Properties": {}, **said,
    }  # fmt: skip


def test_that_servers_have_the_size_of_their_flavour(as_json: Any, imported: Any) -> None:
    servers = as_json("servers.json", [server("a", "m1.small"), server("b", "m1.large")])
    found = imported(servers, as_json("flavors.json", FLAVORS))
    assert not found.errors
    first, second = found.inventory.machines
    assert (first.vcpu, first.memory_gib, first.disk_gib) == (1, 2, 20)
    assert (second.vcpu, second.memory_gib, second.disk_gib) == (4, 8, 100)
    assert (first.cluster, first.host) == ("az1", "kvm-1.hanoi.vn")


def test_that_older_clients_name_flavour_and_id_apart(as_json: Any, imported: Any) -> None:
    row = server("a", "")
    del row["Flavor"]
    row |= {"Flavor Name": "renamed", "Flavor ID": "f2"}
    found = imported(as_json("s.json", [row]), as_json("f.json", FLAVORS))
    assert found.inventory.machines[0].vcpu == 4


def test_that_an_unknown_flavour_is_told_once_for_all_its_servers(
    as_json: Any, imported: Any
) -> None:
    path = as_json("servers.json", [server(f"vm-{n}", "huge") for n in range(30)])
    (problem,) = imported(path).errors
    assert "'huge' is (servers that have it: 30)" in render(problem)
    assert "openstack flavor list --all -f json" in render(problem)
    # the list opens on line 1, its first object on line 2
    assert render(problem).startswith(f"{path}:2:1: ")


@pytest.mark.parametrize(
    "flavor",
    [
        "m1.large (f2)",
        {"original_name": "m1.large", "vcpus": 4, "ram": 8192, "disk": 80, "ephemeral": 20},
        "disk='80', ephemeral='20', hw.x='y', original_name='m1.large', ram='8192', vcpus='4'",
        {"id": "f2", "name": "m1.large"},
    ],
)
def test_that_server_show_is_read_in_each_of_its_forms(
    as_json: Any, imported: Any, flavor: Any
) -> None:
    shown = {
        "id": "id-a", "name": "a", "status": "ACTIVE", "flavor": flavor,
        "OS-EXT-STS:power_state": "Running", "OS-EXT-AZ:availability_zone": "az1",
        "OS-EXT-SRV-ATTR:host": "kvm-1", "OS-EXT-SRV-ATTR:hypervisor_hostname": "kvm-1.hanoi.vn",
        "properties": "system='Thư', env='test', owner='Sở TTTT'", "project_id": "p",
    }  # fmt: skip
    found = imported(as_json("a.json", shown), as_json("flavors.json", FLAVORS))
    assert not found.errors
    (machine,) = found.inventory.machines
    assert (machine.vcpu, machine.memory_gib, machine.disk_gib) == (4, 8, 100)
    assert (machine.system, machine.environment, machine.owner) == ("Thư", "test", "Sở TTTT")
    assert (machine.host, machine.cluster) == ("kvm-1.hanoi.vn", "az1")


def test_that_properties_are_columns_of_their_own(as_json: Any, imported: Any) -> None:
    properties = {"system": "Một cửa", "Cấp độ": "3", "hw_disk": "scsi"}
    servers = as_json("s.json", [server("a", "m1.small", Properties=properties)])
    (machine,) = imported(servers, as_json("f.json", FLAVORS)).inventory.machines
    assert (machine.system, machine.security_level) == ("Một cửa", 3)


def test_that_states_are_running_stopped_or_no_machine(as_json: Any, imported: Any) -> None:
    states = ("ACTIVE", "SHUTOFF", "SHELVED_OFFLOADED", "ERROR", "BUILD", "PAUSED")
    servers = [server(f"vm-{s}", "m1.small", Status=s) for s in states]
    found = imported(as_json("s.json", servers), as_json("f.json", FLAVORS))
    assert found.totals.left_out == {"no_machine": 2}
    assert found.background["powered-off"].servers == 2
    assert found.background["unassigned"].servers == 2


def test_that_volumes_are_added_to_the_servers_that_hold_them(
    as_json: Any, imported: Any, codes: Any
) -> None:
    volumes = [
        {"ID": "v1", "Name": "", "Status": "in-use", "Size": 50,
         "Attached to": [{"server_id": "id-a", "device": "/dev/vda"}]},
        {"ID": "v2", "Name": "", "Status": "in-use", "Size": 30,
         "Attached to": [{"server_id": "id-a", "device": "/dev/vdb"}]},
        {"ID": "v3", "Name": "", "Status": "available", "Size": 999, "Attached to": []},
    ]  # fmt: skip
    servers = as_json("s.json", [server("a", "bfv"), server("b", "bfv")])
    flavors = as_json("f.json", FLAVORS)
    found = imported(servers, flavors, as_json("v.json", volumes))
    first, second = found.inventory.machines
    assert first.disk_gib == 80
    # a flavour without a disk says that the volume's size stands elsewhere, not that it is 0
    assert second.disk_gib is None
    assert "inventory_disk_unknown" in codes(found, "warning")


def test_that_hypervisors_are_hosts_where_their_servers_stand(as_json: Any, imported: Any) -> None:
    hypervisors = [
        {"ID": 1, "Hypervisor Hostname": "kvm-1.hanoi.vn", "Hypervisor Type": "QEMU",
         "Host IP": "10.0.0.1", "State": "up", "vCPUs Used": 4, "vCPUs": 64,
         "Memory MB Used": 8192, "Memory MB": 262144},
        {"ID": 2, "Hypervisor Hostname": "kvm-2.hanoi.vn", "State": "up"},
    ]  # fmt: skip
    servers = as_json("s.json", [server("a", "m1.large", Host="kvm-1")])
    found = imported(servers, as_json("f.json", FLAVORS), as_json("h.json", hypervisors))
    first, second = found.hosts
    assert (first.site, first.machines, first.vcpu) == ("az1", 1, 4)
    # logical processors are no cores, and newer services say neither
    assert (first.host.cores, first.host.threads) == (None, 64)
    assert first.overcommit == pytest.approx(4 / 64)
    assert (second.site, second.overcommit) == (None, None)


def test_that_csv_of_the_client_is_read_the_same(as_csv: Any, imported: Any) -> None:
    servers = as_csv(
        "servers.csv",
        [
            ["ID", "Name", "Status", "Flavor", "Availability Zone", "Host", "Properties"],
            ["1", "a", "ACTIVE", "m1.large", "az1", "kvm-1", "{'system': 'Thư', 'env': 'prod'}"],
        ],
    )
    flavors = as_csv("flavors.csv", [list(FLAVORS[1]), list(FLAVORS[1].values())])
    (machine,) = imported(servers, flavors).inventory.machines
    assert (machine.vcpu, machine.system, machine.environment) == (4, "Thư", "production")
