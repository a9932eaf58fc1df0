"""From logs, metrics and load tests to measured inputs with intervals."""

from assessor.measurement.arrivals.profile import WeekProfile
from assessor.measurement.asked import Asked, Picked, TableOptions
from assessor.measurement.demands import DemandFit, ScalabilityReading
from assessor.measurement.logs import LogOptions, LogReading
from assessor.measurement.measuring import Measurement, measure
from assessor.measurement.model import Estimate, Finding, Series, SourceFile
from assessor.measurement.streams import Stream, measure_stream

__all__ = [
    "Asked",
    "DemandFit",
    "Estimate",
    "Finding",
    "LogOptions",
    "LogReading",
    "Measurement",
    "Picked",
    "ScalabilityReading",
    "Series",
    "SourceFile",
    "Stream",
    "TableOptions",
    "WeekProfile",
    "measure",
    "measure_stream",
]
