"""The scalability law: fits, peaks and inverses as two packages define them."""

import re
from functools import lru_cache

from scipy.special import stdtrit

from assessor.queueing.usl import ScalabilityFit, ScalabilityLaw, fit_scalability
from assessor.verification.evaluators.registry import (
    ParameterError,
    Question,
    UnsupportedError,
    evaluates,
)

LOADS = ("N", "load", "processors", "concurrency")
OUTPUTS = ("X", "throughput")
PARAMETERS = {"rate": "rate", "lambda": "rate", "gamma": "rate"} | {
    "sigma": "contention",
    "alpha": "contention",
    "kappa": "coherency",
    "beta": "coherency",
}
POINTS = ("N_peak", "N_opt", "N_max", "X_limit", "X_max", "X_peak")
CURVES = tuple(f"{curve}({n})" for curve in "XR" for n in range(1, 1001))
BOUNDS = tuple(f"{name}_{end}" for name in PARAMETERS for end in ("lo", "hi"))


@evaluates(
    "USL",
    models=("fit.*", "least squares fit.*"),
    metrics=(*PARAMETERS, *POINTS, *CURVES),
)
def fitted(question: Question) -> float:
    law = _fit(question).law
    if question.metric in PARAMETERS:
        return float(getattr(law, PARAMETERS[question.metric]))
    curve = re.fullmatch(r"([XR])\((\d+)\)", question.metric)
    if curve:
        n = float(curve[2])
        return float(law.throughput(n) if curve[1] == "X" else law.response_time(n))
    return _point(question, law)


@evaluates("USL", models=("95% CI.*",), metrics=BOUNDS)
def interval(question: Question) -> float:
    """The R package's interval: t at 0.95 with n − 1 degrees of freedom, around our estimate.

    It is narrower than the fit's own, which has (1 + coverage)/2 and n − 3.
    """
    name, end = question.metric.rsplit("_", 1)
    estimate = getattr(_fit(question), PARAMETERS[name])
    times = float(stdtrit(len(_series(question, LOADS)) - 1, 0.95))
    return float(estimate.base + (times if end == "hi" else -times) * estimate.error)


@evaluates("USL", models=("limit", "optimal", "peak"), metrics=POINTS)
def landmark(question: Question) -> float:
    return _point(question, _law(question))


@evaluates("USL", models=("inverse",), metrics=("X", "R"))
def inverse(question: Question) -> float:
    """X at a response by the full law; R at a throughput with contention only, as usl4j has it."""
    law = _law(question)
    if question.metric == "X":
        return law.throughput_within(question.number("R"))
    return law.contention_response(question.number("X"))


def _point(question: Question, law: ScalabilityLaw) -> float:
    if question.metric == "N_max":
        # A whole number of users, so that X_max below belongs to it.
        return float(int(law.peak_concurrency))
    found = {
        "N_peak": law.peak_concurrency,
        "N_opt": law.optimal_concurrency,
        "X_limit": law.limit,
        "X_peak": law.peak_throughput,
        "X_max": float(law.throughput(int(law.peak_concurrency))),
    }
    return found[question.metric]


def _law(question: Question) -> ScalabilityLaw:
    given = {PARAMETERS[key]: question.number(key) for key in PARAMETERS if key in question}
    if "contention" not in given or "coherency" not in given:
        raise ParameterError("sigma, kappa")
    # Concurrency at the peak does not depend on the rate, which some rows give in their note.
    rate = given["rate"] if "rate" in given else _noted_rate(question)
    return ScalabilityLaw(rate, given["contention"], given["coherency"])


def _noted_rate(question: Question) -> float:
    noted = re.search(r"\bgamma\s+([0-9.]+)", question.text("note", ""))
    if noted:
        return float(noted[1])
    if question.metric.startswith("X"):
        raise UnsupportedError("a throughput without the rate of one")
    return 1.0


def _fit(question: Question) -> ScalabilityFit:
    return _fit_of(tuple(_series(question, LOADS)), tuple(_series(question, OUTPUTS)))


@lru_cache(maxsize=16)
def _fit_of(loads: tuple[float, ...], outputs: tuple[float, ...]) -> ScalabilityFit:
    return fit_scalability(loads, outputs)


def _series(question: Question, names: tuple[str, ...]) -> list[float]:
    for name in names:
        if name in question:
            return question.numbers(name)
    raise ParameterError(names[0])
