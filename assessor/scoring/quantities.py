"""What scoring is handed of the capacity evaluation: quantities by name, never the plan itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Measured:
    """One quantity of the standing fleet, in the year of the assessment.

    `measured` is true only where every input that decides the value was measured; a forecast is
    never evidence. `p_met` is the probability that the limit holds, where worlds were sampled.
    """

    value: float
    unit: str
    measured: bool = False
    p_met: float | None = None
    year: int | None = None
    stale: bool = False
    model: str | None = None
    sources: tuple[str, ...] = ()


class Quantities(Protocol):
    """Looks a published quantity up; none where the evaluation does not give it."""

    def __call__(
        self,
        quantity: str,
        quantile: float | None,
        tier_roles: Sequence[str],
        users: Sequence[str],
        reduce: str,
    ) -> Measured | None: ...
