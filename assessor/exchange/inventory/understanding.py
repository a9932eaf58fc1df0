"""One cell of an inventory as the value that its column holds; never by guessing."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from assessor.exchange.cells import AmbiguousNumberError, Value, claim_of, date_of, number_of
from assessor.exchange.inventory.fields import UNITS, Kind
from assessor.exchange.values import MisreadError
from assessor.text import fold

# nothing that a virtual machine has is larger; a typing error beyond it is told
MOST_VCPU, MOST_GIB = 1_024, 1e7
_LONGEST = 200
_UNKNOWN = frozenset(
    {"", "-", "–", "—", "n/a", "na", "none", "null", "?", "unknown", "khong ro", "chua ro",
     "chua co", "chua xac dinh"}
)  # fmt: skip
_LONGEST_UNKNOWN = 20  # characters, accents written apart among them
_GIB = {"KiB": 2.0**-20, "MiB": 2.0**-10, "GiB": 1.0, "TiB": 2.0**10}
_WITH_UNIT = re.compile(r"(.*?\d)\s*(kib|mib|gib|tib|kb|mb|gb|tb|%|mhz|ghz)\Z", re.IGNORECASE)
_COUNTED = re.compile(r"(\d+)\s*(?:vcpus?|cpus?|cores?|nhan|loi)\Z")
_LEVEL = re.compile(r"(?:cap do|cap|level|muc)?\s*([1-5]|i{1,3}|iv|v)\Z")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}

ENVIRONMENTS: Mapping[str, tuple[str, ...]] = {
    "production": ("production", "prod", "prd", "san xuat", "chinh thuc", "van hanh",
                   "van hanh chinh thuc", "that"),
    "staging": ("staging", "stage", "stg", "uat", "pre-production", "preprod", "tien san xuat",
                "chay thu", "nghiem thu"),
    "test": ("test", "testing", "tst", "qa", "kiem thu", "thu nghiem"),
    "development": ("development", "dev", "phat trien"),
    "training": ("training", "dao tao", "tap huan"),
    "recovery": ("recovery", "disaster recovery", "dr", "du phong", "du phong tham hoa",
                 "backup site"),
}  # fmt: skip
ROLES: Mapping[str, tuple[str, ...]] = {
    "web": ("web", "front", "frontend", "front-end", "proxy", "may chu web"),
    "application": ("application", "app", "ung dung", "backend", "back-end", "may chu ung dung"),
    "database": (
        "database",
        "db",
        "csdl",
        "co so du lieu",
        "may chu csdl",
        "may chu co so du lieu",
    ),
    "exchange": ("exchange", "bus", "esb", "lgsp", "truc tich hop", "truc lien thong"),
    "media": ("media", "video", "hoi nghi", "hop truc tuyen"),
    "storage": ("storage", "file", "luu tru"),
    "remote": ("remote",),
}
POWERS: Mapping[str, tuple[str, ...]] = {
    "on": ("poweredon", "powered on", "on", "running", "active", "up", "paused", "in use",
           "password", "reboot", "hard_reboot", "migrating", "resize", "verify_resize",
           "revert_resize", "rescue", "rebuild", "bat", "dang chay", "dang hoat dong",
           "hoat dong", "hoat dong binh thuong", "dang su dung", "dang van hanh", "van hanh"),
    "off": ("poweredoff", "powered off", "off", "suspended", "stopped", "shutoff", "shutdown",
            "down", "shelved", "shelved_offloaded", "tat", "da tat", "dung", "tam dung",
            "tam ngung", "ngung hoat dong", "ngung su dung", "khong su dung",
            "khong hoat dong"),
    "gone": ("error", "build", "deleted", "soft_deleted", "crashed", "nostate", "da xoa", "loi",
             "da thu hoi", "thu hoi"),
}  # fmt: skip


def is_blank(value: Value) -> bool:
    """True where the cell says nothing, or says that nobody knows."""
    if not isinstance(value, str):
        return value is None
    text = value.strip()
    return len(text) <= _LONGEST_UNKNOWN and fold(text) in _UNKNOWN


def clean(value: Value) -> str:
    """One printable line: what a terminal would obey does not come through."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = value.isoformat() if isinstance(value, date) else str(value)
    if not text.isprintable():
        text = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(text.split())[:_LONGEST]


