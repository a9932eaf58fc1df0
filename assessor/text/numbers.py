"""Numbers, money, dates and durations as people of the current language write them."""

from __future__ import annotations

import math
from datetime import date

from assessor.text.language import gettext as _
from assessor.text.language import language

UNKNOWN = "—"
# nobody reads longer numbers, and Babel rounds no more than 28 digits
WRITTEN_OUT_BELOW = 1e18


def _locale() -> str:
    return "vi_VN" if language() == "vi" else "en_GB"


def format_number(value: float | None, digits: int = 1, *, fixed: bool = False) -> str:
    """`1.234,5` in Vietnamese, `1,234.5` in English; a dash where there is no value."""
    from babel.numbers import format_decimal, format_scientific

    if value is None or math.isnan(value):
        return UNKNOWN
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if abs(value) >= WRITTEN_OUT_BELOW:
        return str(format_scientific(value, format="0.##E0", locale=_locale()))
    tail = ("0" if fixed else "#") * digits
    pattern = "#,##0" + (f".{tail}" if digits else "")
    return str(format_decimal(value, format=pattern, locale=_locale()))


def format_percent(value: float | None, digits: int = 1) -> str:
    """A fraction as per cent: `0.678` → `67,8 %`."""
    if value is None or math.isnan(value):
        return UNKNOWN
    shown = format_number(100 * value, digits)
    return shown if math.isinf(value) else f"{shown} %"


def format_money(vnd: float | None) -> str:
    """An amount of đồng, in millions or billions where that reads better."""
    if vnd is None or math.isnan(vnd):
        return UNKNOWN
    if abs(vnd) >= 1e9:
        return _("{n} billion VND").format(n=format_number(vnd / 1e9, 2))
    if abs(vnd) >= 1e6:
        return _("{n} million VND").format(n=format_number(vnd / 1e6, 1))
    return _("{n} VND").format(n=format_number(vnd, 0))


def format_date(day: date | None) -> str:
    """`17/07/2023`, in both languages: the order that both readers use."""
    return UNKNOWN if day is None else f"{day:%d/%m/%Y}"


def format_duration(seconds: float | None) -> str:
    """A duration in the unit that reads best, milliseconds to days."""
    if seconds is None or math.isnan(seconds):
        return UNKNOWN
    if math.isinf(seconds):
        return "∞"
    for limit, size, unit in (
        (1.0, 1e-3, _("ms")),
        (120.0, 1.0, _("s")),
        (7200.0, 60.0, _("min")),
        (172_800.0, 3600.0, _("h")),
        (math.inf, 86_400.0, _("days")),
    ):
        if abs(seconds) < limit:
            return f"{format_number(seconds / size, 1 if seconds / size < 100 else 0)} {unit}"
    raise AssertionError("unreachable: the last limit is infinite")


def format_bytes(gib: float | None) -> str:
    """An amount of memory or storage given in GiB."""
    if gib is None or math.isnan(gib):
        return UNKNOWN
    if abs(gib) >= 1024:
        return f"{format_number(gib / 1024, 1)} TiB"
    return f"{format_number(gib, 1)} GiB"


def parse_number(text: str) -> float:
    """Read a number as people of the current language write it.

    Raises
    ------
    ValueError
        The text is not a number.
    """
    from babel.numbers import NumberFormatError, parse_decimal

    try:
        return float(parse_decimal(text.strip(), locale=_locale(), strict=True))
    except NumberFormatError as error:
        raise ValueError(f"not a number: {text!r}") from error
