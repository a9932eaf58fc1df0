"""Times as tables write them, to seconds since 1970 on the clock that they were written on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo

import numpy as np

from assessor.measurement.model import Floats

EPOCH = datetime(1970, 1, 1)
_FROM, _TO = 946_684_800.0, 4_102_444_800.0
"""Years 2000 to 2100: numbers outside are no times. [s]"""
_CENTURIES = ("19", "20", "21")
"""Of dates that were measured."""
LONGEST = 3.2e9
"""A century: what is counted from a start ends before. [s]"""
_ISO = re.compile(
    r"\d{4}-\d\d-\d\d([T ]\d\d(:?\d\d(:?\d\d([.,]\d+)?)?)?( ?(Z|UTC|[+-]\d\d:?\d\d))?)?$"
)
_SLASHED = re.compile(
    r"(\d{1,4})([/.-])(\d{1,2})\2(\d{2,4})(?:[T ,]+(\d{1,2}):(\d\d)(?::(\d\d(?:[.,]\d+)?))?"
    r"(?: ?([AaPp])\.?[Mm]\.?)?)?$"
)
Kind = Literal["iso", "slashed", "s", "ms", "us", "ns"]
_SCALES: dict[str, float] = {"s": 1.0, "ms": 1e3, "us": 1e6, "ns": 1e9}


@dataclass(frozen=True)
class Stamp:
    """A time as it is written."""

    seconds: float
    """Since 1970: in UTC where `offset` is known, else on the local clock. [s]"""
    offset: float | None
    """Of the written clock ahead of UTC; None where the text does not say. [s]"""
    other: float | None = None
    """The same text read month first, where that is a date too. [s]"""


def kind_of(texts: Iterable[str]) -> Kind | None:
    """How a column writes its times; None where its texts are no times, or not of one kind."""
    kinds = {_kind(text.strip()) for text in texts if text.strip()}
    return kinds.pop() if len(kinds) == 1 else None


def _kind(text: str) -> Kind | None:
    if _ISO.match(text):
        return "iso"
    if _SLASHED.match(text):
        return "slashed"
    try:
        number = float(text)
    except ValueError:
        return None
    scales: tuple[Kind, ...] = ("s", "ms", "us", "ns")
    return next((kind for kind in scales if _FROM <= number / _SCALES[kind] < _TO), None)


def reader(kind: Kind) -> Callable[[str], Stamp | None]:
    """Function from a text to its time, None where it is none of this kind."""
    if kind == "iso":
        return _iso
    if kind == "slashed":
        return _slashed
    scale = _SCALES[kind]

    def number(text: str) -> Stamp | None:
        try:
            seconds = float(text) / scale
        except ValueError:
            return None
        return Stamp(seconds, 0.0) if is_epoch(seconds) else None

    return number


def _iso(text: str) -> Stamp | None:
    text = text.strip()
    if not _ISO.match(text) or text[:2] not in _CENTURIES:
        return None
    text = text.removesuffix("UTC").rstrip() + "+00:00" if text.endswith("UTC") else text
    head, space, tail = text.rpartition(" ")
    if space and tail[:1] in "+-Z":
        text = head + tail
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    fraction = _fraction(text)
    offset = moment.utcoffset()
    clock = moment.replace(tzinfo=None, microsecond=0)
    seconds = (clock - EPOCH).total_seconds() + fraction
    if offset is None:
        return Stamp(seconds, None)
    return Stamp(seconds - offset.total_seconds(), offset.total_seconds())


def _fraction(text: str) -> float:
    """Part of a second, to as many digits as are written: traces carry 100 ns."""
    found = re.search(r"[.,](\d+)", text)
    return float(f"0.{found[1]}") if found else 0.0


def _slashed(text: str) -> Stamp | None:
    found = _SLASHED.match(text.strip())
    if not found:
        return None
    first, _, second, third, hour, minute, second_of, half = found.groups()
    clock = _clock(hour, minute, second_of, half)
    if clock is None:
        return None
    if len(first) == 4:
        day = _day(first, second, third)
        return None if day is None else Stamp(day + clock, None)
    if len(third) != 4:
        return None
    day_first, month_first = _day(third, second, first), _day(third, first, second)
    if day_first is None and month_first is None:
        return None
    nan = float("nan")
    days = [nan if day is None else day + clock for day in (day_first, month_first)]
    return Stamp(days[0], None, days[1])


def _day(year: str, month: str, day: str) -> float | None:
    if year[:2] not in _CENTURIES:
        return None
    try:
        return (datetime(int(year), int(month), int(day)) - EPOCH).total_seconds()
    except ValueError:
        return None


def _clock(
    hour: str | None, minute: str | None, second: str | None, half: str | None
) -> float | None:
    if hour is None:
        return 0.0
    hours = int(hour)
    if half:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half in "Pp" else 0)
    seconds = float((second or "0").replace(",", "."))
    if hours > 23 or int(minute or 0) > 59 or seconds >= 61:
        return None
    return hours * 3600 + int(minute or 0) * 60 + seconds


@dataclass(frozen=True)
class LocalTimes:
    """Times of a column on one local clock."""

    seconds: Floats
    """Since 1970 on the local clock. [s]"""
    assumed_utc: bool = False
    """Whether absolute times were read as UTC for want of a zone."""
    clock_changes: bool = False
    """Whether the zone's clock was put forward or back in between; the first offset serves."""


def local_times(
    seconds: Floats, offsets: Sequence[float | None], zone: tzinfo | str | None
) -> LocalTimes:
    """Times on the clock of a zone.

    Parameters
    ----------
    seconds
        In UTC, or on the local clock where no offset is known. [s]
    offsets
        Different offsets to UTC that are written, in the order of their first case. [s]
    zone
        Of the local clock. None keeps the clock as written.

    Raises
    ------
    ValueError
        Times with and without an offset in one column; a zone that is not known.
    """
    first = offsets[0]
    if first is None or None in offsets:
        if len(offsets) > 1:
            raise ValueError("times with and without a zone")
        return LocalTimes(seconds)
    if zone is None:
        return LocalTimes(seconds + first, first == 0.0, len(offsets) > 1)
    known = zone_of(zone)
    ends = np.linspace(float(np.nanmin(seconds)), float(np.nanmax(seconds)), 64)
    shifts = [_offset(known, float(end)) for end in ends]
    return LocalTimes(seconds + shifts[0], clock_changes=len(set(shifts)) > 1)


def zone_of(zone: tzinfo | str) -> tzinfo:
    """A zone by its name, as `Asia/Ho_Chi_Minh`, or itself."""
    if not isinstance(zone, str):
        return zone
    try:
        return ZoneInfo(zone)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f"there is no time zone {zone!r}") from error


def _offset(zone: tzinfo, seconds: float) -> float:
    moment = (EPOCH + timedelta(seconds=seconds)).replace(tzinfo=UTC).astimezone(zone)
    return (moment.utcoffset() or timedelta()).total_seconds()


def is_epoch(seconds: float) -> bool:
    """Whether a number of seconds since 1970 lies between 2000 and 2100."""
    return _FROM <= seconds < _TO


def moment(seconds: float) -> datetime:
    """Clock time of seconds since 1970, to the microsecond."""
    return EPOCH + timedelta(seconds=round(seconds, 6))