def understood(kind: Kind, value: Value, unit: str | None = None) -> Any:
    """A cell that is not blank as the value of its column.

    Parameters
    ----------
    unit
        What the heading says that the column is in.

    Raises
    ------
    MisreadError
        The cell cannot be that.
    """
    return _READERS[kind](value, unit)


def _number(value: Value) -> float:
    if isinstance(value, bool | date):
        raise MisreadError("cell_not_a_number", value=clean(value))
    try:
        number = value if isinstance(value, int | float) else number_of(str(value))
    except AmbiguousNumberError:
        raise MisreadError("cell_ambiguous_number", value=clean(value)) from None
    except ValueError:
        raise MisreadError("cell_not_a_number", value=clean(value)) from None
    if not math.isfinite(number):
        raise MisreadError("cell_not_a_number", value=clean(value))
    if number < 0:
        raise MisreadError("quantity_negative", low=number)
    return float(number)


def _with_unit(value: Value, unit: str | None) -> tuple[float, str | None]:
    found = _WITH_UNIT.match(value.strip()) if isinstance(value, str) else None
    if found:
        return _number(found.group(1)), UNITS[found.group(2).lower()]
    return _number(value), unit


def _count(value: Value, _unit: str | None) -> int:
    counted = _COUNTED.match(fold(value).strip()) if isinstance(value, str) else None
    number = _number(counted.group(1) if counted else value)
    if not number.is_integer() or number > MOST_VCPU:
        raise MisreadError("inventory_not_a_count", value=clean(value), most=MOST_VCPU)
    return int(number)


def _size(value: Value, unit: str | None) -> float:
    number, unit = _with_unit(value, unit)
    if unit is None and number == 0:
        return 0.0
    if unit not in _GIB:
        raise MisreadError("inventory_unit_missing", value=clean(value), units="MB, GB, TB")
    size = number * _GIB[unit]
    if size > MOST_GIB:
        raise MisreadError("out_of_range", value=clean(value), bound=f"≤ {MOST_GIB:g} GiB")
    return size


def _share(value: Value, unit: str | None) -> float:
    number, unit = _with_unit(value, unit)
    if unit not in {"%", "fraction"}:
        raise MisreadError("inventory_unit_missing", value=clean(value), units="%")
    share = number / 100.0 if unit == "%" else number
    if share > 1.0:
        raise MisreadError("out_of_range", value=clean(value), bound="≤ 100 %")
    return share


def _speed(value: Value, unit: str | None) -> float:
    number, unit = _with_unit(value, unit)
    if unit not in {"MHz", "GHz"}:
        raise MisreadError("inventory_unit_missing", value=clean(value), units="MHz, GHz")
    return number * 1000.0 if unit == "GHz" else number


def _level(value: Value, _unit: str | None) -> int:
    text = fold(clean(value))
    found = _LEVEL.match(text)
    if not found:
        raise MisreadError("inventory_not_a_level", value=clean(value))
    word = found.group(1)
    return _ROMAN.get(word) or int(word)


def _day(value: Value, _unit: str | None) -> date:
    try:
        return date_of(value)
    except ValueError:
        raise MisreadError("cell_not_a_date", value=clean(value)) from None


def _word(value: Value, words: Mapping[str, tuple[str, ...]], code: str) -> str:
    text = fold(clean(value))
    for name, meanings in words.items():
        if text == name or text in meanings:
            return name
    raise MisreadError(code, value=clean(value), expected=", ".join(words))


def _environment(value: Value, _unit: str | None) -> str:
    return _word(value, ENVIRONMENTS, "inventory_not_an_environment")


def _role(value: Value, _unit: str | None) -> str:
    return _word(value, ROLES, "inventory_not_a_role")


def _power(value: Value, _unit: str | None) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return _word(value, POWERS, "inventory_not_a_power_state")


def _flag(value: Value, _unit: str | None) -> bool:
    claim = claim_of(value)
    if claim is None:
        raise MisreadError("inventory_not_yes_or_no", value=clean(value))
    return claim


def _text(value: Value, _unit: str | None) -> str:
    return clean(value)


_READERS: Mapping[Kind, Callable[[Value, str | None], Any]] = {
    "text": _text,
    "count": _count,
    "size": _size,
    "share": _share,
    "speed": _speed,
    "level": _level,
    "day": _day,
    "environment": _environment,
    "role": _role,
    "power": _power,
    "flag": _flag,
    "pair": _text,
}
