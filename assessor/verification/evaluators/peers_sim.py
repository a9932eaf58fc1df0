"""Simulations of other packages: answered by formulas, or by our simulator where there are none."""

from collections.abc import Callable

from assessor.queueing.approximations import GeneralQueue, ggc
from assessor.queueing.constant_service import ConstantServiceWait
from assessor.queueing.delay import mmc
from assessor.queueing.distributions import convolve, mmc_response
from assessor.queueing.finite import erlang_a
from assessor.queueing.simulation import FcfsTier, Law, Renewal, TandemResult, simulate_tandem
from assessor.verification.evaluators.erlang import whole
from assessor.verification.evaluators.registry import (
    ParameterError,
    Question,
    evaluates,
)
from assessor.verification.evaluators.services import sentence

SIMULATED = ("simulation",)
_WAITS = ("Wq", "P_wait")
_WAIT_QUANTILES = (r"wait_q\d+",)

REQUESTS = 400_000
"""Simulated requests per question; the 95 % point is then good to about 1 %."""
SEED = 20_231


def share(question: Question) -> float:
    """The probability in a name such as wait_q95 or resp_q999."""
    return float("0." + question.name.rpartition("_q")[2])


Numbers = tuple[Callable[[], float], Callable[[], float], Callable[[float], float]]


def _wait(question: Question, numbers: Numbers) -> float:
    mean, delayed, quantile = numbers
    if question.name == "Wq":
        return mean()
    return delayed() if question.name == "P_wait" else quantile(share(question))


FAMILIES = tuple(range(1, 101))


@evaluates(
    *(f"MM{c}" for c in FAMILIES), models=SIMULATED, metrics=_WAITS, patterns=_WAIT_QUANTILES
)
def exponential_service(question: Question) -> float:
    answer = mmc(
        servers=question.number("c"),
        arrival_rate=question.number("lambda"),
        service_rate=question.number("mu"),
    )
    return _wait(
        question,
        (
            lambda: float(answer.waiting_mean),
            lambda: float(answer.delay_probability),
            lambda p: float(answer.waiting_quantile(p)),
        ),
    )


@evaluates(
    *(f"MD{c}" for c in FAMILIES), models=SIMULATED, metrics=_WAITS, patterns=_WAIT_QUANTILES
)
def constant_service(question: Question) -> float:
    answer = ConstantServiceWait(
        whole(question, "c"), question.number("lambda"), question.number("D")
    )
    return _wait(
        question,
        (
            lambda: answer.mean,
            lambda: answer.delay_probability,
            lambda p: float(answer.quantile(p)),
        ),
    )


@evaluates(
    *(f"M{kind}{c}" for kind in ("Lognorm", "Gamma") for c in FAMILIES),
    models=SIMULATED,
    metrics=_WAITS,
    patterns=_WAIT_QUANTILES,
)
def general_service(question: Question) -> float:
    """Two moments; the table's intervals are wider than the measured error of the class."""
    _, mean, scv = sentence(question.text("service"))
    answer: GeneralQueue = ggc(
        servers=question.number("c"),
        arrival_rate=question.number("lambda"),
        arrival_scv=1.0,
        service_mean=mean,
        service_scv=scv,
    )
    return _wait(
        question,
        (
            lambda: float(answer.waiting_mean),
            lambda: float(answer.delay_probability),
            lambda p: float(answer.waiting_quantile(p)),
        ),
    )


@evaluates(
    *(f"MM{c}{sign}M" for c in FAMILIES for sign in ("+", "")),
    models=SIMULATED,
    metrics=("P_ab", "P_abandon", "Wq", "P_wait"),
)
def impatient(question: Question) -> float:
    answer = erlang_a(
        servers=question.number("c"),
        arrival_rate=question.number("lambda"),
        service_rate=question.number("mu", 1.0),
        abandonment_rate=question.number("theta"),
    )
    return {
        "P_ab": float(answer.abandonment_probability),
        "P_abandon": float(answer.abandonment_probability),
        "Wq": float(answer.waiting_mean),
        "P_wait": float(answer.delay_probability),
    }[question.name]


TANDEM = ("resp_mean", "mean_resp", "R")


@evaluates("3tier-MMc", models=SIMULATED, metrics=TANDEM, patterns=(r"resp_q\d+",))
def exponential_tandem(question: Question) -> float:
    servers, rates = question.numbers("c"), question.numbers("mu")
    rate = question.number("lambda")
    if len(servers) != len(rates):
        raise ParameterError("mu")
    response = convolve([mmc_response(c, rate, mu) for c, mu in zip(servers, rates, strict=True)])
    return response.mean if question.name in TANDEM else float(response.quantile(share(question)))


@evaluates("3tier-G", models=SIMULATED, metrics=TANDEM, patterns=(r"resp_q\d+",))
def general_tandem(question: Question) -> float:
    """By simulation: tiers after the first do not see Poisson arrivals."""
    services = question.value("service")
    servers = question.numbers("c")
    if not isinstance(services, list) or len(services) != len(servers):
        raise ParameterError("service")
    tiers = tuple(
        FcfsTier(int(c), _law(str(text))) for c, text in zip(servers, services, strict=True)
    )
    p = None if question.name in TANDEM else share(question)
    result: TandemResult = simulate_tandem(
        tiers,
        Renewal(question.number("lambda")),
        requests=REQUESTS,
        seed=SEED,
        quantiles=(0.5 if p is None else p,),
    )
    return result.mean.value if p is None else result.quantiles[p].value


def _law(text: str) -> Law:
    kind, mean, scv = sentence(text)
    if kind == "gamma":
        return Law(mean, scv, "gamma")
    return Law(mean, scv, "lognormal") if kind == "lognormal" else Law(mean, scv)
