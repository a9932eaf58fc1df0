"""Headings that RVTools and the OpenStack client write, by their folded spelling.

References
----------
.. [1] RVTools 4.x by Dell: tabs vInfo, vCPU, vMemory, vDisk, vPartition, vHost, vMetaData. Older
   exports say MB where newer say MiB; batch exports head columns by their inner names
   (`vInfoVMName`).
.. [2] python-openstackclient: `openstack server list --long`, `server show`, `flavor list`,
   `hypervisor list --long`, `volume list`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessor.exchange.inventory.records import Layout


@dataclass(frozen=True, slots=True)
class Known:
    """A table of a known tool: heading → (field, unit), and the tool's headings of no use here."""

    kind: str
    layout: Layout
    columns: Mapping[str, tuple[str, str | None]]
    signature: tuple[frozenset[str], ...]
    """Sets of headings, any of which makes the table known."""
    others: frozenset[str] = frozenset()


def _names(fields: Mapping[str, tuple[str, str | None]]) -> dict[str, tuple[str, str | None]]:
    """`"vm|vinfovmname": …` written out."""
    return {name: meaning for names, meaning in fields.items() for name in names.split("|")}


_SHARED = {
    "vm|vinfovmname|vcpuvmname|vmemoryvmname|vdiskvmname|vpartitionvmname": ("name", None),
    "vm uuid|vinfouuid|vmemoryuuid|vpartitionuuid|vcpuuuid|vdiskuuid": ("uuid", None),
    "vi sdk uuid": ("server", None),
}
_VINFO_OTHERS = (
    "config status", "dns name", "connection state", "guest state", "heartbeat",
    "consolidation needed", "poweron", "suspended to memory", "suspend time", "suspend interval",
    "creation date", "change version", "overall cpu readiness", "active memory", "nics", "disks",
    "total disk capacity mib", "total disk capacity mb", "fixed passthru hotplug",
    "min required evc mode key", "latency sensitivity", "op notification timeout", "enableuuid",
    "cbt", "primary ip address", "network #1", "network #2", "network #3", "network #4",
    "network #5", "network #6", "network #7", "network #8", "num monitors", "video ram kib",
    "video ram kb", "resource pool", "folder id", "folder", "vapp", "das protection", "ft state",
    "ft role", "ft latency", "ft bandwidth", "ft sec. latency", "vm failover in progress",
    "unshared mib", "unshared mb", "ha restart priority", "ha isolation response",
    "ha vm monitoring", "cluster rule(s)", "cluster rule name(s)", "boot required", "boot delay",
    "boot retry delay", "boot retry enabled", "boot bios setup", "reboot poweroff",
    "efi secure boot", "firmware", "hw version", "hw upgrade status", "hw upgrade policy",
    "hw target", "path", "log directory", "snapshot directory", "suspend directory",
    "os according to the configuration file", "os according to the vmware tools",
    "customization info", "guest detailed data", "vm id", "smbios uuid", "vi sdk server type",
    "vi sdk api version", "vi sdk server", "os", "vinfoos", "vinfoostools", "vinfoguesthostname",
    "clusterinvariantvmmid", "vinfocreatedate", "vinfonics", "vinfonumvirtualdisks",
)  # fmt: skip
RVTOOLS: Mapping[str, Known] = {
    "vinfo": Known(
        "machines",
        "rvtools",
        _names(
            {
                **_SHARED,
                "powerstate|vinfopowerstate": ("power", None),
                "template|vinfotemplate": ("template", None),
                "srm placeholder|vinfosrmplaceholder": ("placeholder", None),
                "cpus|vinfocpus": ("vcpu", None),
                "memory|vinfomemory|memory mib|memory mb": ("memory", "MiB"),
                "provisioned mib|provisioned mb|vinfoprovisioned": ("disk", "MiB"),
                "in use mib|in use mb|vinfoinuse": ("disk_used", "MiB"),
                "annotation": ("note", None),
                "datacenter|vinfodatacenter": ("datacenter", None),
                "cluster|vinfocluster": ("cluster", None),
                "host|vinfohost": ("host", None),
            }
        ),
        (
            frozenset({"vm", "powerstate", "template", "cpus", "memory"}),
            frozenset({"vinfovmname", "vinfocpus", "vinfomemory"}),
        ),
        frozenset(_VINFO_OTHERS),
    ),
    "vcpu": Known(
        "cpu",
        "rvtools",
        _names({**_SHARED, "overall|vcpuoverall": ("overall", "MHz"), "cpus": ("vcpu", None)}),
        (frozenset({"vm", "sockets", "overall"}),),
    ),
    "vmemory": Known(
        "memory",
        "rvtools",
        _names({**_SHARED, "size mib|size mb|vmemorysizemib": ("memory", "MiB")}),
        (frozenset({"vm", "size mib", "consumed"}), frozenset({"vm", "size mb", "consumed"})),
    ),
    "vdisk": Known(
        "disk",
        "rvtools",
        _names({**_SHARED, "capacity mib|capacity mb|vdiskcapacitymib": ("disk", "MiB")}),
        (frozenset({"vm", "disk", "disk mode"}),),
    ),
    "vpartition": Known(
        "partition",
        "rvtools",
        _names({**_SHARED, "consumed mib|consumed mb|vpartitionconsumedmib": ("disk_used", "MiB")}),
        (frozenset({"vm", "disk", "consumed mib"}), frozenset({"vm", "disk", "consumed mb"})),
    ),
    "vhost": Known(
        "hosts",
        "rvtools",
        _names(
            {
                "host|vhostname": ("name", None),
                "datacenter|vhostdatacenter": ("datacenter", None),
                "cluster|vhostcluster": ("cluster", None),
                "speed|vhostcpumhz": ("speed", "MHz"),
                "# cpu|vhostnumcpu": ("sockets", None),
                "cores per cpu|vhostcorespercpu": ("cores_each", None),
                "# cores|vhostnumcpucores": ("cores", None),
                "# memory|vhostmemorysize": ("memory", "MiB"),
            }
        ),
        (frozenset({"host", "# cores", "# memory"}), frozenset({"vhostname", "vhostnumcpucores"})),
    ),
    "vmetadata": Known(
        "meta",
        "rvtools",
        _names({"xlsx creation datetime": ("on", None)}),
        (frozenset({"rvtools version", "xlsx creation datetime"}),),
    ),
}
_SERVER_OTHERS = (
    "task state", "power state", "networks", "image name", "image id", "image", "flavor.swap",
    "project id", "pinned availability zone", "user id", "created at", "host status",
    "security groups", "created", "updated", "addresses", "accessipv4", "accessipv6", "key_name",
    "config_drive", "progress", "project_id", "user_id", "hostid", "os-ext-sts:power_state",
    "os-ext-sts:task_state", "os-ext-sts:vm_state", "os-dcf:diskconfig", "os-ext-srv-attr:host",
    "os-ext-srv-attr:instance_name", "os-srv-usg:launched_at", "os-srv-usg:terminated_at",
    "volumes_attached", "security_groups", "image.id", "image.name", "tags", "locked",
    "description",
)  # fmt: skip
OPENSTACK: tuple[Known, ...] = (
    Known(
        "machines",
        "openstack",
        _names(
            {
                "id": ("identity", None),
                "name": ("name", None),
                "status": ("power", None),
                "flavor|flavor name|flavor.original_name|flavor.name": ("flavor", None),
                "flavor id|flavor.id": ("flavor_id", None),
                "flavor.vcpus": ("vcpu", None),
                "flavor.ram": ("memory", "MiB"),
                "flavor.disk": ("disk", "GiB"),
                "flavor.ephemeral": ("ephemeral", "GiB"),
                "availability zone|os-ext-az:availability_zone": ("cluster", None),
                "host|os-ext-srv-attr:hypervisor_hostname": ("host", None),
                "properties": ("note", None),
            }
        ),
        (
            frozenset({"id", "name", "status", "flavor"}),
            frozenset({"id", "name", "status", "flavor name"}),
            frozenset({"id", "name", "status", "flavor.vcpus"}),
            frozenset({"id", "name", "status", "flavor.id"}),
        ),
        frozenset(_SERVER_OTHERS),
    ),
    Known(
        "flavors",
        "openstack",
        _names(
            {
                "id": ("identity", None),
                "name": ("name", None),
                "ram": ("memory", "MiB"),
                "disk": ("disk", "GiB"),
                "ephemeral|os-flv-ext-data:ephemeral": ("ephemeral", "GiB"),
                "vcpus": ("vcpu", None),
            }
        ),
        (frozenset({"id", "name", "ram", "disk", "vcpus"}),),
    ),
    Known(
        "hosts",
        "openstack",
        _names(
            {
                "hypervisor hostname|hypervisor_hostname": ("name", None),
                "vcpus": ("threads", None),
                "memory mb|memory_mb": ("memory", "MiB"),
            }
        ),
        (frozenset({"id", "hypervisor hostname"}), frozenset({"hypervisor_hostname", "vcpus"})),
    ),
    Known(
        "volumes",
        "openstack",
        _names({"id": ("identity", None), "size": ("disk", "GiB"), "attached to": ("on", None)}),
        (frozenset({"id", "size", "attached to"}),),
    ),
)


def known_table(name: str, headings: frozenset[str]) -> Known | None:
    """The table of a known tool that these folded headings make; by its sheet's name first."""
    by_name = RVTOOLS.get(name.lower())
    if by_name is not None and any(by_name.columns.get(h, ("",))[0] for h in headings):
        return by_name
    for known in (*RVTOOLS.values(), *OPENSTACK):
        if any(signature <= headings for signature in known.signature):
            return known
    return None
