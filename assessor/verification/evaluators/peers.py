"""Questions as other packages put them in their own tests: call centres and shops."""

import numpy as np

from assessor.queueing.delay import mmc
from assessor.queueing.erlang import erlang_c
from assessor.queueing.finite import erlang_a
from assessor.queueing.sizing import servers_for_waiting
from assessor.verification.evaluators.markov import station, times
from assessor.verification.evaluators.registry import Question, evaluates


def _number(question: Question, stem: str) -> float:
    """A time in minutes, under its bare name or with the unit."""
    return question.number(f"{stem}_min" if f"{stem}_min" in question else stem)


@evaluates("M/M/c", models=("erlang ?c service level",), metrics=("service_level",))
def service_level(question: Question) -> float:
    """Share answered within the target wait."""
    return 1.0 - float(station(question)[0].waiting_tail(_number(question, "asa")))


@evaluates(
    "M/M/c",
    models=("erlang ?c staffing",),
    metrics=(
        "positions",
        "raw_positions",
        "occupancy",
        "service_level",
        "waiting_probability",
    ),
)
def positions(question: Question) -> float:
    """Positions for a service level and an occupancy; `positions` adds the shrinkage."""
    service, wait = _number(question, "aht"), _number(question, "asa")
    rate = question.number("transactions") / _number(question, "interval")
    shrinkage = question.number("shrinkage", 0.0)
    raw = int(
        servers_for_waiting(
            arrival_rate=rate,
            service_rate=1.0 / service,
            waiting_limit=wait,
            fraction=question.number("service_level"),
            max_utilisation=question.number("max_occupancy", 1.0),
        )
    )
    answer = mmc(servers=raw, arrival_rate=rate, service_rate=1.0 / service)
    return {
        "raw_positions": float(raw),
        "positions": float(np.ceil(raw / (1.0 - shrinkage))),
        "occupancy": float(answer.utilisation),
        "service_level": 1.0 - float(answer.waiting_tail(wait)),
        "waiting_probability": float(erlang_c(raw, rate * service)),
    }[question.name]


@evaluates(
    "M/M/c+M",
    models=("erlang ?a",),
    metrics=("abandonment_probability", "waiting_probability", "occupancy"),
)
def impatient_callers(question: Question) -> float:
    """Erlang A in minutes, patience as a mean."""
    servers = question.number("c")
    given = times(question, servers)
    answer = erlang_a(
        servers=servers,
        arrival_rate=given.arrival_rate,
        service_rate=given.service_rate,
        abandonment_rate=1.0 / _number(question, "patience"),
    )
    return {
        "abandonment_probability": float(answer.abandonment_probability),
        "waiting_probability": float(answer.delay_probability),
        "occupancy": float(answer.occupancy),
    }[question.name]


@evaluates("M/M/c", models=("mean number",), metrics=("L_checkout",))
def at_the_checkout(question: Question) -> float:
    """Gross and Harris's shop: number at the tills, waiting and being served."""
    return float(station(question)[0].number_mean)
