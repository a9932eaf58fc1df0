"""The shipped Hanoi scenario, read once."""

from __future__ import annotations

import pytest

from assessor.resources import folder
from assessor.scenario import load_scenario


@pytest.fixture(scope="session")
def hanoi():
    """Hanoi of July 2023."""
    return load_scenario(folder("scenarios") / "hanoi-2023")
