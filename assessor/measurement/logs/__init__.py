"""Access logs: from gigabytes of lines to series, sessions and sizes, in bounded memory."""

from assessor.measurement.logs.options import LogOptions
from assessor.measurement.logs.reading import read_logs
from assessor.measurement.logs.result import (
    GapStatistics,
    LogReading,
    SessionStatistics,
    SizeStatistics,
)

__all__ = [
    "GapStatistics",
    "LogOptions",
    "LogReading",
    "SessionStatistics",
    "SizeStatistics",
    "read_logs",
]
