"""Readers of metrics and of results of load tests: tables, sar, Prometheus, JMeter, k6, Locust."""

from assessor.measurement.metrics.detecting import detect_format, kind_of
from assessor.measurement.metrics.load_tests import read_load_test
from assessor.measurement.metrics.model import LoadPoint, LoadTestReading, MetricsReading
from assessor.measurement.metrics.reading import read_metrics

__all__ = [
    "LoadPoint",
    "LoadTestReading",
    "MetricsReading",
    "detect_format",
    "kind_of",
    "read_load_test",
    "read_metrics",
]
