"""Units convert within their kind and never across."""

from __future__ import annotations

import pytest

from assessor.quantities import Quantity, UnitError, convert, same_kind, unit_of_field


@pytest.mark.parametrize(
    ("value", "unit", "expected", "result"),
    [
        (240, "min", "h", 4.0),
        (35, "ms", "s", 0.035),
        (10, "percentage_point", "fraction", 0.1),
        (1, "TiB", "GiB", 1024.0),
        (3, "link", "link", 3.0),
        (12, "month", "year", 1.0),
    ],
)
def test_that_units_of_one_kind_convert(
    value: float, unit: str, expected: str, result: float
) -> None:
    assert convert(value, unit, expected) == pytest.approx(result, rel=1e-12)


@pytest.mark.parametrize(("unit", "expected"), [("kWh", "h"), ("link", "zone"), ("s", "link")])
def test_that_units_of_different_kinds_are_refused_by_name(unit: str, expected: str) -> None:
    with pytest.raises(UnitError, match=unit):
        convert(1.0, unit, expected)
    assert not same_kind(unit, expected)


def test_that_a_suffix_states_the_unit() -> None:
    assert unit_of_field("service_demand_s") == "s"
    assert unit_of_field("rent_vnd_per_year") == "VND/year"
    assert unit_of_field("tariff_vnd_per_kwh") == "VND/kWh"
    assert unit_of_field("servers") is None
    assert unit_of_field("virus_scan_ms_per_mb") is None


def test_that_a_bare_number_is_exact_and_has_no_provenance() -> None:
    quantity = Quantity.model_validate(5)
    assert (quantity.lowest, quantity.base, quantity.highest) == (5, 5, 5)
    assert quantity.is_exact
    assert not quantity.has_provenance


@pytest.mark.parametrize("bad", [True, {"base": float("inf")}, {"low": 2, "base": 1}, "x", {}])
def test_that_what_is_no_quantity_is_refused(bad: object) -> None:
    with pytest.raises(ValueError):
        Quantity.model_validate(bad)
