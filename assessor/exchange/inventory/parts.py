"""Machines added up: what a tier or a part of the background consists of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assessor.exchange.inventory.mapping import Mapping
from assessor.exchange.inventory.naming import slug, unique
from assessor.exchange.inventory.placing import POWERED_OFF, UNASSIGNED, Group, Placement
from assessor.exchange.inventory.records import Machine
from assessor.scenario.platform import Environment
from assessor.text import LocalizedText

# A mean over less than half of the vCPUs says little of the rest.
KNOWN_ENOUGH = 0.5
_TIB = 1024.0
_TITLES = {
    UNASSIGNED: LocalizedText(vi="Chưa rõ thuộc hệ thống nào", en="System not stated"),
    POWERED_OFF: LocalizedText(
        vi="Máy chủ đã tắt: chỉ còn chiếm đĩa", en="Machines switched off: they take up disks alone"
    ),
}
ENVIRONMENTS: dict[Environment, LocalizedText] = {
    "production": LocalizedText(vi="vận hành chính thức", en="production"),
    "staging": LocalizedText(vi="tiền vận hành", en="staging"),
    "test": LocalizedText(vi="kiểm thử", en="test"),
    "development": LocalizedText(vi="phát triển", en="development"),
    "training": LocalizedText(vi="đào tạo", en="training"),
    "recovery": LocalizedText(vi="dự phòng thảm hoạ", en="recovery"),
}


@dataclass(frozen=True)
class Part:
    """A tier's servers, or a part of the background, in all."""

    id: str
    title: LocalizedText
    machines: tuple[Machine, ...]
    site: str | None
    environment: Environment | None
    vcpu: int
    memory_gib: float
    storage_tib: float | None
    """Allocated; what is written, where the inventory does not say what is allocated. [TiB]"""
    storage_used_tib: float | None
    utilisation: float | None
    """Mean over the vCPUs whose use is known; none where they are too few."""
    utilisation_known: float
    """Share of the vCPUs whose use is known."""
    owner: str | None
    owners: tuple[str, ...]
    security_level: int | None
    levels: tuple[int, ...]
    end_of_support: date | None
    ha_pair: bool | None
    rule: str | None = None

    @property
    def servers(self) -> int:
        """How many machines."""
        return len(self.machines)

    @property
    def is_off(self) -> bool:
        """True for the machines that are switched off."""
        return bool(self.machines) and all(one.power == "off" for one in self.machines)


def parts_of(placement: Placement, mapping: Mapping) -> tuple[dict[str, Part], dict[str, Part]]:
    """Tiers and background, each by its id in the order of the ids."""
    tiers = {
        name: _part(name, both(name), machines, None, None)
        for name, machines in sorted(placement.by_tier().items())
    }
    groups = placement.by_group()
    ordered = sorted(groups, key=_order)
    wide = Counter((group.system, group.environment) for group in ordered)
    ids = unique([_id(group, groups[group], wide) for group in ordered])
    background = {}
    for name, group in zip(ids, ordered, strict=True):
        title = _title(group, groups[group], mapping)
        part = _part(name, title, groups[group], group.environment, group.site)
        loose = group.system in _TITLES and group.rule is None
        background[name] = _of_no_system(part) if loose else _with_rule(part, group, mapping)
    return tiers, dict(sorted(background.items()))


def both(text: str) -> LocalizedText:
    """Words of one language, standing in both."""
    return LocalizedText(vi=text, en=text)


def _order(group: Group) -> tuple[str, str, str]:
    return group.system, group.environment or "", group.site or ""


def _id(
    group: Group, machines: Sequence[Machine], wide: Counter[tuple[str, Environment | None]]
) -> str:
    spelled = machines[0].system or group.system
    named = group.rule or (
        group.system if group.system in {UNASSIGNED, POWERED_OFF} else slug(spelled)
    )
    parts = [named]
    if group.environment is not None:
        parts.append(group.environment)
    if wide[group.system, group.environment] > 1 and group.site:
        parts.append(group.site)
    return "-".join(parts)


def _title(group: Group, machines: Sequence[Machine], mapping: Mapping) -> LocalizedText:
    rule = mapping.systems.get(group.rule) if group.rule else None
    if rule is not None and rule.title is not None:
        title = rule.title
    elif group.system in _TITLES:
        title = _TITLES[group.system]
    else:
        spellings = Counter(one.system for one in machines if one.system)
        title = both(max(spellings, key=lambda s: (spellings[s], s)) if spellings else group.system)
    if group.environment is None:
        return title
    environment = ENVIRONMENTS[group.environment]
    return LocalizedText(vi=f"{title.vi} ({environment.vi})", en=f"{title.en} ({environment.en})")


def _part(
    name: str,
    title: LocalizedText,
    machines: Sequence[Machine],
    environment: Environment | None,
    site: str | None,
) -> Part:
    running = [one for one in machines if one.power == "on"]
    if environment is None and all(one.environment == "production" for one in machines):
        environment = "production"
    vcpu = sum(one.vcpu for one in running)
    used = [one for one in running if one.utilisation is not None and one.vcpu]
    known = sum(one.vcpu for one in used)
    share = known / vcpu if vcpu else 1.0
    work = sum(one.vcpu * one.utilisation for one in used if one.utilisation is not None)
    owners = tuple(sorted({one.owner for one in machines if one.owner}))
    levels = tuple(sorted({one.security_level for one in machines if one.security_level}))
    ends = [one.end_of_support for one in machines if one.end_of_support]
    return Part(
        id=name,
        title=title,
        machines=tuple(machines),
        site=site,
        environment=environment,
        vcpu=vcpu,
        memory_gib=sum(one.memory_gib for one in running),
        storage_tib=_storage(machines),
        storage_used_tib=_used(machines),
        utilisation=work / known if known and share >= KNOWN_ENOUGH else None,
        utilisation_known=share,
        owner="; ".join(owners) or None,
        owners=owners,
        security_level=max(levels, default=None),
        levels=levels,
        end_of_support=min(ends, default=None),
        ha_pair=_paired(machines),
    )


def _storage(machines: Sequence[Machine]) -> float | None:
    """Disks of running and stopped machines alike."""
    sizes = [one.disk_used_gib if one.disk_gib is None else one.disk_gib for one in machines]
    known = [size for size in sizes if size is not None]
    return sum(known) / _TIB if known else None


def _used(machines: Sequence[Machine]) -> float | None:
    known = [one.disk_used_gib for one in machines if one.disk_used_gib is not None]
    return sum(known) / _TIB if known else None


def _paired(machines: Sequence[Machine]) -> bool | None:
    said = [one.paired for one in machines if one.paired is not None]
    return any(said) if said else None


def _of_no_system(part: Part) -> Part:
    """Machines of many systems have an owner and a level only where all agree."""
    return replace(
        part,
        owner=part.owner if len(part.owners) == 1 else None,
        owners=part.owners if len(part.owners) == 1 else (),
        security_level=part.security_level if len(part.levels) == 1 else None,
        levels=part.levels if len(part.levels) == 1 else (),
    )


def _with_rule(part: Part, group: Group, mapping: Mapping) -> Part:
    """What the mapping says of a system goes before what its machines say."""
    rule = mapping.systems.get(group.rule) if group.rule else None
    if rule is None:
        return part
    return replace(
        part,
        rule=group.rule,
        owner=rule.owner or part.owner,
        owners=(rule.owner,) if rule.owner else part.owners,
        security_level=rule.security_level or part.security_level,
        levels=(rule.security_level,) if rule.security_level else part.levels,
    )
