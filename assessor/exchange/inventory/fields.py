"""The canonical columns of an inventory, and the headings by which people know them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from assessor.text import N_, fold
from assessor.text import gettext as _

Kind = Literal[
    "text", "count", "size", "share", "speed", "level", "day", "environment", "role", "power",
    "flag", "pair",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """One canonical column: its headings are folded when they are compared."""

    key: str
    title: str
    kind: Kind
    headings: tuple[str, ...]

    @property
    def shown(self) -> str:
        """The title in the current language."""
        return _(self.title)


_NAME = (
    "VM", "VM name", "Name", "Server name", "Server", "Hostname", "Host name", "Machine name",
    "Virtual machine", "Tên máy ảo", "Máy ảo", "Tên máy chủ", "Máy chủ", "Tên VM", "Tên máy",
    "Tên máy chủ ảo", "Máy chủ ảo",
)  # fmt: skip
_SYSTEM = (
    "System", "System name", "Information system", "Application", "Hệ thống", "Tên hệ thống",
    "Hệ thống thông tin", "Ứng dụng", "Tên ứng dụng", "Phần mềm", "Thuộc hệ thống",
)  # fmt: skip
_OWNER = (
    "Owner", "System owner", "Owning unit", "Chủ quản", "Đơn vị chủ quản", "Cơ quan chủ quản",
    "Chủ quản hệ thống", "Chủ quản hệ thống thông tin", "Đơn vị quản lý", "Đơn vị sở hữu",
)  # fmt: skip
_LEVEL = (
    "Security level", "Level of the system", "Cấp độ", "Cấp độ an toàn", "Cấp độ ATTT",
    "Cấp độ an toàn thông tin", "Cấp độ hệ thống", "Cấp độ an toàn hệ thống thông tin",
)  # fmt: skip
_VCPU = (
    "vCPU", "vCPUs", "CPU", "CPUs", "Cores", "Number of vCPUs", "Virtual CPUs", "Số vCPU",
    "Số CPU", "Số nhân", "Số lõi", "Số core", "CPU cores", "Số nhân CPU", "Số lõi CPU",
)  # fmt: skip
_MEMORY = ("RAM", "Memory", "Bộ nhớ", "Dung lượng RAM", "Bộ nhớ RAM", "Bộ nhớ trong")
_DISK = (
    "Disk", "Disk allocated", "Disk size", "Storage", "Storage allocated", "Provisioned", "HDD",
    "Disk provisioned", "Đĩa", "Ổ cứng", "Ổ đĩa", "Dung lượng đĩa", "Dung lượng ổ cứng",
    "Dung lượng lưu trữ", "Lưu trữ", "Đĩa cấp phát", "Dung lượng cấp phát", "Dung lượng cấp",
)  # fmt: skip
_DISK_USED = (
    "Disk used", "Used disk", "Storage used", "In use", "Used", "Đĩa đã dùng", "Đã dùng",
    "Dung lượng đã dùng", "Dung lượng sử dụng", "Dung lượng đã sử dụng", "Đĩa sử dụng",
)  # fmt: skip
_USE = (
    "CPU", "CPU use", "CPU usage", "CPU utilisation", "CPU utilization", "Average CPU",
    "Mean CPU", "Average CPU use", "Mức sử dụng CPU", "Sử dụng CPU", "CPU trung bình", "Tải CPU",
    "Mức sử dụng CPU trung bình",
)  # fmt: skip
_SUPPORT = (
    "End of support", "EOS", "EOL", "End of life", "Support until", "Support ends",
    "Hết hỗ trợ", "Ngày hết hỗ trợ", "Hạn hỗ trợ", "Hết hạn hỗ trợ", "Thời hạn hỗ trợ",
)  # fmt: skip
_PAIR = (
    "HA", "HA pair", "HA group", "HA partner", "High availability", "Cặp HA", "Cặp dự phòng",
    "Nhóm HA", "Máy dự phòng", "Dự phòng", "Sẵn sàng cao",
)  # fmt: skip
_HOST = (
    "Host", "Hypervisor", "ESX host", "ESXi", "ESXi host", "Physical host", "Physical server",
    "Máy chủ vật lý", "Máy vật lý", "Host vật lý", "Tên máy chủ vật lý",
)  # fmt: skip
_CLUSTER = ("Cluster", "Cluster name", "Cụm", "Cụm máy chủ", "Availability zone", "Tên cụm")
_DATACENTER = (
    "Datacenter", "Data center", "Data centre", "Site", "Location", "Trung tâm dữ liệu",
    "Địa điểm", "Vị trí",
)  # fmt: skip
_POWER = ("Power state", "Powerstate", "Power", "State", "Status", "Trạng thái", "Tình trạng")
_ROLE = ("Role", "Tier", "Layer", "Vai trò", "Tầng", "Lớp")

MACHINE_FIELDS = (
    Field("name", N_("name of the machine"), "text", _NAME),
    Field("system", N_("system"), "text", _SYSTEM),
    Field("owner", N_("owner of the system"), "text", _OWNER),
    Field("security_level", N_("security level"), "level", _LEVEL),
    Field("vcpu", N_("vCPUs"), "count", _VCPU),
    Field("memory", N_("memory"), "size", _MEMORY),
    Field("disk", N_("disk allocated"), "size", _DISK),
    Field("disk_used", N_("disk used"), "size", _DISK_USED),
    Field("utilisation", N_("use of its vCPUs"), "share", _USE),
    Field("environment", N_("environment"), "environment", ("Environment", "Env", "Môi trường")),
    Field("ha_pair", N_("HA pair"), "pair", _PAIR),
    Field("end_of_support", N_("end of support"), "day", _SUPPORT),
    Field("power", N_("power state"), "power", _POWER),
    Field("template", N_("template"), "flag", ("Template", "Máy mẫu")),
    Field("placeholder", N_("stands in for a machine elsewhere"), "flag", ()),
    Field("identity", N_("unique id"), "text", ("VM UUID", "UUID", "Instance UUID")),
    Field("host", N_("host"), "text", _HOST),
    Field("cluster", N_("cluster"), "text", _CLUSTER),
    Field("datacenter", N_("data centre"), "text", _DATACENTER),
    Field("role", N_("role of its tier"), "role", _ROLE),
    Field(
        "tier",
        N_("tier of the scenario"),
        "text",
        ("Tier id", "Platform tier", "Scenario tier", "Mã lớp", "Lớp trong kịch bản"),
    ),
)
HOST_FIELDS = (
    Field("name", N_("name of the host"), "text", (*_HOST, "Host name", "Hypervisor hostname")),
    Field(
        "cores",
        N_("physical cores"),
        "count",
        ("Cores", "Physical cores", "CPU cores", "Số nhân", "Số lõi", "Số nhân vật lý"),
    ),
    Field("memory", N_("memory"), "size", _MEMORY),
    Field("speed", N_("speed of a core"), "speed", ("Speed", "CPU speed", "Tốc độ CPU")),
    Field("cluster", N_("cluster"), "text", _CLUSTER),
    Field("datacenter", N_("data centre"), "text", _DATACENTER),
)
# what a note on a machine may say beside its size
NOTED = ("system", "owner", "security_level", "environment", "ha_pair", "end_of_support", "role")

# The sizes of virtual hardware are binary in every hypervisor, whatever the heading calls them.
UNITS: Mapping[str, str] = {
    "kb": "KiB", "kib": "KiB", "mb": "MiB", "mib": "MiB", "gb": "GiB", "gib": "GiB",
    "tb": "TiB", "tib": "TiB", "%": "%", "percent": "%", "phan tram": "%", "mhz": "MHz",
    "ghz": "GHz", "fraction": "fraction",
}  # fmt: skip
_OF_KIND: Mapping[Kind, frozenset[str]] = {
    "size": frozenset({"KiB", "MiB", "GiB", "TiB"}),
    "share": frozenset({"%", "fraction"}),
    "speed": frozenset({"MHz", "GHz"}),
}
_UNIT = re.compile(
    r"(?<![^\W_])(kib|mib|gib|tib|kb|mb|gb|tb|mhz|ghz|%|percent|phan tram)[\s)\]]*\Z"
)
_BETWEEN = re.compile(r"[^\w%]+|_+")


def split_unit(heading: str) -> tuple[str, str | None]:
    """The words of a heading as they are compared, and the unit at its end.

    >>> split_unit("Dung lượng RAM (GB)")
    ('dung luong ram', 'GiB')
    """
    text = fold(heading).strip()
    found = _UNIT.search(text)
    unit = UNITS[found.group(1)] if found else None
    words = text[: found.start()] if found else text
    return _BETWEEN.sub(" ", words).strip(), unit


def fits(kind: Kind, unit: str | None) -> bool:
    """True where a column of this kind may be in that unit."""
    return unit is None or unit in _OF_KIND.get(kind, frozenset())


@cache
def known_words(fields: tuple[Field, ...]) -> Mapping[str, tuple[Field, ...]]:
    """Folded words of a heading → the fields that it may mean, the likeliest first."""
    known: dict[str, tuple[Field, ...]] = {}
    for field in fields:
        for heading in (*field.headings, field.key):
            words, _unit = split_unit(heading)
            if field not in known.get(words, ()):
                known[words] = (*known.get(words, ()), field)
    return known


def meant(heading: str, fields: tuple[Field, ...]) -> tuple[Field | None, str | None]:
    """The field that a heading names word for word, and its unit."""
    words, unit = split_unit(heading)
    for field in known_words(fields).get(words, ()):
        if fits(field.kind, unit):
            return field, unit
    return None, unit


def field_of(key: str, fields: Iterable[Field]) -> Field:
    """The field of a key.

    Raises
    ------
    KeyError
        There is none.
    """
    for field in fields:
        if field.key == key:
            return field
    raise KeyError(key)
