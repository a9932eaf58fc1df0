"""A fragment and the small scenario that lays it over another, put beside that scenario.

Nothing is ever written over: a name is taken as long as either file is there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assessor.api import (
    Aim,
    Fitted,
    FitWishes,
    InputError,
    Problem,
    Scenario,
    fold,
    fragment_of,
    fragment_text,
    joined_text,
    load_scenario,
    write_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_ODD = re.compile(r"[^a-z0-9_]+")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


@dataclass(frozen=True)
class Places:
    """The two files of one name."""

    fragment: Path
    scenario: Path

    @property
    def taken(self) -> Path | None:
        """The first that is there already."""
        return next((file for file in (self.fragment, self.scenario) if file.exists()), None)


def places_of(folder: Path, name: str) -> Places:
    """Where a name is kept in a project folder."""
    return Places(folder / f"{name}.workload.yaml", folder / f"{name}.scenario.yaml")


def is_name(text: str) -> bool:
    """Whether files, profiles and inputs can be called so."""
    return _NAME.fullmatch(text) is not None


def free_name(wanted: str, folder: Path, used: Container[str] = ()) -> str:
    """A name made of some words, such that nothing is called so yet."""
    stem = _ODD.sub("-", fold(wanted)).strip("-_") or "measured"
    names = (stem, *(f"{stem}-{n}" for n in range(2, 1000)))
    return next(
        (name for name in names if name not in used and places_of(folder, name).taken is None), stem
    )


def stem_of(file: Path) -> str:
    """`access` of access.log.3.gz."""
    return file.name.partition(".")[0]


def save_fitted(done: Fitted, wishes: FitWishes, places: Places) -> Places:
    """Write what was measured, under a name that may be another than when it was measured.

    Raises
    ------
    InputError
        A file is there already, or the scenario cannot be used any more.
    OSError
        The folder cannot be written.
    """
    assert wishes.scenario is not None
    scenario = load_scenario(wishes.scenario)
    name = stem_of(places.fragment)
    fragment = done.fragment
    if fragment.data["id"] != name:
        aim = Aim(name, wishes.service, wishes.inputs)
        fragment = fragment_of(done.measurement, aim, scenario)
    text = fragment_text(fragment.data, places.fragment.name)
    return save_both(places, scenario, lambda file: write_text(file, text))


def save_both(places: Places, base: Scenario, write: Callable[[Path], object]) -> Places:
    """Write a fragment by a function, and the scenario that lays it over `base`.

    Raises
    ------
    InputError
        A file is there already, or what was written does not load; then neither stays.
    OSError
        The folder cannot be written.
    """
    taken = places.taken
    if taken is not None:
        raise InputError([Problem("file_exists", {}, str(taken))])
    with _both_or_none(places):
        write(places.fragment)
        text = joined_text(base, base.origin.path, places.fragment, places.scenario)
        write_text(places.scenario, text)
        load_scenario(places.scenario)
    return places


@contextmanager
def _both_or_none(places: Places) -> Iterator[None]:
    try:
        yield
    except BaseException:
        for file in (places.fragment, places.scenario):
            file.unlink(missing_ok=True)
        raise
