"""Service times and stays by name: what tiers are convolved from.

Every constructor takes one set of numbers and gives one `Sojourn`. Arrays of questions about
one kind of station are answered by the station's own module.
"""

from collections.abc import Sequence

import numpy as np

from assessor.queueing.skewed import inverse_gaussian, lognormal
from assessor.queueing.sojourn import (
    Constant,
    DelayedStay,
    ErlangMixture,
    Mixture,
    Sojourn,
    Sum,
)

__all__ = [
    "ErlangMixture",
    "Sojourn",
    "convolve",
    "deterministic",
    "erlang",
    "exponential",
    "from_moments",
    "gamma",
    "ggc_fcfs_response",
    "hyperexponential",
    "inverse_gaussian",
    "lognormal",
    "mgc_fcfs_response",
    "mix",
    "mixed_erlang",
    "mmc_response",
    "ps_response",
]

EXACT_BLOCK = 80
"""States per level up to which a first-come-first-served response is solved exactly (30 ms)."""


def exponential(mean: float) -> ErlangMixture:
    """Exponential time of the given mean > 0. [s]"""
    return erlang(mean, 1)


def erlang(mean: float, stages: int) -> ErlangMixture:
    """Sum of `stages` equal exponentials; SCV 1/stages."""
    if not mean > 0 or stages < 1:
        raise ValueError(f"an Erlang time needs mean > 0 and stages ≥ 1, got {mean} and {stages}")
    return _mixture([1.0], [stages], [stages / mean])


def gamma(mean: float, scv: float) -> ErlangMixture:
    """Gamma time; a real number of stages 1/scv, so not phase type."""
    if not mean > 0 or not scv > 0:
        raise ValueError(f"a gamma time needs mean > 0 and scv > 0, got {mean} and {scv}")
    return _mixture([1.0], [1.0 / scv], [1.0 / (scv * mean)])


def hyperexponential(mean: float, scv: float) -> ErlangMixture:
    """One of two exponentials, each carrying half of the mean; SCV ≥ 1."""
    if not mean > 0 or not scv >= 1:
        raise ValueError(f"a hyperexponential needs mean > 0 and scv ≥ 1, got {mean} and {scv}")
    p = 0.5 * (1.0 + np.sqrt((scv - 1.0) / (scv + 1.0)))
    return _mixture([p, 1.0 - p], [1, 1], [2.0 * p / mean, 2.0 * (1.0 - p) / mean])


def mixed_erlang(mean: float, scv: float) -> ErlangMixture:
    """k − 1 or k equal stages such that mean and SCV fit, 0 < SCV ≤ 1.

    References
    ----------
    .. [1] H. C. Tijms, A First Course in Stochastic Models, 2003, appendix B (recalled).
    """
    if not mean > 0 or not 0 < scv <= 1:
        raise ValueError(f"a mixed Erlang needs mean > 0 and 0 < scv ≤ 1, got {mean} and {scv}")
    k = max(int(np.ceil(1.0 / scv * (1 - 1e-12))), 2)
    root = np.sqrt(max(k * (1.0 + scv) - k * k * scv, 0.0))
    p = float(np.clip((k * scv - root) / (1.0 + scv), 0.0, 1.0))
    rate = (k - p) / mean
    return _mixture([p, 1.0 - p], [k - 1, k], [rate, rate])


def deterministic(value: float) -> Constant:
    """A time that never varies, value ≥ 0. [s]"""
    if not value >= 0:
        raise ValueError(f"a time must be ≥ 0, got {value}")
    return Constant(float(value))


def from_moments(mean: float, scv: float) -> Sojourn:
    """The usual choice for a mean and an SCV: constant, mixed Erlang or hyperexponential.

    Below SCV 0.002 (500 stages) the time is taken as constant.
    """
    if not scv >= 0:
        raise ValueError(f"scv must be ≥ 0, got {scv}")
    if mean == 0 or scv < 0.002:
        return deterministic(mean)
    return hyperexponential(mean, scv) if scv >= 1 else mixed_erlang(mean, scv)


