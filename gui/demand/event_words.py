"""Events of the demand page as people call them: what they add, and what stands behind them."""

from __future__ import annotations

from typing import Any

from assessor.api import N_, EventLoad, Scenario, format_number
from assessor.api import gettext as _
from gui.demand.words import title_of

_EVENT_KINDS = {
    "rush": N_("rush"),
    "conference": N_("conference"),
    "loss": N_("loss of hosts"),
    "slow_remote": N_("slow partner"),
    "extra_load": N_("extra load"),
    "pause": N_("pause"),
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
    """What an event puts on the city, short."""
    event = event_of(scenario, load)
    if load.conference is not None:
        return _("{n} streams, {rate} Gbit/s").format(
            n=format_number(load.conference.streams, 0),
            rate=format_number(load.conference.bit_rate / 1000, 2),
        )
    if event.kind == "loss":
        lost = _("hosts lost: {n}").format(n=format_number(event.hosts_lost, 0))
        return _("a whole site is lost") if event.site_lost else lost
    if event.kind == "slow_remote":
        return _("a partner answers late")
    if event.kind == "pause":
        waiting = sum(load.released.values())
        return _("{n} messages wait").format(n=format_number(waiting, 0))
    sign = "+" if extra > 0 else ""
    return _("{sign}{n} requests/s").format(sign=sign, n=format_number(extra, 0))


def event_facts(scenario: Scenario, load: EventLoad) -> str:
    """What stands behind the curve of an event: who comes, for how long, and what is known."""
    event = event_of(scenario, load)
    what = event_kind_words(event.kind)
    said = [f"{what[:1].upper()}{what[1:]} · {_LINES[event.kind](scenario, load)}"]
    if event.note is not None:
        said.append(event.note.here())
    known = scenario.sources
    titles = [known[name].title.here() for name in event.source if name in known]
    if titles:
        said.append(_("Source: {titles}").format(titles="; ".join(titles)))
    return "\n".join(said)


def _rush_line(scenario: Scenario, load: EventLoad) -> str:
    event = event_of(scenario, load)
    service = title_of(scenario, "services", event.service)
    return _(
        "{service}: {people} people may come within {minutes} minutes; at most {n} are on the "
        "site at once, who wait {patience} s and try {retries} times when the system fails."
    ).format(
        service=service,
        people=format_number(event.eligible.base, 0),
        minutes=format_number(event.within_min, 0),
        n=format_number(float(load.users_at_once.max()), 0),
        patience=format_number(load.patience, 0),
        retries=format_number(load.retry_factor, 1),
    )


def _conference_line(_scenario: Scenario, load: EventLoad) -> str:
    found = load.conference
    if found is None:
        return ""
    return _(
        "{streams} streams of {each} Mbit/s: {rate} Gbit/s on the uplink and {cores} cores that "
        "relay them, for {minutes} minutes. It adds no requests."
    ).format(
        streams=format_number(found.streams, 0),
        each=format_number(found.rate_per_stream, 1),
        rate=format_number(found.bit_rate / 1000, 2),
        cores=format_number(found.media_cores, 1),
        minutes=format_number(load.duration, 0),
    )


def _loss_line(scenario: Scenario, load: EventLoad) -> str:
    event = event_of(scenario, load)
    site = scenario.platform.sites[event.site].title
    words = _("Hosts down in {site}: {n}, for {minutes} minutes. It adds no requests.")
    whole = _("The whole of {site} is down for {minutes} minutes. It adds no requests.")
    return (whole if event.site_lost else words).format(
        n=format_number(event.hosts_lost, 0),
        site=event.site if site is None else site.here(),
        minutes=format_number(load.duration, 0),
    )


def _slow_line(scenario: Scenario, load: EventLoad) -> str:
    event = event_of(scenario, load)
    title = scenario.platform.tiers[event.tier].title
    partner = event.tier if title is None else title.here()
    minutes = format_number(load.duration, 0)
    if event.latency_s is not None:
        words = _("{partner} answers in {seconds} s for {minutes} minutes. It adds no requests.")
        seconds = format_number(event.latency_s.base, 1)
        return words.format(partner=partner, seconds=seconds, minutes=minutes)
    words = _("{partner} takes {times} times as long for {minutes} minutes. It adds no requests.")
    times = format_number(event.latency_factor, 1)
    return words.format(partner=partner, times=times, minutes=minutes)


def _extra_line(scenario: Scenario, load: EventLoad) -> str:
    event = event_of(scenario, load)
    now = _("{service}: {times} times the rate of the hour, for {minutes} minutes.")
    mean = _("{service}: {times} times the rate of that hour of the mean day, for {minutes} "
             "minutes.")  # fmt: skip
    return (mean if event.against == "mean_day" else now).format(
        service=title_of(scenario, "services", event.service),
        times=format_number(event.factor, 2),
        minutes=format_number(load.duration, 0),
    )


def _pause_line(scenario: Scenario, load: EventLoad) -> str:
    event = event_of(scenario, load)
    return _(
        "{service} stands still for {minutes} minutes; {n} messages wait and come at once when it "
        "goes on."
    ).format(
        service=title_of(scenario, "services", event.service),
        minutes=format_number(load.duration, 0),
        n=format_number(sum(load.released.values()), 0),
    )


_LINES = {
    "rush": _rush_line,
    "conference": _conference_line,
    "loss": _loss_line,
    "slow_remote": _slow_line,
    "extra_load": _extra_line,
    "pause": _pause_line,
}
