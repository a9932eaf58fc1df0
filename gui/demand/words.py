"""Services and days of the demand page as people call them."""

from __future__ import annotations

from datetime import date

from assessor.api import (
    N_,
    DayLoad,
    Scenario,
    ServiceRow,
    YearByDay,
    format_bytes,
    format_date,
    format_number,
    format_percent,
    role_words,
    service_kind_words,
    weekday_words,
)
from assessor.api import gettext as _

FEW_BELOW = 0.1
_MEANT = {
    "open": N_("the public: it arrives whatever the state of the system"),
    "closed": N_("a fixed staff who think, ask and wait"),
    "partly_open": N_("sessions arrive from outside and stay a while"),
    "machine": N_("systems that call systems, in bursts, worked off a queue"),
    "conference": N_("video meetings: streams on an uplink"),
    "storage": N_("what is kept: items, copies, years"),
}
_HOSTED = {"city": N_("in the city"), "external": N_("elsewhere")}
_AMOUNTS = {
    "dossiers": N_("{n} dossiers a year"),
    "transactions": N_("{n} transactions a year"),
    "visits": N_("{n} visits a year"),
    "sessions": N_("{n} sessions a year"),
    "users": N_("{n} users"),
    "messages": N_("{n} messages a year"),
    "streams": N_("{n} streams"),
}
_DAY_KINDS = {
    "working": N_("working day"),
    "weekend": N_("weekend"),
    "holiday": N_("public holiday"),
    "make_up": N_("make-up day"),
}


def kind_of_service(row: ServiceRow) -> str:
    """How its load arises."""
    return service_kind_words(row.kind)


def meaning_of_kind(row: ServiceRow) -> str:
    """The same as a sentence."""
    return _(_MEANT.get(row.kind, row.kind))


def hosted_words(row: ServiceRow) -> str:
    """Where it runs, or that it is switched off."""
    if not row.enabled:
        return _("– switched off")
    return _(_HOSTED.get(row.hosted, row.hosted))


def amount_words(row: ServiceRow) -> str:
    """How much of it there is."""
    if row.amount is None:
        return "—"
    if row.amount_of == "volume":
        return format_bytes(1024 * row.amount)
    return _(_AMOUNTS[row.amount_of]).format(n=format_number(row.amount, 0))


def title_of(scenario: Scenario, section: str, name: str) -> str:
    """What the scenario calls a service, a class, an event or a candidate."""
    found = getattr(scenario, section).get(name)
    return name if found is None else str(found.title.here())


def tier_words(scenario: Scenario, name: str) -> str:
    """A tier by its title, or by its role."""
    tier = scenario.platform.tiers.get(name)
    if tier is None:
        return name
    if tier.title is not None:
        return tier.title.here()
    return name if tier.hosted != "city" else role_words(tier.role)


def rate_words(rate: float) -> str:
    """Requests a second, with more digits where there are few."""
    if rate == 0:
        return "0"
    return format_number(rate, 2 if rate >= FEW_BELOW else 4, fixed=True)


def dated(day: date) -> str:
    """`Wed 27/12/2023`: a day with its weekday."""
    return f"{weekday_words(day.weekday())} {format_date(day)}"


def day_words(year: YearByDay, day: DayLoad) -> str:
    """What a day is, and what is on it."""
    said = [_(_DAY_KINDS[day.kind])]
    if day.holiday is not None:
        said = [year.holidays[day.holiday].here()]
    if day.is_after_long:
        said.append(_("after a long holiday"))
    said += [_("due: {service}").format(service=year.services[one].here()) for one in day.due]
    if day.day == year.design_day:
        said.append(_("◆ design day"))
    return " · ".join(said)


def share_words(share: float | None) -> str:
    """An online share; a dash where it is no matter of choice."""
    return "—" if share is None else format_percent(share)
