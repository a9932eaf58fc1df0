"""What a well-formed scenario must also hold: ranges, provenance, dates, kinds of tier."""

from __future__ import annotations

from collections.abc import Iterator

from assessor.documents import Loaded
from assessor.documents.loading import Key
from assessor.errors import Problem
from assessor.quantities import Quantity
from assessor.scenario.controls import unprotected_services
from assessor.scenario.event_checks import event_problems
from assessor.scenario.model import Scenario
from assessor.scenario.platform import Tier
from assessor.scenario.services import MachineService, OpenService, StorageService
from assessor.scenario.walking import key_of, walk_quantities

# No quantity of a city comes near it, and its square is still a number.
LARGEST = 1e18


def model_problems(scenario: Scenario, loaded: Loaded) -> list[Problem]:
    """Everything that the types alone cannot see."""
    return [
        *_quantities(scenario, loaded),
        *_later_facts(scenario, loaded),
        *_dates(scenario, loaded),
        *_weights(scenario, loaded),
        *_services(scenario, loaded),
        *_portfolio(scenario, loaded),
        *_peak_bases(scenario, loaded),
        *_tiers(scenario, loaded),
        *_support(scenario, loaded),
        *event_problems(scenario, loaded),
        *_controls(scenario, loaded),
    ]


def _quantities(scenario: Scenario, loaded: Loaded) -> Iterator[Problem]:
    for steps, quantity, choice in walk_quantities(scenario):
        key = key_of(steps)
        if quantity.ref is not None:
            continue  # judged where the input stands
        yield from _range(quantity, key, loaded)
        written = key in loaded.places
        if written and not choice and not quantity.has_provenance:
            yield loaded.warning("provenance_missing", key, value=quantity.base)


def _range(quantity: Quantity, key: Key, loaded: Loaded) -> Iterator[Problem]:
    low, high = quantity.lowest, quantity.highest
    if quantity.is_fraction:
        if low < 0 or high > 1 or (not quantity.is_exact and (low == 0 or high == 1)):
            yield loaded.problem("quantity_fraction", key, low=low, high=high)
    elif quantity.is_rate_of_change:
        if low <= -1:
            yield loaded.problem("quantity_growth", key, low=low)
    elif low < 0:
        yield loaded.problem("quantity_negative", key, low=low)
    elif high > LARGEST:
        yield loaded.problem("out_of_range", key, value=high, bound=f"≤ {LARGEST:g}")


def _later_facts(scenario: Scenario, loaded: Loaded) -> Iterator[Problem]:
    for name, source in scenario.sources.items():
        if source.on is not None and source.on > scenario.as_of and not source.known_after:
            yield loaded.problem(
                "later_fact", ("sources", name), id=name, on=source.on, as_of=scenario.as_of
            )


def _dates(scenario: Scenario, loaded: Loaded) -> Iterator[Problem]:
    horizon = scenario.horizon
    if horizon.last_year < horizon.first_year:
        yield loaded.problem(
            "years_order", ("horizon",), first=horizon.first_year, last=horizon.last_year
        )
    for name, policy in scenario.policies.items():
        if policy.until is not None and policy.until < policy.since:
            yield loaded.problem(
                "dates_order", ("policies", name), first=policy.since, last=policy.until
            )
    if scenario.calendar.holidays and horizon.last_year > scenario.calendar.last_year:
        yield loaded.warning(
            "calendar_short", ("horizon", "last_year"), last=scenario.calendar.last_year
        )


def _weights(scenario: Scenario, loaded: Loaded) -> Iterator[Problem]:
    for name, profile in scenario.profiles.items():
        for field in ("weights_by_hour", "weights_by_weekday"):
            if sum(getattr(profile, field)) <= 0:
                yield loaded.problem("weights_zero", ("profiles", name, field), id=name)


def _services(scenario: Scenario, loaded: Loaded) -> Iterator[Problem]:
    for name, service in scenario.services.items():
        key: Key = ("services", name)
        if isinstance(service, OpenService):
            yield from _open(scenario, service, key, loaded)
        if isinstance(service, MachineService):
            rates = (
                service.transactions_per_day,
                service.transactions_per_month,
                service.transactions_per_year,
            )
            if sum(rate is not None for rate in rates) != 1:
                yield loaded.problem("exactly_one", key, of=_MACHINE_RATES)
        if isinstance(service, StorageService):
            given = (service.feeds_from, service.items_per_year)
            if sum(item is not None for item in given) != 1:
                yield loaded.problem("exactly_one", key, of="feeds_from, items_per_year")


