"""Service demands from utilisation and rates: the utilisation law, fitted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from assessor.measurement.demands.aligning import Windows, align
from assessor.measurement.demands.checking import checked, few_windows, with_requests
from assessor.measurement.demands.diagnostics import autocorrelation
from assessor.measurement.demands.fitting import Law, fit_law
from assessor.measurement.demands.model import DemandFit
from assessor.measurement.demands.remarks import remarks
from assessor.measurement.demands.resampling import Draws, block_length, moving_blocks
from assessor.measurement.model import Estimate, Finding, Floats, Series

METHOD = "utilisation law, moving blocks"
_PER_COEFFICIENT = 10
_FEWEST = 30


def service_demands(
    utilisation: Series,
    rates: Mapping[str, Series],
    *,
    channels: int,
    coverage: float = 0.95,
    seed: int = 0,
    background: bool = True,
    window: float | None = None,
    lag: float | None = None,
) -> DemandFit:
    """Service demands by U·channels = Σ X·D + D₀, none below 0.

    Windows above 90 % by the law itself are left out (choosing by the measured value would bend
    the line), and windows more than 6 robust standard deviations off it. The rest is weighted by
    the variance that the load gives it. Intervals come from moving blocks.

    Parameters
    ----------
    utilisation
        Busy share of all channels, a level in [0, 1] or in per cent with unit "%".
    rates
        Requests of each class by name: counts, or levels in 1/s.
    channels
        Channels that the utilisation is the mean of, ≥ 1.
    coverage
        Nominal coverage of each interval, in (0, 1).
    seed
        Of the bootstrap.
    background
        Whether channels may be busy without requests.
    window
        By default the longest step, at least 60 s. [s]
    lag
        Of the utilisation's clock behind the rates'; None searches up to half a day. [s]

    Returns
    -------
    Demands with intervals, those of classes that move together as one, and what was odd.

    Raises
    ------
    ValueError
        No class, channels < 1, coverage outside (0, 1), a level in another unit.

    References
    ----------
    .. [1] P. J. Denning, J. P. Buzen, ACM Computing Surveys 10 (1978) 225-261 (recalled).
    """
    if not rates or channels < 1 or not 0 < coverage < 1:
        raise ValueError(f"classes, channels ≥ 1, coverage in (0, 1): {channels}, {coverage}")
    if utilisation.unit == "%":
        utilisation = replace(utilisation, values=utilisation.values / 100, unit="1")
    findings, usable = checked(utilisation, rates)
    if not usable:
        return DemandFit({}, findings=findings)
    windows = align(utilisation, usable, window=window, lag=lag)
    known = np.isfinite(windows.utilisation) & np.isfinite(windows.rates).all(axis=1)
    windows, silent = with_requests(windows, known)
    findings += silent
    needed = max(_FEWEST, _PER_COEFFICIENT * (len(windows.names) + background))
    enough = known.sum() >= needed and len(windows.names) > 0
    law = fit_law(windows, known, channels, background) if enough else None
    count = int(known.sum()) if law is None else int(np.sum(law.weights > 0))
    if law is None or count < needed:
        findings += (few_windows(count, needed),)
        return DemandFit({}, lag=windows.lag, window=windows.length, findings=findings)
    estimates, block = _estimates(law, coverage, seed)
    return _result(law, windows, utilisation, channels, estimates, block, findings)


def _estimates(law: Law, coverage: float, seed: int) -> tuple[list[Estimate], int]:
    kept = law.weights > 0
    scores = law.design * (law.weights * law.residual)[:, None]
    block = block_length(scores)
    draws = moving_blocks(law.design, law.busy, law.weights, block=block, seed=seed)
    count = int(kept.sum())
    columns = zip(law.coefficients.tolist(), draws.values.T, strict=True)
    return [_estimate(draws, base, column, coverage, count) for base, column in columns], block


def _estimate(draws: Draws, base: float, column: Floats, coverage: float, count: int) -> Estimate:
    low, high = draws.interval(base, column, coverage)
    return Estimate(base, low, high, coverage, count, METHOD, "s")


def _result(
    law: Law,
    windows: Windows,
    utilisation: Series,
    channels: int,
    estimates: list[Estimate],
    block: int,
    findings: tuple[Finding, ...],
) -> DemandFit:
    named = dict(zip(law.groups, estimates, strict=False))
    demands = {group[0]: estimate for group, estimate in named.items() if len(group) == 1}
    measured = replace(utilisation, step=windows.length, values=windows.utilisation)
    line = np.where(law.weights > 0, law.line / channels, np.nan)
    start = utilisation.start
    midnight = start.hour * 3600 + start.minute * 60 + start.second
    seconds = midnight + windows.length * np.arange(len(law.busy), dtype=np.float64)
    unknown = int(np.sum(~np.isfinite(windows.utilisation + windows.rates.sum(axis=1))))
    return DemandFit(
        demands=demands,
        joint={group: estimate for group, estimate in named.items() if len(group) > 1},
        background=replace(estimates[-1], unit="erlang") if len(estimates) > len(named) else None,
        determination=law.determination,
        residual_deviation=law.deviation,
        autocorrelation=autocorrelation(law.residual, law.weights),
        condition=law.condition,
        lag=windows.lag,
        window=windows.length,
        windows=int(np.sum(law.weights > 0)),
        left_out={"unknown": unknown, "saturated": law.saturated, "outlier": law.outliers},
        block=block,
        measured=measured,
        fitted=Series("fitted", start, windows.length, line, "mean", "1"),
        findings=(*findings, *remarks(law, windows, demands, seconds)),
    )
