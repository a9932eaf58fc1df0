"""Contract JSON: the same value gives the same bytes, absent is null."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path

import numpy as np
import pytest

from assessor.documents import to_json, to_jsonable
from assessor.quantities import exact


class Colour(Enum):
    """A sample enumeration."""

    RED = "red"


@dataclass(frozen=True)
class Sample:
    """A sample result."""

    quantiles: dict[float, float]
    on: date
    array: np.ndarray


def test_that_infinite_and_undefined_numbers_are_null() -> None:
    sample = Sample({0.95: math.inf, 0.5: math.nan}, date(2023, 7, 17), np.arange(2.0))
    assert json.loads(to_json(sample)) == {
        "quantiles": {"0.95": None, "0.5": None},
        "on": "2023-07-17",
        "array": [0.0, 1.0],
    }


def test_that_sets_models_paths_and_enumerations_have_a_form() -> None:
    value = {"s": {2, 1}, "q": exact(1.0), "p": Path("a/b"), "c": Colour.RED, "t": (1, None)}
    plain = to_jsonable(value)
    assert plain["s"] == [1, 2]
    assert plain["q"]["base"] == 1.0
    assert (plain["p"], plain["c"], plain["t"]) == ("a/b", "red", [1, None])


def test_that_what_has_no_form_is_refused() -> None:
    with pytest.raises(TypeError):
        to_json(object())
