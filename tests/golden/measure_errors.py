"""Makes `assessor/queueing/measured_errors.json`. Run it after a formula has changed:

    python tests/golden/measure_errors.py

Truth is a matrix-analytic solution for waits and a seeded simulation for processor sharing. Takes
some minutes.
"""

import heapq
import json
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assessor.queueing.approximations import ggc
from assessor.queueing.balancing import balanced_response, limited_sharing_response
from assessor.queueing.distributions import from_moments, hyperexponential, mixed_erlang
from assessor.queueing.phases import poisson_arrivals, renewal_arrivals, service_phases
from assessor.queueing.qbd import block_size, phase_type_queue
from assessor.queueing.retrials import retrial
from assessor.queueing.sharing import sharing_stay
from assessor.queueing.sojourn import ErlangMixture

Floats = NDArray[np.float64]

TARGET = Path(__file__).parents[2] / "assessor" / "queueing" / "measured_errors.json"
SERVERS = (1, 2, 3, 5, 10, 15, 30)
UTILISATIONS = (0.5, 0.7, 0.8, 0.9, 0.95)
ARRIVAL_SCVS = (1.0, 0.5, 0.25, 2.0, 4.0)
SERVICE_SCVS = (1.0, 0.5, 0.25, 2.0, 4.0, 9.0)
QUANTILES = (0.9, 0.95, 0.99, 0.999)
LARGEST_BLOCK = 140
LEAST_DELAY = 0.02
"""Cases where fewer than 2 % wait say nothing about a wait that matters."""

WAIT_GRID = (
    "c 1-30, utilisation 0.5-0.95, SCV of service 0.25-9 and of arrivals 0.25-4 as mixed Erlang "
    "and balanced hyperexponential, at least 2 % delayed"
)
GRIDS = {
    "wait": WAIT_GRID,
    "sharing": "c 1-16, utilisation 0.5-0.9, SCV 0.25-4.6, quantiles 0.5-0.999",
    "balancing": "2 and 5 machines of 1 and 4 channels, utilisation 0.5-0.85, SCV 1 and 4.6",
    "limited": "c 1 and 4, 2 and 8 more at once, utilisation 0.5-0.85, SCV 0.25-4.6",
    "retrial": "c 2-20, utilisation 0.5-0.9",
}


@dataclass(frozen=True)
class Case:
    """One queue with its exact answers."""

    servers: int
    utilisation: float
    arrival_scv: float
    service_scv: float
    wait: float
    delayed: float
    quantiles: Floats


def exact_cases() -> Iterator[Case]:
    """The grid, where the block is small enough."""
    for c, rho, ca2, cs2 in product(SERVERS, UTILISATIONS, ARRIVAL_SCVS, SERVICE_SCVS):
        between = phases(1.0 / (rho * c), ca2)
        arrivals = poisson_arrivals(rho * c) if ca2 == 1 else renewal_arrivals(between)
        service = service_phases(phases(1.0, cs2))
        if block_size(c, arrivals, service) > LARGEST_BLOCK:
            continue
        queue = phase_type_queue(servers=c, arrivals=arrivals, service=service)
        if queue.delay_probability >= LEAST_DELAY:
            points = queue.waiting().quantile(np.array(QUANTILES))
            yield Case(c, rho, ca2, cs2, queue.waiting_mean, queue.delay_probability, points)


def phases(mean: float, scv: float) -> ErlangMixture:
    """Balanced hyperexponential from SCV 1 on, mixed Erlang below."""
    return hyperexponential(mean, scv) if scv >= 1 else mixed_erlang(mean, scv)


