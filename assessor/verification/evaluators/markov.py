"""M/M/1, M/M/c and M/M/c/K: means, numbers inside and percentiles, in whatever unit of time."""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessor.queueing.delay import MMc, mmc
from assessor.queueing.finite import FiniteBuffer, birth_death, mmck
from assessor.verification.evaluators.registry import (
    ParameterError,
    Question,
    UnsupportedError,
    evaluates,
)

PLAIN = (
    "mean.*",
    ".*percentile.*",
    "tail.*",
    r"erlang ?c(?!.* staffing).*",
    "exact.*",
    "P wait.*",
    "finite.*",
    "throughput",
    "state.*",
)
_PROBABILITY = re.compile(r"P\(N(>=|>|<=|<|=)(\d+)\)")
_EMPTY = re.compile(r"[pP]_?(\d+)")
_STATES = (_PROBABILITY.pattern, _EMPTY.pattern)

# Suffixes of a metric and of a parameter that name its unit of time. [s]
_UNITS = {"ms": 1e-3, "s": 1.0, "min": 60.0}


@dataclass(frozen=True)
class _Times:
    """Arrival rate and service rate in one unit, and how many seconds that unit has."""

    arrival_rate: float
    service_rate: float
    unit: float


def times(question: Question, servers: float) -> _Times:
    """From `lambda` or `lambda_per_min`, `mu`, `ES` or `ES_min` or `aht_min`, `a` or `rho`."""
    service, unit = _service(question)
    for name, size in _UNITS.items():
        if f"lambda_per_{name}" in question:
            return _Times(question.number(f"lambda_per_{name}") * unit / size, 1 / service, unit)
    if "lambda" in question:
        return _Times(question.number("lambda"), 1.0 / service, unit)
    load = question.number("rho") * servers if "rho" in question else question.number("a")
    return _Times(load / service, 1.0 / service, unit)


def _service(question: Question) -> tuple[float, float]:
    """Mean service time and the unit it is in."""
    for stem in ("ES", "aht"):
        for name, size in _UNITS.items():
            if f"{stem}_{name}" in question:
                return _positive(question.number(f"{stem}_{name}")), size
    if "mu" in question:
        return 1.0 / _positive(question.number("mu")), 1.0
    return _positive(question.number("ES", 1.0)), 1.0


def _positive(value: float) -> float:
    if not value > 0:
        raise ParameterError("service")
    return value


def stem_and_unit(question: Question, unit: float) -> tuple[str, float]:
    """A metric's name without its unit, and the factor from `unit` to it (`R_ms`: 1000)."""
    stem, _, suffix = question.name.rpartition("_")
    if stem and suffix in _UNITS:
        return stem, unit / _UNITS[suffix]
    return question.name, 1.0


def _with_units(names: dict[str, str]) -> tuple[str, ...]:
    return (*names, *(f"{name}_{unit}" for name in names for unit in _UNITS))


TIMES = {
    "Wq": "waiting_mean",
    "Wq_accepted": "waiting_mean",
    "R": "response_mean",
    "R_accepted": "response_mean",
    "ER": "response_mean",
    "W": "response_mean",
    "response_mean": "response_mean",
}
DELAY = {
    "P_wait": "delay_probability",
    "waiting_probability": "delay_probability",
    "P_queue": "delay_probability",
    "Lq": "queue_mean",
    "Nq": "queue_mean",
    "L": "number_mean",
    "N": "number_mean",
    "EN": "number_mean",
    "mean_number": "number_mean",
    "utilisation": "utilisation",
    "occupancy": "utilisation",
    "rho": "utilisation",
}
BUFFER = {
    **DELAY,
    "P_block": "blocking_probability",
    "P_loss": "blocking_probability",
    "P_full": "blocking_probability",
    "blocking": "blocking_probability",
    "lambda_eff": "throughput",
    "throughput": "throughput",
    "X": "throughput",
}


def station(question: Question) -> tuple[MMc, float]:
    """The M/M/c of a row and its unit of time."""
    servers = question.number("c", 1.0 if question.family == "M/M/1" else None)
    given = times(question, servers)
    answer = mmc(servers=servers, arrival_rate=given.arrival_rate, service_rate=given.service_rate)
    return answer, given.unit


def buffer(question: Question) -> tuple[FiniteBuffer, float]:
    """The M/M/c/K of a row and its unit of time."""
    servers = question.number("c", 1.0)
    given = times(question, servers)
    answer = mmck(
        servers=servers,
        capacity=question.number("K"),
        arrival_rate=given.arrival_rate,
        service_rate=given.service_rate,
    )
    return answer, given.unit


