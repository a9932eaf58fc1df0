"""The standing fleet's quantities for derived rows, evaluated once per scenario and kept.

Evaluating a fleet costs more than scoring an assessment, and an answer does not change it. So
each quantity that was asked for is kept in the user's cache folder under the scenario's hash,
the program's version and the state of its code: another scenario or program is evaluated anew.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assessor import __version__
from assessor.project.opening import Assessed
from assessor.resources import folder
from assessor.scoring import Measured, Quantities

if TYPE_CHECKING:
    from assessor.scenario import Scenario

ROOMS = ("scenario", "demand", "queueing", "planning", "project")

Progress = Callable[[float, str], None]


def derived_quantities(assessed: Assessed) -> Quantities | None:
    """The quantities of the scenario in the assessment's folder; none where there is none."""
    file = assessed.path.parent / "scenario.yaml"
    if not file.exists():
        return None
    year = assessed.assessment.as_of.year

    def evaluate() -> Quantities:
        from assessor.scenario import load_scenario

        return _evaluated(load_scenario(file), year)

    # the files' bytes are the key: an unchanged scenario is not even read again
    return KeptQuantities(_cache_file(_state_of(file.parent), year), evaluate)


def quantities_of_scenario(scenario: Scenario, year: int) -> Quantities:
    """Quantities of the existing fleet in one year, kept or evaluated on first need."""
    return KeptQuantities(_cache_file(scenario.sha256, year), lambda: _evaluated(scenario, year))


def _evaluated(scenario: Scenario, year: int) -> Quantities:
    from assessor.planning import plan, quantities_of

    return quantities_of(plan(scenario, years=(year,), as_is=True), year)


def _state_of(project_folder: Path) -> str:
    """Hash of every document that a scenario of this folder may be made of."""
    digest = hashlib.sha256()
    for file in sorted(project_folder.rglob("*.yaml"), key=str):
        if not file.name.endswith((".assessment.yaml", ".programme.yaml")):
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    shipped = sorted(folder("scenarios").rglob("*.yaml"), key=str)
    digest.update("".join(f"{f.name}{f.stat().st_mtime_ns}" for f in shipped).encode())
    return digest.hexdigest()


class KeptQuantities:
    """Looks quantities up in a small file, and evaluates only what is not there yet."""

    def __init__(self, file: Path | None, evaluate: Callable[[], Quantities]) -> None:
        self._file, self._evaluate = file, evaluate
        self._known = _read(file)
        self._lookup: Quantities | None = None

    def __call__(
        self,
        quantity: str,
        quantile: float | None,
        tier_roles: Sequence[str],
        users: Sequence[str],
        reduce: str,
    ) -> Measured | None:
        key = json.dumps([quantity, quantile, sorted(tier_roles), sorted(users), reduce])
        if key not in self._known:
            if self._lookup is None:
                self._lookup = self._evaluate()
            self._known[key] = self._lookup(quantity, quantile, tier_roles, users, reduce)
            self._keep()
        return self._known[key]

    def _keep(self) -> None:
        if self._file is None:
            return
        from assessor.documents import write_text

        plain = {k: None if m is None else asdict(m) for k, m in self._known.items()}
        try:
            write_text(self._file, json.dumps(plain))
        except OSError:
            # a cache that cannot be written costs time, never an answer
            self._file = None


def _read(file: Path | None) -> dict[str, Measured | None]:
    if file is None:
        return {}
    try:
        plain = json.loads(file.read_text(encoding="utf-8"))
        return {k: None if m is None else _measured(m) for k, m in plain.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _measured(plain: dict[str, Any]) -> Measured:
    return Measured(**{**plain, "sources": tuple(plain["sources"])})


def _cache_file(sha256: str, year: int) -> Path | None:
    if os.environ.get("ASSESSOR_NO_CACHE"):
        return None
    from platformdirs import user_cache_path

    name = hashlib.sha256(f"{sha256}:{year}:{__version__}:{state_of_code()}".encode()).hexdigest()[
        :32
    ]
    return user_cache_path("cloud-readiness-assessor") / "quantities" / f"{name}.json"


@cache
def state_of_code() -> str:
    """The state of the code behind the numbers: an edited program keeps nothing of the old one."""
    root = Path(__file__).resolve().parents[1]
    files = sorted((f for room in ROOMS for f in (root / room).rglob("*.py")), key=str)
    state = "".join(f"{file.name}{file.stat().st_mtime_ns}" for file in files)
    return hashlib.sha256(state.encode()).hexdigest()
