"""All files of one measurement read and measured: logs, metrics, load tests together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Literal

import numpy as np

from assessor.measurement.arrivals.clocks import clock_artefacts
from assessor.measurement.arrivals.dispersion import index_of_dispersion
from assessor.measurement.arrivals.measured import COVERAGE
from assessor.measurement.demands import DemandFit, ScalabilityReading, scalability, service_demands
from assessor.measurement.logs import LogOptions, LogReading, read_logs
from assessor.measurement.logs.options import OTHER
from assessor.measurement.metrics import MetricsReading, kind_of, read_load_test, read_metrics
from assessor.measurement.model import Estimate, Finding, Series, SourceFile
from assessor.measurement.streams import (
    Stream,
    counted,
    measure_instants,
    measure_stream,
    refuses_times,
    seconds_of_day,
)
from assessor.measurement.visits import visit_estimates
from assessor.scenario.fragments import Calendar

Progress = Callable[[float, str], None]
VISITS = "visits"


@dataclass(frozen=True)
class Picked:
    """One series of a file."""

    path: Path
    series: str | None = None
    """Its name; None where the file holds one."""


@dataclass(frozen=True)
class TableOptions:
    """What a table of metrics leaves open; None lets the file decide."""

    time_column: str | None = None
    value_columns: tuple[str, ...] | None = None
    """An empty tuple: every row is one event."""
    key_columns: tuple[str, ...] | None = None
    start: datetime | None = None
    step: float | None = None
    """[s]"""
    day_first: bool | None = None
    kind: Literal["count", "mean"] | None = None


@dataclass(frozen=True)
class Asked:
    """How files are read and what each is of."""

    logs: LogOptions = field(default_factory=LogOptions)
    tables: TableOptions = TableOptions()
    """Of files of metrics; those of `utilisation` are read by what they say themselves."""
    calendar: Calendar | None = None
    coverage: float = COVERAGE
    seed: int = 0
    utilisation: Mapping[str, Picked] = field(default_factory=dict)
    """Tier → series that holds how busy it was."""
    channels: Mapping[str, int] = field(default_factory=dict)
    """Tier → channels that the utilisation is the mean of."""
    load_tests: Mapping[str, Path] = field(default_factory=dict)
    """Tier → load test that it limited."""


@dataclass(frozen=True)
class Measurement:
    """Everything that the files tell."""

    sources: tuple[SourceFile, ...]
    findings: tuple[Finding, ...]
    log: LogReading | None
    streams: Mapping[str, Stream]
    """`visits` of logs, and the series of counts in other files, by name."""
    estimates: Mapping[str, Estimate]
    """Of the main stream and of visits, by name."""
    demands: Mapping[str, DemandFit]
    """By tier."""
    scalability: Mapping[str, ScalabilityReading]
    """By tier."""

    @property
    def main(self) -> Stream | None:
        """Visits where there is a log, else the first series of counts."""
        return next(iter(self.streams.values()), None)


@dataclass
class _Gathered:
    """What the files have told so far."""

    sources: list[SourceFile] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    streams: dict[str, Stream] = field(default_factory=dict)
    estimates: dict[str, Estimate] = field(default_factory=dict)
    scalability: dict[str, ScalabilityReading] = field(default_factory=dict)


def measure(
    paths: Sequence[Path], asked: Asked | None = None, *, progress: Progress | None = None
) -> Measurement:
    """Read every file by what it holds and measure what it allows.

    Parameters
    ----------
    paths
        Access logs, metrics and load tests in any order; logs are read as one.
    asked
        Choices of the reader, and which file is of which tier.
    progress
        Called with a fraction and words while logs are read; what it raises ends the work.

    Returns
    -------
    Results of the good part of the data; findings tell the rest.

    Raises
    ------
    OSError
        A file cannot be opened.
    """
    asked = asked or Asked()
    found = _Gathered()
    of_tiers = {*asked.load_tests.values(), *(p.path for p in asked.utilisation.values())}
    kinds = {path: kind_of(path) for path in paths if path not in of_tiers}
    logs = [path for path, kind in kinds.items() if kind == "log"]
    log = read_logs(logs, options=asked.logs, progress=progress) if logs else None
    if log is not None:
        _take_log(found, log, asked)
    for path, kind in kinds.items():
        if kind == "load_test":
            _take_load_test(found, path.stem, path, asked)
        elif kind != "log":
            _take_metrics(found, _table(path, asked), asked)
    for tier, path in asked.load_tests.items():
        _take_load_test(found, tier, path, asked)
    demands = dict(_demands(found, log, asked))
    main = next(iter(found.streams.values()), None)
    if main is not None:
        found.estimates = {**main.estimates, **found.estimates}
    return Measurement(
        tuple(found.sources),
        tuple(found.findings),
        log,
        found.streams,
        found.estimates,
        demands,
        found.scalability,
    )


def _take_log(found: _Gathered, log: LogReading, asked: Asked) -> None:
    found.sources += log.sources
    found.findings += log.findings
    starts = replace(log.sessions.starts, name=VISITS, unit=VISITS)
    artefacts = clock_artefacts(log.requests, log.seconds_of_minute)
    times_are_real = not refuses_times(artefacts)
    if times_are_real and np.nansum(starts.values) > 0:
        _take_stream(found, starts, asked)
        measured = index_of_dispersion(log.requests, coverage=asked.coverage, seed=asked.seed)
        found.findings += [f for f in artefacts if f not in found.findings]
        if measured.estimate is not None:
            found.estimates["requests_index_of_dispersion"] = measured.estimate
    else:
        found.findings += artefacts
        found.streams[VISITS] = Stream(starts, {}, {}, None, artefacts)
    found.estimates |= visit_estimates(log, coverage=asked.coverage, times_are_real=times_are_real)


def _take_stream(found: _Gathered, series: Series, asked: Asked) -> None:
    stream = measure_stream(
        series, calendar=asked.calendar, coverage=asked.coverage, seed=asked.seed
    )
    found.streams[series.name] = stream
    found.findings += [
        replace(finding, params={**finding.params, "series": series.name})
        for finding in stream.findings
    ]


def _take_metrics(found: _Gathered, reading: MetricsReading, asked: Asked) -> None:
    found.sources.append(reading.source)
    found.findings += reading.findings
    for series in reading.series.values():
        if series.kind == "count":
            _take_stream(found, series, asked)
    for name, instants in (reading.events or {}).items():
        # windows of five minutes are those of the clock, where there is one
        since_midnight = instants + seconds_of_day(reading.events_start)
        told = measure_instants(since_midnight, coverage=asked.coverage, seed=asked.seed)
        found.estimates |= told.estimates
        found.findings += told.findings
        if reading.events_start is not None:
            _take_stream(found, counted(name, instants, reading.events_start), asked)


def _table(path: Path, asked: Asked) -> MetricsReading:
    chosen = asked.tables
    return read_metrics(
        path,
        time_column=chosen.time_column,
        value_columns=chosen.value_columns,
        key_columns=chosen.key_columns,
        zone=asked.logs.zone,
        start=chosen.start,
        step=chosen.step,
        day_first=chosen.day_first,
        kind=chosen.kind,
    )


def _take_load_test(found: _Gathered, name: str, path: Path, asked: Asked) -> None:
    test = read_load_test(path, zone=asked.logs.zone)
    found.sources.append(test.source)
    reading = scalability(test.points, coverage=asked.coverage)
    found.findings += [*test.findings, *reading.findings]
    found.scalability[name] = reading
    for part in ("contention", "coherency", "peak_concurrency", "rate"):
        estimate = getattr(reading, part)
        if estimate is not None:
            found.estimates[f"{name}_{part}"] = estimate


def _demands(
    found: _Gathered, log: LogReading | None, asked: Asked
) -> Iterator[tuple[str, DemandFit]]:
    """The utilisation law at each tier, from the classes of the log or the other series."""
    rates = dict(log.by_class) if log is not None else {}
    if not rates:
        rates = {name: stream.series for name, stream in found.streams.items()}
    for tier, picked in asked.utilisation.items():
        reading = read_metrics(picked.path, zone=asked.logs.zone)
        found.sources.append(reading.source)
        found.findings += reading.findings
        busy = _series_of(reading, picked)
        if busy is None:
            names = ", ".join(reading.series) or "-"
            missing = {"path": str(picked.path), "series": picked.series or "-", "names": names}
            found.findings.append(Finding("measured_series_unclear", missing, severity="refusal"))
            continue
        fit = _law(busy, rates, asked.channels[tier], asked)
        found.findings += fit.findings
        for name, estimate in fit.demands.items():
            found.estimates[f"{tier}_{name}_demand_s"] = estimate
        yield tier, fit


def _law(busy: Series, rates: Mapping[str, Series], channels: int, asked: Asked) -> DemandFit:
    """The utilisation law; requests of no class that go with the others are part of theirs."""
    law = partial(
        service_demands, busy, channels=channels, coverage=asked.coverage, seed=asked.seed
    )
    fit = law(rates)
    named = {name: series for name, series in rates.items() if name != OTHER}
    if not named or not any(OTHER in names for names in fit.joint):
        return fit
    again = law(named)
    told = Finding("measured_other_included", {"classes": ", ".join(named)}, severity="note")
    return replace(again, findings=(told, *again.findings))


def _series_of(reading: MetricsReading, picked: Picked) -> Series | None:
    """The series meant; None where the name is missing or several could be."""
    if picked.series is not None:
        return reading.series.get(picked.series)
    return next(iter(reading.series.values())) if len(reading.series) == 1 else None