def _measure(
    question: Question, found: tuple[MMc | FiniteBuffer, float], names: dict[str, str]
) -> float:
    answer, unit = found
    stem, factor = stem_and_unit(question, unit)
    attribute = TIMES.get(question.name) or TIMES.get(stem) or names[question.name]
    factor = factor if stem in TIMES else 1.0
    return float(getattr(answer, attribute)) * factor


@evaluates("M/M/c", "M/M/1", models=PLAIN, metrics=(*_with_units(TIMES), *DELAY))
def delay_means(question: Question) -> float:
    return _measure(question, station(question), DELAY)


@evaluates("M/M/c/K", "M/M/1/K", models=PLAIN, metrics=(*_with_units(TIMES), *BUFFER))
def buffer_means(question: Question) -> float:
    return _measure(question, buffer(question), BUFFER)


EXPECTED = {
    "N": "number_mean",
    "n": "number_mean",
    "R": "response_mean",
    "r": "response_mean",
    "W": "waiting_mean",
    "w": "waiting_mean",
    "Nq": "queue_mean",
    "nq": "queue_mean",
}


@evaluates("M/M/c", "M/M/1", "M/M/c/K", "M/M/1/K", models=PLAIN, metrics=("E",))
def expectations(question: Question) -> float:
    """E[n], E[r] and the like, in the unit of the row."""
    answer = buffer(question)[0] if "K" in question else station(question)[0]
    asked = ",".join(question.index)
    if asked not in EXPECTED:
        raise UnsupportedError(question.metric)
    return float(getattr(answer, EXPECTED[asked]))


@evaluates(
    "M/M/c",
    "M/M/1",
    "M/M/c/K",
    "M/M/1/K",
    models=PLAIN,
    metrics=("wait_quantile", "response_quantile"),
)
def quantiles(question: Question) -> float:
    answer = buffer(question)[0] if "K" in question else station(question)[0]
    p = question.number("p")
    if question.name == "wait_quantile":
        return float(answer.waiting_quantile(p))
    return float(answer.response_quantile(p))


@evaluates("M/M/c", "M/M/1", models=PLAIN, metrics=("wait_tail", "response_tail"))
def tails(question: Question) -> float:
    answer, t = station(question)[0], question.number("t")
    return float(
        answer.waiting_tail(t) if question.name == "wait_tail" else answer.response_tail(t)
    )


@evaluates("M/M/c", "M/M/1", "M/M/c/K", "M/M/1/K", models=PLAIN, patterns=_STATES)
def states(question: Question) -> float:
    """P(N = n), P(N ≥ n) and the like; `p0` is P(N = 0)."""
    if found := _PROBABILITY.fullmatch(question.name):
        relation, n = found[1], int(found[2])
    else:
        relation, n = "=", int(question.name.lstrip("pP_"))
    if "K" in question:
        inside = _inside_buffer(question)
        return _summed(inside, relation, n)
    return _unlimited(station(question)[0], relation, n)


def _inside_buffer(question: Question) -> NDArray[np.float64]:
    answer, _ = buffer(question)
    capacity, servers = int(answer.capacity), float(answer.servers)
    up = np.full(capacity, float(answer.arrival_rate))
    return birth_death(
        up, float(answer.service_rate) * np.minimum(np.arange(1.0, capacity + 1.0), servers)
    )


def _summed(inside: NDArray[np.float64], relation: str, n: int) -> float:
    parts = {
        "=": inside[n : n + 1],
        ">=": inside[n:],
        ">": inside[n + 1 :],
        "<=": inside[: n + 1],
        "<": inside[:n],
    }
    return float(parts[relation].sum())


def _unlimited(answer: MMc, relation: str, n: int) -> float:
    """From the states below c, and the geometric tail P(N ≥ c + j) = C ρ^j."""
    if relation in ("<", "<="):
        return 1.0 - _unlimited(answer, ">=" if relation == "<" else ">", n)
    if relation == ">":
        return _unlimited(answer, ">=", n + 1)
    if relation == "=":
        return _unlimited(answer, ">=", n) - _unlimited(answer, ">=", n + 1)
    c, delay = int(answer.servers), float(answer.delay_probability)
    if n >= c:
        return delay * float(answer.utilisation) ** (n - c)
    load = float(answer.arrival_rate / answer.service_rate)
    below = birth_death(np.full(c, load), np.arange(1.0, c + 1.0))[:-1]
    return 1.0 - float(below[:n].sum()) * (1.0 - delay) / float(below.sum())
