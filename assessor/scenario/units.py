"""Units of the shared inputs: a name that states its unit by its suffix is held to it.

Read from the raw document, so that it is told together with whatever else is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from assessor.documents import Loaded
from assessor.errors import Problem
from assessor.quantities import same_kind, unit_of_field


def unit_problems(loaded: Loaded) -> Iterator[Problem]:
    """Inputs whose written unit does not convert to the one that their name states."""
    inputs = loaded.data.get("inputs") if isinstance(loaded.data, dict) else None
    for section, entries in (inputs or {}).items() if isinstance(inputs, dict) else ():
        for name, value in entries.items() if isinstance(entries, dict) else ():
            unit = value.get("unit") if isinstance(value, dict) else None
            expected = unit_of_field(str(name))
            if isinstance(unit, str) and expected is not None and not same_kind(unit, expected):
                key = ("inputs", section, name, "unit")
                yield loaded.problem("unit_wrong", key, unit=unit, expected=expected)
