"""What a measurement changes in the service that it was taken of, kind by kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from assessor.demand import demand_for_year
from assessor.measurement import Estimate, Finding, Stream
from assessor.measurement.model import Severity
from assessor.measurement.showing import Number
from assessor.measurement.visits import OF_CLASS
from assessor.project.measured.values import product_of, quantity_of
from assessor.scenario import Scenario, resolve
from assessor.scenario.services import (
    ClosedService,
    MachineService,
    OpenService,
    PartlyOpenService,
    Service,
)

SECONDS_PER_HOUR = 3600.0


@dataclass(frozen=True)
class Context:
    """What the parts of a service are worked out from."""

    scenario: Scenario
    name: str
    section: str
    """Of `inputs`, where the estimates stand."""
    estimates: Mapping[str, Estimate]
    stream: Stream
    """Visits, or requests where machines call."""
    sources: tuple[str, ...]

    def ref(self, name: str) -> dict[str, str] | None:
        """A reference to an estimate, None where it was not measured."""
        return {"ref": f"{self.section}.{name}"} if name in self.estimates else None

    def quantity(self, estimate: Estimate, **more: Any) -> dict[str, Any]:
        """A quantity of its own, worked out from an estimate."""
        return quantity_of(estimate, self.sources, **more)


@dataclass(frozen=True)
class Part:
    """The fragment's part of one service, and what could not be filled in."""

    data: dict[str, Any]
    findings: tuple[Finding, ...] = ()


def service_part(context: Context) -> Part:
    """The fields of the service that were measured.

    Raises
    ------
    KeyError
        The scenario has no such service.
    """
    service = context.scenario.services[context.name]
    for kind, build in _BUILDERS:
        if isinstance(service, kind):
            return build(context, service)
    finding = Finding("measured_kind_unfit", {"id": context.name, "kind": service.kind})
    return Part({}, (finding,))


def _open(context: Context, service: Service) -> Part:
    assert isinstance(service, OpenService)
    found: dict[str, Any] = _given({"arrival_scv": context.ref("index_of_dispersion_when_busy")})
    funnel: dict[str, Any] = _given({"pages_per_visit": context.ref("pages_per_visit")})
    requests = dict(_requests(context, service))
    volume, findings = _volume(context, service)
    funnel |= volume
    if requests:
        funnel["requests"] = requests
    if funnel:
        found["funnel"] = funnel
    return Part(found, findings)


def _requests(context: Context, service: OpenService) -> Iterator[tuple[str, dict[str, Any]]]:
    """Requests per page of the classes that stand for pages and static files.

    A log at the city's door holds what caches let through: their share is measured as passed.
    """
    per_page = [name for name, rule in service.funnel.requests.items() if rule.per == "page"]
    static = [name for name in per_page if service.funnel.requests[name].offloaded_share]
    dynamic = [name for name in per_page if name not in static]
    for names, estimate in (
        (dynamic, "dynamic_requests_per_page"),
        (static, "static_requests_per_page"),
    ):
        own = [name for name in names if context.ref(f"{name}{OF_CLASS}") is not None]
        for name in own:  # counted by its own pattern
            yield name, {"count": context.ref(f"{name}{OF_CLASS}"), **_kept(name in static)}
        reference = context.ref(estimate)
        if len(names) == 1 and not own and reference is not None:
            yield names[0], {"count": reference, **_kept(names == static)}


def _kept(is_static: bool) -> dict[str, None]:
    """What caches keep away is not in a log at the city's door: nothing is taken off again."""
    return {"offloaded_share": None} if is_static else {}


def _volume(context: Context, service: OpenService) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    """Visits per transaction scaled so that the model has the visits that were measured."""
    measured = context.estimates.get("per_calendar_day")
    if measured is None or context.stream.series.unit != "visits":
        return {}, ()
    modelled = _modelled_visits_per_day(context)
    if not modelled > 0:
        return {}, (Finding("measured_no_model_visits", {"id": context.name}),)
    funnel = service.funnel
    scaled = {}
    for field in ("visits_any_channel", "visits_per_online_transaction"):
        value = getattr(funnel, field)
        if value.base > 0:
            per_day = replace(measured, unit=value.unit or "visits")
            factor = value.base / modelled
            scaled[field] = context.quantity(per_day, factor=factor, kind="derived")
    told = {"id": context.name, "measured": round(measured.base), "modelled": round(modelled)}
    ratio = measured.base / modelled
    severity: Severity = "note" if 0.5 <= ratio <= 2 else "warning"
    return scaled, (Finding("measured_visits_scaled", told, severity=severity),)


