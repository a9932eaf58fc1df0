"""Single stations with general times: exact phase-type queues, constant times, M/G/1."""

from functools import lru_cache

from assessor.queueing.constant_service import ConstantServiceWait, dmc
from assessor.queueing.distributions import exponential
from assessor.queueing.phases import (
    ArrivalProcess,
    modulated_poisson,
    service_phases,
)
from assessor.queueing.qbd import PhaseQueue, PhaseWait, phase_type_queue
from assessor.queueing.single import SingleServerWait, mg1_wait
from assessor.verification.evaluators.erlang import whole
from assessor.verification.evaluators.registry import Question, UnsupportedError, evaluates
from assessor.verification.evaluators.services import arrivals, phases_of, service

WAITS = ("Wq", "W", "R", "response_mean", "Lq", "L", "P_wait", "wait_quantile")
EXACT = ("mean wait", ".*percentile.*", "P wait", "mean.*")

Wait = PhaseWait | ConstantServiceWait | SingleServerWait


def described(question: Question, wait: Wait, arrival_rate: float, service_mean: float) -> float:
    """What a metric asks about a wait, by Little's law where it asks for numbers."""
    response = wait.mean + service_mean
    found = {
        "Wq": lambda: wait.mean,
        "W": lambda: response,
        "R": lambda: response,
        "response_mean": lambda: response,
        "Lq": lambda: arrival_rate * wait.mean,
        "L": lambda: arrival_rate * response,
        "P_wait": lambda: wait.delay_probability,
        "wait_quantile": lambda: float(wait.quantile(question.number("p"))),
    }
    return found[question.name]()


def arrival_rate(question: Question, servers: float, service_mean: float) -> float:
    """`lambda`, or the rate that makes the utilisation `rho`."""
    if "lambda" in question:
        return question.number("lambda")
    return question.number("rho") * servers / service_mean


_TIMES = ("M", "H2", *(f"E{k}" for k in range(2, 21)))
PHASE_FAMILIES = tuple(f"{a}/{s}/c" for a in _TIMES for s in _TIMES if (a, s) != ("M", "M"))


@evaluates(*PHASE_FAMILIES, models=EXACT, metrics=WAITS)
def phase_type(question: Question) -> float:
    """Arrivals and services as the row names them; the family says what it leaves out."""
    first, second = question.family.split("/")[:2]
    servers, mean = whole(question, "c"), question.number("ES", 1.0)
    rate = arrival_rate(question, servers, mean)
    names = question.text("arrival", first), question.text("service", second)
    question.accept("ca2", "cs2")
    queue = _solved(servers, *names, rate, mean)
    if question.name == "Wq":
        return queue.waiting_mean
    if question.name == "P_wait":
        return queue.delay_probability
    return described(question, _waiting(servers, *names, rate, mean), rate, mean)


@lru_cache(maxsize=256)
def _solved(servers: int, came: str, served: str, rate: float, mean: float) -> PhaseQueue:
    phases = service_phases(phases_of(service(served, mean)))
    return phase_type_queue(servers=servers, arrivals=arrivals(came, rate), service=phases)


@lru_cache(maxsize=256)
def _waiting(servers: int, came: str, served: str, rate: float, mean: float) -> PhaseWait:
    return _solved(servers, came, served, rate, mean).waiting()


@evaluates("MMPP2/M/c", models=EXACT, metrics=WAITS)
def modulated(question: Question) -> float:
    """Two-state bursts; `rho` repeats what the rates say."""
    process, mean = _bursts(question), question.number("ES", 1.0)
    queue = phase_type_queue(
        servers=whole(question, "c"),
        arrivals=process,
        service=service_phases(exponential(mean)),
    )
    return described(question, queue.waiting(), process.rate, mean)


@evaluates("MMPP2", models=("index of dispersion.*",), metrics=("IDC_inf", "rate"))
def dispersion(question: Question) -> float:
    """Of the arrivals alone: the station's parameters do not matter."""
    question.accept("c", "ES")
    process = _bursts(question)
    return process.rate if question.name == "rate" else process.limiting_dispersion


def _bursts(question: Question) -> ArrivalProcess:
    question.accept("rho")
    return modulated_poisson(question.numbers("rates"), question.numbers("switch"))


@evaluates("M/D/c", "M/D/1", models=EXACT, metrics=WAITS)
def constant_service(question: Question) -> float:
    """Constant service of `ES`, or of `D`."""
    servers = whole(question, "c") if "c" in question else 1
    mean = question.number("D") if "D" in question else question.number("ES", 1.0)
    question.accept("service", "arrival", "ca2", "cs2")
    rate = arrival_rate(question, servers, mean)
    return described(question, ConstantServiceWait(servers, rate, mean), rate, mean)


@evaluates("D/M/c", "D/M/1", models=EXACT, metrics=("Wq", "P_wait", "wait_quantile"))
def constant_arrivals(question: Question) -> float:
    """Constant times between arrivals."""
    servers, mean = whole(question, "c"), question.number("ES", 1.0)
    question.accept("service", "arrival", "ca2", "cs2")
    rate = arrival_rate(question, servers, mean)
    answer = dmc(servers=servers, arrival_rate=rate, service_rate=1.0 / mean)
    if question.name == "wait_quantile":
        return float(answer.waiting_quantile(question.number("p")))
    return answer.waiting_mean if question.name == "Wq" else answer.delay_probability


@evaluates("M/G/1", models=EXACT, metrics=WAITS)
def single_server(question: Question) -> float:
    """Pollaczek and Khinchine; `cs2` repeats the spread that the service's name states."""
    mean = question.number("ES", 1.0)
    if "c" in question and whole(question, "c") != 1:
        raise UnsupportedError("c")
    question.accept("cs2", "arrival", "ca2")
    rate = arrival_rate(question, 1.0, mean)
    wait = mg1_wait(rate, service(question.text("service"), mean))
    return described(question, wait, rate, mean)
