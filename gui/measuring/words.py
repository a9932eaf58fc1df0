"""Measured values, their bases and their units as people call them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from assessor.api import (
    N_,
    Finding,
    Problem,
    Scenario,
    format_number,
    render,
    render_text,
    role_words,
)
from assessor.api import gettext as _
from gui.marks import Mark

# the last part of a place in the scenario that a measurement may change
_PLACES = {
    "profile": N_("profile of the load"),
    "arrival_scv": N_("burstiness of arrivals"),
    "pages_per_visit": N_("pages a visit"),
    "visits_any_channel": N_("visits a transaction, by any channel"),
    "visits_per_online_transaction": N_("visits an online transaction"),
    "count": N_("requests a page"),
    "offloaded_share": N_("share that caches keep away"),
    "think_time_s": N_("pause between pages"),
    "concurrency_busy_hour": N_("share at work in the busiest hour"),
    "interactions_per_session": N_("pages a session"),
    "sessions_per_user_per_day": N_("sessions of a user a day"),
    "transactions_per_day": N_("transactions a day"),
    "transactions_per_month": N_("transactions a month"),
    "transactions_per_year": N_("transactions a year"),
    "burst": N_("size of batches"),
    "mean_size": N_("size of batches"),
    "service_demand_s": N_("service demand"),
    "visits": N_("visits to the tier"),
    "contention": N_("contention (σ)"),
    "coherency": N_("coherency (κ)"),
}
_MARKS = {
    "refusal": Mark("✗", N_("withheld"), "bad"),
    "warning": Mark("!", N_("caution"), "warn"),
    "note": Mark("·", N_("note"), "muted"),
}
SEVERITIES = tuple(_MARKS)
"""Of findings, the gravest first."""
# options of the command line that problems name, and the fields that stand for them here
_FIELDS = {
    "--class": N_("Requests by class"),
    "--page": N_("Pages"),
    "--static": N_("Static files"),
    "--zone": N_("Time zone"),
    "--channels": N_("vCPUs"),
    "--start": N_("When 0 was"),
    "--step": N_("One step [s]"),
    "--service": N_("Service"),
    "--scenario": N_("Scenario"),
    "--id": N_("Save under the name"),
    "--key-column": N_("Columns of keys"),
    "--value-column": N_("Columns of values"),
    "--time-column": N_("Column of times"),
    "--events": N_("Every row is one event"),
    "--series": N_("Series that is the load"),
    "--together": N_("All series together are the load"),
    "--map": N_("Mapping"),
    "--utilisation": N_("Assumed use of vCPUs"),
    "--on": N_("Day of the inventory"),
}
_FLAG = re.compile(r"--[a-z][a-z-]*[a-z]")
_FIGURES = 4


def severity_mark(finding: Finding) -> Mark:
    """How grave a finding is."""
    mark = _MARKS[finding.severity]
    return Mark(mark.sign, _(mark.words), mark.token)


def effect_words(path: str, scenario: Scenario) -> str:
    """What stands at a place of the scenario, and of what it is."""
    parts = path.split(".")
    what = _(_PLACES[parts[-1]]) if parts[-1] in _PLACES else parts[-1].replace("_", " ")
    titles = [title for part in parts[1:-1] if (title := _title_of(part, scenario))]
    return f"{what} — {', '.join(titles)}" if titles else what


def _title_of(name: str, scenario: Scenario) -> str | None:
    """What a service, a class or a tier is called."""
    tier = scenario.platform.tiers.get(name)
    if tier is not None:
        return role_words(tier.role) if tier.title is None else tier.title.here()
    titled = scenario.services.get(name) or scenario.request_classes.get(name)
    return None if titled is None else titled.title.here()


def figure(value: float | None, *, fixed: bool = False) -> str:
    """Four significant figures, as people of the language write them."""
    if value is None or not math.isfinite(value):
        return "—"
    if value == 0:
        return "0"
    digits = _FIGURES - 1 - int(f"{abs(value):e}".partition("e")[2])
    return format_number(value, max(0, min(12, digits)), fixed=fixed)


def problem_words(problem: Problem, *, placed: bool = True) -> str:
    """A problem in words, with the window's fields in the place of options."""

    def field_of(found: re.Match[str]) -> str:
        known = _FIELDS.get(found.group())
        return found.group() if known is None else f"“{_(known)}”"

    return _FLAG.sub(field_of, render(problem) if placed else render_text(problem))


def place_words(path: str | None, line: int | None, until: int | None = None) -> str:
    """File and line, short enough for a table."""
    parts = [] if path is None else [path.replace("\\", "/").rpartition("/")[2]]
    if line is not None:
        parts.append(f"{line}–{until}" if until and until != line else f"{line}")
    return ":".join(parts)


def counted(parts: Iterator[str]) -> str:
    """Short statements on one line."""
    return " · ".join(part for part in parts if part)
