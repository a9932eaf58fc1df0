"""What is odd about a log is counted and located as it is met."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assessor.measurement.model import Finding, Severity

SEVERITIES: Mapping[str, Severity] = {
    "log_not_opened": "refusal",
    "log_packed": "refusal",
    "log_unreadable": "refusal",
    "log_line_open": "note",
    "log_disorder": "note",
    "log_zone_missing": "note",
    "log_robots": "note",
    "log_robots_kept": "note",
    "log_no_agent": "note",
    "log_no_request": "note",
    "log_number_unused": "note",
    "log_clock_change": "note",
    "log_gzip_rest": "note",
    "log_time_unit": "note",
}
"""Of the codes that are no warnings."""


@dataclass
class _Case:
    params: dict[str, Any]
    line: int | None
    until: int | None
    count: int


@dataclass
class Notes:
    """The findings so far, one for each code and file."""

    _cases: dict[tuple[str, str | None], _Case] = field(default_factory=dict)

    def add(
        self,
        code: str,
        path: str | None,
        line: int | None = None,
        *,
        until: int | None = None,
        count: int = 1,
        **params: Any,
    ) -> None:
        """Count `count` more cases, the first at `line` and the last at `until`."""
        case = self._cases.get((code, path))
        if case is None:
            self._cases[code, path] = _Case(params, line, until or line, count)
            return
        case.count += count
        if line is not None:
            case.line = line if case.line is None else min(case.line, line)
            case.until = max(case.until or 0, until or line)
        case.params |= params

    def add_lines(
        self, code: str, path: str, lines: NDArray[np.int64] | list[int], **params: Any
    ) -> None:
        """Count a case at each of the lines, in rising order; none is no case."""
        if len(lines):
            first, last = int(lines[0]), int(lines[-1])
            self.add(code, path, first, until=last, count=len(lines), **params)

    def param(self, code: str, path: str | None, name: str) -> Any:
        """A parameter of a case, None where there is none."""
        case = self._cases.get((code, path))
        return None if case is None else case.params.get(name)

    def count(self, code: str, path: str | None) -> int:
        """Cases so far."""
        case = self._cases.get((code, path))
        return 0 if case is None else case.count

    def tell(self, code: str, **params: Any) -> None:
        """Set parameters of the cases of a code in every file."""
        for (known, _), case in self._cases.items():
            if known == code:
                case.params |= params

    def findings(self, paths: Iterable[str]) -> tuple[Finding, ...]:
        """In the order of the files, those about no single file last."""
        order = {path: place for place, path in enumerate(paths)}
        ranked = sorted(
            self._cases.items(), key=lambda item: order.get(item[0][1] or "", len(order))
        )
        return tuple(
            Finding(
                code,
                {**case.params, "count": case.count},
                count=case.count,
                path=path,
                line=case.line,
                severity=SEVERITIES.get(code, "warning"),
                until=case.until,
            )
            for (code, path), case in ranked
        )
