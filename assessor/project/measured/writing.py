"""The fragment and the small scenario that makes it count, as YAML that people read."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import yaml

from assessor.resources import folder, is_shipped
from assessor.scenario import Scenario

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_@./-]*")
_HEAD = (
    "# Measured. Takes effect through a small scenario that extends both:\n"
    "#   extends: [scenario.yaml, {name}]\n"
)


def fragment_text(data: dict[str, Any], name: str) -> str:
    """A workload@1 document; quantities on a line of their own."""
    return _HEAD.format(name=name) + _block(data, 0)


def _block(data: dict[str, Any], depth: int) -> str:
    indent = "  " * depth
    lines = []
    for key, value in data.items():
        if isinstance(value, dict) and value and not _on_one_line(value):
            lines.append(f"{indent}{_key(key)}:\n{_block(value, depth + 1)}")
        else:
            lines.append(f"{indent}{_key(key)}: {_flow(value)}\n")
    return "".join(lines)


def _on_one_line(value: dict[str, Any]) -> bool:
    """Quantities, texts and references stay together."""
    return bool({"base", "ref", "vi"} & set(value))


def _flow(value: Any) -> str:
    """A value on one line; texts quoted as JSON does, which YAML reads alike."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(k)}: {_flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    if isinstance(value, float):
        text = repr(value)
        # 1e-05 is a text to YAML 1.1, 1.0e-05 a number
        return text.replace("e", ".0e") if "e" in text and "." not in text else text
    if isinstance(value, str) and _PLAIN.fullmatch(value) and yaml.safe_load(value) == value:
        return value
    return json.dumps(value, ensure_ascii=False)


def _key(key: str) -> str:
    """A key as plain YAML, quoted where it would be read as something else."""
    return key if yaml.safe_load(f"{key}: 1") == {key: 1} else json.dumps(key, ensure_ascii=False)


def joined_text(scenario: Scenario, base: Path, fragment: Path, target: Path) -> str:
    """A scenario that extends the scenario and the fragment."""
    parents = [_reference(base, target), _reference(fragment, target)]
    head = {
        "schema": "scenario@1",
        "id": f"{scenario.id}-measured",
        "title": {
            "vi": f"{scenario.title.vi}, theo số đo",
            "en": f"{scenario.title.en}, as measured",
        },
        "extends": parents,
    }
    return "".join(f"{key}: {_flow(value)}\n" for key, value in head.items())


def _reference(file: Path, target: Path) -> str:
    if is_shipped(file):
        root = folder("scenarios")
        return f"shipped:scenarios/{file.resolve().relative_to(root).as_posix()}"
    return Path(os.path.relpath(file.resolve(), target.resolve().parent)).as_posix()
