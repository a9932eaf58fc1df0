"""What every source of an inventory says in the same words: machines and hosts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from assessor.documents import Place
from assessor.errors import Problem
from assessor.scenario.platform import Environment, TierRole

# running; stopped or suspended, its disks still there; failed, deleted or not yet made
Power = Literal["on", "off", "gone"]
# which columns a source knows by heart
Layout = Literal["sheet", "rvtools", "openstack"]
How = Literal["exact", "similar", "mapping", "source"]


@dataclass(frozen=True, slots=True)
class Machine:
    """One virtual machine (or server) as the inventory has it. Absent is None, never 0."""

    name: str
    place: Place
    vcpu: int = 0
    memory_gib: float = 0.0
    disk_gib: float | None = None
    """Allocated. [GiB]"""
    disk_used_gib: float | None = None
    """Written. [GiB]"""
    utilisation: float | None = None
    """Use of its vCPUs, in [0, 1]."""
    system: str | None = None
    owner: str | None = None
    security_level: int | None = None
    environment: Environment | None = None
    role: TierRole | None = None
    tier: str | None = None
    ha_pair: str | None = None
    """Name of its partner, or of the group that both belong to."""
    paired: bool | None = None
    end_of_support: date | None = None
    power: Power = "on"
    template: bool = False
    placeholder: bool = False
    identity: str | None = None
    host: str | None = None
    cluster: str | None = None
    datacenter: str | None = None


@dataclass(frozen=True, slots=True)
class HostMachine:
    """One physical machine."""

    name: str
    place: Place
    cores: int | None = None
    threads: int | None = None
    """Logical processors, where the source counts no cores."""
    memory_gib: float | None = None
    speed_mhz: float | None = None
    cluster: str | None = None
    datacenter: str | None = None


@dataclass(frozen=True, slots=True)
class Mapped:
    """A column that was understood."""

    field: str
    heading: str
    how: How
    unit: str | None = None


@dataclass(frozen=True)
class TableRead:
    """One sheet, CSV file or JSON list: what it was taken for and which columns were used."""

    path: str
    layout: Layout
    kind: str
    rows: int
    columns: tuple[Mapped, ...]
    unused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was read, by its hash."""

    path: Path
    sha256: str


@dataclass(frozen=True)
class Inventory:
    """All that the files say."""

    files: tuple[SourceFile, ...] = ()
    machines: tuple[Machine, ...] = ()
    hosts: tuple[HostMachine, ...] = ()
    has_host_list: bool = False
    tables: tuple[TableRead, ...] = ()
    unread: tuple[str, ...] = ()
    """Sheets of known tools that hold nothing for us."""
    on: date | None = None
    problems: tuple[Problem, ...] = field(default=())
