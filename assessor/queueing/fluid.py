"""The fluid queue of `backlog.overload`, exact between the instants at which it changes its law.

With a constant inflow the content follows an exponential below the servers, another above them
and stays at the brim; the crossings are found in closed form. Retries are a second vessel,
coupled to the first step by step.
"""

from dataclasses import dataclass
from math import exp, inf, log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assessor.queueing.time_varying import Piecewise, Profile

Array = NDArray[np.float64]

_LEAST_STEPS = 2000
"""Steps over the horizon where the rate is smooth or retries couple back."""

_ROUNDS = 60
_AGREED = 1e-10


class Path(NamedTuple):
    """At each asked time."""

    present: Array
    retrying: Array
    lost: Array
    arrived: Array


@dataclass(frozen=True)
class Fluid:
    """Rates of the fluid queue; `patience_rate` 0 for requests that never give up."""

    profile: Profile
    servers: Piecewise
    service_rate: float
    patience_rate: float
    retry_share: float
    retry_rate: float
    buffer: float

    def __post_init__(self) -> None:
        rates = self.service_rate > 0 and self.patience_rate >= 0 and self.retry_rate > 0
        if not (rates and self.buffer >= 0 and 0 <= self.retry_share <= 1):
            raise ValueError(f"rates, patience and delays > 0 and a share in [0, 1]: {self}")

    def path(self, at: Array, present: float) -> Path:
        """Content from the first time on, with nobody retrying there."""
        grid = self._grid(at)
        middle = (grid[:-1] + grid[1:]) / 2
        rates, servers = self.profile.rate(middle), self.servers.rate(middle)
        found = np.zeros((4, grid.size))
        found[0, 0] = x = present
        retrying = lost = arrived = 0.0
        for i, h in enumerate(np.diff(grid)):
            rate, s = float(rates[i]), float(servers[i])
            x, retrying, gone = self._step(x, retrying, rate, s, float(h))
            lost += gone * (1 - self.retry_share)
            arrived += rate * float(h)
            found[:, i + 1] = x, retrying, lost, arrived
        return Path(*found[:, np.searchsorted(grid, at)])

    def _grid(self, at: Array) -> Array:
        """Asked times, breaks, and steps short enough for what is not solved in closed form."""
        breaks = np.concatenate([self.profile.breaks, self.servers.breaks])
        grid = np.union1d(at, breaks[(breaks > at[0]) & (breaks < at[-1])])
        smooth = not isinstance(self.profile, Piecewise) or self.profile.linear
        if smooth or self.retry_share > 0:
            grid = np.union1d(grid, np.linspace(at[0], at[-1], _LEAST_STEPS + 1))
        return grid

    def _step(
        self, x: float, retrying: float, rate: float, s: float, h: float
    ) -> tuple[float, float, float]:
        """Content, retrying and failed attempts after a step; attempts are taken as even in it."""
        if self.retry_share == 0:
            after, gone = self._content(x, rate, s, h)
            return after, 0.0, gone
        decay = exp(-self.retry_rate * h)
        back = after = gone = 0.0
        change, rounds = inf, 0
        while abs(change) > _AGREED * (1 + back) and rounds < _ROUNDS:
            # Out of the vessel in the step: what was in it and what came, less what remains.
            left = retrying * decay + back * (1 - decay) / (self.retry_rate * h)
            attempts = rate + (retrying + back - left) / h
            after, gone = self._content(x, attempts, s, h)
            change = self.retry_share * gone - back
            back, rounds = back + change, rounds + 1
        return after, retrying * decay + back * (1 - decay) / (self.retry_rate * h), gone

    def _content(self, x: float, inflow: float, s: float, h: float) -> tuple[float, float]:
        """Content after h at a constant inflow, and what gave up or was refused on the way."""
        gone = 0.0
        while h > 0:
            if x < s or (x == s and inflow <= self.service_rate * s):
                x, h = self._below(x, inflow, s, h)
            else:
                x, h, more = self._above(x, inflow - self.service_rate * s, s, h)
                gone += more
        return x, gone

    def _below(self, x: float, inflow: float, s: float, h: float) -> tuple[float, float]:
        """All present are served: towards inflow/μ, at most up to s."""
        target = inflow / self.service_rate
        if target > s:
            until = log((target - x) / (target - s)) / self.service_rate
            if until < h:
                return s, h - until
        return min(target + (x - target) * exp(-self.service_rate * h), s), 0.0

    def _above(self, x: float, net: float, s: float, h: float) -> tuple[float, float, float]:
        """All servers busy; `net` is inflow less service. Content, time left, failed attempts."""
        w, theta = x - s, self.patience_rate
        # (s + buffer) − s may fall short of the buffer by a rounding.
        if w >= self.buffer - _AGREED * (1 + s) and net >= theta * self.buffer:
            # At the brim: what neither fits nor leaves is refused, so all of `net` fails.
            over = max(w - self.buffer, 0.0)
            return s + self.buffer, 0.0, net * h + over
        limit = 0.0 if net < theta * w else self.buffer
        until = _reach(w, limit, net, theta)
        if until < h:
            return s + limit, h - until, net * until + w - limit
        end = _waiting(w, net, theta, h)
        return s + end, 0.0, net * h + w - end


def _reach(w: float, limit: float, net: float, theta: float) -> float:
    """When w' = net − θw reaches the limit ahead of it; inf if it never does."""
    if theta == 0:
        return (limit - w) / net if net != 0 and limit != inf else inf
    target = net / theta
    ratio = (w - target) / (limit - target) if limit != target else inf
    return log(ratio) / theta if 1 <= ratio < inf else inf


def _waiting(w: float, net: float, theta: float, h: float) -> float:
    if theta == 0:
        return max(w + net * h, 0.0)
    target = net / theta
    return max(target + (w - target) * exp(-theta * h), 0.0)
