"""All files of one measurement read and measured: logs, metrics, load tests together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assessor.measurement.asked import Asked
from assessor.measurement.demands import DemandFit, ScalabilityReading
from assessor.measurement.gathered import REQUESTS, VISITS, Gathered
from assessor.measurement.logs import LogReading, read_logs
from assessor.measurement.metrics import kind_of
from assessor.measurement.model import Estimate, Finding, SourceFile
from assessor.measurement.streams import Stream

Progress = Callable[[float, str], None]


@dataclass(frozen=True)
class Measurement:
    """Everything that the files tell."""

    sources: tuple[SourceFile, ...]
    findings: tuple[Finding, ...]
    log: LogReading | None
    streams: Mapping[str, Stream]
    """`visits` of logs, and the series of counts in other files, by name."""
    estimates: Mapping[str, Estimate]
    """Of the main stream, of visits and of tiers, by name."""
    demands: Mapping[str, DemandFit]
    """By tier."""
    scalability: Mapping[str, ScalabilityReading]
    """By tier."""

    @property
    def main(self) -> Stream | None:
        """Visits where there is a log, else the only series; None where several could be meant."""
        for name in (VISITS, REQUESTS) if self.log is not None else ():
            if name in self.streams:
                return self.streams[name]
        return next(iter(self.streams.values())) if len(self.streams) == 1 else None


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
    InputError
        A file cannot be opened.
    """
    asked = asked or Asked()
    found = Gathered(asked)
    of_tiers = {*asked.load_tests.values(), *(p.path for p in asked.utilisation.values())}
    kinds = {path: kind_of(path) for path in paths if path not in of_tiers}
    logs = [path for path, kind in kinds.items() if kind == "log"]
    log = read_logs(logs, options=asked.logs, progress=progress) if logs else None
    if log is not None:
        found.take_log(log)
    for path, kind in kinds.items():
        if kind == "load_test":
            found.take_load_test(path.stem, path)
        elif kind == "metrics":
            found.take_table(path)
    found.measure_counts()
    for tier, path in asked.load_tests.items():
        found.take_load_test(tier, path)
    return _measurement(found, log, dict(found.demands(log)))


def _measurement(
    found: Gathered, log: LogReading | None, demands: Mapping[str, DemandFit]
) -> Measurement:
    done = Measurement(
        tuple(found.sources),
        tuple(found.findings),
        log,
        found.streams,
        found.estimates,
        demands,
        found.scalability,
    )
    main = done.main
    if main is not None:
        return replace(done, estimates={**main.estimates, **found.estimates})
    if not found.streams:
        return done
    several = Finding(
        "measured_series_several", {"names": ", ".join(found.streams)}, severity="refusal"
    )
    return replace(done, findings=(*done.findings, several))
