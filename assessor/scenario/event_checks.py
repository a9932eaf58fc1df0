"""What a well-formed event must also hold, in its usual and in its severe form."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError

from assessor.documents import Loaded
from assessor.documents.loading import Key
from assessor.errors import Problem
from assessor.scenario.events import (
    LONGEST_MIN,
    PEAKED,
    CombinedEvent,
    Event,
    ExtraLoadEvent,
    LossEvent,
    RushEvent,
    SlowRemoteEvent,
)
from assessor.scenario.expansion import hint
from assessor.scenario.model import Scenario


def event_problems(scenario: Scenario, loaded: Loaded) -> Iterator[Problem]:
    """Every problem of every event."""
    for name, event in scenario.events.items():
        key: Key = ("events", name)
        usual = list(_form(scenario, event, key, loaded))
        yield from usual
        yield from _severe(scenario, event, (*key, "severe"), loaded, usual)


def _severe(
    scenario: Scenario, event: Event, key: Key, loaded: Loaded, usual: list[Problem]
) -> Iterator[Problem]:
    """Problems of the severe form that the usual one does not have."""
    try:
        severe = event.in_severe_form()
    except ValidationError as error:
        for wrong in error.errors():
            field = ".".join(str(part) for part in wrong["loc"])
            yield loaded.problem("invalid_value", key, value=field, reason=wrong["msg"])
        return
    if event.severe:
        yield from _unknown_names(scenario, event, key, loaded)
        told = {(p.code, str(p.params)) for p in usual}
        for problem in _form(scenario, severe, key, loaded):
            if (problem.code, str(problem.params)) not in told:
                yield problem


def _unknown_names(scenario: Scenario, event: Event, key: Key, loaded: Loaded) -> Iterator[Problem]:
    """Names of the severe form; those of the usual one are checked on the document."""
    platform = scenario.platform
    sections: dict[str, tuple[str, list[str]]] = {
        "service": ("services", list(scenario.services)),
        "site": ("platform.sites", list(platform.sites)),
        "tier": ("platform.tiers", list(platform.tiers)),
        "class": ("request_classes", list(scenario.request_classes)),
    }
    for field, (section, known) in sections.items():
        name = event.severe.get(field)
        if isinstance(name, str) and name not in known:
            near = hint(name, known)
            yield loaded.problem(
                "reference_unknown", (*key, field), id=name, section=section, hint=near
            )


def _form(scenario: Scenario, event: Event, key: Key, loaded: Loaded) -> Iterator[Problem]:
    if isinstance(event, RushEvent):
        given = (event.share_arriving, event.concurrent_share)
        if sum(item is not None for item in given) != 1:
            yield loaded.problem("exactly_one", key, of="share_arriving, concurrent_share")
        if event.session_min.highest > LONGEST_MIN:
            bound = f"≤ {LONGEST_MIN}"
            value = event.session_min.highest
            yield loaded.problem("out_of_range", (*key, "session_min"), value=value, bound=bound)
        yield from _curve(event, event.curve, event.within_min, key, loaded)
    if isinstance(event, ExtraLoadEvent):
        yield from _curve(event, event.curve, event.duration_min, key, loaded)
        if event.curve is not None and event.factor <= 1:
            yield loaded.problem("out_of_range", (*key, "factor"), value=event.factor, bound="> 1")
    if isinstance(event, SlowRemoteEvent):
        yield from _slow(scenario, event, key, loaded)
    if isinstance(event, LossEvent):
        yield from _loss(scenario, event, key, loaded)
    if isinstance(event, CombinedEvent):
        yield from _combined(scenario, event, key, loaded)


def _curve(
    event: RushEvent | ExtraLoadEvent, curve: str | None, length: float, key: Key, loaded: Loaded
) -> Iterator[Problem]:
    """Times of a peak: inside the event, and only where they change something."""
    peak = event.peak_at_min
    if peak is not None and peak > length:
        yield loaded.problem(
            "out_of_range", (*key, "peak_at_min"), value=peak, bound=f"≤ {length:g}"
        )
    unused = {"peak_at_min", "rise_min", "fall_min"}
    if curve in PEAKED:
        unused = {"rise_min"} if curve == "opening_rush" and not peak else set()
        at_end = curve == "deadline_build_up" and (peak is None or peak >= length)
        unused |= {"fall_min"} if at_end else set()
    for field in sorted(unused):
        if getattr(event, field) is not None:
            beside = f"curve: {curve or 'null'}"
            yield loaded.problem("event_field_unused", (*key, field), field=field, beside=beside)


def _slow(
    scenario: Scenario, event: SlowRemoteEvent, key: Key, loaded: Loaded
) -> Iterator[Problem]:
    if (event.latency_factor is None) == (event.latency_s is None):
        yield loaded.problem("exactly_one", key, of="latency_factor, latency_s")
    tier = scenario.platform.tiers.get(event.tier)
    if tier is not None and tier.discipline != "delay":
        yield loaded.problem("tier_not_external", (*key, "tier"), id=event.tier)


def _loss(scenario: Scenario, event: LossEvent, key: Key, loaded: Loaded) -> Iterator[Problem]:
    if (event.site is None) == (event.tier is None):
        yield loaded.problem("exactly_one", key, of="site, tier")
        return
    if event.tier is None:
        if not (event.hosts_lost or event.site_lost):
            yield loaded.problem("exactly_one", key, of="hosts_lost, site_lost")
        if event.share_lost:
            yield loaded.problem(
                "event_field_unused", (*key, "share_lost"), field="share_lost", beside="site"
            )
        return
    if not event.share_lost:
        yield loaded.problem("missing_key", key, key="share_lost")
    for field in ("hosts_lost", "site_lost"):
        if getattr(event, field):
            yield loaded.problem("event_field_unused", (*key, field), field=field, beside="tier")
    tier = scenario.platform.tiers.get(event.tier)
    if tier is not None and (tier.hosted != "city" or tier.discipline in {"delay", "volume"}):
        yield loaded.problem("tier_without_servers", (*key, "tier"), id=event.tier)


def _combined(
    scenario: Scenario, event: CombinedEvent, key: Key, loaded: Loaded
) -> Iterator[Problem]:
    for position, name in enumerate(event.of):
        place = (*key, "of", position)
        if name in event.of[:position]:
            yield loaded.problem("combined_twice", place, id=name)
        if isinstance(scenario.events.get(name), CombinedEvent):
            yield loaded.problem("combined_nested", place, id=name)
    for name in event.offsets_min:
        if name not in event.of:
            near = hint(name, list(event.of))
            yield loaded.problem(
                "reference_unknown", (*key, "offsets_min", name), id=name, section="of", hint=near
            )
