"""Closed, partly open, machine and conference demand."""

from __future__ import annotations

from typing import cast

import numpy as np
from numpy.typing import NDArray

from assessor.demand.adoption import DAYS_PER_MONTH, DAYS_PER_YEAR, logistic_share
from assessor.demand.days import SECONDS_PER_DAY, Days
from assessor.demand.results import ClosedLoad, ConferenceLoad, MachineLoad, OpenLoad
from assessor.demand.shapes import ServiceDays, Spread, spread_of
from assessor.scenario.model import Scenario
from assessor.scenario.services import (
    BatchBurst,
    ClosedService,
    ConferenceService,
    MachineService,
    MmppBurst,
    PartlyOpenService,
)

Floats = NDArray[np.float64]


def _growth(rate: float, scenario: Scenario, days: Days) -> float:
    growth: float = (1 + rate) ** (days.year - scenario.as_of.year)
    return growth


def closed_load(scenario: Scenario, name: str, service: ClosedService, *, days: Days) -> ClosedLoad:
    """A finite group of users; the busiest hour of its profile has the stated concurrency."""
    found = closed_days(scenario, service, days=days)
    per_interaction = {c: q.base for c, q in service.requests_per_interaction.items()}
    return ClosedLoad(
        service=name,
        users=users_of(scenario, service, days),
        think_time=service.think_time_s.base,
        size_on=service.size_on,
        requests_per_interaction=per_interaction if service.hosted == "city" else {},
        active_users=found.spread.hours(),
        requests=found.requests(),
    )


def closed_days(scenario: Scenario, service: ClosedService, *, days: Days) -> ServiceDays:
    """The same service as daily figures: active users, and requests of each class per user."""
    shape = spread_of(scenario, service.profile, days)
    # a share given in per cent may be drawn above the whole
    busiest = np.minimum(service.concurrency_busy_hour.base, 1.0) / _largest(shape)
    active = shape.times(users_of(scenario, service, days) * busiest)
    reaching = service.requests_per_interaction if service.hosted == "city" else {}
    think_time = service.think_time_s.base
    return ServiceDays(active, {c: q.base / think_time for c, q in reaching.items()})


def users_of(scenario: Scenario, service: ClosedService | PartlyOpenService, days: Days) -> float:
    """Size of its population in a year."""
    growth = _growth(service.growth_per_year.base, scenario, days)
    return scenario.populations[service.population].size.base * growth


def _largest(shape: Spread) -> Floats:
    """The busiest hour of a shape that one profile makes, as a column."""
    ((profile, daily),) = shape.daily.items()
    return np.asarray(daily.max(axis=-1, keepdims=True) * shape.by_hour[profile].max())


def partly_open_load(
    scenario: Scenario, name: str, service: PartlyOpenService, *, days: Days
) -> OpenLoad:
    """Sessions that arrive from outside and stay for several interactions."""
    found = partly_open_days(scenario, service, days=days)
    sessions = found.spread.hours()
    everyone = np.ones(days.count, dtype=np.float64)
    return OpenLoad(
        service=name,
        transactions=sessions,
        online_transactions=sessions,
        visits=sessions,
        online_share=everyone,
        fee_bearing_online_share=everyone,
        requests=found.requests(),
        remote_calls_factor=1.0,
        arrival_scv=service.arrival_scv.base,
        pages_per_visit=service.interactions_per_session.base,
    )


def partly_open_days(scenario: Scenario, service: PartlyOpenService, *, days: Days) -> ServiceDays:
    """The same service as daily figures: sessions, and requests of each class per session."""
    users = users_of(scenario, service, days)
    rate = users * service.sessions_per_user_per_day.base / SECONDS_PER_DAY
    per_session = service.interactions_per_session.base
    reaching = service.requests_per_interaction if service.hosted == "city" else {}
    return ServiceDays(
        spread_of(scenario, service.profile, days).times(rate),
        {c: per_session * q.base for c, q in reaching.items()},
    )


def machine_load(
    scenario: Scenario, name: str, service: MachineService, *, days: Days
) -> MachineLoad:
    """Systems that call systems, whatever hosts them: their calls reach the city."""
    found = machine_days(scenario, service, days=days)
    rate = machine_rate(service) * machine_growth(scenario, service, days)
    burst = service.burst
    mmpp = _scaled(burst, rate) if isinstance(burst, MmppBurst) else None
    mean_batch = burst.mean_size.base if isinstance(burst, BatchBurst) else 1.0
    return MachineLoad(
        service=name,
        tier=service.consumers.tier if service.consumers else None,
        consumers=service.consumers.at_most if service.consumers else None,
        mean_batch=mean_batch,
        arrival_scv=mmpp_scv(*mmpp) if mmpp else batch_scv(mean_batch),
        mmpp=mmpp,
        requests=found.requests(),
    )


