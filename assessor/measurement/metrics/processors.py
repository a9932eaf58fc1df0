"""Shares of processor time of one or several hosts, gathered into series."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from datetime import tzinfo

import numpy as np

from assessor.measurement.metrics.gridding import Samples, to_series
from assessor.measurement.metrics.model import MetricsReading
from assessor.measurement.metrics.opening import SourceText
from assessor.measurement.metrics.tally import Tally
from assessor.measurement.metrics.timestamps import local_times, moment
from assessor.measurement.model import Floats, Series
from assessor.measurement.showing import Number, Share

STOLEN = 0.01
"""Mean share of stolen time from which the host's work is in the guest's figures."""
_NAMES = ("utilisation", "iowait", "steal")


@dataclass
class _Host:
    seconds: array[float] = field(default_factory=lambda: array("d"))
    lines: array[int] = field(default_factory=lambda: array("q"))
    shares: tuple[array[float], ...] = field(
        default_factory=lambda: tuple(array("d") for _ in _NAMES)
    )


class Processors:
    """All-processor rows as they come, one host or several.

    Utilisation is 1 − idle − iowait: a processor that waits for a disk can serve. Stolen time is
    in it, as it is not free, and apart, as it is not the guest's work.
    """

    def __init__(self, tally: Tally) -> None:
        self.tally = tally
        self.offsets: list[float | None] = []
        self.channels: dict[str, int] = {}
        self._hosts: dict[str, _Host] = {}

    def add(
        self, host: str, seconds: float, offset: float | None, cells: dict[str, float], line: int
    ) -> None:
        """One row: per cents by name, `idle` among them, at the end of their interval."""
        idle, waiting = cells["idle"], cells.get("iowait", 0.0)
        shares = (1 - (idle + waiting) / 100, waiting / 100, cells.get("steal", 0.0) / 100)
        # Two decimals each: the sum may miss 100 by a few hundredths.
        if not (-0.005 <= shares[0] <= 1.005 and 0 <= idle <= 100.5):
            self.tally.add("sar_not_percent", line, idle=Number(idle), iowait=Number(waiting))
            return
        known = self._hosts.setdefault(host, _Host())
        known.seconds.append(seconds)
        known.lines.append(line)
        for column, share in zip(known.shares, shares, strict=True):
            column.append(min(max(share, 0.0), 1.0))
        if offset not in self.offsets:
            self.offsets.append(offset)

    def reading(
        self, text: SourceText, zone: tzinfo | str | None, step: float | None
    ) -> MetricsReading:
        """Series of all hosts."""
        if not self._hosts and not self.tally.refusing:
            self.tally.refuse("sar_no_processor")
        if None in self.offsets and len(self.offsets) > 1:
            self.tally.refuse("metrics_zones_mixed")
        series: dict[str, Series] = {}
        spans: list[float] = []
        used = 0
        for name, host in {} if self.tally.refusing else self._hosts.items():
            found = local_times(np.array(host.seconds, np.float64), self.offsets, zone)
            if found.assumed_utc:
                self.tally.note("metrics_utc")
            if found.clock_changes:
                self.tally.add("metrics_clock_changes")
            used += len(found.seconds)
            spans += [float(found.seconds.min()), float(found.seconds.max())]
            series |= self._series(name, host, found.seconds, step)
        first, last = (moment(min(spans)), moment(max(spans))) if spans else (None, None)
        source = text.source("sar", used=used, first=first, last=last)
        return MetricsReading(source, series, channels=self.channels, findings=self.tally.findings)

    def _series(
        self, name: str, host: _Host, seconds: Floats, step: float | None
    ) -> dict[str, Series]:
        found: dict[str, Series] = {}
        lines = np.array(host.lines, np.float64)
        for what, shares in zip(_NAMES, host.shares, strict=True):
            title = what if len(self._hosts) == 1 else f"{name}: {what}"
            samples = Samples(seconds, np.array(shares, np.float64), lines)
            # The three columns of a row share its oddities: they are told once.
            tally = self.tally if what == "utilisation" else Tally("")
            one = to_series(title, samples, tally, kind="mean", unit="1", step=step, at_end=True)
            if one is not None:
                found[title] = one
        stolen = Share(np.mean(host.shares[2]))
        if stolen > STOLEN:
            self.tally.add("sar_steal", key=name, name=name, share=stolen)
        return found
