"""Machines that fail, and all servers on them together."""

from __future__ import annotations

from collections.abc import Sequence

from numpy.random import SeedSequence

from assessor.queueing.simulation.events import Calendar
from assessor.queueing.simulation.laws import stream
from assessor.queueing.simulation.model import Host
from assessor.queueing.simulation.tiers import Tier


class FailingHost:
    """Takes its servers down and up again in turn; starts up."""

    def __init__(
        self,
        host: Host,
        servers: Sequence[tuple[Tier, int]],
        calendar: Calendar,
        seed: SeedSequence,
    ) -> None:
        up, down = seed.spawn(2)
        self._servers = servers
        self._schedule = calendar.schedule
        self._uptime = stream(host.uptime, up)
        self._repair = stream(host.repair, down)
        self._schedule(self._uptime(), self._fail)

    def _fail(self, now: float, _: object) -> None:
        for tier, server in self._servers:
            tier.fail(now, server)
        self._schedule(now + self._repair(), self._return)

    def _return(self, now: float, _: object) -> None:
        for tier, server in self._servers:
            tier.repair(now, server)
        self._schedule(now + self._uptime(), self._fail)
