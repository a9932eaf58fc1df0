"""Uncertainty: priors, scrambled Sobol points, rank correlation, intervals, sensitivity.

Numbers in, numbers out. Which quantity takes which scale is the scenario's business.
"""

from assessor.uncertainty.correlation import Correlation, correlate, dependent_groups
from assessor.uncertainty.information import value_of_measuring
from assessor.uncertainty.intervals import Interval, clopper_pearson, quantile_interval, wilson
from assessor.uncertainty.priors import Prior, prior, scale_for
from assessor.uncertainty.sampling import Worlds, draw_worlds, sobol_points
from assessor.uncertainty.sensitivity import (
    Screening,
    SobolIndices,
    correlation_ratios,
    screen,
    sobol_indices,
)

__all__ = [
    "Correlation",
    "Interval",
    "Prior",
    "Screening",
    "SobolIndices",
    "Worlds",
    "clopper_pearson",
    "correlate",
    "correlation_ratios",
    "dependent_groups",
    "draw_worlds",
    "prior",
    "quantile_interval",
    "scale_for",
    "screen",
    "sobol_indices",
    "sobol_points",
    "value_of_measuring",
    "wilson",
]
