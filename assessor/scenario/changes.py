"""Another scenario from this one: values changed, an option applied."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assessor.documents import merge_patch
from assessor.errors import Problem, ScenarioError
from assessor.scenario.expansion import hint, input_names
from assessor.scenario.loading import built
from assessor.scenario.model import Scenario
from assessor.scenario.references import is_quantity


def with_values(scenario: Scenario, changes: Mapping[str, Any]) -> Scenario:
    """The scenario with values changed and everything checked again.

    Parameters
    ----------
    changes
        Values by path (`inputs.procedures.dossiers_per_year`, `procedures.dossiers_per_year`,
        `policies.zero-fee.enabled`). A number in the place of a quantity keeps its unit,
        kind and source and loses its range.

    Raises
    ------
    ScenarioError
        A path names nothing, or the changed scenario does not hold together.
    """
    data = copy.deepcopy(scenario.origin.written.data)
    problems = [p for path, value in changes.items() for p in _set(data, path, value)]
    if problems:
        raise ScenarioError(problems)
    return _rebuilt(scenario, data)


def apply_option(scenario: Scenario, option: str) -> Scenario:
    """The scenario with one of its options in place.

    Raises
    ------
    ScenarioError
        No option is called so, or the patched scenario does not hold together.
    """
    if option not in scenario.options:
        expected = ", ".join(scenario.options) or "-"
        raise ScenarioError([Problem("option_unknown", {"id": option, "expected": expected})])
    return apply_patch(scenario, scenario.options[option].patch)


def apply_patch(scenario: Scenario, patch: Mapping[str, Any]) -> Scenario:
    """The scenario with a merge patch laid over it.

    Raises
    ------
    ScenarioError
        The patched scenario does not hold together.
    """
    return _rebuilt(scenario, merge_patch(scenario.origin.written.data, dict(patch)))


def _rebuilt(scenario: Scenario, data: dict[str, Any]) -> Scenario:
    written = replace(scenario.origin.written, data=data)
    return built(replace(scenario.origin, written=written))


def _set(data: dict[str, Any], path: str, value: Any) -> list[Problem]:
    parts = path.split(".")
    section = data.get("inputs", {}).get(parts[0])
    if (
        parts[0] != "inputs"
        and len(parts) == 2
        and isinstance(section, dict)
        and parts[1] in section
    ):
        parts = ["inputs", *parts]
    here: Any = data
    for part in parts[:-1]:
        here = _inner(here, part)
    if not isinstance(here, dict | list):
        near = hint(path, [f"inputs.{name}" for name in input_names(data)])
        return [Problem("value_path_unknown", {"path": path, "hint": near})]
    last: Any = int(parts[-1]) if isinstance(here, list) else parts[-1]
    old = here.get(last) if isinstance(here, dict) else here[last]
    here[last] = _replaced(data, old, value)
    return []


def _inner(here: Any, part: str) -> Any:
    if isinstance(here, dict):
        return here.get(part)
    if isinstance(here, list) and part.isdigit() and int(part) < len(here):
        return here[int(part)]
    return None


def _replaced(data: dict[str, Any], old: Any, value: Any) -> Any:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not isinstance(old, dict) or not is_quantity(old):
        return value
    if "ref" in old:
        section, _, name = str(old["ref"]).partition(".")
        old = data["inputs"][section][name]
        old = old if isinstance(old, dict) else {}
    kept = {name: old[name] for name in ("unit", "kind", "confidence", "source") if name in old}
    return {**kept, "base": value}
