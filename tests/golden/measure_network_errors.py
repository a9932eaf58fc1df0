"""Makes `assessor/queueing/measured_network_errors.json`. Run it after a formula has changed:

    python tests/golden/measure_network_errors.py

Truth is an exact algorithm where there is one and a seeded simulation where there is none. Takes
some minutes.
"""

import heapq
import json
from collections import deque
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assessor.queueing.backlog import overload
from assessor.queueing.closed import Method, closed_network
from assessor.queueing.distributions import from_moments
from assessor.queueing.networks import open_network
from assessor.queueing.networks_pages import page_laws
from assessor.queueing.networks_parallel import page_sharing
from assessor.queueing.networks_pools import Pool, Work, held_pools
from assessor.queueing.networks_tandem import tandem_response
from assessor.queueing.simulation.arrivals import Renewal
from assessor.queueing.simulation.laws import Law
from assessor.queueing.simulation.tandem import FcfsTier, simulate_tandem
from assessor.queueing.slowest import slowest_of
from assessor.queueing.time_varying import steps
from assessor.queueing.time_varying_transient import transient

Floats = NDArray[np.float64]
Row = dict[str, object]

TARGET = Path(__file__).parents[2] / "assessor" / "queueing" / "measured_network_errors.json"
REQUESTS = 400_000
PAGES = 120_000
APPROXIMATIONS: tuple[Method, ...] = ("schweitzer", "aql", "linearizer")


def row(name: str, of: str, errors: list[float], against: str, grid: str) -> Row:
    """Summary of relative errors, signed so that a negative one is optimistic for a time."""
    e = np.array(errors)
    size = np.abs(e)
    figures = {
        "bias": e.mean(),
        "mean": size.mean(),
        "p95": np.quantile(size, 0.95),
        "worst": size.max(),
    }
    rounded = {key: float(f"{value:.3g}") for key, value in figures.items()}
    return {"name": name, "of": of, "cases": e.size} | rounded | {"against": against, "grid": grid}


def closed_rows() -> Iterator[Row]:
    """Approximate mean value analysis against exact."""
    for name, channels in (("", (1,)), ("seidmann", (2, 4, 8))):
        for method in APPROXIMATIONS if not name else ("linearizer",):
            rng = np.random.default_rng(21)
            rates: list[float] = []
            times: list[float] = []
            for _ in range(120):
                stations, classes = int(rng.integers(2, 6)), int(rng.integers(1, 4))
                population = rng.integers(1, 9, classes)
                demand = rng.random((stations, classes))
                think = 5 * rng.random(classes) * rng.integers(0, 2)
                servers = rng.choice(channels, stations)
                shape = (population, demand, think, servers)
                exact, close = (_closed(*shape, m) for m in ("exact", method))
                rates += list(close[0] / exact[0] - 1)
                times += list(close[1] / exact[1] - 1)
            grid = "2-5 stations, 1-3 classes of 1-8 users, " + (
                "2, 4 or 8 servers, by linearizer" if name else "single servers"
            )
            against = "exact convolution" if name else "exact mean value analysis"
            yield row(name or method, "throughput", rates, against, grid)
            yield row(name or method, "response_mean", times, against, grid)


def _closed(
    population: NDArray[np.int64], demand: Floats, think: Floats, servers: Floats, method: Method
) -> tuple[Floats, Floats]:
    found = closed_network(
        population=population,
        service_demand=demand,
        think_time=think,
        servers=servers,
        method=method,
    )
    return found.throughput, found.response_time


def independence_rows() -> Iterator[Row]:
    """Tandems of multi-server stations, taken as independent, against simulation."""
    errors: list[float] = []
    for servers, load in product(((4, 9, 6), (2, 2, 2, 2), (10, 10, 10)), (0.6, 0.8, 0.9)):
        tiers = [
            FcfsTier(c, Law(1 / mu)) for c, mu in zip(servers, _mu(servers, load), strict=True)
        ]
        seen = simulate_tandem(tiers, Renewal(1.0), requests=3 * REQUESTS, seed=len(errors))
        for q, estimate in seen.quantiles.items():
            found = tandem_response(
                arrival_rate=1.0, service_rate=_mu(servers, load), servers=servers, quantile=q
            )
            errors.append(float(found.quantile) / estimate.value - 1)
    grid = "3 and 4 stations of 2-10 servers, utilisation 0.6-0.9, quantiles 0.5, 0.95, 0.99"
    yield row("independence", "response_quantile", errors, "simulation of 1.2 million", grid)


def _mu(servers: tuple[int, ...], load: float) -> list[float]:
    """Service rates at which one arrival a second loads every station alike."""
    return [1 / (load * c) for c in servers]


