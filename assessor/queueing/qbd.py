"""(MAP | PH)/PH/c, first come, first served: exact, by matrix-analytic methods.

The state is the number inside, the arrival phase and how the running services stand in their
phases: C(c+m−1, m−1) × arrival phases per level. Up to `LARGEST_BLOCK` of them.
"""

from dataclasses import dataclass, field
from math import comb

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessor.queueing.inversion import Complexes, quantile_from_tail
from assessor.queueing.phases import (
    ArrivalProcess,
    ServicePhases,
    endings,
    moves_within,
    occupancies,
    starts,
)
from assessor.queueing.sojourn import Sojourn

Floats = NDArray[np.float64]

LARGEST_BLOCK = 500
"""States per level; 500 takes some seconds for the mean, minutes for a percentile."""

_ROUND_OFF = 1e-14
_MOST_STEPS = 200_000


@dataclass(frozen=True)
class PhaseWait(Sojourn):
    """Waiting time as a Poisson number of steps: P(W > t) = Σ Poisson(n; νt) w_n.

    Beyond the listed steps w falls by the constant factor `decay`.
    """

    steps: Floats
    step_rate: float
    decay: float
    mean: float
    scv: float
    model: str = "MAP/PH/c"
    error_class: str = "exact"

    @property
    def delay_probability(self) -> float:
        """P(W > 0). [1]"""
        return float(self.steps[0])

    def tail(self, t: ArrayLike) -> Floats:
        """P(W > t). [1]"""
        from scipy.special import gammainc, gammaln, xlogy

        x = self.step_rate * np.maximum(np.asarray(t, dtype=np.float64), 0.0)[..., np.newaxis]
        if not self.stable:
            return np.ones(x.shape[:-1])
        n = np.arange(self.steps.size)
        listed = np.exp(xlogy(n, x) - x - gammaln(n + 1.0)) @ self.steps
        # Σ_{n ≥ N} Poisson(n; x) w_N r^(n−N) = w_N r^−N e^{−(1−r)x} P(Poisson(rx) ≥ N)
        size, r = self.steps.size, self.decay
        last = self.steps[-1] * r
        if last > 0 and r > 0:
            growth = np.exp(-(1.0 - r) * x - size * np.log(r))
            listed = listed + last * (growth * gammainc(float(size), r * x))[..., 0]
        return np.asarray(np.clip(listed, 0.0, 1.0), dtype=np.float64)

    def transform(self, s: Complexes) -> Complexes:
        """1 − s Σ w_n ν^n/(ν + s)^(n+1)."""
        at = np.asarray(s, dtype=np.complex128)
        if not self.stable:
            return np.zeros_like(at)
        z = self.step_rate / (self.step_rate + at)
        total = np.full_like(at, self.steps[-1]) / (1.0 - self.decay * z)
        for w in self.steps[-2::-1]:
            total = w + z * total
        return np.asarray(1.0 - at * total * z / self.step_rate, dtype=np.complex128)

    def quantile(self, probability: ArrayLike) -> Floats:
        """Least t with P(W ≤ t) ≥ probability. [s]"""
        scale = self.mean + 1.0 / self.step_rate
        found = quantile_from_tail(self.tail, probability, scale=scale)
        enough = np.asarray(probability) <= 1.0 - self.delay_probability
        return np.where(enough & self.stable, 0.0, found)


@dataclass(frozen=True)
class PhaseQueue:
    """Means of (MAP | PH)/PH/c; unstable gives delay probability 1 and infinite means."""

    utilisation: float
    delay_probability: float
    """Share of arrivals that wait. [1]"""
    waiting_mean: float
    response_mean: float
    queue_mean: float
    residual: float
    """Largest element of A0 + R A1 + R² A2 over the largest rate: how well R was found. [1]"""
    model: str = "MAP/PH/c"
    error_class: str = "exact"
    _solution: "_Solution | None" = field(default=None, repr=False)

    def waiting(self) -> PhaseWait:
        """Distribution of the waiting time."""
        if self._solution is None:
            return PhaseWait(np.ones(1), 1.0, 1.0, np.inf, 0.0)
        return _wait(self._solution, self.waiting_mean)


@dataclass(frozen=True)
class _Solution:
    rate_matrix: Floats
    at_servers: Floats
    """pi_c: all servers busy, nobody waiting."""
    arriving: Floats
    """Phases of the services seen by an arrival: D1 1/λ by state."""
    within: Floats
    restarts: Floats


def phase_type_queue(
    *, servers: int, arrivals: ArrivalProcess, service: ServicePhases
) -> PhaseQueue:
    """Exact (MAP | PH)/PH/c.

    Parameters
    ----------
    servers
        c ≥ 1. [1]
    arrivals, service
        From `phases`: Poisson, renewal or modulated arrivals, and service phases.

    Raises
    ------
    ValueError
        More than `LARGEST_BLOCK` states per level.

    References
    ----------
    .. [1] G. Latouche and V. Ramaswami, Introduction to Matrix Analytic Methods in Stochastic
       Modeling, 1999, sec. 8.4: logarithmic reduction (recalled).
    """
    block = block_size(servers, arrivals, service)
    if servers < 1 or block > LARGEST_BLOCK:
        raise ValueError(f"need 1 ≤ servers with a block ≤ {LARGEST_BLOCK}, got {servers}: {block}")
    utilisation = arrivals.rate * service.mean / servers
    if utilisation >= 1:
        return PhaseQueue(utilisation, 1.0, np.inf, np.inf, np.inf, 0.0)
    return _solved(servers, arrivals, service, utilisation)


