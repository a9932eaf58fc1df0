"""The square-root staffing limit: many servers, a spare of β√load.

A guide and a start value, never a size: small groups are sized exactly (`sizing`).
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessor.queueing.inversion import find_root

Floats = NDArray[np.float64]


def halfin_whitt_delay(beta: ArrayLike) -> Floats:
    """Limit of the delay probability with c = a + β√a servers.

    Parameters
    ----------
    beta
        Quality of service β; at or below 0 everyone waits. [1]

    Returns
    -------
    [1 + β Φ(β)/φ(β)]⁻¹. [1]

    References
    ----------
    .. [1] S. Halfin and W. Whitt, "Heavy-traffic limits for queues with many exponential
       servers", Oper. Res. 29 (1981), theorem 1 (recalled).
    """
    from scipy.special import erfcx

    b = np.maximum(np.asarray(beta, dtype=np.float64), 0.0)
    # Φ/φ = √(π/2) erfcx(−β/√2) overflows from β = 37 on, where the delay is 0 in floats.
    with np.errstate(over="ignore"):
        ratio = np.sqrt(np.pi / 2) * erfcx(-np.minimum(b, 50.0) / np.sqrt(2.0))
        return np.asarray(1.0 / (1.0 + b * ratio), dtype=np.float64)


def halfin_whitt_beta(delay: ArrayLike) -> Floats:
    """The β at which the limiting delay probability is `delay`, in (0, 1]. [1]

    Raises
    ------
    ValueError
        A probability outside (0, 1].
    """
    target = np.asarray(delay, dtype=np.float64)
    if not np.all((target > 0) & (target <= 1)):
        raise ValueError(f"a delay probability must be in (0, 1], got {delay!r}")
    log_target = np.log(target)
    return find_root(
        lambda b: log_target - np.log(np.maximum(halfin_whitt_delay(b), 1e-320)),
        np.zeros_like(target),
        np.full_like(target, 40.0),
    )
