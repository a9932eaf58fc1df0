"""The time average of what a station holds."""

from __future__ import annotations


class Gauge:
    """Integrates a number over time, from `reset` on."""

    __slots__ = ("_area", "_since", "_start", "_value")

    def __init__(self) -> None:
        self._area = self._value = self._since = self._start = 0.0

    def record(self, now: float, value: float) -> None:
        """Say that from `now` on the number is `value`."""
        self._area += self._value * (now - self._since)
        self._since = now
        self._value = value

    def reset(self, now: float) -> None:
        """Forget what was before `now`."""
        self._area, self._since, self._start = 0.0, now, now

    def mean(self, now: float) -> float:
        """Give the average since the reset."""
        return (self._area + self._value * (now - self._since)) / (now - self._start)
