"""Statistics of arrivals: profile, peaks, growth, variability, outliers, clock artefacts."""

from assessor.measurement.arrivals.clocks import clock_artefacts
from assessor.measurement.arrivals.dispersion import index_of_dispersion
from assessor.measurement.arrivals.dispersion_curve import (
    DispersionCurve,
    index_of_dispersion_curve,
)
from assessor.measurement.arrivals.factors import PeakFactor, PeakFactors
from assessor.measurement.arrivals.gaps import interarrival_scv
from assessor.measurement.arrivals.growth import growth_per_year
from assessor.measurement.arrivals.hours import WeekTable
from assessor.measurement.arrivals.measured import ARRIVAL_FITTING, GAP_FITTING, Measured
from assessor.measurement.arrivals.outliers import Outlier, Outliers, outliers, without
from assessor.measurement.arrivals.peaks import peak_factors
from assessor.measurement.arrivals.profile import WeekProfile, hour_of_week_profile
from assessor.measurement.arrivals.silences import Silence, silences

__all__ = [
    "ARRIVAL_FITTING",
    "GAP_FITTING",
    "DispersionCurve",
    "Measured",
    "Outlier",
    "Outliers",
    "PeakFactor",
    "PeakFactors",
    "Silence",
    "WeekProfile",
    "WeekTable",
    "clock_artefacts",
    "growth_per_year",
    "hour_of_week_profile",
    "index_of_dispersion",
    "index_of_dispersion_curve",
    "interarrival_scv",
    "outliers",
    "peak_factors",
    "silences",
    "without",
]
