"""Service demands and scalability from what was measured."""

from assessor.measurement.demands.model import DemandFit
from assessor.measurement.demands.regression import service_demands
from assessor.measurement.demands.scaling import ScalabilityReading, scalability

__all__ = ["DemandFit", "ScalabilityReading", "scalability", "service_demands"]
