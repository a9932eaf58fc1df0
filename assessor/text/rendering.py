"""Problems in words: `file:line:column: what — remedy`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import assessor.text.problems as problems_package
from assessor.errors import Problem
from assessor.text.language import gettext, using_language


@lru_cache(maxsize=1)
def messages() -> dict[str, tuple[str, str]]:
    """Every problem code with what is wrong and the remedy, from all rooms."""
    found: dict[str, tuple[str, str]] = {}
    for module in pkgutil.iter_modules(problems_package.__path__):
        room = importlib.import_module(f"{problems_package.__name__}.{module.name}")
        for code, words in room.MESSAGES.items():
            if code in found:
                raise ValueError(f"problem code {code!r} is worded twice")
            found[code] = words
    return found


class _Blanks(dict[str, Any]):
    """Parameters of a message; one that is missing shows as `…` and never crashes a report."""

    def __missing__(self, key: str) -> str:
        return "…"


def _shown(params: Mapping[str, Any]) -> _Blanks:
    """Each parameter in the reader's language; reasons of the system are known by their words."""
    shown = _Blanks(
        {key: getattr(value, "here", lambda v=value: v)() for key, value in params.items()}
    )
    if isinstance(shown.get("reason"), str) and shown["reason"]:
        shown["reason"] = gettext(shown["reason"])
    return shown


def render_text(problem: Problem) -> str:
    """What is wrong and the remedy, without the place."""
    what, remedy = messages()[problem.code]
    params = _shown(problem.params)
    sentence = gettext(what).format_map(params)
    return f"{sentence} — {gettext(remedy).format_map(params)}" if remedy else sentence


def render(problem: Problem) -> str:
    """One line: place, what is wrong, remedy."""
    place = _place(problem)
    return f"{place}: {render_text(problem)}" if place else render_text(problem)


def problem_document(problem: Problem) -> dict[str, Any]:
    """A problem for JSON, in words of both languages."""
    words = {}
    for code in ("vi", "en"):
        with using_language(code):
            words[code] = render_text(problem)
    return {
        "code": problem.code,
        "params": {key: str(value) for key, value in problem.params.items()},
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "severity": problem.severity,
        **words,
    }


def _place(problem: Problem) -> str:
    """`file:line:column`, or `book.xlsx!Sheet!C12` where it is a cell of a workbook."""
    if problem.path and ".xlsx!" in problem.path and problem.line and problem.column:
        return f"{problem.path}!{_letters(problem.column)}{problem.line}"
    parts = (problem.path, problem.line, problem.column)
    return ":".join(str(part) for part in parts if part is not None)


def _letters(column: int) -> str:
    """A column counted from 1 as spreadsheets name it: A … Z, AA …"""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
