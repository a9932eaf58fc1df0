"""Other events from those of a scenario: fields set anew, several played at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assessor.documents import Place, load_text, merge_patch
from assessor.documents.loading import Key
from assessor.errors import Problem, ScenarioError, errors_in
from assessor.scenario.events import CombinedEvent
from assessor.scenario.expansion import hint
from assessor.scenario.loading import built
from assessor.scenario.model import Scenario
from assessor.text import LocalizedText

JOINED_BY = " + "


@dataclass(frozen=True)
class Setting:
    """One field of one event with a new value, as somebody wrote it."""

    event: str
    field: str
    """Dotted where it lies deeper: `eligible.share`."""
    value: str
    """YAML: `0.8`, `true`, `null`, `{share: 0.02, of: citizens}`."""
    shown: str
    """How problems name it."""


def with_settings(scenario: Scenario, settings: Sequence[Setting]) -> Scenario:
    """The scenario with fields of its events set anew and everything checked again.

    A field that the severe form sets too is set there as well.

    Raises
    ------
    ScenarioError
        With every problem of every setting, and of the scenario that they make.
    """
    try:
        return _set(scenario, settings)
    except ScenarioError as error:
        problems = list(error.problems)
    # A value of the wrong kind keeps the others from being held to their ranges: look at each.
    for one in settings if len(settings) > 1 else ():
        try:
            _set(scenario, [one])
        except ScenarioError as error:
            problems += [p for p in error.problems if p.path == one.shown and p not in problems]
    raise ScenarioError(problems)


def _set(scenario: Scenario, settings: Sequence[Setting]) -> Scenario:
    patch: dict[str, Any] = {}
    places: dict[Key, Place] = {}
    problems: list[Problem] = []
    for one in settings:
        wrong = _unknown_event(scenario, one)
        loaded = load_text(one.value, one.shown)
        problems += [wrong] if wrong else [_placed(p) for p in loaded.problems]
        for path in () if wrong else _paths(scenario, one):
            patch = merge_patch(patch, _nested(path, loaded.data))
            places |= {(*path, *key): Place(one.shown, 0, 0) for key in loaded.places}
    if problems:
        raise ScenarioError(problems)
    return _changed(scenario, patch, places)


def _nested(path: tuple[str, ...], value: Any) -> dict[str, Any]:
    for name in reversed(path):
        value = {name: value}
    return dict(value)


def _changed(scenario: Scenario, patch: Mapping[str, Any], places: Mapping[Key, Place]) -> Scenario:
    """What is wrong with a value is told at its setting, not at the line it stands for."""
    written = scenario.origin.written
    data = merge_patch(written.data, dict(patch))
    changed = replace(written, data=data, places={**written.places, **places})
    try:
        return built(replace(scenario.origin, written=changed))
    except ScenarioError as error:
        raise ScenarioError(map(_placed, errors_in(error.problems))) from None


def _placed(problem: Problem) -> Problem:
    """A setting has no lines."""
    here = problem.path is not None and problem.path.startswith("--set ")
    return replace(problem, line=None, column=None) if here else problem


def _unknown_event(scenario: Scenario, one: Setting) -> Problem | None:
    if one.event in scenario.events:
        return None
    near = hint(one.event, list(scenario.events))
    params = {"id": one.event, "section": "events", "hint": near}
    return Problem("reference_unknown", params, one.shown)


def _paths(scenario: Scenario, one: Setting) -> list[tuple[str, ...]]:
    """Where the value goes: the event, and its severe form if that has a value of its own."""
    parts = tuple(one.field.split("."))
    found = [("events", one.event, *parts)]
    if parts[0] in scenario.events[one.event].severe:
        found.append(("events", one.event, "severe", *parts))
    return found


def with_combined(
    scenario: Scenario, names: Sequence[str], offsets_min: Mapping[str, float]
) -> tuple[Scenario, str]:
    """The scenario with one more event, some of its own at once, and what that is called.

    Parameters
    ----------
    offsets_min
        Event → minutes after the common start at which it begins; 0 where absent.

    Raises
    ------
    KeyError
        No event is called so.
    ValueError
        Fewer than two different events, one that is itself a combination, or an offset of none.
    """
    events = {name: scenario.events[name] for name in names}
    nested = [name for name, event in events.items() if isinstance(event, CombinedEvent)]
    strange = [name for name in offsets_min if name not in events]
    if len(events) < 2 or len(events) < len(names) or nested or strange:
        raise ValueError(f"two or more different single events expected, got {list(names)}")
    title = LocalizedText(
        vi=JOINED_BY.join(one.title.vi for one in events.values()),
        en=JOINED_BY.join(one.title.en for one in events.values()),
    )
    combined = CombinedEvent(
        kind="combined",
        title=title,
        role="stressed",
        of=tuple(names),
        offsets_min=dict(offsets_min),
        severe={"parts_severe": True} if any(one.severe for one in events.values()) else {},
    )
    name = JOINED_BY.join(names)
    return scenario.model_copy(update={"events": {**scenario.events, name: combined}}), name
