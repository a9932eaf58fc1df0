"""Names that must name something: checked on plain data, so that every problem shows at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assessor.documents import Loaded
from assessor.documents.loading import Key
from assessor.errors import Problem
from assessor.scenario.expansion import hint, input_names, walk

# Where a name stands → the section it names. `*` is any key or position; `~` is the key itself.
_CLASSES, _TIERS = "request_classes", "platform.tiers"
REFERENCES: tuple[tuple[str, str], ...] = (
    ("services.*.population", "populations"),
    ("services.*.profile", "profiles"),
    ("services.*.tier", _TIERS),
    ("services.*.link", "platform.links"),
    ("services.*.consumers.tier", _TIERS),
    ("services.*.feeds_from.service", "services"),
    ("services.*.feeds_from.service.*", "services"),
    ("services.*.feeds_from.class", _CLASSES),
    ("services.*.funnel.requests.~", _CLASSES),
    ("services.*.requests.~", _CLASSES),
    ("services.*.requests_per_interaction.~", _CLASSES),
    ("portfolio.*.service", "services"),
    ("policies.*.service", "services"),
    ("policies.*.service.*", "services"),
    ("policies.*.effects.drop_classes.*", _CLASSES),
    ("policies.*.effects.class_factors.~", _CLASSES),
    ("policies.*.effects.to_profile", "profiles"),
    ("events.*.service", "services"),
    ("events.*.site", "platform.sites"),
    ("events.*.tier", _TIERS),
    ("events.*.class", _CLASSES),
    ("events.*.eligible.of", "populations"),
    ("events.*.of.*", "events"),
    ("platform.sites.*.host", "platform.hosts"),
    ("platform.background.*.site", "platform.sites"),
    ("platform.links.*.site", "platform.sites"),
    ("platform.tiers.*.site", "platform.sites"),
    ("platform.tiers.*.shape", "platform.shapes"),
    ("platform.tiers.*.pool.held_during.*", _TIERS),
    ("platform.controls.*.tiers.*", _TIERS),
    ("platform.controls.*.classes.*", _CLASSES),
    ("platform.demands.~", _CLASSES),
    ("platform.demands.*.~", _TIERS),
    ("promises.classes.~", _CLASSES),
    ("promises.tiers.~", _TIERS),
    ("promises.events.~", "events"),
    ("money.acquire.~", "platform.sites"),
    ("reference_loads.*.beside.*", "reference_loads"),
    ("reference_loads.*.design_visits_of.*", "services"),
    ("reference_loads.*.design_rates_of.*", _CLASSES),
)
# A key that names a service of one kind only.
_KINDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("policies.*.service", ("open",)),
    ("policies.*.service.*", ("open",)),
    ("portfolio.*.service", ("open",)),
    ("reference_loads.*.design_visits_of.*", ("open", "partly_open")),
)
_EVENT_SERVICES = {
    "rush": ("open",),
    "conference": ("conference",),
    "pause": ("machine",),
}


def reference_problems(loaded: Loaded) -> list[Problem]:
    """Every name that names nothing."""
    data = loaded.data if isinstance(loaded.data, dict) else {}
    return [
        *_unknown_names(loaded, data),
        *_unknown_sources(loaded, data),
        *_unknown_quantities(loaded, data),
        *_wrong_kinds(loaded, data),
        *_classes_without_work(loaded, data),
    ]


def section_of(data: dict[str, Any], dotted: str) -> dict[str, Any]:
    """A mapping by its dotted name; empty where it is absent or no mapping."""
    here: Any = data
    for part in dotted.split("."):
        here = here.get(part) if isinstance(here, dict) else None
    return here if isinstance(here, dict) else {}


def _unknown_names(loaded: Loaded, data: dict[str, Any]) -> Iterator[Problem]:
    for pattern, target in REFERENCES:
        known = section_of(data, target)
        for key, name in found(data, pattern):
            if isinstance(name, str) and name not in known:
                near = hint(name, [str(k) for k in known])
                yield loaded.problem("reference_unknown", key, id=name, section=target, hint=near)


def found(data: Any, pattern: str) -> Iterator[tuple[Key, Any]]:
    """Values (or keys, where the pattern ends in `~`) that stand at a pattern."""
    yield from _found(data, tuple(pattern.split(".")), ())


def _found(here: Any, parts: tuple[str, ...], key: Key) -> Iterator[tuple[Key, Any]]:
    if not parts:
        yield key, here
        return
    first, rest = parts[0], parts[1:]
    if first == "~" and isinstance(here, dict):
        yield from (((*key, name), name) for name in here)
    elif first == "*" and isinstance(here, dict | list):
        items = here.items() if isinstance(here, dict) else enumerate(here)
        for name, item in items:
            yield from _found(item, rest, (*key, name))
    elif isinstance(here, dict) and here.get(first) is not None:
        yield from _found(here[first], rest, (*key, first))


def _unknown_sources(loaded: Loaded, data: dict[str, Any]) -> Iterator[Problem]:
    known = section_of(data, "sources")
    for key, value in walk(data):
        if not key or key[-1] != "source" or key[0] in {"sources", "options"}:
            continue
        for position, name in enumerate(value if isinstance(value, list) else [value]):
            # what is no text is told by its type
            if isinstance(name, str) and name not in known:
                place = (*key, position) if isinstance(value, list) else key
                yield loaded.problem("source_unknown", place, id=name)


def _unknown_quantities(loaded: Loaded, data: dict[str, Any]) -> Iterator[Problem]:
    inputs = input_names(data)
    for key, name in found(data, "reference_loads.*.terms.*.ref"):
        if name not in inputs:
            near = hint(str(name), inputs)
            yield loaded.problem("reference_unknown", key, id=name, section="inputs", hint=near)
    for key, name in found(data, "uncertainty.correlations.*.between.*"):
        if name not in inputs and not is_quantity(value_at(data, str(name))):
            near = hint(str(name), inputs)
            yield loaded.problem("reference_unknown", key, id=name, section="inputs", hint=near)


def value_at(data: Any, dotted: str) -> Any:
    """The value at a dotted path of plain data, or None."""
    here = data
    for part in dotted.split("."):
        if isinstance(here, dict):
            here = here.get(part)
        elif isinstance(here, list) and part.isdigit() and int(part) < len(here):
            here = here[int(part)]
        else:
            return None
    return here


def is_quantity(value: Any) -> bool:
    """True for a number or a mapping written as a quantity."""
    if isinstance(value, dict):
        return "base" in value or "ref" in value
    return isinstance(value, int | float) and not isinstance(value, bool)


def _wrong_kinds(loaded: Loaded, data: dict[str, Any]) -> Iterator[Problem]:
    services = section_of(data, "services")
    for pattern, kinds in _KINDS:
        for key, name in found(data, pattern):
            if isinstance(name, str):
                yield from _wrong_kind(loaded, key, services.get(name), name, kinds)
    for name, event in section_of(data, "events").items():
        if isinstance(event, dict) and event.get("kind") in _EVENT_SERVICES:
            service = str(event.get("service"))
            kinds = _EVENT_SERVICES[event["kind"]]
            key = ("events", name, "service")
            yield from _wrong_kind(loaded, key, services.get(service), service, kinds)


def _wrong_kind(
    loaded: Loaded, key: Key, service: Any, name: Any, kinds: tuple[str, ...]
) -> Iterator[Problem]:
    if isinstance(service, dict) and service.get("kind") not in kinds:
        yield loaded.problem(
            "service_kind", key, id=name, kind=service.get("kind"), expected=", ".join(kinds)
        )


def _classes_without_work(loaded: Loaded, data: dict[str, Any]) -> Iterator[Problem]:
    """A class that is sent but asks nothing of any tier would be served by nobody."""
    demands = section_of(data, "platform.demands")
    sent: dict[str, Key] = {}
    for pattern in (
        "services.*.funnel.requests.~",
        "services.*.requests.~",
        "services.*.requests_per_interaction.~",
    ):
        for key, name in found(data, pattern):
            sent.setdefault(str(name), key)
    known = section_of(data, "request_classes")
    for name, key in sent.items():
        if name in known and not demands.get(name):
            yield loaded.problem("class_without_demands", key, id=name)
