"""Measured values, their bases and their units as people call them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from assessor.api import (
    N_,
    Finding,
    Measurement,
    Problem,
    Scenario,
    format_number,
    render,
    render_text,
    role_words,
)
from assessor.api import gettext as _
from gui.marks import Mark

_NAMES = {
    "busy_hour_share": N_("busiest hour, share of its day"),
    "busy_hour_share_max": N_("busiest hour, greatest share of a day"),
    "busiest_5min_factor": N_("busiest five minutes, times the busiest hour"),
    "busiest_5min_over_its_hour": N_("busiest five minutes, times the hour they are in"),
    "busiest_minute_over_mean_hour": N_("busiest minute, times the mean hour"),
    "peak_day_over_mean_day": N_("peak day, times the mean day"),
    "peak_day_over_mean_working_day": N_("peak day, times the mean working day"),
    "working_day_index": N_("mean working day, times the mean day"),
    "weekday_over_weekend": N_("Monday to Friday, times Saturday and Sunday"),
    "per_calendar_day": N_("arrivals on a mean day"),
    "growth_per_year": N_("growth per year"),
    "index_of_dispersion": N_("burstiness of arrivals (index of dispersion)"),
    "index_of_dispersion_when_busy": N_("burstiness of arrivals at busy times"),
    "requests_index_of_dispersion": N_("burstiness of requests (index of dispersion)"),
    "arrival_scv": N_("variability of gaps within five minutes (SCV)"),
    "arrival_scv_overall": N_("variability of all gaps (SCV)"),
    "pages_per_visit": N_("pages a visit"),
    "visit_duration_s": N_("length of a visit"),
    "think_time_s": N_("pause between pages"),
    "response_bytes": N_("size of an answer"),
    "response_time_s": N_("response time"),
    "dynamic_requests_per_page": N_("requests for data a page"),
    "static_requests_per_page": N_("requests for static files a page"),
}
_OF_TESTS = {
    "contention": N_("{of}: contention (σ)"),
    "coherency": N_("{of}: coherency (κ)"),
    "peak_concurrency": N_("{of}: concurrency of the greatest throughput"),
    "rate": N_("{of}: throughput of one"),
}
_BASES = {
    "same_day": N_("total of its day"),
    "calendar_day": N_("mean calendar day"),
    "working_day": N_("mean working day"),
    "weekend_day": N_("mean weekend day"),
    "busiest_hour": N_("mean of the busiest hour"),
    "same_hour": N_("mean of its hour"),
    "mean_hour": N_("mean hour of the day"),
}
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
# what is counted is said by the name of the value
_UNITS = {
    **dict.fromkeys(("1", "fraction", "pages", "requests", "visits", "sessions"), ""),
    "transactions": "",
    "1/day": N_("a day"),
    "1/s": N_("a second"),
    "1/year": N_("a year"),
}
_KINDS = {
    "open": N_("open to all"),
    "closed": N_("closed group"),
    "partly_open": N_("partly open"),
    "machine": N_("machine to machine"),
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


def names_of(measured: Measurement) -> dict[str, str]:
    """Every estimate by the name that people know it by."""
    found = {name: _(_NAMES[name]) for name in measured.estimates if name in _NAMES}
    for tier, fit in measured.demands.items():
        for kind in fit.demands:
            words = _("{tier}: service demand of {kind}").format(tier=tier, kind=kind)
            found[f"{tier}_{kind}_demand_s"] = words
    for of in measured.scalability:
        for part, words in _OF_TESTS.items():
            found[f"{of}_{part}"] = _(words).format(of=of)
    return {name: found.get(name, name) for name in measured.estimates}


def name_of(estimate: str) -> str:
    """A measured value of any one series by the name that people know it by."""
    return _(_NAMES[estimate]) if estimate in _NAMES else estimate


def base_words(base: str | None) -> str:
    """What a peak factor is measured against."""
    return "" if base is None else _(_BASES.get(base, base))


def unit_words(unit: str | None) -> str:
    """A unit; shares and factors have none."""
    return "" if not unit else _(known) if (known := _UNITS.get(unit, unit)) else ""


def kind_words(kind: str) -> str:
    """How the load of a service arises."""
    return _(_KINDS.get(kind, kind))


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
