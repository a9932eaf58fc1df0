"""What comes in each minute of an event, as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from assessor.planning.stressed import EventStress, Stress
from assessor.text.cells import spreadsheet_safe

FEW_DIGITS = 6
"""Significant digits: more would be noise of the arithmetic."""


def write_minutes(file: Path, found: Stress) -> None:
    """One line a minute and form of an event.

    `rate.CLASS` are all requests of a class and `ordinary.CLASS` those without the event, both
    in requests/s; a class that never comes has no columns. `in_use`, `wait_s` and `backlog` are
    those of the busiest tier of the fleet that stands, and of the planned one.
    """
    from assessor.documents import write_text

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    classes = _classes(found)
    writer.writerow(map(spreadsheet_safe, _head(found, classes)))
    for one in found.events:
        writer.writerows(_rows(one, classes, planned=_has_plan(found)))
    write_text(file, text.getvalue())


def _classes(found: Stress) -> list[str]:
    """Classes that come at any time, in the order of the scenario."""
    coming: dict[str, None] = {}
    for one in found.events:
        if one.curve is not None:
            coming |= dict.fromkeys(n for n, r in one.curve.arrival_rates.items() if r.any())
            coming |= dict.fromkeys(n for n, r in one.curve.ordinary_rates.items() if r.any())
    return list(coming)


def _has_plan(found: Stress) -> bool:
    return any(one.planned is not None for one in found.events)


def _head(found: Stress, classes: list[str]) -> list[str]:
    fleets = ["existing", *(["planned"] if _has_plan(found) else [])]
    return [
        "event",
        "severe",
        "minute",
        "time",
        "visits_per_s",
        "people_at_once",
        *(f"rate.{name}" for name in classes),
        *(f"ordinary.{name}" for name in classes),
        *(f"{fleet}.{of}" for fleet in fleets for of in ("in_use", "wait_s", "backlog")),
    ]


def _rows(one: EventStress, classes: list[str], *, planned: bool) -> Iterator[list[str]]:
    curve = one.curve
    if curve is None:
        return
    start = datetime.fromisoformat(curve.start)
    columns = [
        curve.sessions,
        curve.users_at_once,
        *(curve.arrival_rates.get(name) for name in classes),
        *(curve.ordinary_rates.get(name) for name in classes),
    ]
    for fleet in (one.existing, *((one.planned,) if planned else ())):
        columns += [fleet.utilisation, fleet.wait_s, fleet.backlog] if fleet else [None] * 3
    for minute in range(len(curve.sessions)):
        at = start + timedelta(minutes=minute)
        values = (c[minute] if c is not None and minute < len(c) else None for c in columns)
        yield [
            one.id,
            "true" if one.severe else "false",
            str(minute),
            at.isoformat(timespec="minutes"),
            *("" if value is None else f"{value:.{FEW_DIGITS}g}" for value in values),
        ]
