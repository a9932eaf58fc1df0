"""Loss and delay formulas, finite sources, impatience, staffing: families of Erlang's kind."""

import numpy as np

from assessor.queueing.erlang import erlang_b, offered_load_for_blocking
from assessor.queueing.finite import Impatient, erlang_a
from assessor.queueing.halfin_whitt import halfin_whitt_delay
from assessor.queueing.retrials import retrial
from assessor.queueing.sizing import servers_for_blocking, servers_for_delay
from assessor.queueing.sources import engset, k_of_n_availability, repair
from assessor.verification.evaluators.registry import Question, UnsupportedError, evaluates

ERLANG_B = (r"erlang ?b.*",)
ERLANG_C = (r"erlang ?c.*",)


@evaluates("M/M/c/c", models=ERLANG_B, metrics=("blocking", "P_block", "carried"))
def loss(question: Question) -> float:
    c, a = question.number("c"), question.number("a")
    lost = float(erlang_b(c, a))
    return a * (1.0 - lost) if question.name == "carried" else lost


@evaluates("M/M/c/c", models=ERLANG_B, metrics=("a_max",))
def largest_load(question: Question) -> float:
    return float(offered_load_for_blocking(question.number("c"), question.number("B")))


@evaluates("M/M/c/c", models=(*ERLANG_B, "staffing.*"), metrics=("c_min",))
def servers_for_loss(question: Question) -> float:
    limit = question.number("B" if "B" in question else "P_block_max")
    return float(servers_for_blocking(offered_load=question.number("a"), blocking_limit=limit))


@evaluates("M/M/c", models=("staffing.*", *ERLANG_C), metrics=("c_min",))
def servers_for_waiters(question: Question) -> float:
    limit = question.number("P_wait_max")
    return float(servers_for_delay(offered_load=question.number("a"), delay_limit=limit))


def impatient(question: Question) -> Impatient:
    """The M/M/c+M of a row."""
    return erlang_a(
        servers=question.number("c"),
        arrival_rate=question.number("lambda"),
        service_rate=question.number("mu", 1.0),
        abandonment_rate=question.number("theta"),
    )


IMPATIENT = {
    "P_abandon": lambda i: i.abandonment_probability,
    "P_ab": lambda i: i.abandonment_probability,
    "E_wait_all": lambda i: i.waiting_mean,
    "Wq": lambda i: i.waiting_mean,
    "P_wait": lambda i: i.delay_probability,
    "occupancy": lambda i: i.occupancy,
    "Lq": lambda i: i.queue_mean,
}


@evaluates("M/M/c+M", models=(r"erlang ?a.*", r"mean.*"), metrics=IMPATIENT)
def abandonment(question: Question) -> float:
    return float(IMPATIENT[question.name](impatient(question)))


@evaluates("Halfin-Whitt", models=(r"alpha.*",), metrics=("P_wait_limit", "alpha"))
def limiting_delay(question: Question) -> float:
    return float(halfin_whitt_delay(question.number("beta")))


@evaluates("M/M/c/c/N", models=("engset.*",), metrics=("time_congestion", "call_congestion"))
def few_sources(question: Question) -> float:
    answer = engset(
        servers=whole(question, "c"),
        sources=whole(question, "sources"),
        load_per_idle_source=question.number("a_per_idle_source"),
    )
    by_time = question.name == "time_congestion"
    return answer.time_congestion if by_time else answer.call_congestion


@evaluates(
    "k-of-n availability", models=("machine repair.*",), metrics=("availability", "mean_failed")
)
def machines(question: Question) -> float:
    answer = repair(
        machines=whole(question, "N"),
        repairmen=whole(question, "repairmen"),
        failure_rate=question.number("lambda"),
        repair_rate=question.number("mu"),
    )
    question.accept("k_needed")
    if question.name == "mean_failed":
        return answer.mean_failed
    return answer.availability(whole(question, "k_needed"))


@evaluates("k-of-n availability", models=(".*binomial.*",), metrics=("availability",))
def independent_machines(question: Question) -> float:
    return k_of_n_availability(
        machines=whole(question, "n"),
        needed=whole(question, "k"),
        availability=question.number("A"),
    )


@evaluates("M/M/1 retrial", "M/M/c retrial", models=(".*retrial.*",), metrics=("mean_orbit",))
def orbit(question: Question) -> float:
    answer = retrial(
        servers=whole(question, "c") if "c" in question else 1,
        arrival_rate=question.number("lambda"),
        service_rate=question.number("mu", 1.0),
        retrial_rate=question.number("theta"),
    )
    return answer.orbit_mean


def whole(question: Question, key: str) -> int:
    """A parameter that must be a whole number; the engine has no model for a broken one."""
    value = question.number(key)
    if not np.isfinite(value) or value != int(value):
        raise UnsupportedError(key)
    return int(value)