def qna_rows() -> Iterator[Row]:
    """Mean response of two and three stations in line against simulation."""
    errors: list[float] = []
    cases = product(((1, 1), (3, 2), (5, 1, 4)), (0.6, 0.85), (0.5, 1.0, 4.0), (0.25, 1.0, 3.0))
    for servers, load, arrival_scv, service_scv in cases:
        mu = _mu(servers, load)
        tiers = [FcfsTier(c, Law(1 / m, service_scv)) for c, m in zip(servers, mu, strict=True)]
        seen = simulate_tandem(
            tiers, Renewal(1.0, arrival_scv), requests=REQUESTS, seed=len(errors)
        )
        count = len(servers)
        found = open_network(
            external_rate=np.eye(1, count)[0],
            routing=np.eye(count, k=1),
            service_rate=mu,
            servers=servers,
            arrival_scv=arrival_scv,
            service_scv=service_scv,
        )
        errors.append(found.response_mean / seen.mean.value - 1)
    grid = "2 and 3 stations of 1-5 servers, utilisation 0.6 and 0.85, SCV 0.25-4"
    yield row("qna", "response_mean", errors, f"simulation of {REQUESTS:,}", grid)


def page_responses(
    servers: int, page_rate: float, sizes: Floats, seed: int
) -> tuple[Floats, Floats]:
    """Responses of pages and of calls, from event to event on the clock of attained service."""
    pages, calls = sizes.shape
    gaps = np.random.default_rng(seed).exponential(1 / page_rate, pages)
    inside: list[tuple[float, int]] = []
    left, began = [calls] * pages, [0.0] * pages
    page, call = np.zeros(pages), []
    now = attained = 0.0
    for p in range(pages):
        until = now + gaps[p]
        while inside:
            pace = min(1.0, servers / len(inside))
            due = now + (inside[0][0] - attained) / pace
            if due > until:
                break
            now, (attained, who) = due, heapq.heappop(inside)
            call.append(now - began[who])
            left[who] -= 1
            if left[who] == 0:
                page[who] = now - began[who]
        attained += (until - now) * min(1.0, servers / max(len(inside), 1))
        now = began[p] = until
        for size in sizes[p]:
            heapq.heappush(inside, (attained + size, p))
    kept = page[pages // 20 :]
    return kept[kept > 0], np.array(call[len(call) // 20 :])


def drawn(scv: float, shape: tuple[int, int], rng: np.random.Generator) -> Floats:
    """Service times of mean 1: gamma below SCV 1, balanced hyperexponential above."""
    if scv <= 1:
        return rng.gamma(1 / scv, scv, shape)
    p = 0.5 * (1 + np.sqrt((scv - 1) / (scv + 1)))
    fast = rng.random(shape) < p
    return rng.exponential(np.where(fast, 0.5 / p, 0.5 / (1 - p)))


def page_rows() -> Iterator[Row]:
    """Pages and their calls against simulation."""
    means: list[float] = []
    points: dict[float, list[float]] = {0.5: [], 0.95: [], 0.99: []}
    shapes = ((1, 4), (4, 2), (8, 8), (16, 4), (28, 8))
    for (servers, calls), load, scv in product(shapes, (0.5, 0.8), (0.25, 0.5, 2.0, 4.0)):
        rng = np.random.default_rng(len(means))
        rate = load * servers / calls
        seen, each = page_responses(servers, rate, drawn(scv, (PAGES, calls), rng), len(means))
        laws = page_laws(
            servers=servers, page_rate=rate, calls=calls, service=from_moments(1.0, scv)
        )
        means.append(laws.call.mean / each.mean() - 1)
        for q, errors in points.items():
            errors.append(float(laws.page.quantile(q)) / float(np.quantile(seen, q)) - 1)
    against, grid = (
        f"simulation of {PAGES:,} pages",
        "1-28 channels, 2-8 calls, utilisation 0.5 and 0.8, SCV 0.25-4",
    )
    yield row("page", "call_mean", means, against, grid)
    for q, errors in points.items():
        yield row("page", f"page_quantile {q}", errors, against, grid)


def slowest_rows() -> Iterator[Row]:
    """The slowest of independent calls against the exact chain."""
    errors: list[float] = []
    shapes = ((1, 4), (4, 2), (8, 8), (16, 4), (28, 8))
    for (servers, calls), load, q in product(shapes, (0.4, 0.6, 0.8, 0.9), (0.5, 0.95, 0.99)):
        exact = page_sharing(
            servers=servers, page_rate=load * servers / calls, calls=calls, service_mean=1.0
        )
        found = slowest_of(exact.call, calls).quantile(q)
        errors.append(float(found) / float(exact.page.quantile(q)) - 1)
    grid = "1-28 channels, 2-8 calls, utilisation 0.4-0.9, exponential, quantiles 0.5-0.99"
    yield row("slowest", "page_quantile", errors, "exact chain", grid)


def pool_responses(
    layers: list[tuple[int, list[tuple[float, float]]]], rate: float, requests: int, seed: int
) -> Floats:
    """Requests through nested pools of threads with exponential work on shared channels."""
    rng = np.random.default_rng(seed)
    stations = [(k, work, c) for k, (_, works) in enumerate(layers) for work, c in works]
    first = np.cumsum([0] + [len(works) for _, works in layers]).tolist()
    free = [threads for threads, _ in layers]
    waiting: list[deque[int]] = [deque() for _ in layers]
    inside: list[list[tuple[float, int]]] = [[] for _ in stations]
    attained, seen = [0.0] * len(stations), [0.0] * len(stations)
    began, response = np.zeros(requests), np.zeros(requests)
    now, following, born, done = 0.0, rng.exponential(1 / rate), 0, 0

    def advance(k: int) -> None:
        if inside[k]:
            attained[k] += (now - seen[k]) * min(1.0, stations[k][2] / len(inside[k]))
        seen[k] = now

    def join(k: int, who: int) -> None:
        advance(k)
        heapq.heappush(inside[k], (attained[k] + rng.exponential(stations[k][1]), who))

    def enter(layer: int, who: int) -> None:
        if free[layer]:
            free[layer] -= 1
            join(first[layer], who)
        else:
            waiting[layer].append(who)

    while done < requests:
        due, k = (following if born < requests else np.inf), -1
        for i, queue in enumerate(inside):
            if queue:
                pace = min(1.0, stations[i][2] / len(queue))
                end = seen[i] + (queue[0][0] - attained[i]) / pace
                if end < due:
                    due, k = end, i
        now = due
        if k < 0:
            began[born] = now
            enter(0, born)
            born += 1
            following = now + rng.exponential(1 / rate)
            continue
        advance(k)
        _, who = heapq.heappop(inside[k])
        layer = stations[k][0]
        if k + 1 < first[layer + 1]:
            join(k + 1, who)
        elif layer + 1 < len(layers):
            enter(layer + 1, who)
        else:
            for above in reversed(range(len(layers))):
                if waiting[above]:
                    join(first[above], waiting[above].popleft())
                else:
                    free[above] += 1
            response[who] = now - began[who]
            done += 1
    return response[requests // 20 :]


POOLS: list[tuple[list[tuple[int, list[tuple[float, float]]]], float]] = [
    ([(20, [(0.01, 4)]), (10, [(0.02, 8), (0.05, np.inf)])], 120.0),
    ([(40, [(0.01, 4)]), (24, [(0.02, 8), (0.03, np.inf)])], 320.0),
    ([(30, [(0.02, 8)])], 330.0),
    ([(12, [(0.02, 8)])], 330.0),
    ([(12, [(0.01, 4), (0.05, np.inf)])], 160.0),
    ([(16, [(0.01, 2), (0.05, 8)])], 130.0),
    ([(60, [(0.004, 4)]), (30, [(0.01, 6)]), (12, [(0.008, 4), (0.01, np.inf)])], 400.0),
    ([(25, [(0.02, 4), (0.1, np.inf)])], 170.0),
]


def pool_rows() -> Iterator[Row]:
    """Held pools against simulation."""
    means: list[float] = []
    points: list[float] = []
    levels = np.array([0.5, 0.95, 0.99])
    for layers, rate in POOLS:
        pool: Pool | None = None
        for threads, works in reversed(layers):
            pool = Pool(threads, tuple(Work(w, c) for w, c in works), pool)
        seen = pool_responses(layers, rate, 200_000, len(means))
        found = held_pools(pool, arrival_rate=rate)[0].response
        means.append(found.mean / float(seen.mean()) - 1)
        points += list(found.quantile(levels) / np.quantile(seen, levels) - 1)
    grid = "1-3 layers of 10-60 threads, threads held 60-97 % of the time, exponential work"
    yield row("pool", "response_mean", means, "simulation of 200,000", grid)
    yield row("pool", "response_quantile", points, "simulation of 200,000", grid)


def fluid_rows() -> Iterator[Row]:
    """The peak backlog of a rush against the forward equations."""
    errors: list[float] = []
    for servers, before, rush in product((20, 100, 400), (0.6, 0.8), (1.2, 1.5, 2.5)):
        profile = steps([0, 5, 7], [before * servers, rush * servers, before * servers])
        mean = transient(
            profile=profile,
            servers=steps([0.0], [float(servers)]),
            service_rate=1.0,
            times=[7.0],
            tolerance=1e-7,
        ).queue_mean[0]
        found = overload(profile=profile, servers=servers, service_rate=1.0, times=[0.0, 5.0, 7.0])
        errors.append(found.backlog[-1] / float(mean) - 1)
    grid = "20-400 servers, from 0.6-0.8 to 1.2-2.5 of capacity for two service times"
    yield row("fluid", "backlog", errors, "forward equations", grid)


PARTS: tuple[Callable[[], Iterator[Row]], ...] = (
    closed_rows,
    independence_rows,
    qna_rows,
    page_rows,
    slowest_rows,
    pool_rows,
    fluid_rows,
)

if __name__ == "__main__":
    rows = [line for part in PARTS for line in part()]
    TARGET.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
