"""What the files of a measurement have told so far, kind of file by kind of file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Literal

import numpy as np

from assessor.measurement.arrivals.clocks import clock_artefacts
from assessor.measurement.arrivals.dispersion import index_of_dispersion
from assessor.measurement.asked import Asked, Picked
from assessor.measurement.demands import (
    DemandFit,
    ScalabilityReading,
    scalability,
    service_demands,
)
from assessor.measurement.logs import LogReading
from assessor.measurement.logs.options import OTHER
from assessor.measurement.metrics import MetricsReading, read_load_test, read_metrics
from assessor.measurement.model import Estimate, Finding, Series, SourceFile
from assessor.measurement.showing import Number
from assessor.measurement.streams import (
    Stream,
    counted,
    measure_instants,
    measure_stream,
    refuses_times,
    seconds_of_day,
)
from assessor.measurement.summing import as_counts, is_rate, sum_of
from assessor.measurement.trust import thinks, trusted, visits_are_merged
from assessor.measurement.visits import visit_estimates

VISITS = "visits"
REQUESTS = "requests"
ALL = "all"
FASTEST_READER = 2.0
"""Median pause between pages below which scripts, not people, ask for them. [s]"""
UTILISATION = "utilisation"


@dataclass
class Gathered:
    """Sources, findings and results, added to file by file."""

    asked: Asked
    sources: list[SourceFile] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    counts: dict[str, Series] = field(default_factory=dict)
    """Series of counts in tables, not yet measured."""
    streams: dict[str, Stream] = field(default_factory=dict)
    estimates: dict[str, Estimate] = field(default_factory=dict)
    scalability: dict[str, ScalabilityReading] = field(default_factory=dict)

    def take_log(self, log: LogReading) -> None:
        """Visits as the stream, and what one visit is like."""
        self.sources += log.sources
        self.findings += log.findings
        merged = not self.asked.calls and visits_are_merged(log)
        by_requests = self.asked.calls or merged
        main = replace(log.requests, name=REQUESTS)
        if not by_requests:
            main = replace(log.sessions.starts, name=VISITS, unit=VISITS)
        artefacts = clock_artefacts(log.requests, log.seconds_of_minute)
        times_are_real = not refuses_times(artefacts)
        self.findings += artefacts
        pause = log.sessions.think_time.quantiles.get(0.5)
        if not by_requests and pause is not None and pause < FASTEST_READER:
            params = {"seconds": Number(pause)}
            self.findings.append(Finding("measured_pages_fast", params))
        if merged:
            params = {"pages": Number(log.sessions.pages.mean)}
            self.findings.append(Finding("measured_visits_merged", params, severity="refusal"))
        if times_are_real and np.nansum(main.values) > 0:
            self._take_stream(main)
            measured = index_of_dispersion(
                log.requests, coverage=self.asked.coverage, seed=self.asked.seed
            )
            if measured.estimate is not None:
                self.estimates["requests_index_of_dispersion"] = measured.estimate
        else:
            self.streams[main.name] = Stream(main, {}, {}, None, artefacts)
        self.estimates |= visit_estimates(
            log,
            coverage=self.asked.coverage,
            visits_are_real=times_are_real and not by_requests,
        )

    def take_table(self, path: Path) -> None:
        """Series of counts, kept for `measure_counts`; instants, measured at once."""
        reading = self._table(path)
        self.sources.append(reading.source)
        self.findings += reading.findings
        for name, series in reading.series.items():
            if series.kind == "count":
                self.counts[self._free(name, path)] = series
            elif is_rate(name, series):
                self.counts[self._free(name, path)] = as_counts(series)
                params = {"name": name}
                self.findings.append(
                    Finding("measured_rate_taken", params, path=str(path), severity="note")
                )
        for name, instants in (reading.events or {}).items():
            # windows of five minutes are those of the clock, where there is one
            since_midnight = instants + seconds_of_day(reading.events_start)
            told = measure_instants(
                since_midnight, coverage=self.asked.coverage, seed=self.asked.seed
            )
            self.estimates |= told.estimates
            self.findings += told.findings
            if reading.events_start is not None:
                series = counted(name, instants, reading.events_start)
                self.counts[self._free(name, path)] = series

    def measure_counts(self) -> None:
        """The series that was asked for, their sum, or each by itself; beside a log, none."""
        chosen = self.counts
        if self.streams and not (self.asked.together or self.asked.series):
            return
        if self.asked.together and len(chosen) > 1:
            total, findings = sum_of(ALL, list(chosen.values()))
            self.findings += findings
            chosen = {} if total is None else {ALL: total}
        elif self.asked.series is not None:
            chosen = {n: one for n, one in chosen.items() if n == self.asked.series}
            if not chosen:
                names = ", ".join(self.counts) or "-"
                params = {"series": self.asked.series, "names": names}
                self.findings.append(Finding("measured_series_unknown", params, severity="refusal"))
        for name, series in chosen.items():
            self._take_stream(replace(series, name=name))

    def take_load_test(self, name: str, path: Path) -> None:
        """The law of scalability of a tier, or of whatever the name stands for."""
        test = read_load_test(path, zone=self.asked.logs.zone)
        self.sources.append(test.source)
        load: Literal["users", "in_system"] = "in_system" if thinks(test.points) else "users"
        reading = scalability(test.points, coverage=self.asked.coverage, load=load)
        self.findings += [*test.findings, *reading.findings]
        self.scalability[name] = reading
        for part in ("contention", "coherency", "peak_concurrency", "rate"):
            estimate = getattr(reading, part)
            if estimate is not None:
                self.estimates[f"{name}_{part}"] = estimate

    def demands(self, log: LogReading | None) -> Iterator[tuple[str, DemandFit]]:
        """The utilisation law at each tier, from the classes of the log or the series of tables."""
        rates = dict(log.by_class) if log is not None else {}
        rates = rates or dict(self.counts)
        for tier, picked in self.asked.utilisation.items():
            busy = self._utilisation(picked)
            if busy is None:
                continue
            fit = trusted(self._law(busy, rates, self.asked.channels[tier]), tier)
            self.findings += fit.findings
            for name, estimate in fit.demands.items():
                self.estimates[f"{tier}_{name}_demand_s"] = estimate
            yield tier, fit

    def _take_stream(self, series: Series) -> None:
        asked = self.asked
        stream = measure_stream(
            series, calendar=asked.calendar, coverage=asked.coverage, seed=asked.seed
        )
        self.streams[series.name] = stream
        self.findings += [
            replace(finding, params={**finding.params, "series": series.name})
            for finding in stream.findings
        ]

    def _table(self, path: Path) -> MetricsReading:
        chosen = self.asked.tables
        return read_metrics(
            path,
            time_column=chosen.time_column,
            value_columns=chosen.value_columns,
            key_columns=chosen.key_columns,
            zone=self.asked.logs.zone,
            start=chosen.start,
            step=chosen.step,
            day_first=chosen.day_first,
            kind=chosen.kind,
        )

    def _free(self, name: str, path: Path) -> str:
        """Two files may use the same name."""
        return name if name not in self.counts else f"{path.stem}/{name}"

    def _utilisation(self, picked: Picked) -> Series | None:
        """The series meant; None, with the reason, where it is missing or several could be."""
        reading = read_metrics(picked.path, zone=self.asked.logs.zone, kind="mean")
        self.sources.append(reading.source)
        self.findings += reading.findings
        if picked.series is not None and picked.series in reading.series:
            return reading.series[picked.series]
        if picked.series is None and len(reading.series) == 1:
            return next(iter(reading.series.values()))
        if picked.series is None and UTILISATION in reading.series:
            return reading.series[UTILISATION]  # beside what sar tells of waits and stolen time
        if not reading.series:
            return None  # its own refusal says why
        names = ", ".join(reading.series)
        params = {"path": str(picked.path), "series": picked.series or "-", "names": names}
        self.findings.append(Finding("measured_series_unclear", params, severity="refusal"))
        return None

    def _law(self, busy: Series, rates: Mapping[str, Series], channels: int) -> DemandFit:
        """Requests of no class that come and go with the others are part of their demands."""
        law = partial(
            service_demands,
            busy,
            channels=channels,
            coverage=self.asked.coverage,
            seed=self.asked.seed,
        )
        fit = law(rates)
        named = {name: series for name, series in rates.items() if name != OTHER}
        if not named or not any(OTHER in names for names in fit.joint):
            return fit
        again = law(named)
        told = Finding("measured_other_included", {"classes": ", ".join(named)}, severity="note")
        return replace(again, findings=(told, *again.findings))
