"""The event-driven simulator of networks of stations."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import SeedSequence

from assessor.queueing.simulation.events import Calendar
from assessor.queueing.simulation.flows import LOST, Flow
from assessor.queueing.simulation.hosts import FailingHost
from assessor.queueing.simulation.model import ClassFlow, Host, Station, ThreadPool
from assessor.queueing.simulation.programs import Compiler
from assessor.queueing.simulation.results import (
    ClassResult,
    NetworkResult,
    StationResult,
    Window,
    response_result,
)
from assessor.queueing.simulation.threads import Threads
from assessor.queueing.simulation.tiers import Pool, Tier, cores_of, tier

STEPS = 100
COOL_DOWN_STEPS = 50


def simulate_network(
    stations: Sequence[Station],
    flows: Sequence[ClassFlow],
    *,
    horizon: float,
    seed: int,
    warm_up: float = 0.0,
    cool_down: float | None = None,
    pools: Sequence[ThreadPool] = (),
    hosts: Sequence[Host] = (),
    quantiles: Sequence[float] = (0.5, 0.95, 0.99),
    batches: int = 20,
    confidence: float = 0.95,
    progress: Callable[[float], None] | None = None,
) -> NetworkResult:
    """Simulate a network from empty and report what the requests born in a window met with.

    Parameters
    ----------
    stations, pools, hosts
        What there is; names are unique.
    flows
        The classes of requests.
    horizon
        End of the window. [s]
    seed
        Same seed and same network, same result.
    warm_up
        Start of the window. [s]
    cool_down
        How long the run goes on at most, arrivals and all, until the requests of the window have
        ended; a tenth of the horizon unless given. Those that have not count as failed. [s]
    quantiles
        Which quantiles of the responses to estimate.
    batches, confidence
        Number of equally long batches in the window, and confidence of the intervals.
    progress
        Called now and then with the share of the horizon that is done; may raise to end the run.

    Returns
    -------
    Responses, losses and throughput by class, time averages by station and thread pool. An unstable
    network shows as `unfinished` requests and wide intervals, not as an exception.

    Raises
    ------
    ValueError
        A name that is not there or there twice, or a window that is empty.

    References
    ----------
    .. [1] A. M. Law, Simulation Modeling and Analysis, 5th ed. New York: McGraw-Hill, 2015.
    """
    window = Window(warm_up, horizon, batches, confidence, tuple(quantiles))
    network = _assemble(stations, flows, pools, hosts, SeedSequence(seed))
    cool_down = horizon / 10 if cool_down is None else cool_down
    return network.run(window, cool_down, progress or (lambda _: None))


@dataclass(frozen=True, slots=True)
class _Network:
    calendar: Calendar
    tiers: Mapping[str, Tier]
    pools: Mapping[str, Threads]
    flows: Mapping[str, Flow]
    compilers: Mapping[str, Compiler]

    def run(
        self, window: Window, cool_down: float, progress: Callable[[float], None]
    ) -> NetworkResult:
        for flow in self.flows.values():
            flow.open()
        self.calendar.run_until(window.start)
        for pool in self._all_pools():
            pool.reset(window.start)
        for step in range(STEPS):
            progress((window.start + (window.end - window.start) * step / STEPS) / window.end)
            self.calendar.run_until(window.start + (window.end - window.start) * (step + 1) / STEPS)
        stations = {name: _station_result(tier, window.end) for name, tier in self.tiers.items()}
        pools = {name: _pool_result(pool, window.end) for name, pool in self.pools.items()}
        self._finish(window.end, cool_down)
        return NetworkResult(self._class_results(window), stations, pools, window)

    def _all_pools(self) -> list[Pool | Threads]:
        servers = [pool for tier in self.tiers.values() for pool in tier.pools]
        return [*servers, *self.pools.values()]

    def _finish(self, end: float, cool_down: float) -> None:
        """Go on, arrivals and all, until every request of the window has ended."""
        for step in range(COOL_DOWN_STEPS):
            if not any(flow.unfinished(end) for flow in self.flows.values()):
                return
            self.calendar.run_until(end + cool_down * (step + 1) / COOL_DOWN_STEPS)

    def _class_results(self, window: Window) -> dict[str, ClassResult]:
        return {
            name: _class_result(flow, self.compilers[name], window)
            for name, flow in self.flows.items()
        }


def _assemble(
    stations: Sequence[Station],
    flows: Sequence[ClassFlow],
    pools: Sequence[ThreadPool],
    hosts: Sequence[Host],
    seed: SeedSequence,
) -> _Network:
    _require_unique([*stations, *pools], "stations and pools")
    _require_unique(flows, "classes")
    for_stations, for_flows, for_hosts = seed.spawn(3)
    calendar = Calendar()
    tiers = {
        station.name: tier(station, calendar, child)
        for station, child in zip(stations, for_stations.spawn(len(stations)), strict=True)
    }
    threads = {pool.name: Threads(calendar, pool.size, pool.queue_limit) for pool in pools}
    for host, child in zip(hosts, for_hosts.spawn(len(hosts)), strict=True):
        FailingHost(host, [_server(tiers, *place) for place in host.servers], calendar, child)
    running, compilers = {}, {}
    for described, child in zip(flows, for_flows.spawn(len(flows)), strict=True):
        for_flow, for_route = child.spawn(2)
        flow = Flow(described, calendar, for_flow)
        compiler = Compiler(tiers, threads, for_route)
        flow.program = compiler.program(described.steps, flow.finish)
        running[described.name], compilers[described.name] = flow, compiler
    return _Network(calendar, tiers, threads, running, compilers)


def _require_unique(things: Sequence[Station | ThreadPool | ClassFlow], kind: str) -> None:
    names = [thing.name for thing in things]
    if len(set(names)) != len(names):
        raise ValueError(f"names of {kind} must differ, got {names}")


def _server(tiers: Mapping[str, Tier], name: str, server: int) -> tuple[Tier, int]:
    if name not in tiers or not 0 <= server < tiers[name].station.servers:
        raise ValueError(f"a host carries a server that is not there: {name!r} {server}")
    if tiers[name].station.discipline == "delay":
        raise ValueError(f"a delay has no servers that fail: {name!r}")
    tiers[name].claim(server)
    return tiers[name], server


def _class_result(flow: Flow, compiler: Compiler, window: Window) -> ClassResult:
    unfinished = flow.unfinished(window.end)
    born = [*flow.born, *unfinished]
    response = [*flow.response, *(LOST for _ in unfinished)]
    result = response_result(born, response, window)
    return ClassResult(
        mean=result.mean,
        quantiles=result.quantiles,
        loss_share=result.loss_share,
        born=result.born,
        response=result.response,
        throughput=float(np.isfinite(result.response).sum()) / (window.end - window.start),
        losses=flow.losses_by_reason(window.start, window.end),
        unfinished=sum(window.start <= time for time in unfinished),
        timed={name: response_result(*pair, window) for name, pair in compiler.timings.items()},
    )


def _station_result(tier: Tier, now: float) -> StationResult:
    means = [pool.means(now) for pool in tier.pools]
    busy, requests = (sum(part) for part in zip(*means, strict=True))
    cores = cores_of(tier.station)
    return StationResult(busy / cores if cores < LOST else float("nan"), busy, requests)


def _pool_result(pool: Threads, now: float) -> StationResult:
    held, requests = pool.means(now)
    return StationResult(held / pool.size, held, requests)
