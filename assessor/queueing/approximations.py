"""M/G/c and G/G/c, first come, first served, from means and squared coefficients of variation.

Which formula answers is chosen per case and said in the result, with the class under which its
error was measured against exact solutions (`accuracy`). For a CPU use `sharing`; where phases
are known and few, `phase_type_queue` is exact.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessor.queueing.constant_service import mdc_queue
from assessor.queueing.erlang import erlang_c
from assessor.queueing.inversion import quantile_from_tail

Floats = NDArray[np.float64]
Texts = NDArray[np.str_]

_NEVER = 1e-200
"""A delay probability that is taken as 0. [1]"""

LARGEST_SCV = 10.0
"""Above it two moments say too little: exact waits of equal SCV differ several times over."""


@dataclass(frozen=True)
class GeneralQueue:
    """Approximate means and waits of G/G/c, all of the broadcast shape of the question.

    Unstable and refused questions have delay probability 1, infinite means and tails 1.
    """

    servers: Floats
    arrival_rate: Floats
    service_mean: Floats
    arrival_scv: Floats
    service_scv: Floats
    utilisation: Floats
    delay_probability: Floats
    """P(W_q > 0). [1]"""
    waiting_mean: Floats
    """E[W_q]. [s]"""
    waiting_scv: Floats
    """SCV of the wait of those who wait. [1]"""
    response_mean: Floats
    queue_mean: Floats
    number_mean: Floats
    refused: NDArray[np.bool_]
    """An SCV above `LARGEST_SCV`: no answer."""
    model: Texts
    error_class: Texts

    @property
    def stable(self) -> NDArray[np.bool_]:
        """Whether there is an answer and it is finite."""
        return np.asarray(np.isfinite(self.waiting_mean))

    def waiting_tail(self, t: ArrayLike) -> Floats:
        """P(W_q > t): the delayed wait a time fitted to its mean and SCV. [1]

        Hyperexponential with balanced means above SCV 1, gamma below.
        """
        at = np.maximum(np.asarray(t, dtype=np.float64), 0.0)
        wait = np.where(self.stable, self.waiting_mean, 1.0)
        delayed = np.where(self.delay_probability > 0, self.delay_probability, 1.0)
        mean = np.maximum(wait / delayed, 1e-300)
        tail = delayed_tail(at / mean, self.waiting_scv)
        return np.asarray(np.where(self.stable, self.delay_probability * tail, 1.0))

    def waiting_quantile(self, probability: ArrayLike) -> Floats:
        """Least t with P(W_q ≤ t) ≥ probability; 0 where enough never wait. [s]"""
        shape = np.broadcast(self.servers, np.asarray(probability)).shape
        scale = np.broadcast_to(self.waiting_mean, shape)
        found = quantile_from_tail(self.waiting_tail, probability, scale=scale)
        enough = self.delay_probability <= 1.0 - np.asarray(probability)
        return np.where(enough & self.stable, 0.0, found)


def delayed_tail(t: Floats, scv: Floats) -> Floats:
    """P(X > t) of a time with mean 1 and the given SCV > 0. [1]"""
    from scipy.special import gammaincc

    wide = np.maximum(scv, 1.0)
    p = 0.5 * (1.0 + np.sqrt((wide - 1.0) / (wide + 1.0)))
    two = p * np.exp(-2.0 * p * t) + (1.0 - p) * np.exp(-2.0 * (1.0 - p) * t)
    stages = 1.0 / np.clip(scv, 1e-3, 1.0)
    return np.asarray(np.where(scv >= 1.0, two, gammaincc(stages, stages * t)), dtype=np.float64)


def mgc(
    *,
    servers: ArrayLike,
    arrival_rate: ArrayLike,
    service_mean: ArrayLike,
    service_scv: ArrayLike,
) -> GeneralQueue:
    """M/G/c: exact for SCV 0 and 1 and for one server, Tijms below 1, Kimura above.

    From SCV 4 to 9 Kimura, which is low there, is drawn towards Whitt, which is high.

    Parameters
    ----------
    servers
        c ≥ 1, whole. [1]
    arrival_rate
        λ ≥ 0, Poisson. [1/s]
    service_mean, service_scv
        E[S] > 0 [s] and its SCV ≥ 0; above 10 refused. [1]

    References
    ----------
    .. [1] T. Kimura, "Approximations for multi-server queues: system interpolations", Queueing
       Systems 17 (1994) (recalled).
    .. [2] H. C. Tijms, A First Course in Stochastic Models, 2003, sec. 9.6 (recalled).
    """
    return ggc(
        servers=servers,
        arrival_rate=arrival_rate,
        arrival_scv=1.0,
        service_mean=service_mean,
        service_scv=service_scv,
    )


def ggc(
    *,
    servers: ArrayLike,
    arrival_rate: ArrayLike,
    arrival_scv: ArrayLike,
    service_mean: ArrayLike,
    service_scv: ArrayLike,
) -> GeneralQueue:
    """G/G/c by Whitt's formulas of 1993, scaled so that Poisson arrivals give `mgc`.

    For more than one server the mean is the geometric mean of Whitt's wait and of his delay
    probability times the delayed wait: they err to opposite sides.

    Parameters
    ----------
    servers
        c ≥ 1, whole. [1]
    arrival_rate, arrival_scv
        λ ≥ 0 [1/s] and the SCV of the times between arrivals, ≥ 0; above 10 refused. [1]
    service_mean, service_scv
        E[S] > 0 [s] and its SCV ≥ 0; above 10 refused. [1]

    References
    ----------
    .. [1] W. Whitt, "Approximations for the GI/G/m queue", Prod. Oper. Manag. 2 (1993), secs. 2-5
       (recalled).
    """
    given = (servers, arrival_rate, arrival_scv, service_mean, service_scv)
    c, lam, ca2, mean, cs2 = (np.asarray(x, dtype=float) for x in np.broadcast_arrays(*given))
    if not (np.all(c >= 1) and np.all(c == np.floor(c)) and np.all(lam >= 0) and np.all(mean > 0)):
        raise ValueError(f"need whole servers ≥ 1, rate ≥ 0 and service > 0, got {given!r}")
    if not (np.all(ca2 >= 0) and np.all(cs2 >= 0)):
        raise ValueError(f"an SCV must be ≥ 0, got {arrival_scv!r} and {service_scv!r}")
    load = lam * mean
    refused = (ca2 > LARGEST_SCV) | (cs2 > LARGEST_SCV)
    answered = ~refused & (load < c)
    busy = answered & (load > 0)
    safe = _Case(
        np.where(busy, c, 2.0),
        np.where(busy, load, 1.0),
        np.where(busy, ca2, 1.0),
        np.where(busy, cs2, 1.0),
    )
    # In large idle groups everything is next to 0, and quotients of two such numbers mean nothing:
    # nobody waits there.
    busy = busy & (erlang_c(safe.c, safe.load) > _NEVER)
    with np.errstate(all="ignore"):
        delay = np.where(busy, safe.delay_probability, np.where(answered, 0.0, 1.0))
        waiting = np.where(busy, mean * safe.wait, np.where(answered, 0.0, np.inf))
    model, error_class = _names(c, ca2, cs2, refused)
    queue = np.where(lam > 0, lam * waiting, 0.0)
    return GeneralQueue(
        servers=c,
        arrival_rate=lam,
        service_mean=mean,
        arrival_scv=ca2,
        service_scv=cs2,
        utilisation=load / c,
        delay_probability=delay,
        waiting_mean=waiting,
        waiting_scv=safe.delayed_scv,
        response_mean=waiting + mean,
        queue_mean=queue,
        number_mean=queue + load,
        refused=refused,
        model=model,
        error_class=error_class,
    )


def _names(c: Floats, ca2: Floats, cs2: Floats, refused: NDArray[np.bool_]) -> tuple[Texts, Texts]:
    poisson = ca2 == 1
    exact = poisson & ((cs2 == 1) | (cs2 == 0) | (c == 1))
    cases = [refused, exact & (cs2 == 1), exact, poisson & (cs2 < 1), poisson & (cs2 <= 4), poisson]
    models = ["refused: SCV above 10", "M/M/c", "M/G/c exact mean", "M/G/c Tijms", "M/G/c Kimura"]
    classes = ["refused", "exact", "exact_mean", "tijms", "kimura", "kimura_whitt"]
    model = np.select(cases, [*models, "M/G/c Kimura and Whitt"], default="G/G/c Whitt")
    return np.asarray(model), np.asarray(np.select(cases, classes, default="whitt"))


@dataclass(frozen=True)
class _Case:
    """Stable questions in units of the service mean."""

    c: Floats
    load: Floats
    ca2: Floats
    cs2: Floats

    @property
    def wait(self) -> Floats:
        """E[W_q] in service means."""
        poisson = self._poisson_wait
        if np.all(self.ca2 == 1):
            return poisson
        by_whitt = self._whitt(self.ca2) / self._whitt(np.ones_like(self.ca2))
        variability = (self.ca2 + self.cs2) / (1.0 + self.cs2)
        by_delay = self.delay_probability / erlang_c(self.c, self.load) * variability
        weight = np.where(self.c > 1, 0.5, 0.0)
        return np.asarray(poisson * by_whitt ** (1.0 - weight) * by_delay**weight)

    @property
    def _poisson_wait(self) -> Floats:
        """M/G/c."""
        exponential = self._exponential_wait
        if np.all(self.cs2 == 1):
            return exponential
        constant = mdc_queue(self.c, self.load) / self.load
        tijms = (1.0 - self.cs2) * constant + self.cs2 * exponential
        parts = 2.0 * self.cs2 / exponential + (1.0 - self.cs2) / constant
        kimura = (1.0 + self.cs2) / parts
        kimura = np.where(parts > 0, kimura, tijms)
        weight = np.where(self.c > 1, np.clip((self.cs2 - 1.0) / 16.0, 0.0, 0.6), 0.0)
        weight = np.where(self.cs2 > 4, weight, 0.0)
        whitt = self._whitt(np.ones_like(self.cs2))
        above = kimura ** (1.0 - weight) * whitt**weight
        return np.asarray(np.where(self.cs2 < 1, tijms, above), dtype=np.float64)

    @property
    def _exponential_wait(self) -> Floats:
        return np.asarray(erlang_c(self.c, self.load) / (self.c - self.load), dtype=np.float64)

    def _whitt(self, ca2: Floats) -> Floats:
        """Whitt 1993, E[W_q] in service means; never 0, so that ratios exist."""
        c, cs2, rho = self.c, self.cs2, self.load / self.c
        g = (1.0 - rho) * (c - 1.0) * (np.sqrt(4.0 + 5.0 * c) - 2.0) / (16.0 * c * rho)
        g = np.minimum(0.24, g)
        low, high = 1.0 - 4.0 * g, 1.0 + g
        f3 = low * np.exp(-2.0 * (1.0 - rho) / (3.0 * rho))
        f4 = np.minimum(1.0, (high + f3) / 2.0)
        c2 = (ca2 + cs2) / 2.0
        psi = np.where(c2 >= 1.0, 1.0, f4 ** np.maximum(2.0 * (1.0 - c2), 0.0))
        spread = 4.0 * ca2 - 3.0 * cs2
        more = 4.0 * (ca2 - cs2) / spread * high + cs2 / spread * psi
        total = 2.0 * (ca2 + cs2)
        less = (cs2 - ca2) / total * f3 + (cs2 + 3.0 * ca2) / total * psi
        phi = np.where(ca2 >= cs2, np.where(spread > 0, more, psi), less)
        return np.maximum(phi * c2 * self._exponential_wait, 1e-300)

    @property
    def delay_probability(self) -> Floats:
        """P(W_q > 0), Whitt 1993; Erlang C for Poisson arrivals."""
        from scipy.special import log_ndtr, ndtr

        c, ca2, cs2 = self.c, self.ca2, self.cs2
        rho = self.load / c
        poisson = erlang_c(c, self.load)
        if np.all(ca2 == 1):
            return poisson
        spare = (1.0 - rho) * np.sqrt(c)
        total = np.maximum(ca2 + cs2, 1e-12)
        base = log_ndtr(-spare)
        heavy = poisson * np.exp(np.minimum(log_ndtr(-spare * (1.0 + cs2) / total) - base, 700.0))
        light = poisson * np.exp(np.minimum(log_ndtr(-2.0 * spare / (1.0 + ca2)) - base, 700.0))
        few = rho**2 * np.minimum(1.0, heavy) + (1.0 - rho**2) * np.minimum(1.0, light)
        z = total / (1.0 + cs2)
        gamma = (c - self.load - 0.5) / np.sqrt(self.load * z)
        many = ca2 * few + (1.0 - ca2) * ndtr(-gamma)
        share = np.clip(2.0 * (1.0 - ca2) * (gamma - 0.5), 0.0, 1.0)
        between = share * many + (1.0 - share) * few
        crowd = (c >= 7) & (ca2 < 1) & (gamma > 0.5)
        found = np.where(crowd, np.where(gamma >= 1.0, many, between), few)
        return np.asarray(np.where(ca2 == 1, poisson, np.clip(found, 0.0, 1.0)), dtype=np.float64)

    @property
    def delayed_scv(self) -> Floats:
        """SCV of the wait of those who wait (Whitt 1993): 2ρ − 1 + 4(1 − ρ)d³/(3(1 + cs²)²)."""
        rho, cs2 = self.load / self.c, self.cs2
        third = np.where(cs2 >= 1.0, 3.0 * cs2 * (1.0 + cs2), (2.0 * cs2 + 1.0) * (cs2 + 1.0))
        return np.asarray(2.0 * rho - 1.0 + 4.0 * (1.0 - rho) * third / (3.0 * (1.0 + cs2) ** 2))
