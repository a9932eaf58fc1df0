"""The report: one model composed from a study, written as HTML."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assessor.report.compose import compose
    from assessor.report.model import Report, ReportKind
    from assessor.report.writing import FORMATS, write_report

_WHERE = {
    "FORMATS": "writing",
    "Report": "model",
    "ReportKind": "model",
    "compose": "compose",
    "write_report": "writing",
}

__all__ = ["FORMATS", "Report", "ReportKind", "compose", "write_report"]


def __getattr__(name: str) -> object:
    if name in _WHERE:
        return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
