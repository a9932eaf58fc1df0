"""The engine against reference tables: shipped with the room, or any folder of CSV files."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assessor.verification.report import FailedRow, VerificationReport, verify

_WHERE = {"FailedRow": "report", "VerificationReport": "report", "verify": "report"}

__all__ = ["FailedRow", "VerificationReport", "verify"]


def __getattr__(name: str) -> object:
    if name in _WHERE:
        return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
