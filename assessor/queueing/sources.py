"""Finite populations: Engset's idle sources, machines with a repair crew, k of n."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessor.queueing.finite import birth_death

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Engset:
    """M/M/c/c/N: a few sources, each silent while it is served."""

    time_congestion: float
    """Share of time with all servers busy. [1]"""
    call_congestion: float
    """Share of attempts lost. [1]"""
    carried_load: float
    """Mean number of busy servers. [erlang]"""
    model: str = "M/M/c/c/N"
    error_class: str = "exact"


def engset(*, servers: int, sources: int, load_per_idle_source: float) -> Engset:
    """Exact Engset loss.

    Parameters
    ----------
    servers
        c ≥ 0. [1]
    sources
        N ≥ 0. [1]
    load_per_idle_source
        Attempt rate of an idle source × mean service time, ≥ 0. [erlang]

    References
    ----------
    .. [1] V. B. Iversen, Teletraffic Engineering Handbook, the Engset case (recalled).
    """
    if servers < 0 or sources < 0 or load_per_idle_source < 0:
        raise ValueError(f"need servers, sources and load ≥ 0, got {servers!r}, {sources!r}")
    busy = _engset_states(servers, sources, load_per_idle_source)
    # An attempt sees the system without its own source (arrival theorem).
    seen = _engset_states(servers, max(sources - 1, 0), load_per_idle_source)
    return Engset(
        time_congestion=float(busy[servers]) if sources >= servers else 0.0,
        call_congestion=float(seen[servers]) if sources > servers else 0.0,
        carried_load=float(busy @ np.arange(busy.size)),
    )


def _engset_states(servers: int, sources: int, load: float) -> Floats:
    most = min(servers, sources)
    n = np.arange(most, dtype=np.float64)
    return birth_death((sources - n) * load, n + 1.0)


@dataclass(frozen=True)
class Repair:
    """Machines that fail and a crew that mends them (M/M/r//N)."""

    failed: Floats
    """P(n failed), n = 0…N. [1]"""
    model: str = "M/M/r//N"
    error_class: str = "exact"

    @property
    def mean_failed(self) -> float:
        """E[number failed]. [1]"""
        return float(self.failed @ np.arange(self.failed.size))

    def availability(self, needed: int) -> float:
        """P(at least `needed` machines are up). [1]"""
        machines = self.failed.size - 1
        if needed > machines:
            return 0.0
        # The small side is summed: 1 − 1e-18 and 1 − 2e-18 differ in what is missing.
        return float(1.0 - self.failed[machines - needed + 1 :].sum()) if needed > 0 else 1.0


def repair(
    *,
    machines: int,
    repairmen: int,
    failure_rate: float,
    repair_rate: float,
    operating: int | None = None,
) -> Repair:
    """Stationary number of failed machines.

    Parameters
    ----------
    machines
        N ≥ 1. [1]
    repairmen
        Repairs going on at once, ≥ 1. [1]
    failure_rate
        Of one operating machine, ≥ 0. [1/s]
    repair_rate
        Of one repairman, > 0. [1/s]
    operating
        At most so many operate at once, the others are cold spares that do not fail; all by
        default. [1]

    References
    ----------
    .. [1] L. Kleinrock, Queueing Systems, vol. 1, 1975, sec. 3.8 (recalled).
    """
    if machines < 1 or repairmen < 1 or failure_rate < 0 or repair_rate <= 0:
        raise ValueError(f"need machines, repairmen ≥ 1 and rates, got {machines!r}, {repairmen!r}")
    down = np.arange(machines, dtype=np.float64)
    at_work = np.minimum(machines - down, machines if operating is None else operating)
    return Repair(
        birth_death(at_work * failure_rate, np.minimum(down + 1.0, repairmen) * repair_rate)
    )


def k_of_n_availability(*, machines: int, needed: int, availability: float) -> float:
    """P(at least `needed` of n independent machines are up).

    References
    ----------
    .. [1] R. Barlow and F. Proschan, Mathematical Theory of Reliability, 1965 (recalled).
    """
    from scipy.special import bdtr

    if not 0 <= availability <= 1 or machines < 0:
        raise ValueError(f"availability must be in [0, 1], got {availability!r}")
    if needed <= 0:
        return 1.0
    if needed > machines:
        return 0.0
    return float(bdtr(machines - needed, machines, 1.0 - availability))
