"""Problems in words: `file:line:column: what — remedy`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import assessor.text.problems as problems_package
from assessor.errors import Problem
from assessor.text.language import gettext


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
    return _Blanks(
        {key: getattr(value, "here", lambda v=value: v)() for key, value in params.items()}
    )


def render_text(problem: Problem) -> str:
    """What is wrong and the remedy, without the place."""
    what, remedy = messages()[problem.code]
    params = _shown(problem.params)
    sentence = gettext(what).format_map(params)
    return f"{sentence} — {gettext(remedy).format_map(params)}" if remedy else sentence


def render(problem: Problem) -> str:
    """One line: place, what is wrong, remedy."""
    place = ":".join(
        str(part) for part in (problem.path, problem.line, problem.column) if part is not None
    )
    return f"{place}: {render_text(problem)}" if place else render_text(problem)