def block_size(servers: int, arrivals: ArrivalProcess, service: ServicePhases) -> int:
    """States per level: arrival phases × ways to spread c services over m phases."""
    phases = service.start.size
    return int(arrivals.silent.shape[0]) * comb(servers + phases - 1, phases - 1)


def _solved(
    c: int, arrivals: ArrivalProcess, service: ServicePhases, utilisation: float
) -> PhaseQueue:
    levels = [occupancies(service.start.size, n) for n in range(c + 1)]
    phases = np.eye(arrivals.silent.shape[0])

    def up(n: int) -> Floats:
        return _kron(arrivals.arriving, starts(service, levels[n], levels[n + 1]))

    def local(n: int) -> Floats:
        within = moves_within(service, levels[n])
        return _kron(arrivals.silent, np.eye(levels[n].size)) + _kron(phases, within)

    def down(n: int) -> Floats:
        return _kron(phases, endings(service, levels[n], levels[n - 1]))

    full = levels[c]
    restarts = endings(service, full, levels[c - 1]) @ starts(service, levels[c - 1], full)
    outer = _kron(arrivals.arriving, np.eye(full.size))
    middle, inner = local(c), _kron(phases, restarts)
    rate = _rate_matrix(outer, middle, inner)
    # pi_n = pi_{n−1} S_n from the full level down to the empty one.
    step, below = rate, inner
    factors: list[Floats] = []
    for n in range(c, 0, -1):
        step = up(n - 1) @ np.linalg.inv(-(local(n) + step @ below))
        factors.append(step)
        below = down(n)
    levels_pi = [_null_vector(local(0) + step @ below)]
    for factor in reversed(factors):
        levels_pi.append(levels_pi[-1] @ factor)
    series = np.linalg.inv(np.eye(rate.shape[0]) - rate)
    above = levels_pi[-1] @ series
    total = sum(float(pi.sum()) for pi in levels_pi[:-1]) + float(above.sum())
    queue = float((above @ rate @ series).sum()) / total
    seen = _kron(arrivals.arriving.sum(axis=1), np.ones(full.size)) / arrivals.rate
    lam = arrivals.rate
    size = max(float(np.abs(middle).max()), 1e-300)
    residual = float(np.abs(outer + rate @ middle + rate @ rate @ inner).max()) / size
    return PhaseQueue(
        utilisation=utilisation,
        delay_probability=float(above @ seen) / total,
        waiting_mean=queue / lam,
        response_mean=queue / lam + service.mean,
        queue_mean=queue,
        residual=residual,
        _solution=_Solution(
            rate, levels_pi[-1] / total, seen, moves_within(service, full), restarts
        ),
    )


def _kron(left: Floats, right: Floats) -> Floats:
    return np.asarray(np.kron(left, right), dtype=np.float64)


def _null_vector(balance: Floats) -> Floats:
    """Left null vector of the empty level, which has one state per arrival phase."""
    system = np.vstack([balance.T, np.ones(balance.shape[0])])
    right = np.zeros(balance.shape[0] + 1)
    right[-1] = 1.0
    return np.asarray(np.linalg.lstsq(system, right, rcond=None)[0], dtype=np.float64)


def _rate_matrix(outer: Floats, middle: Floats, inner: Floats) -> Floats:
    """R of a QBD with rates up `outer`, within `middle`, down `inner`."""
    back = -np.linalg.inv(middle)
    high, low = back @ outer, back @ inner
    first, product = low.copy(), high.copy()
    eye = np.eye(middle.shape[0])
    change = first
    # Row sums reach 1 only to round-off: a tighter test never ends and then overflows.
    while min(np.abs(change).max(), np.abs(1.0 - first.sum(axis=1)).max()) >= _ROUND_OFF:
        both = high @ low + low @ high
        solver = np.linalg.inv(eye - both)
        high, low = solver @ high @ high, solver @ low @ low
        change = product @ low
        first = first + change
        product = product @ high
    return np.asarray(outer @ np.linalg.inv(-(middle + outer @ first)), dtype=np.float64)


def _wait(solution: _Solution, mean: float) -> PhaseWait:
    """Steps of the uniformised chain that counts the departures still ahead.

    M_{n+1} = M_n P0 + R M_n P1, and w_n = pi_c (I − R)⁻¹ M_n 1.
    """
    rate = solution.rate_matrix
    services = solution.within.shape[0]
    speed = float(-solution.within.diagonal().min())
    stay = np.eye(services) + solution.within / speed
    leave = solution.restarts / speed
    total = np.linalg.solve((np.eye(rate.shape[0]) - rate).T, solution.at_servers)
    # An arrival in state (phase, services) finds those services.
    phases = rate.shape[0] // services
    current = solution.arriving[:, np.newaxis] * np.tile(np.eye(services), (phases, 1))
    steps = [float((total @ current).sum())]
    ratio, settled = 0.0, False
    while not settled and len(steps) < _MOST_STEPS:
        current = current @ stay + rate @ (current @ leave)
        steps.append(float((total @ current).sum()))
        previous, ratio = ratio, steps[-1] / steps[-2] if steps[-2] > 0 else 0.0
        settled = (len(steps) > 32 and abs(ratio - previous) < 1e-14) or steps[-1] < 1e-200
    w = np.array(steps)
    # E[W²] = 2∫ t P(W > t) dt = 2 Σ (n + 1) w_n/ν²
    n = np.arange(w.size)
    rest = w[-1] * ratio * (w.size + 1.0 + ratio / (1.0 - ratio)) / (1.0 - ratio)
    second = 2.0 * (float((n + 1.0) @ w) + rest) / speed**2
    scv = max(second / mean**2 - 1.0, 0.0) if mean > 0 else 0.0
    return PhaseWait(w, speed, ratio, mean, scv)
