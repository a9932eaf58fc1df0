"""What stands against fitting the utilisation law, before and after series are aligned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from assessor.measurement.demands.aligning import Windows
from assessor.measurement.model import Finding, Series
from assessor.measurement.showing import Number


def refusal(code: str, **params: object) -> Finding:
    """A result that is withheld."""
    return Finding(code, params, severity="refusal")


def checked(
    utilisation: Series, rates: Mapping[str, Series]
) -> tuple[tuple[Finding, ...], dict[str, Series]]:
    """Refusals, and the classes that may be used: none where the utilisation may not."""
    values = utilisation.values[np.isfinite(utilisation.values)]
    if not len(values):
        return (refusal("demand_utilisation_unknown", result="demands"),), {}
    if values.max() > 1.05 or values.min() < -0.01:
        most = Number(np.abs(values).max())
        return (refusal("demand_utilisation_range", result="demands", value=most),), {}
    found, usable = [], {}
    for name, series in rates.items():
        if np.any(series.values < 0):
            found.append(refusal("demand_negative_rate", result="demand", name=name))
        elif not np.nansum(series.values) > 0:
            found.append(refusal("demand_no_requests", result="demand", name=name))
        else:
            usable[name] = series
    return tuple(found), usable


def with_requests(
    windows: Windows, known: NDArray[np.bool_]
) -> tuple[Windows, tuple[Finding, ...]]:
    """Windows without the classes that have no request while the utilisation is known."""
    some = np.asarray(windows.rates[known].any(axis=0) | ~known.any(), np.bool_)
    silent = [name for name, has in zip(windows.names, some.tolist(), strict=True) if not has]
    names = tuple(name for name in windows.names if name not in silent)
    found = (refusal("demand_no_requests", result="demand", name=name) for name in silent)
    return replace(windows, rates=windows.rates[:, some], names=names), tuple(found)


def few_windows(known: int, needed: int) -> Finding:
    """Too little to fit."""
    return refusal("demand_few_windows", result="demands", windows=known, needed=needed)
