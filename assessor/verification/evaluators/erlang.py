"""Loss and delay formulas, finite sources, impatience, staffing: families of Erlang's kind."""

import numpy as np

from assessor.queueing.erlang import erlang_b, offered_load_for_blocking
from assessor.queueing.finite import FiniteBuffer, Impatient, erlang_a, mmck
from assessor.queueing.halfin_whitt import halfin_whitt_beta, halfin_whitt_delay
from assessor.queueing.delay import MMc, mmc
from assessor.queueing.retrials import retrial
from assessor.queueing.sizing import servers_for_blocking, servers_for_delay
from assessor.queueing.sources import engset, k_of_n_availability, repair
from assessor.verification.evaluators.registry import Question, UnsupportedError, evaluates

ERLANG_B = (r"erlang ?b.*",)
ERLANG_C = (r"erlang ?c.*",)
PLAIN = (r"", r"mean.*", r".*percentile.*", r"tail.*", r"erlang ?c.*", r"exact.*", r"P wait.*")


def station(question: Question) -> MMc:
    """The M/M/c of a row: `lambda` and `mu`, or a load `a`, or `ES` and `rho`."""
    servers = question.number("c", 1.0 if question.family == "M/M/1" else None)
    rate = question.number("mu", 1.0 / question.number("ES", 1.0))
    if "lambda" in question:
        arrivals = question.number("lambda")
    elif "rho" in question:
        arrivals = question.number("rho") * servers * rate
    else:
        arrivals = question.number("a") * rate
    return mmc(servers=servers, arrival_rate=arrivals, service_rate=rate)


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


MEANS = {
    "P_wait": lambda m: m.delay_probability,
    "Wq": lambda m: m.waiting_mean,
    "R": lambda m: m.response_mean,
    "W": lambda m: m.response_mean,
    "response_mean": lambda m: m.response_mean,
    "Lq": lambda m: m.queue_mean,
    "L": lambda m: m.number_mean,
    "utilisation": lambda m: m.utilisation,
}


@evaluates("M/M/c", "M/M/1", models=PLAIN, metrics=MEANS)
def delay_means(question: Question) -> float:
    return float(MEANS[question.name](station(question)))


@evaluates("M/M/c", "M/M/1", models=PLAIN, metrics=("wait_quantile", "response_quantile"))
def delay_quantiles(question: Question) -> float:
    answer, p = station(question), question.number("p")
    if question.name == "wait_quantile":
        return float(answer.waiting_quantile(p))
    return float(answer.response_quantile(p))


@evaluates("M/M/c", "M/M/1", models=PLAIN, metrics=("P(W>t)", "wait_tail", "response_tail"))
def delay_tails(question: Question) -> float:
    answer, t = station(question), question.number("t")
    if question.name == "response_tail":
        return float(answer.response_tail(t))
    return float(answer.waiting_tail(t))


def buffer(question: Question) -> FiniteBuffer:
    """The M/M/c/K of a row."""
    return mmck(
        servers=question.number("c", 1.0),
        capacity=question.number("K"),
        arrival_rate=question.number("lambda"),
        service_rate=question.number("mu", 1.0),
    )


BUFFER = {
    "P_block": lambda b: b.blocking_probability,
    "blocking": lambda b: b.blocking_probability,
    "P_wait": lambda b: b.delay_probability,
    "Wq_accepted": lambda b: b.waiting_mean,
    "Wq": lambda b: b.waiting_mean,
    "R": lambda b: b.response_mean,
    "R_accepted": lambda b: b.response_mean,
    "Lq": lambda b: b.queue_mean,
    "L": lambda b: b.number_mean,
    "lambda_eff": lambda b: b.throughput,
    "throughput": lambda b: b.throughput,
    "utilisation": lambda b: b.utilisation,
}


@evaluates("M/M/c/K", "M/M/1/K", models=(r"finite.*", *PLAIN, "throughput"), metrics=BUFFER)
def finite_buffer(question: Question) -> float:
    return float(BUFFER[question.name](buffer(question)))


@evaluates("M/M/c/K", models=(r"finite.*", *PLAIN), metrics=("wait_quantile", "response_quantile"))
def finite_buffer_quantiles(question: Question) -> float:
    answer, p = buffer(question), question.number("p")
    if question.name == "wait_quantile":
        return float(answer.waiting_quantile(p))
    return float(answer.response_quantile(p))


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


@evaluates("Halfin-Whitt", models=(r"beta.*",), metrics=("beta",))
def limiting_beta(question: Question) -> float:
    return float(halfin_whitt_beta(question.number("alpha")))


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
