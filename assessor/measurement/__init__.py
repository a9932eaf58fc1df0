"""From logs, metrics and load tests to measured inputs with intervals."""

from assessor.measurement.model import Estimate, Finding, Series, SourceFile

__all__ = ["Estimate", "Finding", "Series", "SourceFile"]
