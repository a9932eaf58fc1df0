"""How far each class of result can be trusted: errors measured against exact answers.

The tables are made by the `measure_*.py` of `tests/golden` and shipped beside this module.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

TABLES = ("measured_errors.json", "measured_network_errors.json")


@dataclass(frozen=True)
class ErrorClass:
    """Relative errors of one kind of result over a grid of cases with known answers."""

    name: str
    """As in a result's `error_class`."""
    of: str
    """What was compared, e.g. "waiting_mean" or "waiting_quantile"."""
    cases: int
    bias: float
    """Mean relative error; negative is optimistic for a time. [1]"""
    mean: float
    """Mean absolute relative error. [1]"""
    p95: float
    worst: float
    against: str
    """What the truth was taken from."""
    grid: str
    """Which cases."""


@cache
def measured_errors() -> tuple[ErrorClass, ...]:
    """Every class that was measured."""
    room = files("assessor.queueing")
    texts = (room.joinpath(name).read_text(encoding="utf-8") for name in TABLES)
    return tuple(ErrorClass(**row) for text in texts for row in json.loads(text))


def accuracy(error_class: str) -> tuple[ErrorClass, ...]:
    """The measured errors of a result's `error_class`, such as "kimura" or "kimura+sharing".

    An exact class has no entry: its error is round-off. Of a class that was never measured there
    is none either, which `is_measured` tells apart.
    """
    names = set(error_class.split("+"))
    return tuple(row for row in measured_errors() if row.name in names)


def is_measured(error_class: str) -> bool:
    """Whether every part of the class is exact or has a measured error."""
    known = {row.name for row in measured_errors()} | {"exact"}
    return set(error_class.split("+")) <= known
