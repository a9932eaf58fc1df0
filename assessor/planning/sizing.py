"""Fewest, cheapest whole servers such that every promise holds in every state."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assessor.planning.availability import availability, available_enough, ceiling
from assessor.planning.evaluation import Check, Evaluator
from assessor.planning.events import EventView, event_checks
from assessor.planning.platform import PlatformView, TierView
from assessor.planning.states import State, states_of, worst_states

Servers = dict[str, int]
CheckKey = tuple[str, str, float | None]
_MOST_STEPS = 4000


@dataclass(frozen=True)
class Broken:
    """A promise that a fleet breaks, and the state in which it does."""

    check: Check
    state: State

    @property
    def key(self) -> CheckKey:
        """The promise itself, whatever the numbers."""
        return self.check.kind, self.check.subject, self.check.quantile


@dataclass(frozen=True)
class Sizing:
    """The answer for one year."""

    required: Servers
    binding: dict[str, Broken | None]
    """What one server fewer would break; None where the least number allowed binds."""
    impossible: tuple[Broken, ...]
    """Promises that no number of servers keeps."""
    is_proved: bool
    """False where the search was cut short: small enough, but cheaper might exist."""
    evaluated: int


class Sizer:
    """Sizes one platform under the design hours of one year, with hosts given."""

    def __init__(
        self,
        evaluators: Sequence[Evaluator],
        *,
        hosts: Mapping[str, int],
        costs: Mapping[str, float],
        events: Sequence[EventView] = (),
        explain: bool = True,
    ) -> None:
        self.evaluators = tuple(evaluators)
        self.platform: PlatformView = evaluators[0].platform
        self.hosts, self.costs, self.explain = dict(hosts), dict(costs), explain
        self.events = tuple(e for e in events if e.role == "sized" and e.promise is not None)
        self.tiers = tuple(t.id for t in self.platform.served)
        self.ignored: frozenset[CheckKey] = frozenset()
        self.unreachable: dict[CheckKey, Broken] = {}
        self.evaluated = 0

    def solve(self) -> Sizing:
        """Least-cost servers; promises that nothing can keep are left aside and named."""
        impossible = self._impossible()
        self.ignored = frozenset(b.key for b in impossible)
        start = {t: self._least(self.platform.tiers[t]) for t in self.tiers}
        found, proved = self._cheapest(start)
        binding = {t: self._binding(found, t) for t in self.tiers} if self.explain else {}
        beyond = (*impossible, *self.unreachable.values())
        return Sizing(found, binding, beyond, proved, self.evaluated)

    def least_alone(self, tier: str, fleet: Mapping[str, int]) -> int | None:
        """Fewest servers of one tier that keep ceilings and responses, the others as they are."""
        most = self.platform.tiers[tier].most
        low, step = fleet[tier] - 1, 1
        while self._broken_in_states({**fleet, tier: min(low + step, most)}) is not None:
            if low + step >= most:
                return None
            low, step = low + step, 2 * step
        high = min(low + step, most)
        while high - low > 1:
            middle = (low + high) // 2
            if self._broken_in_states({**fleet, tier: middle}) is None:
                high = middle
            else:
                low = middle
        return high

    def broken(self, servers: Mapping[str, int]) -> Broken | None:
        """The first promise that a fleet breaks in any state, or None."""
        self.evaluated += 1
        return (
            self._broken_in_states(servers)
            or self._broken_event(servers)
            or self._unavailable(servers)
        )

    def _broken_in_states(self, servers: Mapping[str, int]) -> Broken | None:
        for state in worst_states(states_of(self.platform, servers, self.hosts)):
            for evaluator in self.evaluators:
                found = self._first(evaluator, state)
                if found is not None:
                    return found
        return None

    def _broken_event(self, servers: Mapping[str, int]) -> Broken | None:
        whole = states_of(self.platform, servers, self.hosts)[0]
        for event in self.events:
            for check in self._event_checks(event, servers):
                if not check.met and not self._ignores(check):
                    return Broken(check, whole)
        return None

    def _event_checks(self, event: EventView, servers: Mapping[str, int]) -> tuple[Check, ...]:
        return event_checks(event, self.evaluators[0], servers=servers, hosts=self.hosts)

    def _first(self, evaluator: Evaluator, state: State) -> Broken | None:
        for check in evaluator.tier_checks(state.active):
            if not check.met and not self._ignores(check):
                return Broken(check, state)
        for request_class in evaluator.classes:
            for check in evaluator.class_checks(request_class, state.active):
                if not check.met and not self._ignores(check):
                    return Broken(check, state)
        return None

    def _ignores(self, check: Check) -> bool:
        return (check.kind, check.subject, check.quantile) in self.ignored

    def _unavailable(self, servers: Mapping[str, int]) -> Broken | None:
        evaluator = self.evaluators[0]
        for request_class in evaluator.classes:
            promise = evaluator.promise(request_class)
            if promise is None or promise.availability_at_least is None:
                continue
            tiers = evaluator.tiers_of(request_class)
            limit = promise.availability_at_least
            key = ("availability", request_class, None)
            if key in self.ignored or any(k[1] == request_class for k in self.ignored):
                continue
            value = available_enough(
                evaluator, request_class, limit, servers=servers, hosts=self.hosts
            )
            if value is not None and self._reachable(request_class, limit):
                check = Check("availability", request_class, limit, value, False, tiers)
                return Broken(check, states_of(self.platform, servers, self.hosts)[0])
        return None

    def _reachable(self, request_class: str, limit: float) -> bool:
        """True where the largest fleet is available enough; found out once."""
        key = ("availability", request_class, None)
        most = {t: self.platform.tiers[t].most for t in self.tiers}
        evaluator = self.evaluators[0]
        value = availability(evaluator, request_class, servers=most, hosts=self.hosts)
        if value >= limit:
            return True
        tiers = evaluator.tiers_of(request_class)
        check = Check("availability", request_class, limit, value, False, tiers)
        state = states_of(self.platform, most, self.hosts)[0]
        self.unreachable[key] = Broken(check, state)
        self.ignored |= {key}
        return False

    # ---- search ---------------------------------------------------------------------------

    def _impossible(self) -> tuple[Broken, ...]:
        """What even the largest fleet breaks."""
        most = {t: self.platform.tiers[t].most for t in self.tiers}
        found = []
        for state in worst_states(states_of(self.platform, most, self.hosts)):
            for evaluator in self.evaluators:
                found += self._all_broken(evaluator, state)
        whole = states_of(self.platform, most, self.hosts)[0]
        for event in self.events:
            checks = self._event_checks(event, most)
            found += [Broken(check, whole) for check in checks if not check.met]
        found += [b for c in self.evaluators[0].classes for b in self._site_too_weak(c, most)]
        return tuple({b.key: b for b in found}.values())

    def _all_broken(self, evaluator: Evaluator, state: State) -> list[Broken]:
        checks = list(evaluator.tier_checks(state.active))
        for request_class in evaluator.classes:
            checks += evaluator.class_checks(request_class, state.active)
        return [Broken(check, state) for check in checks if not check.met]

    def _site_too_weak(self, request_class: str, most: Servers) -> list[Broken]:
        """An availability that no number of servers reaches, because sites fail as a whole."""
        evaluator = self.evaluators[0]
        promise = evaluator.promise(request_class)
        if promise is None or promise.availability_at_least is None:
            return []
        tiers, limit = evaluator.tiers_of(request_class), promise.availability_at_least
        best = ceiling(self.platform, tiers)
        if best >= limit:
            return []
        check = Check("availability", request_class, limit, best, False, tiers)
        return [Broken(check, states_of(self.platform, most, self.hosts)[0])]

    def _least(self, tier: TierView) -> int:
        """Fewest servers with which the tier's own ceiling holds in every state."""
        if ("utilisation", tier.id, None) in self.ignored:
            return tier.most  # even the largest is too small; it is the nearest there is
        low, high = tier.least - 1, tier.most
        while high - low > 1:
            middle = (low + high) // 2
            if self._ceiling_holds(tier, middle):
                high = middle
            else:
                low = middle
        return high

    def _ceiling_holds(self, tier: TierView, servers: int) -> bool:
        fleet = {t: servers if t == tier.id else self.platform.tiers[t].most for t in self.tiers}
        for state in states_of(self.platform, fleet, self.hosts):
            for evaluator in self.evaluators:
                value = evaluator.utilisation(tier, state.active[tier.id])
                if value > tier.utilisation_at_most or (tier.is_queue and value >= 1.0):
                    return False
        return True

    def _cheapest(self, start: Servers) -> tuple[Servers, bool]:
        """Best first over whole servers: a broken promise needs more of some tier on its path."""
        first = tuple(start[t] for t in self.tiers)
        queue = [(self._cost(first), first)]
        seen = {first}
        while queue and self.evaluated < _MOST_STEPS:
            _, counts = heapq.heappop(queue)
            fleet = dict(zip(self.tiers, counts, strict=True))
            found = self.broken(fleet)
            if found is None:
                return fleet, True
            for tier in found.check.tiers:
                grown = self._grown(fleet, tier, found.state)
                if grown is not None and grown not in seen:
                    seen.add(grown)
                    heapq.heappush(queue, (self._cost(grown), grown))
        return {t: self.platform.tiers[t].most for t in self.tiers}, False

    def _cost(self, counts: tuple[int, ...]) -> float:
        return sum(self.costs[t] * n for t, n in zip(self.tiers, counts, strict=True))

    def _grown(self, fleet: Servers, tier: str, state: State) -> tuple[int, ...] | None:
        """The next fleet in which more servers of the tier carry load in that state."""
        most = self.platform.tiers[tier].most
        for servers in range(fleet[tier] + 1, most + 1):
            grown = {**fleet, tier: servers}
            again = next(
                s for s in states_of(self.platform, grown, self.hosts) if s.name == state.name
            )
            if again.up[tier] > state.up[tier]:
                return tuple(grown[t] for t in self.tiers)
        return None

    def _binding(self, fleet: Servers, tier: str) -> Broken | None:
        view = self.platform.tiers[tier]
        return None if fleet[tier] <= view.least else self.broken({**fleet, tier: fleet[tier] - 1})