def balanced_responses(
    machines: int, channels: int, rate: float, sizes: Floats, rng: np.random.Generator
) -> Floats:
    """Responses behind least connections: a heap and an attained clock for each machine."""
    gaps, work = rng.exponential(1.0 / rate, sizes.size).tolist(), sizes.tolist()
    inside: list[list[tuple[float, int, float]]] = [[] for _ in range(machines)]
    clocks, now = [0.0] * machines, 0.0
    response = np.full(sizes.size, np.nan)

    def slowdown(i: int) -> float:
        return max(1.0, len(inside[i]) / channels)

    for job, gap in enumerate(gaps):
        left = gap
        while True:
            busy = [i for i in range(machines) if inside[i]]
            needs = [((inside[i][0][0] - clocks[i]) * slowdown(i), i) for i in busy]
            need, first = min(needs, default=(left, -1))
            step = min(need, left)
            for i in busy:
                clocks[i] += step / slowdown(i)
            now += step
            left -= step
            if need >= left + step:
                break
            clocks[first], who, since = heapq.heappop(inside[first])
            response[who] = now - since
        target = min(range(machines), key=lambda i: len(inside[i]))
        heapq.heappush(inside[target], (clocks[target] + work[job], job, now))
    kept = response[sizes.size // 20 :]
    return np.asarray(kept[~np.isnan(kept)], dtype=np.float64)


def balancing_rows() -> Iterator[dict[str, object]]:
    """Errors of the mean and the quantiles behind least connections."""
    rng = np.random.Generator(np.random.SFC64(11))
    means, points = [], []
    levels = np.array([0.5, 0.9, 0.95, 0.99])
    for n, k, rho, scv in product((2, 5), (1, 4), (0.5, 0.7, 0.85), (1.0, 4.6)):
        seen = balanced_responses(n, k, rho * n * k, sizes_of(scv, 250_000, rng), rng)
        stay = balanced_response(
            machines=n, channels=k, arrival_rate=rho * n * k, service=from_moments(1.0, scv)
        )
        means.append(stay.mean / seen.mean() - 1)
        points.append(stay.quantile(levels) / np.quantile(seen, levels) - 1)
    yield row("least_connections", "response_mean", np.array(means), "balancing")
    yield row("least_connections", "response_quantile", np.concatenate(points), "balancing")


def limited_responses(
    servers: int, limit: int, rate: float, sizes: Floats, rng: np.random.Generator
) -> Floats:
    """Responses where at most `limit` share and the others wait in the order of arrival."""
    gaps, work = rng.exponential(1.0 / rate, sizes.size).tolist(), sizes.tolist()
    inside: list[tuple[float, int, float]] = []
    queue: deque[tuple[int, float]] = deque()
    clock = now = 0.0
    response = np.full(sizes.size, np.nan)
    for i, gap in enumerate(gaps):
        left = gap
        while inside:
            slowdown = max(1.0, len(inside) / servers)
            need = (inside[0][0] - clock) * slowdown
            if need > left:
                clock += left / slowdown
                break
            left -= need
            now += need
            clock, who, since = heapq.heappop(inside)
            response[who] = now - since
            if queue:
                waiting, since = queue.popleft()
                heapq.heappush(inside, (clock + work[waiting], waiting, since))
        now += left
        if len(inside) < limit:
            heapq.heappush(inside, (clock + work[i], i, now))
        else:
            queue.append((i, now))
    kept = response[sizes.size // 20 :]
    return np.asarray(kept[~np.isnan(kept)], dtype=np.float64)


def limited_rows() -> Iterator[dict[str, object]]:
    """Errors of the mean and the quantiles where only some share."""
    rng = np.random.Generator(np.random.SFC64(13))
    means, points = [], []
    levels = np.array([0.5, 0.9, 0.95, 0.99])
    for c, more, rho, scv in product((1, 4), (2, 8), (0.5, 0.7, 0.85), (0.25, 1.0, 4.6)):
        seen = limited_responses(c, c + more, rho * c, sizes_of(scv, 400_000, rng), rng)
        stay = limited_sharing_response(
            servers=c, limit=c + more, arrival_rate=rho * c, service=from_moments(1.0, scv)
        )
        means.append(stay.mean / seen.mean() - 1)
        points.append(stay.quantile(levels) / np.quantile(seen, levels) - 1)
    yield row("limited_sharing", "response_mean", np.array(means), "limited")
    yield row("limited_sharing", "response_quantile", np.concatenate(points), "limited")


def retrial_rows() -> Iterator[dict[str, object]]:
    """Error of the limit of long pauses, where the exact chain is just still affordable."""
    errors = []
    for c, rho in product((2, 5, 20), (0.5, 0.8, 0.9)):
        exact, limit = (
            rate
            * retrial(
                servers=c, arrival_rate=rho * c, service_rate=1.0, retrial_rate=rate
            ).orbit_mean
            for rate in (1e-3 * c, 1e-9)
        )
        errors.append(limit / exact - 1)
    yield row("retrial_fluid", "orbit_mean", np.array(errors), "retrial")


def wait_rows() -> Iterator[dict[str, object]]:
    """Errors of the mean wait, of the delay probability and of the quantiles, by class."""
    cases = list(exact_cases())
    answers = ggc(
        servers=[x.servers for x in cases],
        arrival_rate=[x.servers * x.utilisation for x in cases],
        arrival_scv=[x.arrival_scv for x in cases],
        service_mean=1.0,
        service_scv=[x.service_scv for x in cases],
    )
    waits = np.array([x.wait for x in cases])
    delays = np.array([x.delayed for x in cases])
    points = np.array([x.quantiles for x in cases]).T
    found = np.array([answers.waiting_quantile(p) for p in QUANTILES])
    # A quantile just above the share that never waits is next to 0: errors are taken relative to
    # the mean wait there.
    size = np.maximum(points, waits)
    for name in sorted(set(answers.error_class.tolist()) - {"exact"}):
        of = answers.error_class == name
        if name != "exact_mean":
            yield row(name, "waiting_mean", answers.waiting_mean[of] / waits[of] - 1, "wait")
        yield row(name, "delay_probability", answers.delay_probability[of] / delays[of] - 1, "wait")
        errors = ((found - points) / size)[:, of].ravel()
        yield row(name, "waiting_quantile", errors, "wait")


def shared_responses(servers: int, rate: float, sizes: Floats, rng: np.random.Generator) -> Floats:
    """Responses of jobs that share `servers` channels; all age alike on the attained clock."""
    gaps, work = rng.exponential(1.0 / rate, sizes.size).tolist(), sizes.tolist()
    inside: list[tuple[float, int, float]] = []
    clock = now = 0.0
    response = np.full(sizes.size, np.nan)
    for i, gap in enumerate(gaps):
        left = gap
        while inside:
            slowdown = max(1.0, len(inside) / servers)
            need = (inside[0][0] - clock) * slowdown
            if need > left:
                clock += left / slowdown
                break
            left -= need
            now += need
            clock, who, since = heapq.heappop(inside)
            response[who] = now - since
        now += left
        heapq.heappush(inside, (clock + work[i], i, now))
    kept = response[sizes.size // 20 :]
    return np.asarray(kept[~np.isnan(kept)], dtype=np.float64)


def sizes_of(scv: float, count: int, rng: np.random.Generator) -> Floats:
    """Job sizes of mean 1: mixed Erlang is close to gamma below SCV 1."""
    if scv < 1:
        return np.asarray(rng.gamma(1.0 / scv, scv, count), dtype=np.float64)
    p = 0.5 * (1.0 + np.sqrt((scv - 1.0) / (scv + 1.0)))
    short = rng.random(count) < p
    return np.asarray(rng.exponential(1.0, count) * np.where(short, 0.5 / p, 0.5 / (1.0 - p)))


def sharing_rows() -> Iterator[dict[str, object]]:
    """Errors of the quantiles of the response under processor sharing."""
    rng = np.random.Generator(np.random.SFC64(7))
    errors = []
    levels = np.array([0.5, *QUANTILES])
    for c, rho, scv in product((1, 2, 4, 16), (0.5, 0.7, 0.9), (0.25, 1.0, 4.6)):
        seen = shared_responses(c, rho * c, sizes_of(scv, 1_000_000, rng), rng)
        stay = sharing_stay(c, rho * c, from_moments(1.0, scv))
        # The path's own mean wanders by some per cent at high load; its shape is compared.
        truth = np.quantile(seen, levels) * (stay.mean / seen.mean())
        errors.append(stay.quantile(levels) / truth - 1)
    yield row("sharing", "response_quantile", np.concatenate(errors), "sharing")


def row(name: str, of: str, errors: Floats, grid: str) -> dict[str, object]:
    """One line of the table, to three digits."""
    size = np.abs(errors)

    def digits(x: float) -> float:
        return float(f"{x:.3g}")

    return {
        "name": name,
        "of": of,
        "cases": int(errors.size),
        "bias": digits(float(errors.mean())),
        "mean": digits(float(size.mean())),
        "p95": digits(float(np.quantile(size, 0.95))),
        "worst": digits(float(size.max())),
        "against": {
            "wait": "matrix-analytic solution (MAP/PH/c)",
            "sharing": "simulation of 1e6 jobs, scaled to the exact mean",
            "balancing": "simulation of 2.5e5 jobs",
            "limited": "simulation of 4e5 jobs",
            "retrial": "the exact chain at pauses of 1000/c service times, of longer ones less",
        }[grid],
        "grid": GRIDS[grid],
    }


TABLES: tuple[Callable[[], Iterator[dict[str, object]]], ...] = (
    wait_rows,
    sharing_rows,
    balancing_rows,
    limited_rows,
    retrial_rows,
)

if __name__ == "__main__":
    rows = [line for table in TABLES for line in table()]
    TARGET.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
