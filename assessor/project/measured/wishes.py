"""What a person asks of a measurement, checked against the scenario before files are read."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from assessor.documents import load_yaml
from assessor.errors import Problem, ScenarioError
from assessor.measurement import Asked, LogOptions, Picked, TableOptions
from assessor.measurement.logs.options import STATIC_FILES
from assessor.project.measured.platform import channels_of
from assessor.scenario import Scenario
from assessor.scenario.expansion import hint
from assessor.scenario.loading import calendar_of

_ID = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_-]*$")
HOME = "Asia/Ho_Chi_Minh"
"""The only zone of Viet Nam has the name of another city."""
MEASURABLE = ("open", "closed", "partly_open", "machine")


@dataclass(frozen=True)
class FitWishes:
    """Options of one measurement, as they were written."""

    output: Path | None = None
    scenario: Path | None = None
    service: str | None = None
    id: str | None = None
    classes: Mapping[str, str] = field(default_factory=dict)
    """Class → pattern of the path."""
    static: str | None = None
    page: str | None = None
    zone: str | None = None
    keep_robots: bool = False
    utilisation: Mapping[str, str] = field(default_factory=dict)
    """Tier → file, or file#series."""
    channels: Mapping[str, int] = field(default_factory=dict)
    load_tests: Mapping[str, str] = field(default_factory=dict)
    """Tier → file."""
    inputs: Mapping[str, str] = field(default_factory=dict)
    """`section.name` → estimate."""
    join: Path | None = None
    """Small scenario that extends both."""
    calendar: Path | None = None
    """Calendar, or scenario whose holidays hold; None: those of `scenario`."""
    series: str | None = None
    """Of several series of counts, the one that is the load."""
    together: bool = False
    """Add all series of counts."""
    time_column: str | None = None
    """Of tables, as all that follow."""
    value_columns: tuple[str, ...] | None = None
    """An empty tuple: every row is one event."""
    key_columns: tuple[str, ...] | None = None
    start: str | None = None
    """Local clock time of 0."""
    step: float | None = None
    """[s]"""
    kind: Literal["count", "mean"] | None = None
    seed: int = 0
    replace: bool = False
    """Write over a fragment, or a joining scenario, that stands there."""

    @property
    def name(self) -> str:
        """Of the measurement: as asked, or that of the file to write, or a plain word."""
        if self.id is not None:
            return self.id
        return self.output.name.partition(".")[0] if self.output else "measured"


def asked_of(wishes: FitWishes, scenario: Scenario | None, files: Sequence[Path] = ()) -> Asked:
    """The choices of the readers.

    Raises
    ------
    ScenarioError
        With every wish that names nothing or cannot be met.
    """
    problems = [
        *_missing(wishes, files),
        *_written(wishes),
        *_named(wishes, scenario),
        *_patterns(wishes),
    ]
    start = _moment(wishes.start)
    if wishes.start is not None and start is None:
        problems.append(Problem("fit_start", {"given": wishes.start}))
    channels = dict(wishes.channels)
    for tier in wishes.utilisation:
        if tier not in channels:
            found = _installed(scenario, tier)
            if found:
                channels[tier] = found
            else:
                problems.append(Problem("fit_channels_missing", {"tier": tier}))
    if problems:
        raise ScenarioError(problems)
    logs = LogOptions(
        classes=wishes.classes,
        static=wishes.static or STATIC_FILES,
        page=wishes.page,
        keep_robots=wishes.keep_robots or _calls(wishes, scenario),
        zone=wishes.zone or (scenario.time_zone if scenario else None),
    )
    return Asked(
        logs=logs,
        tables=TableOptions(
            time_column=wishes.time_column,
            value_columns=wishes.value_columns,
            key_columns=wishes.key_columns,
            start=start,
            step=wishes.step,
            kind=wishes.kind,
        ),
        series=wishes.series,
        together=wishes.together,
        calls=_calls(wishes, scenario),
        calendar=calendar_of(wishes.calendar) or (scenario.calendar if scenario else None),
        coverage=scenario.uncertainty.coverage if scenario else Asked().coverage,
        seed=wishes.seed,
        utilisation={tier: _picked(text) for tier, text in wishes.utilisation.items()},
        channels=channels,
        load_tests={tier: Path(text) for tier, text in wishes.load_tests.items()},
    )


def _missing(wishes: FitWishes, files: Sequence[Path]) -> Iterator[Problem]:
    """Files to read that are not there."""
    of_tiers = [Path(text) for text in wishes.load_tests.values()]
    of_tiers += [_picked(text).path for text in wishes.utilisation.values()]
    for file in dict.fromkeys((*files, *of_tiers)):
        if not file.is_file():
            yield Problem("file_missing", {}, str(file))


