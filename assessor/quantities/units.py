"""Units of measure: a small closed table, and the unit that a field's suffix states.

A unit that is not in the table is a kind of its own (`link`, `zone`, `dossiers`): it equals
itself and converts to nothing else.
"""

from __future__ import annotations

from functools import lru_cache

# unit: (kind, size in the kind's base unit)
_DAY = 86_400.0
_YEAR = 365.25 * _DAY
_TABLE: dict[str, tuple[str, float]] = {
    # plain ratios
    "1": ("ratio", 1.0),
    "ratio": ("ratio", 1.0),
    "fraction": ("ratio", 1.0),
    "probability": ("ratio", 1.0),
    "SCV": ("ratio", 1.0),
    "%": ("ratio", 0.01),
    "percent": ("ratio", 0.01),
    "percentage_point": ("ratio", 0.01),
    "percentage_points": ("ratio", 0.01),
    # time
    "ms": ("time", 1e-3),
    "s": ("time", 1.0),
    "min": ("time", 60.0),
    "minute": ("time", 60.0),
    "minutes": ("time", 60.0),
    "h": ("time", 3600.0),
    "hour": ("time", 3600.0),
    "day": ("time", _DAY),
    "days": ("time", _DAY),
    "week": ("time", 7 * _DAY),
    "month": ("time", _YEAR / 12),
    "months": ("time", _YEAR / 12),
    "year": ("time", _YEAR),
    "years": ("time", _YEAR),
    # rates
    "1/s": ("rate", 1.0),
    "1/min": ("rate", 1 / 60),
    "1/h": ("rate", 1 / 3600),
    "1/day": ("rate", 1 / _DAY),
    "1/month": ("rate", 12 / _YEAR),
    "1/year": ("rate", 1 / _YEAR),
    "fraction_per_year": ("growth", 1.0),
    "fraction/yr": ("growth", 1.0),
    # share of time
    "h/day": ("share of time", 1 / 24),
    "h/year": ("share of time", 3600.0 / _YEAR),
    # information
    "B": ("information", 1.0),
    "KB": ("information", 1e3),
    "MB": ("information", 1e6),
    "GB": ("information", 1e9),
    "TB": ("information", 1e12),
    "KiB": ("information", 2.0**10),
    "MiB": ("information", 2.0**20),
    "GiB": ("information", 2.0**30),
    "TiB": ("information", 2.0**40),
    "Mbit/s": ("bit rate", 1.0),
    "Gbit/s": ("bit rate", 1e3),
    # energy and money
    "W": ("power", 1.0),
    "kW": ("power", 1e3),
    "kWh": ("energy", 1.0),
    "MWh": ("energy", 1e3),
    "VND": ("money", 1.0),
    "VND/kWh": ("tariff", 1.0),
    "VND/year": ("money per year", 1.0),
    "VND/USD": ("exchange rate", 1.0),
    # length
    "m": ("length", 1.0),
    "km": ("length", 1e3),
    "°C": ("temperature", 1.0),
}
# Longest suffix first: `_vnd_per_kwh` must not be read as `_kwh`.
_SUFFIXES: tuple[tuple[str, str], ...] = (
    ("_vnd_per_kwh", "VND/kWh"),
    ("_vnd_per_year", "VND/year"),
    ("_min_per_transaction", "min"),
    ("_per_core_mbps", "Mbit/s"),
    ("_ms", "ms"),
    ("_s", "s"),
    ("_min", "min"),
    ("_h", "h"),
    ("_days", "day"),
    ("_months", "month"),
    ("_years", "year"),
    ("_gib", "GiB"),
    ("_tib", "TiB"),
    ("_mb", "MB"),
    ("_mbps", "Mbit/s"),
    ("_kw", "kW"),
    ("_w", "W"),
    ("_vnd", "VND"),
)


class UnitError(ValueError):
    """Two units that do not convert into each other."""

    def __init__(self, unit: str, expected: str) -> None:
        self.unit, self.expected = unit, expected
        super().__init__(f"{unit!r} does not convert to {expected!r}")


def _kind(unit: str) -> tuple[str, float]:
    return _TABLE.get(unit, (f"only {unit}", 1.0))


def same_kind(unit: str, other: str) -> bool:
    """True where the two units measure the same thing."""
    return _kind(unit)[0] == _kind(other)[0]


def convert(value: float, unit: str, expected: str) -> float:
    """The value in another unit.

    Raises
    ------
    UnitError
        The two units measure different things.
    """
    if unit == expected:
        return value
    (kind, size), (other_kind, other_size) = _kind(unit), _kind(expected)
    if kind != other_kind:
        raise UnitError(unit, expected)
    return value * size / other_size


@lru_cache(maxsize=1024)
def unit_of_field(name: str) -> str | None:
    """The unit that a field's suffix states, or None."""
    for suffix, unit in _SUFFIXES:
        if name.endswith(suffix):
            # `scan_ms_per_mb` is no amount of MB: a rate's unit is not its last word
            return None if name.endswith(f"_per{suffix}") else unit
    return None
