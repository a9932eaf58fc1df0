"""The measured shape of the week beside the profile that the service has now."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assessor.api import (
    Estimate,
    Fitted,
    LocalizedText,
    Profile,
    Scenario,
    format_number,
    weekday_words,
)
from assessor.api import gettext as _
from gui.measuring.columns import interval_words
from gui.tables import TableColumn

HOURS, WEEKDAYS = 24, 7


@dataclass(frozen=True)
class ShapeRow:
    """One hour or one weekday: its weight, 1 being the mean."""

    at: int
    measured: Estimate | None
    """None where it could not be measured."""
    now: float | None
    """Of the service's own profile; None where there is no service."""


@dataclass(frozen=True)
class Shapes:
    """Hours and weekdays, as measured and as they are."""

    hours: tuple[ShapeRow, ...]
    weekdays: tuple[ShapeRow, ...]
    days: int
    """Days that were measured."""
    title: LocalizedText | str | None
    """Of the profile that the service has now."""
    holiday: Estimate | None = None
    """A public holiday against the mean day of the year."""
    post_holiday: Estimate | None = None
    """The first working days after a long holiday, against the same."""


def shapes_of(done: Fitted, scenario: Scenario, service: str | None) -> Shapes | None:
    """Both profiles; none where no profile was measured."""
    main = done.measurement.main
    if main is None or main.profile is None:
        return None
    measured = main.profile
    name = getattr(scenario.services.get(service or ""), "profile", None)
    own = scenario.profiles.get(name) if name else None
    title = None if own is None else own.title or name
    return Shapes(
        _rows(HOURS, measured.by_hour, _weights(own, "weights_by_hour")),
        _rows(WEEKDAYS, measured.by_weekday, _weights(own, "weights_by_weekday")),
        measured.days,
        title,
        measured.holiday_factor,
        measured.post_holiday_factor,
    )


def _weights(profile: Profile | None, part: str) -> Sequence[float]:
    """Weights of mean 1, as those that are measured."""
    weights: tuple[float, ...] = () if profile is None else getattr(profile, part)
    mean = sum(weights) / len(weights) if weights else 0.0
    return [weight / mean for weight in weights] if mean else ()


def _rows(
    n: int, measured: Sequence[Estimate] | None, now: Sequence[float]
) -> tuple[ShapeRow, ...]:
    return tuple(
        ShapeRow(at, _known(measured[at]) if measured else None, now[at] if now else None)
        for at in range(n)
    )


def _known(estimate: Estimate) -> Estimate | None:
    """None for an hour that was never watched."""
    return estimate if math.isfinite(estimate.base) else None


def hour_columns() -> tuple[TableColumn[ShapeRow], ...]:
    """What is said of an hour of the day."""
    head = TableColumn[ShapeRow](
        lambda: _("hour"), lambda r: f"{r.at:02d}:00", lambda r: r.at, is_number=True
    )
    return (head, *_weight_columns())


def weekday_columns() -> tuple[TableColumn[ShapeRow], ...]:
    """What is said of a weekday."""
    head = TableColumn[ShapeRow](
        lambda: _("weekday"), lambda r: weekday_words(r.at), lambda r: r.at
    )
    return (head, *_weight_columns())


def _weight_columns() -> tuple[TableColumn[ShapeRow], ...]:
    return (
        TableColumn(
            lambda: _("measured"),
            lambda r: weight_words(None if r.measured is None else r.measured.base),
            lambda r: math.inf if r.measured is None else r.measured.base, is_number=True,
        ),
        TableColumn(
            lambda: _("interval"), lambda r: interval_words(r.measured, weight_words),
            is_number=True, is_wide=True,
        ),
        TableColumn(
            lambda: _("now"), lambda r: weight_words(r.now),
            lambda r: math.inf if r.now is None else r.now, is_number=True,
        ),
    )  # fmt: skip


def weight_words(value: float | None) -> str:
    """A weight; a dash where there is none."""
    return "—" if value is None else format_number(value, 2, fixed=True)
