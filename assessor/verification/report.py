"""Running reference tables against the engine."""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from assessor.errors import Problem
from assessor.verification.evaluators import registry
from assessor.verification.tables import ReferenceRow, rows_of

# What the engine raises where the parameters of a row make no sense.
_SENSELESS = (registry.ParameterError, ValueError, TypeError, ArithmeticError, LookupError)


@dataclass(frozen=True)
class FailedRow:
    """A row whose answer lies outside the tolerance of its reference."""

    id: str
    expected: float
    got: float
    error: float
    """got − expected"""


@dataclass(frozen=True)
class VerificationReport:
    """What the tables said: every readable row is passed, failed or unsupported."""

    checked: int
    passed: int
    failed: tuple[FailedRow, ...]
    unsupported: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    """Rows and files that could not be read; never counted as passed."""


def verify(directory: Path | str | None = None) -> VerificationReport:
    """Answer every row of every CSV file of a folder, the shipped tables by default.

    A row the engine has no model for is unsupported. A row that cannot be read, or whose
    parameters make no sense to the engine, is a problem; the others are still judged.
    """
    registry.load()
    tally = _Tally()
    for path in _tables(directory, tally):
        for row in rows_of(path):
            if isinstance(row, Problem):
                tally.problems.append(row)
            else:
                tally.judge(row)
    return tally.report()


def _tables(directory: Path | str | None, tally: "_Tally") -> list[Path]:
    if directory is None:
        folder = Path(str(files("assessor.verification").joinpath("reference")))
    else:
        folder = Path(directory)
    found = sorted(path for path in folder.glob("*.csv") if path.is_file())
    if not found:
        tally.problems.append(Problem("tables_absent", path=str(folder)))
    return found


class _Tally:
    def __init__(self) -> None:
        self.passed = 0
        self.failed: list[FailedRow] = []
        self.unsupported: list[str] = []
        self.problems: list[Problem] = []

    def judge(self, row: ReferenceRow) -> None:
        try:
            got = registry.answer(row.question)
        except registry.UnsupportedError:
            self.unsupported.append(row.id)
        except (
            registry.ParameterError,
            ValueError,
            TypeError,
            ArithmeticError,
            LookupError,
        ) as trouble:
            params = {"id": row.id, "reason": str(trouble)}
            self.problems.append(Problem("table_parameters", params, row.path, row.line))
        else:
            if row.accepts(got):
                self.passed += 1
            else:
                self.failed.append(FailedRow(row.id, row.expected, got, got - row.expected))

    def report(self) -> VerificationReport:
        return VerificationReport(
            checked=self.passed + len(self.failed) + len(self.unsupported),
            passed=self.passed,
            failed=tuple(self.failed),
            unsupported=tuple(self.unsupported),
            problems=tuple(self.problems),
        )
