"""Measured values, their bases and their units as people call them."""

from __future__ import annotations

from assessor.measurement.measuring import Measurement
from assessor.measurement.visits import OF_CLASS
from assessor.text.language import N_
from assessor.text.language import gettext as _

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
# what is counted is said by the name of the value
_UNITS = {
    **dict.fromkeys(("1", "fraction", "pages", "requests", "visits", "sessions"), ""),
    "transactions": "",
    "1/day": N_("a day"),
    "1/s": N_("a second"),
    "1/year": N_("a year"),
}


def estimate_names(measured: Measurement) -> dict[str, str]:
    """Every estimate by the name that people know it by."""
    found = {name: _(_NAMES[name]) for name in measured.estimates if name in _NAMES}
    for name in measured.estimates:
        if name.endswith(OF_CLASS) and name not in _NAMES:
            kind = name.removesuffix(OF_CLASS)
            found[name] = _("requests of class {kind} a page").format(kind=kind)
    for tier, fit in measured.demands.items():
        for kind in fit.demands:
            words = _("{tier}: service demand of {kind}").format(tier=tier, kind=kind)
            found[f"{tier}_{kind}_demand_s"] = words
    for of in measured.scalability:
        for part, words in _OF_TESTS.items():
            found[f"{of}_{part}"] = _(words).format(of=of)
    return {name: found.get(name, name) for name in measured.estimates}


def estimate_name(estimate: str) -> str:
    """A measured value of any one series by the name that people know it by."""
    return _(_NAMES[estimate]) if estimate in _NAMES else estimate


def base_words(base: str | None) -> str:
    """What a peak factor is measured against."""
    return "" if base is None else _(_BASES.get(base, base))


def estimate_unit(unit: str | None) -> str:
    """A unit; shares and factors have none."""
    return "" if not unit else _(known) if (known := _UNITS.get(unit, unit)) else ""
