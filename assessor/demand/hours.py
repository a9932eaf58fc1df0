"""Every hour of a year as a sheet: the demand that everything else is read from."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from assessor.demand.days import HOURS_PER_DAY, days_of
from assessor.demand.design import tier_work
from assessor.demand.year import demand_for_year
from assessor.documents.saving import write_text
from assessor.scenario.model import Scenario
from assessor.scenario.worlds import resolve


def write_hours(scenario: Scenario, year: int, path: Path) -> None:
    """Write the rates of each class [1/s] and the work of each city tier [erlang], hour by hour.

    Raises
    ------
    OSError
        The file cannot be written.
    """
    resolved = resolve(scenario)
    demand = demand_for_year(resolved, year)
    days = days_of(year, resolved.calendar)
    work = tier_work(resolved, demand.arrival_rates, demand.hours)
    sheet = io.StringIO()
    out = csv.writer(sheet, lineterminator="\n")
    classes = [f"{name} [1/s]" for name in demand.arrival_rates]
    out.writerow(["time", *classes, *(f"{name} [erlang]" for name in work)])
    columns = [*demand.arrival_rates.values(), *work.values()]
    for hour in range(demand.hours):
        at = f"{days.on(hour // HOURS_PER_DAY)}T{hour % HOURS_PER_DAY:02d}:00"
        out.writerow([at, *(f"{column[hour]:.9g}" for column in columns)])
    write_text(path, sheet.getvalue())
