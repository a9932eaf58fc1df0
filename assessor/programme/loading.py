"""From a file to a `Programme`, with every problem at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from assessor.documents import Loaded, load_yaml, migrate, parse
from assessor.errors import Problem, ProgrammeError, errors_in
from assessor.programme.model import Programme
from assessor.scenario import Scenario
from assessor.scenario.expansion import hint
from assessor.scenario.references import found, section_of

# Where a name stands → the section it names; `~` is the key itself.
_REFERENCES: tuple[tuple[str, str], ...] = (
    ("units.*.parent", "units"),
    ("claims.*.units.*", "units"),
    ("claims.*.source", "sources"),
    ("tasks.*.owner", "units"),
    ("tasks.*.business_owner", "units"),
    ("tasks.*.with_units.*", "units"),
    ("tasks.*.blocked_by", "units"),
    ("tasks.*.from_decision", "decisions"),
    ("tasks.*.source", "sources"),
    ("difficulties.*.owner", "units"),
    ("difficulties.*.blocked_by", "units"),
    ("difficulties.*.escalated_to", "units"),
    ("gaps.*.lead_unit", "units"),
    ("gaps.*.with_units.*", "units"),
    ("actions.*.funding_line", "funding_lines"),
    ("actions.*.requires.*", "actions"),
    ("actions.*.exclusive_with.*", "actions"),
    ("spending.*.funding_line", "funding_lines"),
    ("spending.*.action", "actions"),
    ("spending.*.task", "tasks"),
    ("reviews.*.owner", "units"),
    ("decisions.*.source", "sources"),
    ("milestones.*.task", "tasks"),
    ("milestones.*.source", "sources"),
    ("ranks.*.source.*", "sources"),
    ("leadership.~", "units"),
)


def load_programme(
    path: Path | str, shown: str | None = None, *, scenario: Scenario | None = None
) -> Programme:
    """Read a programme file; with its scenario, the names that point there are checked too.

    Raises
    ------
    ProgrammeError
        With every problem of the file.
    """
    programme, problems = _read(Path(path), shown, scenario)
    if programme is None or errors_in(problems):
        raise ProgrammeError(problems)
    return programme


def check_programme(
    path: Path | str, shown: str | None = None, *, scenario: Scenario | None = None
) -> list[Problem]:
    """Every problem and warning of a programme file."""
    return _read(Path(path), shown, scenario)[1]


def _read(
    path: Path, shown: str | None, scenario: Scenario | None
) -> tuple[Programme | None, list[Problem]]:
    loaded = migrate(load_yaml(path, shown), "programme")
    programme, problems = parse(Programme, loaded)
    problems += _unknown_names(loaded)
    if scenario is not None:
        problems += _unknown_in_scenario(loaded, scenario)
    if programme is not None:
        problems += [*_circles(programme, loaded), *_inconsistent(programme, loaded)]
    return programme, sorted(problems, key=lambda problem: problem.place)


def _unknown_names(loaded: Loaded) -> Iterator[Problem]:
    data: dict[str, Any] = loaded.data if isinstance(loaded.data, dict) else {}
    for pattern, target in _REFERENCES:
        known = section_of(data, target)
        for key, name in found(data, pattern):
            if isinstance(name, str) and name not in known:
                if target == "sources":
                    yield loaded.problem("source_unknown", key, id=name)
                else:
                    near = hint(name, [str(k) for k in known])
                    yield loaded.problem(
                        "reference_unknown", key, id=name, section=target, hint=near
                    )


def _unknown_in_scenario(loaded: Loaded, scenario: Scenario) -> Iterator[Problem]:
    if not isinstance(loaded.data, dict):
        return
    data: dict[str, Any] = loaded.data
    targets: tuple[tuple[str, str, Mapping[str, object]], ...] = (
        ("funding_lines.*.budgets.*", "money.budgets", scenario.money.budgets),
        ("actions.*.option", "options", scenario.options),
        ("actions.*.procedure", "procedures", scenario.procedures),
    )
    for pattern, section, known in targets:
        for key, name in found(data, pattern):
            if isinstance(name, str) and name not in known:
                near = hint(str(name), list(known))
                yield loaded.problem("reference_unknown", key, id=name, section=section, hint=near)
    if data.get("scenario") != scenario.id:
        yield loaded.warning(
            "programme_elsewhere", ("scenario",), found=data.get("scenario"), id=scenario.id
        )


def _circles(programme: Programme, loaded: Loaded) -> Iterator[Problem]:
    for name in programme.units:
        chain = [name]
        above = programme.units[name].parent
        while above in programme.units and above not in chain:
            chain.append(above)
            above = programme.units[above].parent
        if above == name:
            yield loaded.problem("unit_circle", ("units", name), chain=" → ".join([*chain, name]))


def _inconsistent(programme: Programme, loaded: Loaded) -> Iterator[Problem]:
    for name, claim in programme.claims.items():
        both = set(claim.supported_by) & set(claim.contradicted_by)
        if both:
            yield loaded.problem(
                "claim_both_ways", ("claims", name), id=name, items=", ".join(sorted(both))
            )
    for field, step in programme.coverage.done:
        if field not in programme.coverage.fields or step not in programme.coverage.steps:
            cell = f"{field} × {step}"
            yield loaded.problem("coverage_cell", ("coverage", "done"), cell=cell)
    for name, ranking in programme.ranks.items():
        for year, rank in ranking.values.items():
            if rank > ranking.of:
                key = ("ranks", name, "values", str(year))
                yield loaded.problem("rank_outside", key, rank=rank, of=ranking.of)
