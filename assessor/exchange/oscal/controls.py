"""The controls of a catalogue with their groups, enhancements included, and their words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assessor.exchange.oscal.reading import OscalFile

_INSERT = re.compile(r"\{\{\s*(?:insert:\s*)?param,?\s*([^\s{}]+)\s*\}\}")
_MAX_DEPTH = 30


@dataclass(frozen=True, slots=True)
class Control:
    """One control or enhancement, as the file has it."""

    id: str
    title: str
    label: str
    group: str
    raw: dict[str, Any]

    @property
    def is_withdrawn(self) -> bool:
        """True for a control that only says where it went."""
        return any(
            prop.get("name") == "status" and str(prop.get("value")).lower() == "withdrawn"
            for prop in _dicts(self.raw, "props")
        )


@dataclass(frozen=True, slots=True)
class Controls:
    """Groups by id with their titles, controls in the file's order, parameters of all."""

    groups: dict[str, str]
    controls: dict[str, Control]
    parameters: dict[str, dict[str, Any]]


def controls_of(file: OscalFile) -> Controls:
    """Every control of a catalogue."""
    found = Controls({}, {}, {})
    _parameters(file.body, found)
    _collect(file, file.body, "", "", file.kind, found, 0)
    return found


def _collect(
    file: OscalFile,
    holder: dict[str, Any],
    group: str,
    title: str,
    where: str,
    found: Controls,
    depth: int,
) -> None:
    if depth > _MAX_DEPTH:
        file.problem("oscal_shape", where=where, expected=f"≤ {_MAX_DEPTH}")
        return
    for index, control in enumerate(file.objects(holder, "controls", where)):
        _control(file, control, group, title, f"{where}/controls/{index}", found, depth)
    for index, inner in enumerate(file.objects(holder, "groups", where)):
        here = f"{where}/groups/{index}"
        name = str(inner.get("id") or f"{group}g{index + 1}")
        words = file.text(inner, "title", here)
        _parameters(inner, found)
        _collect(file, inner, name, f"{title}: {words}" if title else words, here, found, depth + 1)


def _control(
    file: OscalFile,
    control: dict[str, Any],
    group: str,
    group_title: str,
    where: str,
    found: Controls,
    depth: int,
) -> None:
    name = file.text(control, "id", where)
    words = file.text(control, "title", where)
    if name in found.controls:
        file.problem("oscal_id_twice", id=name, where=where)
        return
    group = group or "controls"
    found.groups.setdefault(group, group_title or "Controls")
    found.controls[name] = Control(name, words, label_of(control) or name, group, control)
    _parameters(control, found)
    inner = {"controls": control.get("controls", [])}
    if depth <= _MAX_DEPTH:
        _collect(file, inner, group, group_title, where, found, depth + 1)


def _parameters(holder: dict[str, Any], found: Controls) -> None:
    for parameter in _dicts(holder, "params"):
        found.parameters[str(parameter.get("id"))] = parameter


def label_of(holder: dict[str, Any]) -> str | None:
    """The label that people cite: the one without a class, else the first."""
    labels = [prop for prop in _dicts(holder, "props") if prop.get("name") == "label"]
    plain = [prop for prop in labels if "class" not in prop]
    chosen = next(iter([*plain, *labels]), None)
    return None if chosen is None else str(chosen.get("value"))


def resolved_text(
    text: str, parameters: dict[str, dict[str, Any]], seen: frozenset[str] = frozenset()
) -> str:
    """Prose with its parameters: the value where one is set, else its label in brackets."""
    return _INSERT.sub(lambda m: _parameter(m.group(1), parameters, seen), text).strip()


def _parameter(name: str, parameters: dict[str, dict[str, Any]], seen: frozenset[str]) -> str:
    parameter = parameters.get(name)
    if parameter is None or name in seen:
        return f"[{name}]"
    inside = seen | {name}
    values = parameter.get("values")
    if isinstance(values, list) and values:
        return ", ".join(resolved_text(str(value), parameters, inside) for value in values)
    select = parameter.get("select")
    if isinstance(select, dict) and isinstance(select.get("choice"), list):
        choices = [resolved_text(str(c), parameters, inside) for c in select["choice"]]
        many = " (one or more)" if select.get("how-many") == "one-or-more" else ""
        return f"[Selection{many}: {'; '.join(choices)}]"
    label = parameter.get("label")
    return f"[{resolved_text(str(label), parameters, inside) if label else name}]"


def parts_named(holder: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    """The parts of one name, directly below."""
    return (part for part in _dicts(holder, "parts") if part.get("name") == name)


def prose_lines(part: dict[str, Any], depth: int = 0) -> Iterator[str]:
    """A part and what is below it, one line each, labels in front."""
    prose = str(part.get("prose") or "").strip()
    label = label_of(part) if part.get("name") == "item" or depth else None
    if prose:
        yield f"{label} {prose}" if label else prose
    if depth <= _MAX_DEPTH:
        for inner in _dicts(part, "parts"):
            yield from prose_lines(inner, depth + 1)


def every_part(holder: dict[str, Any], depth: int = 0) -> Iterator[dict[str, Any]]:
    """All parts, however deep."""
    for part in _dicts(holder, "parts") if depth <= _MAX_DEPTH else ():
        yield part
        yield from every_part(part, depth + 1)


def _dicts(holder: dict[str, Any], key: str) -> list[dict[str, Any]]:
    found = holder.get(key)
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []
