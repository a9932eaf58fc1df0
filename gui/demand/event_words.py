"""Events of the demand page as people call them: what they add, and what stands behind them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assessor.api import (
    N_,
    EventLoad,
    Loss,
    Meeting,
    Scenario,
    Slowness,
    eligible_people,
    format_number,
    format_percent,
)
from assessor.api import gettext as _
from gui.demand.words import tier_words, title_of

_EVENT_KINDS = {
    "rush": N_("rush"),
    "conference": N_("conference"),
    "loss": N_("loss"),
    "slow_remote": N_("slow partner"),
    "extra_load": N_("extra load"),
    "pause": N_("pause"),
    "combined": N_("several at once"),
}
_ROLES = {"sized": N_("sized"), "stressed": N_("stressed")}


def event_kind_words(kind: str) -> str:
    """What happens, in a word or two."""
    return _(_EVENT_KINDS.get(kind, kind))


def role_of_event(role: str) -> str:
    """Whether the plan must hold through it."""
    return _(_ROLES.get(role, role))


def event_of(scenario: Scenario, load: EventLoad) -> Any:
    """The event behind a load, in its severe form where that is what was asked for."""
    event = scenario.events[load.id]
    return event.in_severe_form() if load.severe else event


def adds_words(scenario: Scenario, load: EventLoad, extra: float) -> str:
    """What an event puts on the city and takes from it, short."""
    said = []
    waiting = sum(load.released.values())
    if waiting:
        said.append(_("{n} messages wait").format(n=format_number(waiting, 0)))
    elif extra or not (load.losses or load.slowness or load.meetings):
        sign = "+" if extra > 0 else ""
        said.append(_("{sign}{n} requests/s").format(sign=sign, n=format_number(extra, 0)))
    said += [_streams_words(meeting) for meeting in load.meetings]
    said += [_loss_words(scenario, loss) for loss in load.losses]
    said += [_("a partner answers late") for _slow in load.slowness]
    return ", ".join(said)


def _streams_words(meeting: Meeting) -> str:
    return _("{n} streams, {rate} Gbit/s").format(
        n=format_number(meeting.load.streams, 0),
        rate=format_number(meeting.load.bit_rate / 1000, 2),
    )


def _loss_words(scenario: Scenario, loss: Loss) -> str:
    if loss.tier is not None:
        return _("lost of {tier}: {share}").format(
            tier=tier_words(scenario, loss.tier), share=format_percent(loss.share, 0)
        )
    if loss.whole_site:
        return _("a whole site is lost")
    return _("hosts lost: {n}").format(n=format_number(loss.hosts, 0))


def event_facts(scenario: Scenario, load: EventLoad) -> str:
    """What stands behind the curve of an event: who comes, for how long, and what is known."""
    event = event_of(scenario, load)
    what = event_kind_words(event.kind)
    said = [f"{what[:1].upper()}{what[1:]} · {' '.join(_lines(scenario, load, event))}"]
    if event.note is not None:
        said.append(event.note.here())
    known = scenario.sources
    titles = [known[name].title.here() for name in event.source if name in known]
    if titles:
        said.append(_("Source: {titles}").format(titles="; ".join(titles)))
    return "\n".join(said)


def _lines(scenario: Scenario, load: EventLoad, event: Any) -> Iterator[str]:
    if event.kind in _OWN_LINES:
        yield _OWN_LINES[event.kind](scenario, load, event)
    for loss in load.losses:
        yield _loss_line(scenario, loss)
    for slow in load.slowness:
        yield _slow_line(scenario, slow)
    for meeting in load.meetings:
        yield _meeting_line(meeting)
    if load.patience is not None and any(extra.any() for extra in load.extra_rates.values()):
        yield _("Each waits {patience} s and tries {retries} times when the system fails.").format(
            patience=format_number(load.patience, 0), retries=format_number(load.retry_factor, 1)
        )
    if not any(extra.any() for extra in load.extra_rates.values()):
        yield _("It adds no requests.")


def _rush_line(scenario: Scenario, load: EventLoad, event: Any) -> str:
    return _(
        "{service}: {people} people may come within {minutes} minutes; at most {n} are on the "
        "site at once."
    ).format(
        service=title_of(scenario, "services", event.service),
        people=format_number(eligible_people(scenario, event), 0),
        minutes=format_number(event.within_min, 0),
        n=format_number(float(load.users_at_once.max()), 0),
    )


def _extra_line(scenario: Scenario, load: EventLoad, event: Any) -> str:
    now = _("{service}: {times} times the rate of the hour, for {minutes} minutes.")
    mean = _("{service}: {times} times the rate of that hour of the mean day, for {minutes} "
             "minutes.")  # fmt: skip
    flat = _("{service}: {times} times the mean hour of the year, for {minutes} minutes.")
    lines = {"mean_day": mean, "mean_hour": flat}
    return lines.get(event.against, now).format(
        service=title_of(scenario, "services", event.service),
        times=format_number(event.factor, 2),
        minutes=format_number(load.duration, 0),
    )


def _pause_line(scenario: Scenario, load: EventLoad, event: Any) -> str:
    return _(
        "{service} stands still for {minutes} minutes; {n} messages wait and come at once when it "
        "goes on."
    ).format(
        service=title_of(scenario, "services", event.service),
        minutes=format_number(load.duration, 0),
        n=format_number(sum(load.released.values()), 0),
    )


def _combined_line(scenario: Scenario, _load: EventLoad, event: Any) -> str:
    parts = [
        f"{title_of(scenario, 'events', name)} (+{format_number(event.offsets_min[name], 0)} min)"
        if event.offsets_min.get(name)
        else title_of(scenario, "events", name)
        for name in event.of
    ]
    return _("At the same time: {events}.").format(events="; ".join(parts))


_OWN_LINES = {
    "rush": _rush_line,
    "extra_load": _extra_line,
    "pause": _pause_line,
    "combined": _combined_line,
}


def _loss_line(scenario: Scenario, loss: Loss) -> str:
    minutes = format_number(loss.until - loss.since, 0)
    if loss.tier is not None:
        return _("{share} of the servers of {tier} are down for {minutes} minutes.").format(
            share=format_percent(loss.share, 0), tier=tier_words(scenario, loss.tier),
            minutes=minutes,
        )  # fmt: skip
    known = scenario.platform.sites.get(loss.site or "")
    site = (loss.site or "") if known is None or known.title is None else known.title.here()
    if loss.whole_site:
        words = _("The whole of {site} is down for {minutes} minutes.")
        return words.format(site=site, minutes=minutes)
    words = _("Hosts down in {site}: {n}, for {minutes} minutes.")
    return words.format(n=format_number(loss.hosts, 0), site=site, minutes=minutes)


def _slow_line(scenario: Scenario, slow: Slowness) -> str:
    partner, minutes = tier_words(scenario, slow.tier), format_number(slow.until - slow.since, 0)
    if slow.latency is not None:
        words = _("{partner} answers in {seconds} s for {minutes} minutes.")
        seconds = format_number(slow.latency, 1)
        return words.format(partner=partner, seconds=seconds, minutes=minutes)
    times = format_number(slow.latency_factor, 1)
    words = _("{partner} takes {times} times as long for {minutes} minutes.")
    return words.format(partner=partner, times=times, minutes=minutes)


def _meeting_line(meeting: Meeting) -> str:
    load = meeting.load
    return _(
        "{streams} streams of {each} Mbit/s: {rate} Gbit/s on the uplink and {cores} cores that "
        "relay them, for {minutes} minutes."
    ).format(
        streams=format_number(load.streams, 0),
        each=format_number(load.rate_per_stream, 1),
        rate=format_number(load.bit_rate / 1000, 2),
        cores=format_number(load.media_cores, 1),
        minutes=format_number(meeting.until - meeting.since, 0),
    )
