"""A measurement as a workload fragment: sources with hashes, inputs, profile, service, platform."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assessor.measurement import Estimate, Finding, Measurement, SourceFile, WeekProfile
from assessor.project.measured.platform import demands_part, joined_demands, scalability_part
from assessor.project.measured.services import Context, service_part
from assessor.project.measured.values import quantity_of, rounded
from assessor.quantities import Quantity
from assessor.scenario import Scenario

# A public holiday where none was watched: what the scenario's own profile says stays.
_FALLBACKS = ("holiday_factor", "post_holiday_factor")


@dataclass(frozen=True)
class Aim:
    """What the measurement is of, in the words of a scenario."""

    id: str
    service: str | None = None
    """The service whose log it is."""
    inputs: Mapping[str, str] = field(default_factory=dict)
    """Shared input `section.name` → estimate that takes its place."""


@dataclass(frozen=True)
class Fragment:
    """A workload@1 document as plain data, and what could not be filled in."""

    data: dict[str, Any]
    findings: tuple[Finding, ...]


def fragment_of(measurement: Measurement, aim: Aim, scenario: Scenario | None) -> Fragment:
    """The document that a scenario extends.

    Parameters
    ----------
    measurement
        What was read and measured.
    aim
        Name, service, inputs to replace.
    scenario
        Whose service and tiers are meant; without it the fragment holds inputs and a profile.
    """
    sources = dict(_sources(measurement, scenario))
    ids = tuple(sources)
    data: dict[str, Any] = {
        "schema": "workload@1",
        "id": aim.id,
        "title": _title(measurement),
        "sources": sources,
        "inputs": _inputs(measurement, aim, ids),
    }
    findings: list[Finding] = []
    stream = measurement.main
    if stream is not None and stream.profile is not None:
        profile, told = _profile(stream.profile, ids, _own_profile(scenario, aim))
        findings += told
        if profile:
            data["profiles"] = {aim.id: profile}
    if scenario is not None and aim.service is not None and stream is not None:
        context = Context(scenario, aim.service, aim.id, measurement.estimates, stream, ids)
        part = service_part(context)
        findings += part.findings
        link = {"profile": aim.id} if "profiles" in data else {}
        if link or part.data:
            data["services"] = {aim.service: {**link, **part.data}}
    if scenario is not None:
        findings += _add_platform(data, measurement, scenario, ids)
    return Fragment({k: v for k, v in data.items() if v != {}}, tuple(findings))


def _known_by(file: SourceFile, scenario: Scenario | None) -> bool:
    """Whether the file ends by the scenario's date."""
    return scenario is not None and file.last is not None and file.last.date() <= scenario.as_of


def _sources(
    measurement: Measurement, scenario: Scenario | None
) -> Iterator[tuple[str, dict[str, Any]]]:
    """One entry a file: its name, hash, format, period; the file itself need not be kept."""
    for number, file in enumerate(measurement.sources, start=1):
        name = Path(file.path).name
        period = (
            f"{file.first:%Y-%m-%d %H:%M} … {file.last:%Y-%m-%d %H:%M}"
            if file.first and file.last
            else ""
        )
        text = f"{file.format}, {file.bytes} B, {period}".rstrip(", ")
        entry: dict[str, Any] = {
            "title": {"vi": f"Tệp đo {name}", "en": f"Measured file {name}"},
            "sha256": file.sha256,
            "grade": "M",
            "known_after": not _known_by(file, scenario),
            "note": {"vi": text, "en": text},
        }
        yield f"M-{_short(file.sha256)}-{number}", entry


def _short(sha256: str) -> str:
    return sha256[:8]


def _title(measurement: Measurement) -> dict[str, str]:
    names = ", ".join(Path(file.path).name for file in measurement.sources)
    return {"vi": f"Đo từ {names}", "en": f"Measured from {names}"}


