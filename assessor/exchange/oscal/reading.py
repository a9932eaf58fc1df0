"""OSCAL files as plain data: which model, in what shape, with every problem named by its path."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assessor.errors import DocumentError, Problem

SIZE_LIMIT_MIB = 30
KINDS = ("catalog", "profile", "assessment-results", "plan-of-action-and-milestones")


@dataclass(frozen=True)
class OscalFile:
    """One OSCAL document."""

    path: Path
    kind: str
    body: dict[str, Any]
    sha256: str
    problems: list[Problem] = field(default_factory=list)

    def problem(self, code: str, **params: Any) -> None:
        """Note a problem of this file."""
        self.problems.append(Problem(code, params, str(self.path)))

    def warning(self, code: str, **params: Any) -> None:
        """Note a warning about this file."""
        self.problems.append(Problem(code, params, str(self.path), severity="warning"))

    def objects(self, holder: dict[str, Any], key: str, where: str) -> Iterator[dict[str, Any]]:
        """The objects of a list; what is no object is a problem."""
        found = holder.get(key, [])
        if not isinstance(found, list):
            self.problem("oscal_shape", where=f"{where}/{key}", expected="[…]")
            return
        for index, item in enumerate(found):
            if isinstance(item, dict):
                yield item
            else:
                self.problem("oscal_shape", where=f"{where}/{key}/{index}", expected="{…}")

    def text(self, holder: dict[str, Any], key: str, where: str) -> str:
        """A text that must be there."""
        found = holder.get(key)
        if isinstance(found, str) and found.strip():
            return found
        self.problem("oscal_shape", where=f"{where}/{key}", expected='"…"')
        return "–"


def read_oscal(path: Path, *kinds: str) -> OscalFile:
    """One file of one of the kinds.

    Raises
    ------
    DocumentError
        It is no JSON, or no OSCAL of these kinds.
    """
    name = str(path)
    try:
        size = path.stat().st_size / 2**20
        if size > SIZE_LIMIT_MIB:
            limits = {"size_mib": round(size, 1), "limit_mib": SIZE_LIMIT_MIB}
            raise DocumentError([Problem("file_too_large", limits, name)])
        raw = path.read_bytes()
    except FileNotFoundError:
        raise DocumentError([Problem("file_missing", {}, name)]) from None
    data = _parsed(raw, name)
    kind = next((k for k in KINDS if isinstance(data, dict) and k in data), None)
    if kind not in (kinds or KINDS) or not isinstance(data[kind], dict):
        found = ", ".join(list(data)[:3]) if isinstance(data, dict) else type(data).__name__
        params = {"found": found, "expected": ", ".join(kinds or KINDS)}
        raise DocumentError([Problem("oscal_kind", params, name)])
    return OscalFile(path, str(kind), data[kind], hashlib.sha256(raw).hexdigest())


def _parsed(raw: bytes, name: str) -> Any:
    try:
        return json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise DocumentError([Problem("not_utf8", {}, name, line, 1)]) from error
    except json.JSONDecodeError as error:
        place = (name, error.lineno, error.colno)
        raise DocumentError([Problem("oscal_json", {"reason": error.msg}, *place)]) from error
    except RecursionError as error:
        reason = {"reason": "nesting too deep"}
        raise DocumentError([Problem("oscal_json", reason, name)]) from error
