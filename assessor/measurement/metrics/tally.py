"""Findings of one file: the same case many times is one finding with a count."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from assessor.measurement.model import Finding, Severity


class Tally:
    """Counts cases by code and place; the first case gives the words their parameters."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._found: dict[tuple[str, object], Finding] = {}

    def add(
        self,
        code: str,
        line: int | None = None,
        *,
        count: int = 1,
        severity: Severity = "warning",
        key: object = None,
        **params: Any,
    ) -> None:
        """One more case; cases of one code and `key` are one finding."""
        known = self._found.get((code, key))
        if known is None:
            self._found[code, key] = Finding(
                code, params, count, self.path, line, severity, None if count == 1 else line
            )
            return
        lines = [each for each in (known.line, known.until, line) if each is not None]
        self._found[code, key] = replace(
            known,
            count=known.count + count,
            line=min(lines, default=None),
            until=max(lines, default=None),
        )

    def refuse(
        self, code: str, line: int | None = None, *, result: str = "file", key: object = None,
        **params: Any,
    ) -> None:  # fmt: skip
        """A result that is withheld."""
        self.add(code, line, severity="refusal", key=key, result=result, **params)

    def note(self, code: str, line: int | None = None, **params: Any) -> None:
        """Something a reader should know, nothing wrong."""
        self.add(code, line, severity="note", **params)

    @property
    def refusing(self) -> bool:
        """Whether the file as a whole is refused."""
        return any(
            finding.severity == "refusal" and finding.params.get("result") == "file"
            for finding in self._found.values()
        )

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Refusals first, then in the order of the first case."""
        order = {"refusal": 0, "warning": 1, "note": 2}
        return tuple(sorted(self._found.values(), key=lambda each: order[each.severity]))
