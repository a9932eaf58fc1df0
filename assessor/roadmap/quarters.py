"""Quarters of the calendar, counted as whole numbers so that they can be added up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import ceil

QUARTERS_PER_YEAR = 4
MONTHS_PER_QUARTER = 3
WORKING_DAYS_PER_MONTH = 21
"""252 working days a year over 12 months, holidays left out of account. [day/month]"""


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter as a count: 4 × year + 0…3."""

    count: int

    @classmethod
    def of(cls, day: date) -> Quarter:
        """The quarter that a day lies in."""
        return cls(QUARTERS_PER_YEAR * day.year + (day.month - 1) // MONTHS_PER_QUARTER)

    @classmethod
    def named(cls, name: str) -> Quarter:
        """The quarter called `2023-Q4`."""
        year, _, number = name.partition("-Q")
        return cls(QUARTERS_PER_YEAR * int(year) + int(number) - 1)

    @property
    def year(self) -> int:
        """The year it lies in."""
        return self.count // QUARTERS_PER_YEAR

    def after(self, quarters: int) -> Quarter:
        """The quarter some quarters later."""
        return Quarter(self.count + quarters)

    def since(self, first: Quarter) -> int:
        """Quarters from another one to this one."""
        return self.count - first.count

    def __str__(self) -> str:
        return f"{self.year}-Q{self.count % QUARTERS_PER_YEAR + 1}"


def quarters_for(months: float) -> int:
    """Whole quarters that work of some months takes, at least one."""
    return max(ceil(months / MONTHS_PER_QUARTER - 1e-9), 1)


def months_of(working_days: float) -> float:
    """Months that some working days take."""
    return working_days / WORKING_DAYS_PER_MONTH
