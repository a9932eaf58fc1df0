"""A city's project folder, and the product as its planner uses it: one command after the other."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assessor.api import (
    Programme,
    Scenario,
    YearDemand,
    demand_for_year,
    load_programme,
    load_scenario,
)

Done = subprocess.CompletedProcess[str]


@dataclass(frozen=True)
class CommandLine:
    """`python -m assessor` in English, with one home for all journeys as a planner has one."""

    home: Path

    def __call__(self, *words: str | Path) -> Done:
        return subprocess.run(
            [sys.executable, "-m", "assessor", "--lang", "en", *map(str, words)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, "HOME": str(self.home), "XDG_CACHE_HOME": str(self.home)},
        )

    def told(self, *words: str | Path) -> Any:
        """What a command that must succeed prints with `--json`."""
        done = self(*words, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


@dataclass(frozen=True)
class City:
    """A project folder of one's own; a change is written into it as a person would write it."""

    folder: Path
    line: CommandLine

    def supposing(self, changes: Mapping[str, Any]) -> Path:
        """A scenario beside the project's own that extends it with other values, by dotted path."""
        patch: dict[str, Any] = {"schema": "scenario@1", "extends": ["scenario.yaml"]}
        for path, value in changes.items():
            here = patch
            *way, last = path.split(".")
            for part in way:
                here = here.setdefault(part, {})
            here[last] = value
        file = self.folder / "what-if.yaml"
        file.write_text(json.dumps(patch), encoding="utf-8")
        return file

    def rewrite(self, row: str, old: str, new: str) -> None:
        """Change the one line of the programme that starts with a row's name and holds `old`."""
        file = self.folder / "hanoi-2023.programme.yaml"
        lines = file.read_text(encoding="utf-8").splitlines()
        (place,) = [
            i for i, line in enumerate(lines) if line.strip().startswith(f"{row}:") and old in line
        ]
        lines[place] = lines[place].replace(old, new, 1)
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def forget_every_answer(self) -> None:
        for file in self.folder.glob("*.assessment.yaml"):
            head, _, _ = file.read_text(encoding="utf-8").partition("\nanswers:\n")
            file.write_text(head + "\nanswers: {}\n", encoding="utf-8")

    def scenario(self, file: Path | None = None) -> Scenario:
        return load_scenario(file or self.folder)

    @property
    def programme(self) -> Programme:
        return load_programme(self.folder / "hanoi-2023.programme.yaml")

    def demand(self, file: Path | None = None, year: int = 2023) -> YearDemand:
        return demand_for_year(self.scenario(file), year)

    def explained(self, name: str, file: Path | None = None) -> Any:
        return self.line.told("explain", file or self.folder, name)

    def standing(self, file: Path, year: int = 2023) -> Any:
        """One year of what stands today, as `plan --as-is` tells it."""
        told = self.line.told("plan", file, "--as-is", "--year", str(year))
        return told["years"][0]


@pytest.fixture(scope="session")
def line(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    return CommandLine(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="session")
def template(line: CommandLine, tmp_path_factory: pytest.TempPathFactory) -> City:
    """The project as `assessor new` makes it; not to be written to."""
    folder = tmp_path_factory.mktemp("city") / "hanoi"
    made = line("new", folder, "--from", "hanoi-2023")
    assert made.returncode == 0, made.stderr
    return City(folder, line)


@pytest.fixture
def hanoi(template: City, tmp_path: Path) -> City:
    return City(Path(shutil.copytree(template.folder, tmp_path / "hanoi")), template.line)


@pytest.fixture(scope="session")
def today(template: City) -> dict[int, Any]:
    """What stands today under the load of three years of the untouched project."""
    told = template.line.told(
        "plan", template.folder, "--as-is", *("--year", "2023", "--year", "2025", "--year", "2026")
    )
    return {year["year"]: year for year in told["years"]}


@pytest.fixture(scope="session")
def planned(template: City) -> Any:
    """What 2023 needs beside what stands, in the untouched project."""
    return template.line.told("plan", template.folder, "--year", "2023")["years"]


@pytest.fixture(scope="session")
def voices(template: City) -> dict[str, Any]:
    """Every claim of the untouched project by its id."""
    told = template.line.told("claims", template.folder)
    return {claim["id"]: claim for claim in told["claims"]}


@pytest.fixture(scope="session")
def order(template: City) -> Any:
    """The order of work of the untouched project."""
    return template.line.told("roadmap", template.folder)
