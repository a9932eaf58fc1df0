"""Uncertainty: priors, scrambled Sobol points, rank correlation, intervals, sensitivity.

Numbers in, numbers out. Which quantity takes which scale is the scenario's business; names are
loaded on first use, so that importing the room costs nothing.
"""

from importlib import import_module

_WHERE = {
    "Prior": "priors",
    "prior": "priors",
    "scale_for": "priors",
    "Worlds": "sampling",
    "draw_worlds": "sampling",
    "sobol_points": "sampling",
    "Correlation": "correlation",
    "correlate": "correlation",
    "dependent_groups": "correlation",
    "Interval": "intervals",
    "clopper_pearson": "intervals",
    "quantile_interval": "intervals",
    "wilson": "intervals",
    "Screening": "sensitivity",
    "SobolIndices": "sensitivity",
    "correlation_ratios": "sensitivity",
    "screen": "sensitivity",
    "sobol_indices": "sensitivity",
    "value_of_measuring": "information",
}


def __getattr__(name: str) -> object:
    if name in _WHERE:
        return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_WHERE})
