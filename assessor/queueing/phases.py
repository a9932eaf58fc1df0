"""Arrivals and services as Markov phases, and how c such services run side by side."""

from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessor.queueing.sojourn import ErlangMixture

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class ArrivalProcess:
    """MAP: `silent` (D0) changes phase without an arrival, `arriving` (D1) with one. [1/s]"""

    silent: Floats
    arriving: Floats

    @property
    def phase_shares(self) -> Floats:
        """Stationary shares of time in the phases. [1]"""
        return stationary(self.silent + self.arriving)

    @property
    def rate(self) -> float:
        """Mean arrival rate. [1/s]"""
        return float(self.phase_shares @ self.arriving.sum(axis=1))

    @property
    def limiting_dispersion(self) -> float:
        """lim Var N(t)/E N(t): 1 for Poisson, above for bursts. [1]

        References
        ----------
        .. [1] W. Fischer and K. Meier-Hellstern, "The Markov-modulated Poisson process (MMPP)
           cookbook", Perf. Eval. 18 (1993) (recalled).
        """
        shares, size = self.phase_shares, self.silent.shape[0]
        rate = self.rate
        flow = self.arriving.sum(axis=1)
        fundamental = np.linalg.inv(np.outer(np.ones(size), shares) - (self.silent + self.arriving))
        spread = shares @ self.arriving @ fundamental @ flow
        return float(1.0 + 2.0 * (spread / rate - rate))


@dataclass(frozen=True)
class ServicePhases:
    """PH: starts in a phase by `start`, moves by `moves` (a sub-generator), ends by the rest."""

    start: Floats
    moves: Floats

    @property
    def ends(self) -> Floats:
        """Rate of ending from each phase. [1/s]"""
        return np.asarray(np.maximum(-self.moves.sum(axis=1), 0.0), dtype=np.float64)

    @property
    def mean(self) -> float:
        """E[S]. [s]"""
        return float(self.start @ np.linalg.solve(-self.moves, np.ones(self.start.size)))

    @property
    def scv(self) -> float:
        """Squared coefficient of variation. [1]"""
        ones = np.ones(self.start.size)
        first = np.linalg.solve(-self.moves, ones)
        second = 2.0 * float(self.start @ np.linalg.solve(-self.moves, first))
        return second / self.mean**2 - 1.0


def stationary(generator: Floats) -> Floats:
    """Stationary vector of a generator."""
    size = generator.shape[0]
    system = np.vstack([generator.T, np.ones(size)])
    right = np.zeros(size + 1)
    right[-1] = 1.0
    return np.asarray(np.linalg.lstsq(system, right, rcond=None)[0], dtype=np.float64)


def poisson_arrivals(rate: float) -> ArrivalProcess:
    """Poisson arrivals, rate > 0. [1/s]"""
    return ArrivalProcess(np.array([[-rate]]), np.array([[rate]]))


def renewal_arrivals(between: ErlangMixture) -> ArrivalProcess:
    """Independent phase-type times between arrivals."""
    phases = service_phases(between)
    return ArrivalProcess(phases.moves, np.outer(phases.ends, phases.start))


def modulated_poisson(rates: ArrayLike, switching: ArrayLike) -> ArrivalProcess:
    """MMPP2: Poisson at `rates[i]` while in state i, which is left at `switching[i]`. [1/s]"""
    flow, leave = np.asarray(rates, dtype=float), np.asarray(switching, dtype=float)
    if flow.shape != (2,) or leave.shape != (2,) or np.any(flow < 0) or np.any(leave <= 0):
        raise ValueError(f"need two rates ≥ 0 and two switching rates > 0, got {flow}, {leave}")
    change = np.array([[-leave[0], leave[0]], [leave[1], -leave[1]]])
    return ArrivalProcess(change - np.diag(flow), np.diag(flow))


def service_phases(service: ErlangMixture) -> ServicePhases:
    """A mixture of Erlang times as phases, one chain of stages per part.

    Parts of the same rate share one chain (the mixed Erlang of `mixed_erlang`).

    Raises
    ------
    ValueError
        A gamma time with a broken number of stages: it is not phase type.
    """
    if not service.is_phase_type:
        raise ValueError(f"not phase type: {service.shapes.tolist()!r} stages")
    starts: list[Floats] = []
    blocks: list[Floats] = []
    for rate in np.unique(service.rates):
        part = service.rates == rate
        stages = service.shapes[part].astype(int)
        size = int(stages.max())
        begin = np.zeros(size)
        np.add.at(begin, size - stages, service.weights[part])
        starts.append(begin)
        blocks.append(rate * (np.eye(size, k=1) - np.eye(size)))
    return ServicePhases(np.concatenate(starts), _block_diagonal(blocks))


def _block_diagonal(blocks: list[Floats]) -> Floats:
    size = sum(block.shape[0] for block in blocks)
    whole = np.zeros((size, size))
    at = 0
    for block in blocks:
        end = at + block.shape[0]
        whole[at:end, at:end] = block
        at = end
    return whole


@dataclass(frozen=True)
class Occupancies:
    """All ways in which `busy` services can stand in the phases."""

    states: NDArray[np.int64]

    @property
    def size(self) -> int:
        """How many ways."""
        return int(self.states.shape[0])

    def index(self) -> dict[tuple[int, ...], int]:
        """Where each way stands."""
        return {tuple(int(n) for n in row): i for i, row in enumerate(self.states)}


def occupancies(phases: int, busy: int) -> Occupancies:
    """Every vector of `phases` counts that adds up to `busy`."""
    rows = np.zeros((0, phases), dtype=np.int64)
    ways = [
        np.bincount(np.array(pick, dtype=np.int64), minlength=phases)
        for pick in combinations_with_replacement(range(phases), busy)
    ]
    return Occupancies(np.array(ways, dtype=np.int64).reshape(-1, phases) if ways else rows)


def moves_within(service: ServicePhases, level: Occupancies) -> Floats:
    """Generator of phase changes without an ending, total exit rate on the diagonal."""
    rates = np.zeros((level.size, level.size))
    index = level.index()
    moving = [(int(i), int(j)) for i, j in np.argwhere(service.moves > 0)]
    for i, row in enumerate(level.states):
        rates[i, i] = float(row @ np.diag(service.moves))
        for source, target in moving:
            if row[source] > 0:
                j = index[_moved(row, source, target)]
                rates[i, j] += row[source] * service.moves[source, target]
    return rates


def endings(service: ServicePhases, level: Occupancies, below: Occupancies) -> Floats:
    """Rates at which one of the running services ends and its server goes idle."""
    rates = np.zeros((level.size, below.size))
    index = below.index()
    for i, row in enumerate(level.states):
        for source in np.flatnonzero(row):
            left = row.copy()
            left[source] -= 1
            rates[i, index[tuple(left.tolist())]] += row[source] * service.ends[source]
    return rates


def starts(service: ServicePhases, below: Occupancies, level: Occupancies) -> Floats:
    """Probabilities of the states after one more service has begun."""
    shares = np.zeros((below.size, level.size))
    index = level.index()
    for i, row in enumerate(below.states):
        for target in np.flatnonzero(service.start):
            more = row.copy()
            more[target] += 1
            shares[i, index[tuple(more.tolist())]] += service.start[target]
    return shares


def _moved(row: NDArray[np.int64], source: int, target: int) -> tuple[int, ...]:
    moved = row.copy()
    moved[source] -= 1
    moved[target] += 1
    return tuple(moved.tolist())