def machine_days(scenario: Scenario, service: MachineService, *, days: Days) -> ServiceDays:
    """The same service as daily figures: transactions, and requests of each class per one."""
    rate = machine_rate(service) * machine_growth(scenario, service, days)
    return ServiceDays(
        spread_of(scenario, service.profile, days).times(rate),
        {c: count.base for c, count in service.requests.items()},
    )


def machine_growth(scenario: Scenario, service: MachineService, days: Days) -> float:
    """Transactions of a year against those at the scenario's date; of the year's middle where
    they follow a curve, which bends little within a year."""
    maturity = service.maturity
    if maturity is None:
        return _growth(service.growth_per_year.base, scenario, days)
    start = machine_rate(service) * SECONDS_PER_DAY
    middle = (days.on(0) - scenario.as_of).days + days.count / 2
    reached = logistic_share(
        max(middle, 0.0),
        start,
        limit=maturity.limit_per_day.base,
        time_constant=maturity.time_constant_months.base * DAYS_PER_MONTH,
    )
    grows = np.asarray(start) > 0
    return cast("float", np.where(grows, reached / np.where(grows, start, 1.0), 1.0)[()])


def machine_rate(service: MachineService) -> float:
    """Transactions per second at the scenario's date, mean of the year. [1/s]"""
    per_day = (
        (service.transactions_per_day, 1.0),
        (service.transactions_per_month, DAYS_PER_MONTH),
        (service.transactions_per_year, DAYS_PER_YEAR),
    )
    return sum(q.base / period for q, period in per_day if q is not None) / SECONDS_PER_DAY


def batch_scv(mean_batch: float) -> float:
    """SCV between requests that come in Poisson batches of geometric size, 2m − 1."""
    return max(2 * mean_batch - 1, 1.0)


def _scaled(burst: MmppBurst, rate: float) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The process with its mean rate brought to `rate`."""
    weights = _time_in_states(burst.switch_per_s)
    mean = float(np.dot(weights, burst.rates_per_s))
    scale = rate / mean if mean > 0 else 0.0
    return tuple(r * scale for r in burst.rates_per_s), burst.switch_per_s


def _time_in_states(switch: tuple[float, ...]) -> Floats:
    stay = 1 / np.asarray(switch, dtype=np.float64)
    share: Floats = stay / stay.sum()
    return share


def mmpp_scv(rates: tuple[float, ...], switch: tuple[float, ...]) -> float:
    """SCV between arrivals of a cyclic Markov-modulated Poisson process.

    References
    ----------
    .. [1] W. Fischer and K. Meier-Hellstern, "The Markov-modulated Poisson process (MMPP)
       cookbook", Performance Evaluation 18, 1993, sec. 2.
    """
    arrival, leave = np.asarray(rates, dtype=np.float64), np.asarray(switch, dtype=np.float64)
    size = len(arrival)
    if not arrival.any():
        return 1.0
    # Without arrivals: leave for the next state, or end by an arrival.
    silent = np.diag(-(arrival + leave))
    silent[np.arange(size), (np.arange(size) + 1) % size] += leave
    at_arrival = _time_in_states(switch) * arrival
    at_arrival /= at_arrival.sum()
    inverse = np.linalg.inv(-silent)
    first = float(at_arrival @ inverse @ np.ones(size))
    second = 2 * float(at_arrival @ inverse @ inverse @ np.ones(size))
    return second / first**2 - 1


def conference_load(
    scenario: Scenario,
    name: str,
    service: ConferenceService,
    *,
    mode: str | None = None,
    rate: float | None = None,
) -> ConferenceLoad:
    """A meeting of every site, or of every person; `mode` and `rate` [Mbit/s] may differ."""
    mode = mode or service.mode
    if mode == "sites":
        streams, own_rate = service.sites.base, service.rate_per_site_mbps.base
    else:
        streams = scenario.populations[service.population].size.base
        own_rate = service.rate_per_individual_mbps.base
    rate = own_rate if rate is None else rate
    bit_rate = streams * rate
    return ConferenceLoad(
        service=name,
        mode=mode,
        streams=streams,
        rate_per_stream=rate,
        bit_rate=bit_rate,
        media_cores=bit_rate / service.media_rate_per_core_mbps.base,
        link=service.link,
        tier=service.tier,
        meetings_per_month=service.meetings_per_month.base,
        duration=service.duration_h.base,
    )
