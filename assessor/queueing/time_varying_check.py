"""What a staffing achieves by the forward equations, and one more server where it misses."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessor.queueing.distributions import exponential
from assessor.queueing.time_varying import Profile, steps
from assessor.queueing.time_varying_transient import Transient, stationary, transient

Array = NDArray[np.float64]
Counts = NDArray[np.int64]


_LOOKS = 8
"""Instants of each interval at which load and achieved probability are looked at."""

_ROUNDS = 60

_TOLERANCE = 1e-7
"""Of the law at each step of the check, in total variation. [1]"""


@dataclass(frozen=True)
class Check:
    """A staffing question, put to the forward equations."""

    profile: Profile
    edges: Array
    looks: Array
    service_rate: float
    abandonment_rate: float
    period: float | None

    def worst(self, servers: Counts) -> Array:
        """Worst delay probability of each interval."""
        at = self.looks.ravel()
        if self.period is None:
            first = self._settled(servers)
            answer = self._run(servers, self.edges[:-1], float(self.edges[0]), at, first)
        else:
            earlier = np.concatenate([self.edges[:-1] - self.period, self.edges[:-1]])
            start = float(self.edges[0] - self.period)
            answer = self._run(np.tile(servers, 2), earlier, start, at, np.array([1.0]))
        by_interval = answer.delay_probability.reshape(self.looks.shape)
        return np.asarray(by_interval.max(axis=1), np.float64)

    def _settled(self, servers: Counts) -> Array:
        rate = float(self.profile.rate(self.edges[0]))
        count, mu = int(servers[0]), self.service_rate
        if self.abandonment_rate == 0 and rate >= count * mu:
            # Only the lag can allow this: start from what has been offered so far.
            rate = float(self.profile.load(self.edges[0], exponential(1 / mu))) * mu
        return stationary(
            arrival_rate=rate,
            servers=count,
            service_rate=mu,
            abandonment_rate=self.abandonment_rate,
        )

    def _run(
        self, servers: Counts, times: Array, start: float, at: Array, initial: Array
    ) -> Transient:
        return transient(
            profile=self.profile,
            servers=steps(times, servers),
            service_rate=self.service_rate,
            times=at,
            abandonment_rate=self.abandonment_rate,
            start=start,
            initial=initial,
            tolerance=_TOLERANCE,
        )


def corrected(question: Check, first: Counts, limit: float) -> tuple[Counts, Array]:
    """One server more wherever the delay is above the limit, until none is; and the delays."""
    servers, rounds = first, 0
    achieved = question.worst(servers)
    while np.any(achieved > limit) and rounds < _ROUNDS:
        servers, rounds = servers + (achieved > limit), rounds + 1
        achieved = question.worst(servers)
    return servers, achieved


def instants(edges: Array) -> Array:
    """Inside each interval, from its start to just before its end, where its servers still are."""
    share = np.linspace(0.0, 1.0, _LOOKS)
    share[-1] = 1 - 1e-9
    return edges[:-1, np.newaxis] + np.diff(edges)[:, np.newaxis] * share