def _modelled_visits_per_day(context: Context) -> float:
    """Visits on the mean calendar day that the scenario has for the days of the measurement."""
    series = context.stream.series
    resolved = resolve(context.scenario)
    first, last = series.start.date(), series.end.date()
    total, days = 0.0, 0
    for year in range(first.year, last.year + 1):
        visits = (
            demand_for_year(resolved, year).open[context.name].visits.reshape(-1, 24).sum(axis=1)
        )
        start = first.timetuple().tm_yday - 1 if year == first.year else 0
        end = last.timetuple().tm_yday if year == last.year else len(visits)
        total += float(visits[start:end].sum()) * SECONDS_PER_HOUR
        days += max(end - start, 0)
    return total / days if days else 0.0


def _closed(context: Context, service: Service) -> Part:
    assert isinstance(service, ClosedService)
    found = _given({"think_time_s": context.ref("think_time_s")})
    found |= _per_interaction(context, service.requests_per_interaction)
    users = context.scenario.populations[service.population].size.base
    names = ("per_calendar_day", "working_day_index", "busy_hour_share", "visit_duration_s")
    factors = [context.estimates.get(name) for name in names]
    if users > 0 and all(factor is not None for factor in factors):
        # Little: visits an hour × length of a visit are the people at work at the same time
        at_work = product_of([f for f in factors if f is not None], unit="fraction")
        share = context.quantity(at_work, factor=1 / SECONDS_PER_HOUR / users, kind="derived")
        found["concurrency_busy_hour"] = share
        people = Number(at_work.base / SECONDS_PER_HOUR)
        params = {"seen": people, "all": Number(users)}
        return Part(found, (Finding("measured_staff_share", params),))
    return Part(found)


def _per_interaction(context: Context, requests: Mapping[str, Any]) -> dict[str, Any]:
    """Requests of one interaction, where a single class stands for all of them."""
    measured = context.ref("dynamic_requests_per_page")
    if measured is None or len(requests) != 1:
        return {}
    return {"requests_per_interaction": {next(iter(requests)): measured}}


def _partly_open(context: Context, service: Service) -> Part:
    assert isinstance(service, PartlyOpenService)
    found = _given(
        {
            "arrival_scv": context.ref("index_of_dispersion_when_busy"),
            "interactions_per_session": context.ref("pages_per_visit"),
            "think_time_s": context.ref("think_time_s"),
        }
    )
    found |= _per_interaction(context, service.requests_per_interaction)
    users = context.scenario.populations[service.population].size.base
    per_day = context.estimates.get("per_calendar_day")
    if per_day is not None and users > 0:
        sessions = replace(per_day, unit="sessions")
        found["sessions_per_user_per_day"] = context.quantity(sessions, factor=1 / users)
    return Part(found)


def _machine(context: Context, service: Service) -> Part:
    assert isinstance(service, MachineService)
    found: dict[str, Any] = {}
    per_transaction = sum(count.base for count in service.requests.values())
    per_day = context.estimates.get("per_calendar_day")
    if per_day is not None and per_transaction > 0:
        calls = replace(per_day, unit="transactions")
        found["transactions_per_day"] = context.quantity(calls, factor=1 / per_transaction)
        for other in ("transactions_per_month", "transactions_per_year"):
            if getattr(service, other) is not None:
                found[other] = None  # one of the three: the measured one
    scv = context.estimates.get("arrival_scv") or context.estimates.get(
        "index_of_dispersion_when_busy"
    )
    if scv is not None:
        found["burst"] = {"kind": "batch", "mean_size": context.quantity(_batch(scv))}
    return Part(found)


def _batch(scv: Estimate) -> Estimate:
    """Mean of geometric batches with this index: 2m − 1, so m = (index + 1)/2, at least 1."""
    low, base, high = (max((x + 1) / 2, 1.0) for x in (scv.low, scv.base, scv.high))
    return replace(scv, low=low, base=base, high=high, unit="requests")


def _given(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


_BUILDERS: tuple[tuple[type, Callable[[Context, Service], Part]], ...] = (
    (OpenService, _open),
    (ClosedService, _closed),
    (PartlyOpenService, _partly_open),
    (MachineService, _machine),
)
