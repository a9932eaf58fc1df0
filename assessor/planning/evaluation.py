"""A fleet under the load of one design hour: classes, tiers and every promise, state by state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from assessor.planning.load import DesignLoad
from assessor.planning.platform import PlatformView, TierView, Visit
from assessor.planning.responses import Response
from assessor.planning.stations import INFINITE, Station
from assessor.planning.stays import Remembered, RememberedAnswers
from assessor.planning.waits import Flow
from assessor.queueing.backlog import drain_time
from assessor.queueing.distributions import from_moments
from assessor.queueing.networks_response import EndToEnd, end_to_end
from assessor.queueing.sojourn import Constant, DelayedStay, ErlangMixture, Sojourn
from assessor.scenario.promises import ClassPromise

QUANTILES = (0.5, 0.95, 0.99, 0.999)
BURST_QUANTILE = 0.999
"""The burst whose drain time is promised: one in a thousand is larger."""
_MB_PER_GIB = 2**30 / 1e6
_NEGLIGIBLE_DELAY = 1e-9

Servers = Mapping[str, int]


@dataclass(frozen=True)
class Check:
    """One promise: what was promised, what is found, and who could do something about it."""

    kind: str
    subject: str
    """A class, tier or link."""
    limit: float
    value: float
    met: bool
    tiers: tuple[str, ...]
    """Tiers in which one more server could help."""
    quantile: float | None = None


class Evaluator:
    """One platform under one design load; what it has worked out once it remembers.

    A state is the number of *active* servers of each tier.
    """

    def __init__(self, platform: PlatformView, load: DesignLoad) -> None:
        self.platform, self.load = platform, load
        self._stations: dict[tuple[str, int], Station] = {}
        self._laws: dict[tuple[object, ...], Sojourn] = {}
        self._checks: dict[tuple[object, ...], tuple[Check, ...]] = {}
        self._pools: dict[tuple[object, ...], Sojourn | None] = {}
        self._flows = {tier: tuple(self._flows_of(tier)) for tier in platform.tiers}
        self._paths = {c: self._path(c) for c in load.arrival_rates if c in platform.paths}

    @property
    def classes(self) -> tuple[str, ...]:
        """Classes that arrive."""
        return tuple(c for c, rate in self.load.arrival_rates.items() if rate > 0)

    def path(self, request_class: str) -> tuple[Visit, ...]:
        """Visits of a class in this design hour."""
        return self._paths[request_class]

    def _path(self, request_class: str) -> tuple[Visit, ...]:
        """Visits of a class; policies may change how often it calls external tiers."""
        factor = self.load.remote_calls.get(request_class, 1.0)
        return tuple(
            Visit(v.tier, v.visits * factor, v.demand, v.scv)
            if self.platform.tiers[v.tier].hosted == "external"
            else v
            for v in self.platform.paths[request_class]
        )

    def _flows_of(self, tier: str) -> Iterator[Flow]:
        for request_class, rate in self.load.arrival_rates.items():
            for visit in self.platform.paths.get(request_class, ()):
                if visit.tier == tier and rate * visit.visits > 0:
                    yield Flow(
                        request_class,
                        rate * visit.visits,
                        visit,
                        self.load.arrival_scv.get(request_class, 1.0),
                        self.load.parallel.get(request_class, 1.0),
                        self._batch_at(request_class, tier),
                    )

    def _batch_at(self, request_class: str, tier: str) -> float:
        """Batches reach the first tier only: its consumers let them through one by one."""
        first = self.platform.paths[request_class][0].tier
        return self.load.batch.get(request_class, 1.0) if tier == first else 1.0

    def requests_of(self, request_class: str) -> float:
        """Parallel requests behind one unit of the promise."""
        promise = self.platform.promises.get(request_class)
        if promise is None or promise.unit != "page":
            return 1.0
        return self.load.parallel.get(request_class, 1.0)

    def station(self, tier: str, active: int) -> Station:
        """A tier with so many active servers."""
        key = (tier, active)
        if key not in self._stations:
            view = self.platform.tiers[tier]
            # A limit on consumers binds only where nobody else uses the tier.
            machines = all(f.request_class in self.load.batch for f in self._flows[tier])
            consumers = self.load.consumers.get(tier) if machines else None
            self._stations[key] = Station(view, active, self._flows[tier], consumers)
        return self._stations[key]

    def utilisation(self, tier: TierView, active: int) -> float:
        """Of a tier's channels, or of its media cores. [1]"""
        if tier.discipline != "bandwidth":
            return self.station(tier.id, active).utilisation
        media = self.load.media.get(tier.id)
        if media is None or media.mbps == 0:
            return 0.0
        carried = active * tier.vcpu * tier.speed * media.mbps_per_channel
        return media.mbps / carried if carried > 0 else INFINITE

    def memory_needed(self, tier: TierView, active: int) -> float:
        """Of one server: its footprint, the working set, its share of the sessions. [GiB]"""
        fixed = tier.footprint_gib + tier.working_set_gib
        groups = {self.platform.users.get(f.request_class) for f in self._flows[tier.id]}
        users = sum(n for group, n in self.load.users.items() if group in groups)
        sessions = users * tier.session_mb / _MB_PER_GIB
        return fixed + (sessions / active if active > 0 else 0.0)

    # ---- response -------------------------------------------------------------------------

    def response(self, request_class: str, active: Servers, *, with_remote: bool) -> Response:
        """How long a class takes from its first tier to its last."""
        path = self._paths[request_class]
        kept = 1.0
        for visit in path:
            tier = self.platform.tiers[visit.tier]
            if tier.is_queue and tier.hosted == "city":
                loss = self.station(tier.id, active[tier.id]).loss_share
                kept *= (1.0 - loss) ** visit.visits
        law, late = self._law(request_class, active, with_remote)
        alone = self._alone(request_class, with_remote=with_remote)
        return Response(law, alone, self.requests_of(request_class), 1.0 - kept * (1.0 - late))

    def _alone(self, request_class: str, *, with_remote: bool) -> Sojourn:
        key = ("alone", request_class, with_remote)
        if key not in self._laws:
            parts = [
                (from_moments(v.demand, v.scv), v.visits)
                for v in self._paths[request_class]
                if self.platform.tiers[v.tier].is_queue or with_remote
            ]
            self._laws[key] = RememberedAnswers(_summed(parts))
        return self._laws[key]

    def _law(self, request_class: str, active: Servers, with_remote: bool) -> tuple[Sojourn, float]:
        parts: list[tuple[Sojourn, float]] = []
        keys: list[object] = [request_class, with_remote]
        late = 0.0
        for visit in self._paths[request_class]:
            tier = self.platform.tiers[visit.tier]
            if tier.discipline == "delay":
                if with_remote:
                    parts.append((_remote(visit), visit.visits))
            elif tier.is_queue:
                if tier.pool is not None:
                    wait = self._pool_wait(tier, active)
                    if wait is not None:
                        late = max(late, float(wait.tail(tier.pool.timeout)))
                        parts.append((wait, 1.0))
                        keys.append((tier.id, tuple(sorted(active.items()))))
                keys.append((tier.id, active[tier.id]))
                parts.append((self._stay(visit, active[tier.id]), visit.visits))
        key = tuple(keys)
        if key not in self._laws:
            self._laws[key] = RememberedAnswers(_summed(parts))
        return self._laws[key], late

    def _stay(self, visit: Visit, active: int) -> Sojourn:
        key = ("stay", visit.tier, active, visit.demand, visit.scv)
        if key not in self._laws:
            law = self.station(visit.tier, active).stay(visit)
            plain = isinstance(law, ErlangMixture) or law.scv == 0 or not law.stable
            self._laws[key] = law if plain else Remembered(law)
        return self._laws[key]

    def _pool_wait(self, tier: TierView, active: Servers) -> Sojourn | None:
        """Wait for a thread: it is held for the tier's own stay and all that is called from it."""
        key = (tier.id, tuple(sorted(active.items())))
        if key not in self._pools:
            self._pools[key] = self._pool_wait_law(tier, active)
        return self._pools[key]

    def _pool_wait_law(self, tier: TierView, active: Servers) -> Sojourn | None:
        from assessor.queueing.erlang import erlang_c

        pool = tier.pool
        if pool is None:
            return None
        held = self.threads_held(tier, active, {})
        rate = sum(self.load.arrival_rates[f.request_class] for f in self._flows[tier.id])
        threads = float(pool.threads_per_server * active[tier.id])
        if rate == 0 or threads == 0:
            return None
        if held >= threads:
            return Constant(INFINITE, model="threads exhausted", error_class="exact")
        delayed = float(erlang_c(threads, held))
        if delayed < _NEGLIGIBLE_DELAY:
            return None
        # M/M/c in the threads; the hold is a sum of many stays and varies less than that.
        spare = (threads - held) / (held / rate)
        return DelayedStay(delayed, spare, Constant(0.0), "M/M/c threads", "pool")

    def threads_held(self, tier: TierView, active: Servers, slower: Mapping[str, float]) -> float:
        """Mean number of threads of a tier that are held; external tiers may be slower. [erlang]"""
        return float(
            sum(
                self.load.arrival_rates[f.request_class]
                * self.hold_time(f.request_class, tier, active, slower)
                for f in self._flows[tier.id]
            )
        )

    def hold_time(
        self, request_class: str, tier: TierView, active: Servers, slower: Mapping[str, float]
    ) -> float:
        """Mean time one thread is held: own stay, tiers called later, external calls. [s]"""
        held, reached = 0.0, False
        for visit in self._paths[request_class]:
            reached = reached or visit.tier == tier.id
            other = self.platform.tiers[visit.tier]
            called = tier.pool is not None and visit.tier in tier.pool.held_during
            if other.discipline == "delay" and called:
                held += visit.visits * visit.demand * slower.get(visit.tier, 1.0)
            elif reached and other.is_queue and other.hosted == "city":
                held += visit.visits * self._stay(visit, active[other.id]).mean
        return held

    def remote_mean(self, request_class: str) -> float:
        """Mean time in external tiers. [s]"""
        return float(
            sum(
                v.visits * v.demand
                for v in self._paths[request_class]
                if self.platform.tiers[v.tier].discipline == "delay"
            )
        )

    def drain_time(self, request_class: str, active: Servers) -> float:
        """Time to work off a burst that one in a thousand exceeds, load going on. [s]"""
        batch = self.load.batch.get(request_class, 1.0)
        first = self.platform.paths[request_class][0]
        station = self.station(first.tier, active[first.tier])
        if station.service[0] == 0:
            return 0.0
        burst = np.log(1.0 - BURST_QUANTILE) / np.log1p(-1.0 / batch) if batch > 1 else 1.0
        per_s = 1.0 / station.service[0]
        return drain_time(
            backlog=float(burst),
            arrival_rate=station.offered_load * per_s,
            capacity=station.channels * per_s,
        )

    # ---- promises -------------------------------------------------------------------------

    def tiers_of(self, request_class: str) -> tuple[str, ...]:
        """City tiers on the path of a class."""
        return tuple(
            v.tier for v in self._paths[request_class] if self.platform.tiers[v.tier].has_servers
        )

    def tier_checks(self, active: Servers) -> Iterator[Check]:
        """Ceilings, and no queue that grows for ever."""
        for tier in self.platform.served:
            value = self.utilisation(tier, active[tier.id])
            limit = tier.utilisation_at_most
            met = value <= limit and (value < 1.0 or not tier.is_queue)
            yield Check("utilisation", tier.id, limit, value, met, (tier.id,))
            if tier.memory_gib > 0 and tier.is_queue:
                need = self.memory_needed(tier, active[tier.id])
                yield _at_most("memory", tier.id, tier.memory_gib, need, (tier.id,))

    def class_checks(self, request_class: str, active: Servers) -> tuple[Check, ...]:
        """Every promise of one class but availability."""
        key = (request_class, *active.values())
        if key not in self._checks:
            self._checks[key] = tuple(self._class_checks(request_class, active))
        return self._checks[key]

    def _class_checks(self, request_class: str, active: Servers) -> Iterator[Check]:
        promise = self.platform.promises.get(request_class)
        if promise is None or request_class not in self._paths:
            return
        tiers = self.tiers_of(request_class)
        response = self.response(request_class, active, with_remote=promise.with_remote)
        if promise.loss_share_at_most is not None:
            yield _at_most(
                "loss_share", request_class, promise.loss_share_at_most, response.loss_share, tiers
            )
        if promise.drain_time_at_most_min is not None:
            first = (self.platform.paths[request_class][0].tier,)
            drain = self.drain_time(request_class, active) / 60.0
            yield _at_most(
                "drain_time_min", request_class, promise.drain_time_at_most_min, drain, first
            )
        for asked in promise.response:
            late = response.late_share(asked.at_most_s)
            met = late <= 1.0 - asked.quantile + 1e-12
            yield Check(
                "response", request_class, asked.at_most_s, late, met, tiers, asked.quantile
            )
        if promise.response_mean_at_most_s is not None:
            limit = promise.response_mean_at_most_s
            bound = response.mean_at_most
            value = bound if bound <= limit else response.mean
            yield _at_most("response_mean", request_class, limit, value, tiers)

    def first_failure(self, active: Servers) -> Check | None:
        """The first promise that the state breaks, or None."""
        for check in self.tier_checks(active):
            if not check.met:
                return check
        for request_class in self.classes:
            for check in self.class_checks(request_class, active):
                if not check.met:
                    return check
        return None

    def class_holds(self, request_class: str, active: Servers) -> bool:
        """True where every promise of a class holds and its tiers are stable."""
        stable = all(
            self.utilisation(self.platform.tiers[t], active[t]) < 1.0
            for t in self.tiers_of(request_class)
        )
        return stable and all(c.met for c in self.class_checks(request_class, active))

    def promise(self, request_class: str) -> ClassPromise | None:
        """What is promised to a class."""
        return self.platform.promises.get(request_class)


def _remote(visit: Visit) -> Sojourn:
    return from_moments(visit.demand, visit.scv)


def _summed(parts: list[tuple[Sojourn, float]]) -> EndToEnd:
    return end_to_end([p for p, _ in parts], [n for _, n in parts])


def _at_most(kind: str, subject: str, limit: float, value: float, tiers: tuple[str, ...]) -> Check:
    return Check(kind, subject, limit, value, value <= limit, tiers)
