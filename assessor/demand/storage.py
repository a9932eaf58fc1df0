"""What is kept: items of each year, as long as they are kept."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from assessor.demand.days import SECONDS_PER_HOUR, days_of
from assessor.demand.open_service import requests_in_year
from assessor.demand.other_services import machine_load
from assessor.demand.results import StorageLoad
from assessor.scenario.model import Scenario
from assessor.scenario.services import MachineService, OpenService, StorageService

Floats = NDArray[np.float64]
TIB_PER_MB = 1e6 / 2**40


def storage_load(
    scenario: Scenario,
    name: str,
    service: StorageService,
    *,
    year: int,
    by_service: Mapping[str, Mapping[str, Floats]],
    days: int,
) -> StorageLoad:
    """Volume added in a year and held at its end.

    Years before the scenario's own are not counted: what they left is `stored_at_start_tib`.
    """
    rates = _rates(service, by_service, days)
    items = float(rates.sum()) * SECONDS_PER_HOUR
    size = service.size_per_item_mb.base * TIB_PER_MB
    retention = service.retention_years.base
    at_start = service.stored_at_start_tib.base if service.stored_at_start_tib else 0.0
    held = items * size * min(1.0, retention)
    for earlier in range(scenario.as_of.year, year):
        # a year partly out of retention counts with the part that is still kept
        kept = min(max(retention - (year - earlier), 0.0), 1.0)
        if kept > 0:
            held += kept * _items(scenario, service, earlier) * size
    years = max(year - scenario.as_of.year + 1, 0)
    held += at_start * max(1 - years / retention, 0.0) if retention > 0 else 0.0
    return StorageLoad(
        service=name,
        tier=service.tier,
        items=items,
        added=items * size,
        held=held,
        copies=service.copies,
        retention=retention,
        operations=rates * service.operations_per_item.base,
    )


def _rates(
    service: StorageService, by_service: Mapping[str, Mapping[str, Floats]], days: int
) -> Floats:
    if service.feeds_from is None:
        per_year = service.items_per_year.base if service.items_per_year else 0.0
        hours = days * 24
        return np.full(hours, per_year / (hours * SECONDS_PER_HOUR), dtype=np.float64)
    nothing = np.zeros(days * 24, dtype=np.float64)
    name = service.feeds_from.request_class
    feeds = (by_service.get(feed, {}) for feed in service.feeds_from.service)
    return sum((feed[name] for feed in feeds if name in feed), start=nothing)


def _items(scenario: Scenario, service: StorageService, year: int) -> float:
    """Items of an earlier year."""
    if service.feeds_from is None:
        return service.items_per_year.base if service.items_per_year else 0.0
    days = days_of(year, scenario.calendar)
    name = service.feeds_from.request_class
    total = 0.0
    for feed_id in service.feeds_from.service:
        feed = scenario.services[feed_id]
        if isinstance(feed, OpenService) and feed.enabled:
            total += requests_in_year(scenario, feed_id, feed, name, days=days)
        if isinstance(feed, MachineService) and feed.enabled:
            rates = machine_load(scenario, feed_id, feed, days=days).requests.get(name)
            total += 0.0 if rates is None else float(rates.sum()) * SECONDS_PER_HOUR
    return total
