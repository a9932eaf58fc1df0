"""Time stamps of log lines: microseconds since 1970 and the offset they were written in."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

SECOND = 1_000_000
MINUTE = 60 * SECOND
DAY = 86_400 * SECOND
NO_OFFSET, EPOCH_TIME = 10_000, 10_001
"""In place of an offset in minutes: clock time without one; seconds since 1970."""
EPOCH = datetime(1970, 1, 1)
Moment = tuple[int, int]
"""Microseconds since 1970 in UTC; offset [min] or one of the two above."""

_MONTH_NAMES = b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, start=1)}
_CLF = re.compile(
    rb"(\d\d)/([A-Z][a-z]{2})/(\d{4}):(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?"
    rb"(?: ([+-])(\d\d)(\d\d))?"
)
_ISO = re.compile(
    rb"(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?"
    rb" ?(?:(Z)|([+-])(\d\d):?(\d\d))?"
)
_NUMBER = re.compile(rb"\d{9,19}(?:\.\d+)?")
# A number of seconds, milli-, micro- or nanoseconds; each range ends in the year 5138.
_UNITS = ((1e11, 1e6), (1e14, 1e3), (1e17, 1.0), (1e20, 1e-3))


def parse_clf(text: bytes) -> Moment | None:
    """`17/May/2015:10:05:03 +0000`, with or without a fraction and an offset."""
    match = _CLF.fullmatch(text)
    if match is None:
        return None
    day, month, year, hour, minute, second, fraction, sign, hours, minutes = match.groups()
    number = _MONTHS.get(month)
    if number is None:
        return None
    clock = (int(year), number, int(day), int(hour), int(minute), int(second))
    return _moment(clock, fraction, _offset(sign, hours, minutes))


def parse_time(value: object) -> Moment | None:
    """A time stamp in any form that JSON logs use: common log, ISO 8601, epoch in any unit."""
    if isinstance(value, str):
        return _parsed(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return _epoch(value)


@lru_cache(maxsize=4096)
def _parsed(value: str) -> Moment | None:
    # Kept for the lines that share a second.
    text = value.strip(" []").encode("utf-8", "replace")
    if match := _ISO.fullmatch(text):
        year, month, day, hour, minute, second, fraction, utc, *offset = match.groups()
        clock = (int(year), int(month), int(day), int(hour), int(minute), int(second))
        return _moment(clock, fraction, 0 if utc else _offset(*offset))
    if _NUMBER.fullmatch(text):
        return _epoch(float(text) if b"." in text else int(text))
    return parse_clf(text)


def _offset(sign: bytes | None, hours: bytes | None, minutes: bytes | None) -> int | None:
    """Minutes east of Greenwich, `NO_OFFSET` where none is written, None where it cannot be."""
    if sign is None or hours is None or minutes is None:
        return NO_OFFSET
    if int(hours) > 14 or int(minutes) > 59:
        return None
    value = 60 * int(hours) + int(minutes)
    return -value if sign == b"-" else value


def _moment(
    clock: tuple[int, int, int, int, int, int], fraction: bytes | None, offset: int | None
) -> Moment | None:
    year, month, day, hour, minute, second = clock
    if offset is None or hour > 23 or minute > 59 or second > 60:
        return None
    try:
        days = date(year, month, day).toordinal() - EPOCH.toordinal()
    except ValueError:
        return None
    east = 0 if offset == NO_OFFSET else offset
    seconds = 86_400 * days + 3600 * hour + 60 * (minute - east) + second
    micro = int(fraction.ljust(6, b"0")[:6]) if fraction else 0
    return seconds * SECOND + micro, offset


def _epoch(value: float) -> Moment | None:
    if not (math.isfinite(value) and value >= 0):
        return None
    for limit, factor in _UNITS:
        if value < limit:
            if isinstance(value, int) and factor >= 1:
                return value * int(factor), EPOCH_TIME
            return round(value * factor), EPOCH_TIME
    return None


def offset_name(offset: int) -> str:
    """`+0700`, `none` or `epoch`."""
    if offset == NO_OFFSET:
        return "none"
    if offset == EPOCH_TIME:
        return "epoch"
    hours, minutes = divmod(abs(offset), 60)
    return f"{'-' if offset < 0 else '+'}{hours:02d}{minutes:02d}"


def clock_of(zone: str | None, offset: int) -> tuple[str, Callable[[int], int]]:
    """Name of a clock, and its microseconds ahead of UTC at a moment [µs]."""
    if zone is None:
        east = 0 if offset in (NO_OFFSET, EPOCH_TIME) else offset
        name = offset_name(east)
        return f"{name[:3]}:{name[3:]}", lambda _moment: east * MINUTE
    rules = ZoneInfo(zone)

    def ahead(moment: int) -> int:
        there = (EPOCH + timedelta(microseconds=moment)).replace(tzinfo=UTC).astimezone(rules)
        return round((there.utcoffset() or timedelta()) / timedelta(microseconds=1))

    return zone, ahead


def as_utc(clock: int, zone: str) -> int:
    """Moment of a clock time without an offset; the earlier one where it comes twice. [µs]"""
    there = (EPOCH + timedelta(microseconds=clock)).replace(tzinfo=ZoneInfo(zone))
    return round((there - EPOCH.replace(tzinfo=UTC)) / timedelta(microseconds=1))


def local(moment: int, ahead: Callable[[int], int]) -> datetime:
    """Clock time without a zone. [moment: µs]"""
    return EPOCH + timedelta(microseconds=moment + ahead(moment))


def moment_of(utc: datetime) -> int:
    """Microseconds since 1970 of a UTC time without a zone."""
    return round((utc - EPOCH) / timedelta(microseconds=1))
