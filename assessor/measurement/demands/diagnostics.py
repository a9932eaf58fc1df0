"""Whether what a linear law leaves over looks like noise."""

from __future__ import annotations

import numpy as np

from assessor.measurement.model import Floats

_CURVATURE = 0.05
"""Part of the fitted range by which a curve must depart from the line to matter."""
_PATTERN = 0.25
"""Share of the residual variance that the time of day must explain to matter."""
DAY = 86_400.0


def autocorrelation(residual: Floats, weights: Floats) -> float:
    """Of neighbouring windows that both count, weighted to equal variance."""
    scaled = residual * np.sqrt(weights)
    both = (weights[1:] > 0) & (weights[:-1] > 0)
    total = float(np.mean(scaled[weights > 0] ** 2))
    if not both.any() or total == 0:
        return 0.0
    return float(np.mean(scaled[1:][both] * scaled[:-1][both]) / total)


def curvature(fitted: Floats, residual: Floats, weights: Floats) -> float | None:
    """Departure from the line at the top of the range, over that range; None where it is noise.

    The square of the fitted values is tried as one more regressor (Ramsey's test). Its standard
    error allows for autocorrelation with the Bartlett weights of Newey and West.

    References
    ----------
    .. [1] J. B. Ramsey, J. Roy. Statist. Soc. B 31 (1969) 350-371 (recalled).
    .. [2] W. K. Newey, K. D. West, Econometrica 55 (1987) 703-708 (recalled).
    """
    span = float(np.ptp(fitted[weights > 0]))
    if span == 0:
        return None
    unit = (fitted - fitted[weights > 0].min()) / span
    basis = np.stack([np.ones_like(unit), unit, unit**2], axis=1)
    inverse = np.linalg.pinv(basis.T @ (basis * weights[:, None]))
    slope = inverse @ (basis.T @ (weights * residual))
    scores = basis * (weights * (residual - basis @ slope))[:, None]
    meat = scores.T @ scores
    width = int(4 * (len(fitted) / 100) ** (2 / 9))
    for k in range(1, width + 1):
        cross = scores[k:].T @ scores[:-k]
        meat += (1 - k / (width + 1)) * (cross + cross.T)
    error = float(np.sqrt((inverse @ meat @ inverse)[2, 2]))
    # A parabola over the unit interval departs from its chord by a quarter of its coefficient.
    bend = float(slope[2]) / 4
    loud = abs(slope[2]) > 4 * error
    return bend / span if loud and abs(bend) > _CURVATURE * span else None


def daily_pattern(residual: Floats, weights: Floats, seconds: Floats) -> tuple[float, int] | None:
    """Share of the residual variance that the hour of the day explains, and the worst hour.

    Parameters
    ----------
    residual, weights
        Of each window; weight 0 leaves it out.
    seconds
        After midnight of the first day. [s]

    Returns
    -------
    None on less than two days, or where hours explain less than a quarter.
    """
    kept = weights > 0
    if not kept.any() or np.ptp(seconds[kept]) < 2 * DAY * 0.9:
        return None
    r, hours = residual[kept], (seconds[kept] % DAY // 3600).astype(int)
    number = np.maximum(np.bincount(hours, minlength=24), 1)
    means = np.bincount(hours, r, minlength=24) / number
    total = float(np.sum((r - r.mean()) ** 2))
    if total == 0:
        return None
    present = int(np.sum(np.bincount(hours, minlength=24) > 0))
    between = float(np.sum((means[hours] - r.mean()) ** 2)) / total
    # Adjusted: 24 means explain 23/(n − 1) of pure noise.
    share = 1 - (1 - between) * (len(r) - 1) / max(len(r) - present, 1)
    worst = int(np.argmax(np.abs(means - r.mean())))
    return (share, worst) if share > _PATTERN else None