def _portfolio(scenario: Scenario, loaded: Loaded) -> Iterator[Problem]:
    """Candidates that together are more than their service, or that choosing would not change."""
    total: dict[str, float] = {}
    for name, candidate in scenario.portfolio.items():
        service = scenario.services.get(candidate.service)
        key: Key = ("portfolio", name)
        if not isinstance(service, OpenService):
            continue  # told where the reference is checked
        if service.transactions_per_year is None:
            missing = ("services", candidate.service)
            yield loaded.problem("missing_key", missing, key="transactions_per_year")
            continue
        whole = service.transactions_per_year.base * service.own_share
        before = total.get(candidate.service, 0.0)
        now = total[candidate.service] = before + candidate.transactions_per_year.base
        if before <= whole < now:
            yield loaded.problem(
                "portfolio_too_large", key, id=candidate.service, total=now, own=whole
            )
        effects = (candidate.time_constant_factor, candidate.share_limit_add)
        if candidate.chosen and effects == (None, None):
            yield loaded.warning("chosen_without_effect", key, id=name)


def _peak_bases(scenario: Scenario, loaded: Loaded) -> Iterator[Problem]:
    """Amounts of one kind of day times a factor measured against another kind."""
    for name, load in scenario.reference_loads.items():
        turned = dict(term.turns for term in load.terms if term.turns is not None)
        bases = {turned.get(day, day) for term in load.terms for day in [term.per] if day}
        for position, term in enumerate(load.terms):
            if term.against is not None and bases and term.against not in bases:
                key: Key = ("reference_loads", name, "terms", position)
                amount = ", ".join(sorted(bases))
                yield loaded.problem("peak_base", key, against=term.against, per=amount)


def _controls(scenario: Scenario, loaded: Loaded) -> Iterator[Problem]:
    """A control that is off although the data of a service requires it."""
    for one in unprotected_services(scenario):
        key: Key = ("platform", "controls", one.control)
        yield loaded.warning(
            "control_off", key, service=one.service, control=one.control, data=one.data_class
        )


_MACHINE_RATES = "transactions_per_day, transactions_per_month, transactions_per_year"


def _open(scenario: Scenario, service: OpenService, key: Key, loaded: Loaded) -> Iterator[Problem]:
    by_users = service.daily_active_share is not None
    if by_users == (service.transactions_per_year is not None):
        yield loaded.problem("exactly_one", key, of="transactions_per_year, daily_active_share")
    population = scenario.populations.get(service.population)
    if by_users and population is not None and population.able_online is None:
        yield loaded.problem("missing_key", ("populations", service.population), key="able_online")
    adoption = service.adoption
    if adoption is None:
        return
    bass = adoption.innovation_per_year is not None and adoption.imitation_per_year is not None
    if adoption.model == "bass" and not bass:
        yield loaded.problem(
            "missing_key", (*key, "adoption"), key="innovation_per_year, imitation_per_year"
        )
    if adoption.model != "bass" and adoption.time_constant_months is None:
        yield loaded.problem("missing_key", (*key, "adoption"), key="time_constant_months")


def _tiers(scenario: Scenario, loaded: Loaded) -> Iterator[Problem]:
    for name, tier in scenario.platform.tiers.items():
        for field in _missing_fields(tier):
            yield loaded.problem("missing_key", ("platform", "tiers", name), key=field)
        if tier.servers_max < tier.servers_min:
            yield loaded.problem(
                "servers_order",
                ("platform", "tiers", name),
                low=tier.servers_min,
                high=tier.servers_max,
            )
    for request_class, path in scenario.platform.demands.items():
        for name, demand in path.items():
            of_tier = scenario.platform.tiers.get(name)
            if of_tier and of_tier.hosted == "city" and demand.service_demand_s is None:
                key = ("platform", "demands", request_class, name)
                yield loaded.problem("missing_key", key, key="service_demand_s")


def _support(scenario: Scenario, loaded: Loaded) -> Iterator[Problem]:
    """Parts of the estate whose maker's support ended before the scenario's date."""
    platform = scenario.platform
    for section, parts in (("tiers", platform.tiers), ("background", platform.background)):
        for name, part in parts.items():
            ended = part.end_of_support
            if ended is not None and ended < scenario.as_of:
                key: Key = ("platform", section, name, "end_of_support")
                yield loaded.warning("support_ended", key, id=name, on=ended, as_of=scenario.as_of)


def _missing_fields(tier: Tier) -> Iterator[str]:
    needed: tuple[str, ...]
    if tier.hosted == "external":
        needed = ("latency_s",)
    elif tier.discipline == "volume":
        needed = ("site", "installed_tib")
    else:
        needed = ("site", "shape")
    yield from (field for field in needed if getattr(tier, field) is None)
