"""Uncertain quantities, their units, and the closed list of names that a plan publishes."""

from assessor.quantities.model import Model, Quantity, QuantityKind, exact
from assessor.quantities.names import QUANTITY_NAMES, QUANTITY_UNITS, QuantityName
from assessor.quantities.units import UnitError, convert, same_kind, unit_of_field

__all__ = [
    "QUANTITY_NAMES",
    "QUANTITY_UNITS",
    "Model",
    "Quantity",
    "QuantityKind",
    "QuantityName",
    "UnitError",
    "convert",
    "exact",
    "same_kind",
    "unit_of_field",
]