def convolve(stays: Sequence[Sojourn]) -> Sojourn:
    """The sum of independent stays; of none, 0."""
    return stays[0] if len(stays) == 1 else Sum(tuple(stays)) if stays else deterministic(0.0)


def mix(weights: Sequence[float], stays: Sequence[Sojourn]) -> Sojourn:
    """One of the stays, with probabilities in proportion to the weights ≥ 0."""
    shares = np.asarray(weights, dtype=np.float64)
    if np.any(shares < 0) or not shares.sum() > 0:
        raise ValueError(f"weights must be ≥ 0 and not all 0, got {list(weights)}")
    return Mixture(shares / shares.sum(), tuple(stays))


def mmc_response(servers: float, arrival_rate: float, service_rate: float) -> Sojourn:
    """Response time of M/M/c, exact; unstable where arrival_rate ≥ servers × service_rate.

    References
    ----------
    .. [1] L. Kleinrock, Queueing Systems, vol. 1, 1975, sec. 3.5 (recalled).
    """
    from assessor.queueing.erlang import erlang_c

    delayed = float(erlang_c(servers, arrival_rate / service_rate))
    spare = max(servers * service_rate - arrival_rate, 0.0)
    return DelayedStay(delayed, spare, exponential(1.0 / service_rate))


def mgc_fcfs_response(servers: float, arrival_rate: float, service: Sojourn) -> Sojourn:
    """Response time of M/G/c first come, first served.

    Exact for a phase-type service as long as the matrices stay small (`EXACT_BLOCK`); else a wait
    fitted to the delay probability, mean and SCV of `mgc`, with its error class.
    """
    from assessor.queueing.phases import poisson_arrivals, service_phases
    from assessor.queueing.qbd import block_size, phase_type_queue

    stable = 0 < arrival_rate * service.mean < servers and servers == int(servers)
    if stable and isinstance(service, ErlangMixture) and service.is_phase_type:
        arrivals, phases = poisson_arrivals(arrival_rate), service_phases(service)
        if block_size(int(servers), arrivals, phases) <= EXACT_BLOCK:
            queue = phase_type_queue(servers=int(servers), arrivals=arrivals, service=phases)
            return Sum((queue.waiting(), service), "M/PH/c")
    return ggc_fcfs_response(servers, arrival_rate, 1.0, service)


def ggc_fcfs_response(
    servers: float, arrival_rate: float, arrival_scv: float, service: Sojourn
) -> Sojourn:
    """Response time of G/G/c first come, first served, by the two moments of `ggc`."""
    from assessor.queueing.approximations import ggc

    answer = ggc(
        servers=servers,
        arrival_rate=arrival_rate,
        arrival_scv=arrival_scv,
        service_mean=service.mean,
        service_scv=service.scv,
    )
    wait, delayed = float(answer.waiting_mean), float(answer.delay_probability)
    model, error_class = str(answer.model), str(answer.error_class)
    if not np.isfinite(wait):
        return Constant(np.inf, model=model, error_class=error_class)
    if wait < 1e-12 * service.mean:
        return service
    fitted = _fitted(wait / delayed, float(answer.waiting_scv), error_class)
    waiting = Mixture(np.array([1.0 - delayed, delayed]), (Constant(0.0), fitted))
    return Sum((waiting, service), model)


def _fitted(mean: float, scv: float, error_class: str) -> ErlangMixture:
    shape = hyperexponential(mean, scv) if scv >= 1 else gamma(mean, max(scv, 1e-3))
    return ErlangMixture(shape.weights, shape.shapes, shape.rates, shape.model, error_class)


def ps_response(servers: float, arrival_rate: float, service: Sojourn) -> Sojourn:
    """Response time of M/G/c processor sharing: exact mean, fitted spread (`sharing`)."""
    from assessor.queueing.sharing import sharing_stay

    return sharing_stay(servers, arrival_rate, service)


def _mixture(weights: list[float], shapes: list[float], rates: list[float]) -> ErlangMixture:
    columns = np.array([weights, shapes, rates], dtype=np.float64)
    kept = columns[:, columns[0] > 0]
    return ErlangMixture(kept[0], kept[1], kept[2])
