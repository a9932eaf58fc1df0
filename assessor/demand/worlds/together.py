"""A scenario that stands for many worlds: drawn quantities hold one value per world.

In it `Quantity.base` is a column of shape (worlds, 1) wherever a value was drawn, and a number
everywhere else. The daily figures of demand broadcast over it; nothing else should read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessor.scenario.model import Scenario
from assessor.scenario.platform import Control
from assessor.scenario.worlds import Worlds, list_quantities

Floats = NDArray[np.float64]


class ManyWorlds:
    """Worlds of one scenario, taken several at a time."""

    def __init__(self, scenario: Scenario) -> None:
        self._controls = scenario.platform.controls
        # One world has the shares of disabled controls taken out of its service demands. Here the
        # demands stay as written: `work_per_request` takes the shares out, column by column.
        at_work = {name: _switched(control, True) for name, control in self._controls.items()}
        self._worlds = Worlds(_with_controls(scenario, at_work))

    def at(self, values: Mapping[str, Floats]) -> Scenario:
        """The scenario with the values of several worlds.

        Parameters
        ----------
        values
            Draws by path of `list_quantities`, each of shape (worlds,).
        """
        columns = {path: drawn[:, np.newaxis] for path, drawn in values.items()}
        # The one place where arrays are passed for numbers.
        together = self._worlds.at(cast("Mapping[str, float]", columns))
        drawn = together.platform.controls
        return _with_controls(
            together,
            {name: _switched(drawn[name], given.enabled) for name, given in self._controls.items()},
        )


def _switched(control: Control, enabled: bool) -> Control:
    return control.model_copy(update={"enabled": enabled})


def _with_controls(scenario: Scenario, controls: Mapping[str, Control]) -> Scenario:
    platform = scenario.platform.model_copy(update={"controls": dict(controls)})
    return scenario.model_copy(update={"platform": platform})


def checked_values(scenario: Scenario, values: Mapping[str, ArrayLike]) -> dict[str, Floats]:
    """Draws as arrays, one row per world; one world where nothing is drawn.

    Raises
    ------
    ValueError
        Names that the scenario does not have, draws that are no finite numbers, or columns of
        different lengths; all of them are named.
    """
    known = {named.path for named in list_quantities(scenario)}
    columns = {path: np.asarray(drawn, dtype=np.float64) for path, drawn in values.items()}
    problems = [f"{path}: no quantity is called so" for path in columns if path not in known]
    for path, drawn in columns.items():
        if drawn.ndim != 1 or drawn.size == 0:
            problems.append(f"{path}: draws must have the shape (worlds,), got {drawn.shape}")
        elif not np.all(np.isfinite(drawn)):
            problems.append(f"{path}: draws must be finite")
    if len({drawn.shape for drawn in columns.values()}) > 1:
        problems.append("every quantity must have the same number of draws")
    if problems:
        raise ValueError("; ".join(problems))
    return columns
