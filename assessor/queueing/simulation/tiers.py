"""A station at work: its servers, the balancer before them, and their failures."""

from __future__ import annotations

from numpy.random import SeedSequence

from assessor.queueing.simulation.events import Calendar, Job
from assessor.queueing.simulation.fcfs import FcfsPool
from assessor.queueing.simulation.laws import Draw, stream, uniforms
from assessor.queueing.simulation.model import Station
from assessor.queueing.simulation.sharing import NEVER, DelayPool, SharingPool

Pool = FcfsPool | SharingPool


def _pool(station: Station, calendar: Calendar, cores: int, patience: Draw | None) -> Pool:
    if station.discipline == "delay":
        return DelayPool(calendar)
    if station.discipline == "processor_sharing":
        return SharingPool(calendar, cores, station.capacity)
    return FcfsPool(calendar, cores, station.capacity, patience)


class _Failing:
    """Knows which servers of a station are on hosts that fail."""

    def __init__(self, station: Station) -> None:
        self.station = station
        self._failing: set[int] = set()

    @property
    def fails(self) -> bool:
        """Can any server fail?"""
        return bool(self._failing)

    def claim(self, server: int) -> None:
        """Put a server on a host; it cannot be on two."""
        if server in self._failing:
            raise ValueError(f"{self.station.name}: server {server} is on two hosts")
        self._failing.add(server)


class SharedTier(_Failing):
    """All servers draw from one queue, or share their cores as one machine would."""

    def __init__(self, station: Station, calendar: Calendar, seed: SeedSequence) -> None:
        super().__init__(station)
        uniform, patience = _draws(station, seed)
        self.pools = [_pool(station, calendar, station.servers * station.cores, patience)]
        self._up = station.servers
        self._uniform = uniform

    def enter(self, now: float, job: Job, work: float) -> None:
        """Take a request in, or refuse it where no server is up."""
        if self._up or self.station.waits_for_repair:
            self.pools[0].enter(now, job, work)
        else:
            job.lose(now, "no_server")

    def fail(self, now: float, server: int) -> None:
        """Lose one server's cores, and the requests on them where the station says so."""
        del server
        pool, share = self.pools[0], 1 / self._up
        hit = [job for job in list(pool.serving) if self._uniform() < share]
        self._up -= 1
        pool.resize(now, self._up * self.station.cores)
        if self.station.interrupted == "lost":
            _lose(now, pool, hit)

    def repair(self, now: float, server: int) -> None:
        """Have one server back."""
        del server
        self._up += 1
        self.pools[0].resize(now, self._up * self.station.cores)


class BalancedTier(_Failing):
    """Every server has its own queue; the balancer sends each request to one that is up."""

    def __init__(self, station: Station, calendar: Calendar, seed: SeedSequence) -> None:
        super().__init__(station)
        uniform, patience = _draws(station, seed)
        self.pools = [
            _pool(station, calendar, station.cores, patience) for _ in range(station.servers)
        ]
        self._up = list(self.pools)
        self._uniform = uniform
        self._least = station.balancing == "least_connections"

    def enter(self, now: float, job: Job, work: float) -> None:
        """Send a request to the server that the balancer chooses."""
        candidates = self._up
        if not candidates:
            job.lose(now, "no_server")
            return
        if self._least:
            sizes = [pool.population for pool in candidates]
            least = min(sizes)
            candidates = [p for p, size in zip(candidates, sizes, strict=True) if size == least]
        if len(candidates) == 1:
            candidates[0].enter(now, job, work)
        else:
            candidates[int(self._uniform() * len(candidates))].enter(now, job, work)

    def fail(self, now: float, server: int) -> None:
        """Take a server out of balance; its requests are lost or wait for its repair."""
        pool = self.pools[server]
        self._up.remove(pool)
        hit = pool.jobs()
        pool.resize(now, 0)
        if self.station.interrupted == "lost":
            _lose(now, pool, hit)

    def repair(self, now: float, server: int) -> None:
        """Put a server back into balance."""
        pool = self.pools[server]
        pool.resize(now, self.station.cores)
        self._up.append(pool)


def _lose(now: float, pool: Pool, jobs: list[Job]) -> None:
    for job in jobs:
        pool.withdraw(now, job)
        job.lose(now, "server_failed")


Tier = SharedTier | BalancedTier


def tier(station: Station, calendar: Calendar, seed: SeedSequence) -> Tier:
    """Give the station's servers, empty and up."""
    alone = station.servers == 1 or station.discipline == "delay"
    if alone or station.balancing == "shared_queue":
        return SharedTier(station, calendar, seed)
    return BalancedTier(station, calendar, seed)


def _draws(station: Station, seed: SeedSequence) -> tuple[Draw, Draw | None]:
    for_balance, for_patience = seed.spawn(2)
    patience = stream(station.patience, for_patience) if station.patience else None
    return uniforms(for_balance), patience


def cores_of(station: Station) -> float:
    """Give the number of cores of all servers of a station."""
    return NEVER if station.discipline == "delay" else float(station.servers * station.cores)
