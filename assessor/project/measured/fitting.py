"""From files to a fragment on disk: read, measure, check against the scenario, write, tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assessor.documents import to_jsonable
from assessor.documents.saving import write_text
from assessor.errors import InputError, Problem, Severity
from assessor.measurement import Estimate, Finding, Measurement, measure
from assessor.project.measured.effects import Effect, effects_of
from assessor.project.measured.fragment import Aim, Fragment, fragment_of
from assessor.project.measured.wishes import FitWishes, asked_of
from assessor.project.measured.writing import fragment_text, joined_text
from assessor.quantities.units import same_kind
from assessor.scenario import Scenario, apply_patch, load_scenario, scenario_file

Progress = Callable[[float, str], None]
_HEAD = frozenset({"schema", "id", "title", "note"})


@dataclass(frozen=True)
class Fitted:
    """What a measurement gave and what it would change."""

    measurement: Measurement
    fragment: Fragment
    effects: tuple[Effect, ...]
    """Values of the scenario that the fragment replaces; empty without a scenario."""
    findings: tuple[Finding, ...]
    written: tuple[Path, ...]

    @property
    def document(self) -> dict[str, Any]:
        """All of it as measurement@1 JSON."""
        document: dict[str, Any] = to_jsonable(_document(self))
        return document


def fit_files(
    files: Sequence[Path], wishes: FitWishes, *, progress: Progress | None = None
) -> Fitted:
    """Measure files and write the fragment that was asked for.

    Raises
    ------
    InputError
        With every wish that cannot be met, or every reason why nothing could be measured; then
        nothing is written.
    """
    scenario = load_scenario(wishes.scenario) if wishes.scenario is not None else None
    asked = asked_of(wishes, scenario, files)
    measurement = measure(files, asked, progress=progress)
    _refuse_nothing(measurement)
    unknown = [name for name in wishes.inputs.values() if name not in measurement.estimates]
    if unknown:
        known = ", ".join(measurement.estimates)
        raise InputError(
            [Problem("fit_estimate_unknown", {"id": n, "known": known}) for n in unknown]
        )
    _refuse_units(wishes, measurement, scenario)
    aim = Aim(wishes.name, wishes.service, wishes.inputs)
    fragment = fragment_of(measurement, aim, scenario)
    effects = _checked_effects(scenario, fragment)
    findings = (*measurement.findings, *fragment.findings)
    written = tuple(_write(wishes, fragment, scenario))
    return Fitted(measurement, fragment, effects, findings, written)


def problem_of(finding: Finding) -> Problem:
    """A finding in the form that words are made of."""
    params = {name: _plain(value) for name, value in finding.params.items()}
    params |= {"count": finding.count, "until": finding.until}
    severity: Severity = "error" if finding.severity == "refusal" else "warning"
    return Problem(finding.code, params, finding.path, finding.line, severity=severity)


def _plain(value: Any) -> Any:
    """90 days are not 90.0 days."""
    return int(value) if type(value) is float and value.is_integer() else value


def _refuse_nothing(measurement: Measurement) -> None:
    """Nothing measured is no result: its reasons are problems."""
    if measurement.estimates or measurement.demands or measurement.scalability:
        return
    if any(stream.profile is not None for stream in measurement.streams.values()):
        return
    refusals = [f for f in measurement.findings if f.severity == "refusal"]
    told = refusals or list(measurement.findings)
    raise InputError([problem_of(f) for f in told] or [Problem("fit_nothing", {})])


def _refuse_units(wishes: FitWishes, measurement: Measurement, scenario: Scenario | None) -> None:
    """Estimates that are no amounts of the kind of the input that they would replace."""
    problems = []
    for path, name in wishes.inputs.items():
        expected = scenario.quantity(path).unit if scenario is not None else None
        unit = measurement.estimates[name].unit
        if expected is not None and not same_kind(unit, expected):
            params = {"estimate": name, "unit": unit, "input": path, "expected": expected}
            problems.append(Problem("fit_input_unit", params))
    if problems:
        raise InputError(problems)


def _checked_effects(scenario: Scenario | None, fragment: Fragment) -> tuple[Effect, ...]:
    """What changes, after the scenario with the fragment laid over it held together."""
    if scenario is None:
        return ()
    patch = {name: value for name, value in fragment.data.items() if name not in _HEAD}
    return effects_of(scenario, apply_patch(scenario, patch), patch)


def _write(wishes: FitWishes, fragment: Fragment, scenario: Scenario | None) -> Iterator[Path]:
    texts: dict[Path, str] = {}
    output = wishes.output
    if output is not None:
        texts[output] = fragment_text(fragment.data, output.name)
        if wishes.join is not None and wishes.scenario is not None and scenario is not None:
            base = scenario_file(wishes.scenario)
            texts[wishes.join] = joined_text(scenario, base, output, wishes.join)
    if not wishes.replace:
        _refuse_other_content(texts)
    for path, text in texts.items():
        write_text(path, text)
        yield path
    if wishes.join in texts:
        load_scenario(wishes.join)  # what does not load is told at once


def _refuse_other_content(texts: Mapping[Path, str]) -> None:
    """What stands there and says something else stays."""
    problems = [
        Problem("fit_exists", {"given": path.name}, str(path))
        for path, text in texts.items()
        if path.exists() and path.read_text(encoding="utf-8") not in {"", text}
    ]
    if problems:
        raise InputError(problems)


def _document(done: Fitted) -> dict[str, Any]:
    measured = done.measurement
    return {
        "schema": "measurement@1",
        "id": done.fragment.data["id"],
        "sources": measured.sources,
        "findings": [finding_document(finding) for finding in done.findings],
        "estimates": dict(measured.estimates),
        "bases": dict(measured.main.bases) if measured.main else {},
        "profile": measured.main.profile if measured.main else None,
        "streams": {
            name: {
                "estimates": dict(stream.estimates),
                "bases": dict(stream.bases),
                "profile": stream.profile,
            }
            for name, stream in measured.streams.items()
        },
        "demands": {tier: _fit(fit) for tier, fit in measured.demands.items()},
        "scalability": {
            name: {
                "contention": reading.contention,
                "coherency": reading.coherency,
                "rate": reading.rate,
                "peak_concurrency": reading.peak_concurrency,
            }
            for name, reading in measured.scalability.items()
        },
        "fragment": done.fragment.data,
        "effects": done.effects,
        "written": [path.name for path in done.written],
    }


def _fit(fit: Any) -> dict[str, Any]:
    joint: dict[str, Estimate] = {" + ".join(names): one for names, one in fit.joint.items()}
    return {
        "demands_s": dict(fit.demands),
        "joint_s": joint,
        "background": fit.background,
        "determination": fit.determination,
        "windows": fit.windows,
        "window_s": fit.window,
        "lag_s": fit.lag,
        "left_out": dict(fit.left_out),
    }


def finding_document(finding: Finding) -> dict[str, Any]:
    """A finding for JSON, in words of both languages."""
    from assessor.text.rendering import problem_document

    document = problem_document(problem_of(finding))
    return {
        **document,
        "params": {name: str(value) for name, value in finding.params.items()},
        "severity": finding.severity,
        "count": finding.count,
        "until": finding.until,
    }
