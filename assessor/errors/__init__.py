"""The error tree. Words come later, in either language; bad input is collected, never thrown.

```
Exception
├── AssessorError
│   ├── InputError(problems)      what the user wrote cannot be used
│   │   ├── DocumentError         any document: syntax, keys, types, extends
│   │   ├── CatalogueError        criteria, profiles, rules, crosswalks
│   │   ├── ScenarioError         a site and its future
│   │   ├── AssessmentError       answers and evidence
│   │   └── ProgrammeError        units, tasks, money
│   ├── StrangeFolderError        a folder of our name that is not ours
│   └── Cancelled                 a long computation was told to stop
└── ValueError                    library misuse, naming the value
```
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an input: a code with parameters, and where it stands."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)
    path: str | None = None
    line: int | None = None
    column: int | None = None
    severity: Severity = "error"

    def at(self, path: str, line: int | None = None, column: int | None = None) -> Problem:
        """The same problem with its place filled in."""
        return replace(self, path=path, line=line, column=column)

    @property
    def place(self) -> tuple[str, int, int]:
        """Sort key: file, line, column."""
        return self.path or "", self.line or 0, self.column or 0


class AssessorError(Exception):
    """Anything this program raises on purpose."""


class InputError(AssessorError):
    """An input that cannot be used, with every problem found in it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.code} {dict(p.params)}" for p in self.problems))


class DocumentError(InputError):
    """A document that cannot be read."""


class CatalogueError(InputError):
    """A catalogue, profile, rule set or crosswalk that cannot be used."""


class ScenarioError(InputError):
    """A scenario that cannot be used."""


class AssessmentError(InputError):
    """An assessment that cannot be used."""


class ProgrammeError(InputError):
    """A programme that cannot be used."""


class StrangeFolderError(AssessorError):
    """A data folder of our name that holds somebody else's files."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        super().__init__(folder)


class Cancelled(AssessorError):  # noqa: N818 - the field's word; it is no error of anyone
    """A long computation was told to stop."""


def errors_in(problems: Iterable[Problem]) -> list[Problem]:
    """The problems that forbid going on (warnings left out)."""
    return [problem for problem in problems if problem.severity == "error"]
