"""One world of a scenario: every quantity at one value.

In a world each `Quantity` is exact, so that numerics read `.base` and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from assessor.documents.loading import Key
from assessor.quantities import Quantity, convert
from assessor.scenario.controls import without_disabled
from assessor.scenario.model import Scenario
from assessor.scenario.walking import Step, dotted, key_of, walk_quantities


@dataclass(frozen=True)
class NamedQuantity:
    """A quantity that is drawn once per world, and everywhere it is used."""

    path: str
    quantity: Quantity
    key: Key
    uses: tuple[str, ...] = ()

    @property
    def ref(self) -> str | None:
        """`section.name` of a shared input, or None for one that stands in its place."""
        return self.path.removeprefix("inputs.") if self.path.startswith("inputs.") else None


def list_quantities(scenario: Scenario) -> tuple[NamedQuantity, ...]:
    """Every quantity once, in document order: inputs with their uses, then the inline ones."""
    uses: dict[str, list[str]] = {}
    named: dict[str, tuple[Quantity, Key]] = {}
    for steps, quantity, _ in walk_quantities(scenario):
        key = key_of(steps)
        if quantity.ref is None:
            named[dotted(key)] = (quantity, key)
        else:
            uses.setdefault(f"inputs.{quantity.ref}", []).append(dotted(key))
    for load_id, load in scenario.reference_loads.items():
        for term in load.terms:
            if term.ref is not None:
                uses.setdefault(f"inputs.{term.ref}", []).append(f"reference_loads.{load_id}")
    return tuple(
        NamedQuantity(path, quantity, key, _uses(path, uses))
        for path, (quantity, key) in named.items()
    )


def _uses(path: str, uses: dict[str, list[str]]) -> tuple[str, ...]:
    return tuple(uses.get(path, ())) if path.startswith("inputs.") else (path,)


def canonical_path(scenario: Scenario, name: str) -> str:
    """The path of `list_quantities` behind a name such as `shape.annual_growth`.

    Raises
    ------
    KeyError
        No quantity is called so.
    """
    section, _, short = name.partition(".")
    if short in scenario.inputs.get(section, {}):
        return f"inputs.{name}"
    found = scenario.quantity(name)
    return name if found.ref is None else f"inputs.{found.ref}"


class Worlds:
    """Worlds of one scenario: found once, then each costs well under a millisecond.

    Only the branches that hold quantities are rebuilt.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self._tree: dict[str | int, Any] = {}
        for steps, quantity, _ in walk_quantities(scenario):
            _put(self._tree, steps, _leaf(scenario, steps, quantity))

    def at(self, world: Mapping[str, float]) -> Scenario:
        """The scenario with every quantity exact: at the world's value, or else at its base.

        Controls that are off have given back their share of the demands.

        Parameters
        ----------
        world
            Values by path of `list_quantities`, in the unit of the quantity there.
        """
        rebuilt: Scenario = _rebuilt(self.scenario, self._tree, world)
        return without_disabled(rebuilt)


def resolve(scenario: Scenario, world: Mapping[str, float] | None = None) -> Scenario:
    """The scenario with every quantity exact; `Worlds` serves many worlds of one scenario."""
    return Worlds(scenario).at(world or {})


@dataclass(frozen=True)
class _Leaf:
    """One quantity in the model: whose draw it takes, and the factor to its own unit."""

    path: str
    factor: float
    fixed: Quantity


def _leaf(scenario: Scenario, steps: tuple[Step, ...], quantity: Quantity) -> _Leaf:
    fixed = quantity.with_base(quantity.base)
    if quantity.ref is None:
        return _Leaf(dotted(key_of(steps)), 1.0, fixed)
    shared = scenario.quantity(f"inputs.{quantity.ref}")
    factor = convert(1.0, shared.unit, quantity.unit) if shared.unit and quantity.unit else 1.0
    return _Leaf(f"inputs.{quantity.ref}", factor, fixed)


def _put(tree: dict[str | int, Any], steps: tuple[Step, ...], leaf: _Leaf) -> None:
    for name, _ in steps[:-1]:
        tree = tree.setdefault(name, {})
    tree[steps[-1][0]] = leaf


def _rebuilt(here: Any, tree: Any, world: Mapping[str, float]) -> Any:
    if isinstance(tree, _Leaf):
        value = world.get(tree.path)
        return tree.fixed if value is None else tree.fixed.with_base(value * tree.factor)
    if isinstance(here, BaseModel):
        update = {name: _rebuilt(getattr(here, name), t, world) for name, t in tree.items()}
        return here.model_copy(update=update)
    if isinstance(here, dict):
        return {k: _rebuilt(v, tree[k], world) if k in tree else v for k, v in here.items()}
    return tuple(_rebuilt(v, tree[i], world) if i in tree else v for i, v in enumerate(here))