def _inputs(measurement: Measurement, aim: Aim, ids: tuple[str, ...]) -> dict[str, Any]:
    """Every estimate under the fragment's own section, and those that replace shared inputs."""
    found: dict[str, Any] = {}
    if measurement.estimates:
        found[aim.id] = {
            name: quantity_of(estimate, ids) for name, estimate in measurement.estimates.items()
        }
    for path, name in aim.inputs.items():
        section, _dot, short = path.partition(".")
        found.setdefault(section, {})[short] = quantity_of(measurement.estimates[name], ids)
    return found


def _own_profile(scenario: Scenario | None, aim: Aim) -> Any:
    """The profile that the service has in the scenario, None where there is none."""
    service = scenario.services.get(aim.service) if scenario and aim.service else None
    name = getattr(service, "profile", None)
    return scenario.profiles.get(name) if scenario and name else None


def _profile(
    measured: WeekProfile, ids: tuple[str, ...], own: Any
) -> tuple[dict[str, Any], list[Finding]]:
    """A profile of the document; parts that were not measured are those the service had, told.

    Without a scenario to take them from there is no profile.
    """
    hours, weekdays = measured.by_hour, measured.by_weekday
    hours = hours if hours is not None and all(e.base >= 0 for e in hours) else None
    missing = [
        name
        for name, part in (
            ("weights_by_hour", hours),
            ("weights_by_weekday", weekdays),
            ("holiday_factor", measured.holiday_factor),
        )
        if part is None
    ]
    if missing and own is None:
        return {}, [Finding("measured_profile_incomplete", {"parts": ", ".join(missing)})]
    if hours is None and weekdays is None:
        return {}, [Finding("measured_profile_nothing", {})]
    found = {
        "kind": "measured"
        if not {"weights_by_hour", "weights_by_weekday"} & set(missing)
        else "derived",
        "source": list(ids),
        "reason": _profile_reason(measured, missing),
        "weights_by_hour": _weights(hours) or list(own.weights_by_hour),
        "weights_by_weekday": _weights(weekdays) or list(own.weights_by_weekday),
    }
    for name in _FALLBACKS:
        estimate = getattr(measured, name)
        kept = getattr(own, name, None)
        if estimate is not None:
            found[name] = quantity_of(estimate, ids)
        elif kept is not None:
            found[name] = _as_written(kept)
    findings = [Finding("measured_profile_kept", {"parts": ", ".join(missing)})] if missing else []
    return found, findings


def _as_written(quantity: Quantity) -> dict[str, Any]:
    if quantity.ref is not None:
        return {"ref": quantity.ref}
    return quantity.model_dump(mode="json", exclude_none=True, exclude_defaults=True)


def _weights(part: tuple[Estimate, ...] | None) -> list[float]:
    return [] if part is None else [rounded(estimate.base) for estimate in part]


def _profile_reason(measured: WeekProfile, missing: list[str]) -> dict[str, str]:
    kept_vi = f"; giữ của kịch bản: {', '.join(missing)}" if missing else ""
    kept_en = f"; kept from the scenario: {', '.join(missing)}" if missing else ""
    return {
        "vi": f"Đo trên {measured.days} ngày{kept_vi}",
        "en": f"Measured on {measured.days} days{kept_en}",
    }


def _add_platform(
    data: dict[str, Any], measurement: Measurement, scenario: Scenario, ids: tuple[str, ...]
) -> list[Finding]:
    findings: list[Finding] = []
    parts = {}
    for tier, fit in measurement.demands.items():
        parts[tier], told = demands_part(scenario, tier, fit, ids)
        findings += told
    platform: dict[str, Any] = {}
    demands = joined_demands(parts)
    if demands:
        platform["demands"] = demands
    tiers = {
        tier: part
        for tier, reading in measurement.scalability.items()
        if tier in scenario.platform.tiers and (part := scalability_part(reading))
    }
    if tiers:
        platform["tiers"] = tiers
    if platform:
        data["platform"] = platform
    return findings
