"""The fast path for one first-come-first-served station: a single path, or many short ones."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.random import SeedSequence

from assessor.queueing.simulation.arrivals import Arrivals, Renewal, first_epochs
from assessor.queueing.simulation.kiefer_wolfowitz import advance, departures, empty
from assessor.queueing.simulation.laws import AnyLaw, Floats, Law

# Paths that run side by side; a fixed number, so that the count of threads changes nothing.
PATHS = 1024
ROWS = 16
# Customers at a time: their arrays stay in the cache and in memory once touched.
BLOCK = 1 << 20


def simulate_ggc(
    arrivals: Arrivals, service: AnyLaw, servers: int, *, customers: int, seed: int
) -> Floats:
    """Response times of the first customers of an initially empty G/G/c station.

    Parameters
    ----------
    arrivals
        The arrival process. [1/s]
    service
        Law of the service times. [s]
    servers
        c ≥ 1.
    customers
        How many to simulate; fewer come back where the arrivals end before.
    seed
        Same seed, same path.

    Returns
    -------
    Response times in order of arrival, warm-up included. An unstable queue grows as it would. [s]
    """
    if customers < 1 or servers < 1:
        raise ValueError(f"customers and servers must be ≥ 1, got {customers}, {servers}")
    for_arrivals, for_service = SeedSequence(seed).spawn(2)
    sample, free = service.sampler(for_service), np.zeros(servers)
    response, filled = np.empty(customers), 0
    for born in first_epochs(arrivals, customers, for_arrivals, BLOCK):
        part = response[filled : filled + len(born)]
        np.subtract(departures(born, sample(len(born)), free), born, out=part)
        filled += len(born)
    return response[:filled]


def simulate_ggc_replications(
    arrivals: Renewal,
    service: AnyLaw,
    servers: int,
    *,
    replications: int,
    customers: int,
    seed: int,
    warm_up: int = 0,
    threads: int = 1,
) -> Floats:
    """Mean response of each of many independent runs of a G/G/c station. [s]

    Parameters
    ----------
    arrivals
        A renewal process. [1/s]
    service
        Law of the service times. [s]
    servers
        c ≥ 1.
    replications, customers
        How many runs, and how many customers each run measures after its warm-up.
    warm_up
        Customers that each run simulates first and forgets.
    threads
        How many to use; the result does not depend on it.

    Returns
    -------
    Mean response of each run, shape (replications,). [s]
    """
    if replications < 1 or customers < 1 or warm_up < 0 or servers < 1:
        raise ValueError("replications, customers and servers must be ≥ 1, and warm_up ≥ 0")
    widths = [min(PATHS, replications - start) for start in range(0, replications, PATHS)]
    seeds = SeedSequence(seed).spawn(len(widths))

    def run(width: int, child: SeedSequence) -> Floats:
        gap = Law(1 / arrivals.rate, arrivals.scv, arrivals.family)
        return _mean_responses(gap, service, servers, width, warm_up, customers, child)

    if threads == 1:
        return np.concatenate(list(map(run, widths, seeds)))
    with ThreadPoolExecutor(threads) as pool:
        return np.concatenate(list(pool.map(run, widths, seeds)))


def _mean_responses(
    gap: AnyLaw,
    service: AnyLaw,
    servers: int,
    width: int,
    warm_up: int,
    customers: int,
    seed: SeedSequence,
) -> Floats:
    gaps, services = (law.sampler(s) for law, s in zip((gap, service), seed.spawn(2), strict=True))
    free, total, now = empty(servers, width), np.zeros(width), np.zeros(width)
    leaves = np.empty((ROWS, width))
    for start in range(-warm_up, customers, ROWS):
        rows = min(ROWS, customers - start)
        born = gaps(rows * width).reshape(rows, width)
        for row in born:  # np.cumsum goes down the columns and takes thrice as long
            now = np.add(row, now, out=row)
        stays = leaves[:rows]
        advance(free, born, services(rows * width).reshape(rows, width), stays)
        if start + rows > 0:
            np.subtract(stays, born, out=stays)
            total += stays[max(0, -start) :].sum(axis=0)
    return total / customers
