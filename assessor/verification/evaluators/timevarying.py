"""Load that changes over time: offered load, transients, staffing and what it achieves."""

import re
from functools import lru_cache
from math import ceil, pi

import numpy as np

from assessor.queueing.distributions import deterministic, erlang, exponential, hyperexponential
from assessor.queueing.halfin_whitt import halfin_whitt_beta
from assessor.queueing.sojourn import Sojourn
from assessor.queueing.time_varying import Profile, Sinusoid, offered_load_over_time, steps
from assessor.queueing.time_varying_staffing import achieved_delay, square_root_servers
from assessor.queueing.time_varying_transient import Transient, transient
from assessor.verification.evaluators.registry import (
    ParameterError,
    Question,
    UnsupportedError,
    evaluates,
)

NUMBER = r"(\d+(?:\.\d+)?)"
WAVE = re.compile(rf"{NUMBER}\s*([+-])\s*{NUMBER}\s*sin\s*(.+)")
STEPS = re.compile(rf"{NUMBER}((?:\s*;\s*{NUMBER} on \[{NUMBER},\s*{NUMBER}\))+)")
DAY = 24
STEP = re.compile(rf"{NUMBER} on \[{NUMBER},\s*{NUMBER}\)")


@evaluates("Mt/G/inf", models=(r"offered load.*",), metrics=("m(t)",))
def offered(question: Question) -> float:
    profile = Sinusoid(question.number("Lbar"), question.number("A"), question.number("gamma"))
    service = service_law(question.text("service"), question.number("ES"))
    answer = offered_load_over_time(profile=profile, service=service, times=question.number("t"))
    return float(answer.load)


@evaluates("Mt/M/st", "Mt/M/st+M", models=("transient",), metrics=("P(N>=s)", "E", "Lq"))
def state_at(question: Question) -> float:
    if question.text("start", "empty") != "empty":
        raise UnsupportedError("start")
    t = question.number("t")
    answer = _transient(
        question.text("lambda"),
        question.number("s"),
        question.number("mu"),
        question.number("theta", 0.0),
        _times(t),
    )
    at = int(np.searchsorted(answer.times, t))
    if question.name == "P(N>=s)":
        return float(answer.delay_probability[at])
    if question.name == "E" and question.index != ("N",):
        raise UnsupportedError(question.metric)
    return float(answer.number_mean[at] if question.name == "E" else answer.queue_mean[at])


@evaluates("Halfin-Whitt", models=(r"beta\(alpha\)",), metrics=("beta",))
def quality(question: Question) -> float:
    return float(halfin_whitt_beta(question.number("alpha")))


@evaluates("Mt/M/st", models=("MOL square-root staffing",), metrics=("s(t)",))
def staffing(question: Question) -> float:
    load = profile_of(question.text("lambda")).load(
        question.number("t"), exponential(1 / question.number("mu"))
    )
    return float(square_root_servers(load, question.number("alpha")))


@evaluates("Mt/M/st", models=(r"achieved P\(N>=s\).*hourly.*midpoint.*",), metrics=("P(N>=s)",))
def achieved(question: Question) -> float:
    """Hourly square-root staffing at the load in the middle of the hour, started empty at 0."""
    t = question.number("t")
    hours = DAY * (int(t // DAY) + 1)
    answer = _staffed(
        question.text("lambda"),
        question.number("mu"),
        question.number("alpha"),
        hours,
        _times(t),
    )
    at = int(np.searchsorted(answer.times, t))
    # The row names the servers at t; another number would be another question.
    if answer.servers[at] != question.number("s"):
        raise ParameterError("s")
    return float(answer.delay_probability[at])


def _times(t: float) -> tuple[float, ...]:
    """The asked time; with its neighbours where rows tend to ask for a grid of one scenario."""
    if t * 2 != round(t * 2):
        return (t,)
    return tuple(np.arange(2 * DAY * ceil(t / DAY) + 1) / 2)


@lru_cache(maxsize=64)
def _transient(
    rate: str, servers: float, service_rate: float, patience_rate: float, times: tuple[float, ...]
) -> Transient:
    return transient(
        profile=profile_of(rate),
        servers=steps([0.0], [servers]),
        service_rate=service_rate,
        abandonment_rate=patience_rate,
        times=times,
    )


@lru_cache(maxsize=16)
def _staffed(
    rate: str, service_rate: float, alpha: float, hours: int, times: tuple[float, ...]
) -> Transient:
    profile = profile_of(rate)
    edges = np.arange(hours + 1.0)
    load = profile.load(edges[:-1] + 0.5, exponential(1 / service_rate))
    return achieved_delay(
        profile=profile,
        service_rate=service_rate,
        edges=edges,
        servers=square_root_servers(load, alpha),
        times=times,
    )


def service_law(name: str, mean: float) -> Sojourn:
    """M, D, Ek, or H2b and its SCV (balanced means)."""
    if name == "M":
        return exponential(mean)
    if name == "D":
        return deterministic(mean)
    stages = re.fullmatch(r"E(\d+)", name)
    if stages:
        return erlang(mean, int(stages[1]))
    mixed = re.fullmatch(rf"H2b{NUMBER}", name)
    if mixed:
        return hyperexponential(mean, float(mixed[1]))
    raise UnsupportedError(name)


def profile_of(text: str) -> Profile:
    """`60+40 sin(2 pi t/24)`, `100+20 sin t`, or `10; 25 on [2,3)`."""
    wave = WAVE.fullmatch(text.strip())
    if wave:
        amplitude = float(wave[3]) * (1 if wave[2] == "+" else -1)
        return Sinusoid(float(wave[1]), amplitude, _frequency(wave[4]))
    stepped = STEPS.fullmatch(text.strip())
    if stepped:
        return _stepped(float(stepped[1]), STEP.findall(stepped[2]))
    if re.fullmatch(NUMBER, text.strip()):
        return steps([0.0], [float(text)])
    raise UnsupportedError(text)


def _frequency(argument: str) -> float:
    """Radians per unit of time in `t`, `0.5 t`, `(t)`, `(2 pi t/24)`."""
    plain = argument.strip().removeprefix("(").removesuffix(")").replace("*", " ")
    found = re.fullmatch(rf"\s*(?:{NUMBER}\s*)?(pi)?\s*t\s*(?:/\s*{NUMBER})?\s*", plain)
    if not found:
        raise UnsupportedError(argument)
    factor = float(found[1] or 1.0) * (pi if found[2] else 1.0)
    return factor / float(found[3] or 1.0)


def _stepped(base: float, pieces: list[tuple[str, str, str]]) -> Profile:
    """A base rate with other rates on intervals that do not overlap."""
    times, rates = [0.0], [base]
    for rate, start, end in sorted(pieces, key=lambda piece: float(piece[1])):
        if float(start) < times[-1] or float(end) <= float(start):
            raise ParameterError("lambda")
        if float(start) == times[-1]:
            times.pop(), rates.pop()
        times += [float(start), float(end)]
        rates += [float(rate), base]
    return steps(times, rates)
