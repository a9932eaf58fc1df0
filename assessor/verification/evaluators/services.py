"""Names of service and inter-arrival times as the tables write them."""

import re

from assessor.queueing.distributions import (
    deterministic,
    erlang,
    exponential,
    gamma,
    hyperexponential,
    inverse_gaussian,
    lognormal,
)
from assessor.queueing.phases import ArrivalProcess, poisson_arrivals, renewal_arrivals
from assessor.queueing.sojourn import ErlangMixture, Sojourn
from assessor.verification.evaluators.registry import ParameterError, UnsupportedError

_NUMBER = r"(\d*\.?\d+(?:[eE][-+]?\d+)?)"
_ERLANG = re.compile(r"E(\d+)")
_GAMMA = re.compile(rf"gamma\s*(?:shape\s*)?{_NUMBER}")
_SPREAD = re.compile(rf"(H2|IG|LN|lognormal)\s*(?:balanced|b)?\s*(?:scv\s*)?{_NUMBER}")
_SENTENCE = re.compile(
    rf"(?P<kind>gamma|lognormal|exponential|deterministic)(?:\s+shape\s*{_NUMBER})?\s+"
    rf"mean\s*{_NUMBER}(?:\s*\(?\s*scv\s*{_NUMBER}\s*\)?)?"
)


def service(name: str, mean: float) -> Sojourn:
    """The time written as M, D, E2, "H2 balanced scv4", H2b4, gamma0.25, "IG scv2"."""
    text = name.strip()
    if text == "M":
        return exponential(mean)
    if text == "D":
        return deterministic(mean)
    if found := _ERLANG.fullmatch(text):
        return erlang(mean, int(found[1]))
    if found := _GAMMA.fullmatch(text):
        return gamma(mean, 1.0 / float(found[1]))
    if found := _SPREAD.fullmatch(text):
        return _spread(found[1], mean, float(found[2]))
    raise UnsupportedError(name)


def _spread(kind: str, mean: float, scv: float) -> Sojourn:
    if kind == "H2":
        return hyperexponential(mean, scv)
    return inverse_gaussian(mean, scv) if kind == "IG" else lognormal(mean, scv)


def sentence(text: str) -> tuple[str, float, float]:
    """(kind, mean, scv) of "gamma shape4 mean .4", "lognormal mean .8 scv 2" and the like."""
    found = _SENTENCE.fullmatch(text.strip())
    if not found:
        raise UnsupportedError(text)
    kind, mean = found["kind"], float(found[3])
    if kind == "gamma" and found[2]:
        return kind, mean, 1.0 / float(found[2])
    if kind in ("gamma", "lognormal"):
        if not found[4]:
            raise ParameterError("service")
        return kind, mean, float(found[4])
    return kind, mean, 1.0 if kind == "exponential" else 0.0


def phases_of(time: Sojourn) -> ErlangMixture:
    """The same, where it is phase type."""
    if isinstance(time, ErlangMixture) and time.is_phase_type:
        return time
    raise UnsupportedError(time.model)


def arrivals(name: str, rate: float) -> ArrivalProcess:
    """Poisson or renewal arrivals of the given rate."""
    if name.strip() == "M":
        return poisson_arrivals(rate)
    return renewal_arrivals(phases_of(service(name, 1.0 / rate)))