def _calls(wishes: FitWishes, scenario: Scenario | None) -> bool:
    """Whether machines call: then every request counts, and there are no visits."""
    service = scenario.services.get(wishes.service) if scenario and wishes.service else None
    return service is not None and service.kind == "machine"


def _moment(text: str | None) -> datetime | None:
    """A local clock time, None where it is none."""
    try:
        found = datetime.fromisoformat(text) if text is not None else None
    except ValueError:
        return None
    return None if found is None else found.replace(tzinfo=None)


def _picked(text: str) -> Picked:
    path, hash_, series = text.partition("#")
    # a file may have a # in its name
    return (
        Picked(Path(text)) if Path(text).exists() else Picked(Path(path), series if hash_ else None)
    )


def _installed(scenario: Scenario | None, tier: str) -> int:
    known = scenario is not None and tier in scenario.platform.tiers
    return channels_of(scenario, tier) if scenario is not None and known else 0


def _written(wishes: FitWishes) -> Iterator[Problem]:
    """Names of files that would be written."""
    if not _ID.match(wishes.name):
        yield Problem("fit_id_bad", {"id": wishes.name})
    output = wishes.output
    if output is not None and output.suffix not in {".yaml", ".yml"}:
        yield Problem("fit_output_suffix", {"given": output.name})
    for file in (output, wishes.join):
        # a fragment that would come out the same may be written again: told once it is known
        if file is not None and file.exists() and not _is_ours(file):
            yield Problem("fit_exists", {"given": file.name})
    if wishes.join is not None:
        if output is None or wishes.scenario is None:
            yield Problem("fit_join_needs", {"given": wishes.join.name})
        elif wishes.join.resolve() in {output.resolve(), wishes.scenario.resolve()}:
            yield Problem("fit_join_same", {"given": wishes.join.name})


def _is_ours(file: Path) -> bool:
    """A fragment, or a scenario that only extends others: what a measurement writes."""
    if file.is_dir():
        return False
    if file.stat().st_size == 0:
        return True
    written = load_yaml(file).data
    if not isinstance(written, dict):
        return False
    kind = str(written.get("schema")).partition("@")[0]
    return kind == "workload" or set(written) <= {"schema", "id", "title", "extends"}


def _named(wishes: FitWishes, scenario: Scenario | None) -> Iterator[Problem]:
    """Services, classes, tiers and inputs that the scenario does not have."""
    tiers = [*wishes.utilisation, *wishes.load_tests, *wishes.channels]
    if scenario is None:
        if wishes.service is not None or wishes.inputs:
            yield Problem("fit_scenario_needed", {})
        return
    if wishes.service is not None:
        service = scenario.services.get(wishes.service)
        if service is None:
            yield _unknown(wishes.service, "services", scenario.services)
        elif service.kind not in MEASURABLE:
            expected = ", ".join(MEASURABLE)
            params = {"id": wishes.service, "kind": service.kind, "expected": expected}
            yield Problem("service_kind", params)
    yield from _all_unknown(wishes.classes, "request_classes", scenario.request_classes)
    yield from _all_unknown(tiers, "platform.tiers", scenario.platform.tiers)
    inputs = [f"{section}.{name}" for section, names in scenario.inputs.items() for name in names]
    yield from _all_unknown(wishes.inputs, "inputs", inputs)


def _all_unknown(names: Iterable[str], section: str, known: Iterable[str]) -> Iterator[Problem]:
    known = list(known)
    for name in dict.fromkeys(names):
        if name not in known:
            yield _unknown(name, section, known)


def _unknown(name: str, section: str, known: Iterable[str]) -> Problem:
    near = hint(name, [str(k) for k in known])
    return Problem("reference_unknown", {"id": name, "section": section, "hint": near})


def _patterns(wishes: FitWishes) -> Iterator[Problem]:
    """Regular expressions and the name of the zone."""
    patterns = {f"--class {name}": text for name, text in wishes.classes.items()}
    patterns |= {f: t for f, t in (("--static", wishes.static), ("--page", wishes.page)) if t}
    for flag, text in patterns.items():
        try:
            re.compile(text)
        except re.error as error:
            yield Problem("fit_pattern", {"flag": flag, "pattern": text, "detail": str(error)})
    if "other" in wishes.classes:
        yield Problem("fit_class_other", {})
    if wishes.zone is not None:
        from zoneinfo import available_timezones

        if wishes.zone not in available_timezones():
            is_here = any(word in wishes.zone.lower() for word in ("noi", "viet", "saigon"))
            near = difflib.get_close_matches(wishes.zone, available_timezones(), n=1)
            suggestion = HOME if is_here or not near else near[0]
            yield Problem("fit_zone", {"zone": wishes.zone, "near": suggestion})
