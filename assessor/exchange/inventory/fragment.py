"""The `workload@1` fragment that an inventory gives: what stands, and the load that it carries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from assessor.documents.loading import plain_value
from assessor.exchange.inventory.naming import slug, unique
from assessor.exchange.inventory.parts import Part
from assessor.exchange.inventory.records import Inventory, SourceFile
from assessor.quantities import Quantity

_Base: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Dumper(_Base):  # type: ignore[misc]  # PyYAML's dumper, in C where it is to be had
    """Text that our reader would take for a number, a date or nothing is quoted."""

    def ignore_aliases(self, data: Any) -> bool:
        """Two equal dates are written twice: our reader takes no anchors."""
        return True


def _text(dumper: Any, text: str) -> Any:
    quoted = plain_value(text) != text or not text
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="'" if quoted else None)


_Dumper.add_representer(str, _text)


@dataclass(frozen=True, slots=True)
class Use:
    """The use of a part's vCPUs: where it comes from, and the quantity as it is written.

    `kept` is the scenario's own, which the fragment leaves alone.
    """

    how: str
    written: Mapping[str, Any] | None = None
    base: float | None = None


@dataclass(frozen=True)
class Contents:
    """What a fragment says: parts of the estate, their use, hosts, and where it was read."""

    inventory: Inventory
    tiers: dict[str, Part]
    background: dict[str, Part]
    uses: dict[str, Use]
    hosts: dict[str, int]
    removed: tuple[str, ...]
    """Background of the scenario that is replaced."""
    titled: frozenset[str]
    """Background that has a title of its own in the scenario."""
    day: date | None
    as_of: date | None


def source_ids(files: Sequence[SourceFile]) -> dict[str, str]:
    """Path of each file → its id among the sources."""
    ids = unique(f"inventory-{slug(file.path.stem)}" for file in files)
    return {str(file.path): name for file, name in zip(files, ids, strict=True)}


def sources_of(
    inventory: Inventory, on: date | None, *, as_of: date | None
) -> dict[str, dict[str, Any]]:
    """The files as measured sources: name, hash, day."""
    ids = source_ids(inventory.files)
    return {
        ids[str(file.path)]: {
            "title": {
                "vi": f"Danh mục máy chủ: {file.path.name}",
                "en": f"Inventory: {file.path.name}",
            },
            **({"on": on} if on else {}),
            **({"known_after": True} if on and as_of and on > as_of else {}),
            "grade": "M",
            "sha256": file.sha256,
        }
        for file in inventory.files
    }


def ids_of(places: Iterable[str], ids: Mapping[str, str]) -> list[str]:
    """Ids of the files behind some places, sheets of workbooks among them."""
    paths = set(places)
    return sorted(
        name
        for path, name in ids.items()
        if any(place == path or place.startswith(f"{path}!") for place in paths)
    )


def measured(value: float, source: Sequence[str], digits: int = 4) -> dict[str, Any]:
    """A quantity that was counted."""
    base: float | int = round(value, digits)
    base = int(base) if float(base).is_integer() else base
    return {"base": base, "kind": "measured", "confidence": "high", "source": list(source)}


def tier_data(part: Part) -> dict[str, Any]:
    """What the fragment says of a tier."""
    return {"servers_installed": part.servers, **_kept(part)}


def background_data(
    part: Part, use: Use | None, ids: Mapping[str, str], *, titled: bool = False
) -> dict[str, Any]:
    """What the fragment says of a part of the background."""
    source = ids_of({one.place.path for one in part.machines}, ids)
    data: dict[str, Any] = {} if titled else {"title": part.title.as_dict()}
    if part.site is not None:
        data["site"] = part.site
    data["vcpu"] = measured(part.vcpu, source)
    data["memory_gib"] = measured(part.memory_gib, source)
    if part.storage_tib is not None:
        data["storage_tib"] = measured(part.storage_tib, source)
    if part.storage_used_tib is not None:
        data["storage_used_tib"] = measured(part.storage_used_tib, source)
    if use is not None and use.written is not None:
        data["utilisation"] = dict(use.written)
    if part.environment is not None:
        data["environment"] = part.environment
    data["servers"] = part.servers
    if part.ha_pair is not None:
        data["ha_pair"] = part.ha_pair
    return {**data, **_kept(part)}


def _kept(part: Part) -> dict[str, Any]:
    said = {
        "owner": part.owner,
        "security_level": part.security_level,
        "end_of_support": part.end_of_support,
    }
    return {key: value for key, value in said.items() if value is not None}


def quantity_data(quantity: Quantity) -> dict[str, Any]:
    """A quantity as a document writes it."""
    data = quantity.model_dump(mode="python", exclude_none=True, exclude_defaults=True)
    return {key: list(value) if isinstance(value, tuple) else value for key, value in data.items()}


def fragment_document(contents: Contents, output: Path | None) -> dict[str, Any]:
    """The fragment as plain data; `null` takes out what the inventory replaces."""
    ids = source_ids(contents.inventory.files)
    parts: dict[str, Any] = {
        name: background_data(part, contents.uses.get(name), ids, titled=name in contents.titled)
        for name, part in contents.background.items()
    }
    sections: dict[str, Any] = {
        "tiers": {name: tier_data(part) for name, part in contents.tiers.items()},
        "sites": {name: {"hosts_installed": n} for name, n in contents.hosts.items()},
        "background": {**parts, **dict.fromkeys(contents.removed)},
    }
    return {
        "schema": "workload@1",
        "id": slug((output.name if output else "inventory").partition(".")[0]),
        "title": {"vi": "Hiện trạng theo danh mục máy chủ", "en": "What stands, by the inventory"},
        "sources": sources_of(contents.inventory, contents.day, as_of=contents.as_of),
        "platform": {name: section for name, section in sections.items() if section},
    }


def text_of(document: Mapping[str, Any], remarks: Iterable[str]) -> str:
    """The document as YAML, remarks on top."""
    head = "".join(f"# {remark}\n" for remark in remarks)
    body = yaml.dump(
        dict(document),
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=100,
        default_flow_style=None,
    )
    return head + str(body)
