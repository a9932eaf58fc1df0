"""Quadrature rules on the contour of the Bromwich integral, and which to take."""

from dataclasses import dataclass
from math import comb, exp, pi

import numpy as np
from numpy.typing import NDArray

Complex = NDArray[np.complex128]


_DAMPING = 25.0
"""Discretisation leaves exp(−A), rounding exp(A/2) × 2e-16: 25 balances them near 2e-11."""

_AVERAGED = 14


@dataclass(frozen=True)
class Rule:
    """A quadrature f(t) ≈ Re Σ weights·F(nodes/t)/t of the Bromwich integral."""

    nodes: Complex
    weights: Complex
    resolution: float
    """Absolute error of a smooth tail, measured. [1]"""


def euler_rule(plain: int, resolution: float) -> Rule:
    """Fourier series of the Bromwich integral, its tail averaged (algorithm EULER).

    `plain` terms and 14 averaged ones, all right of the origin. The more often the law is
    narrower than its mean, the more terms.

    References
    ----------
    .. [1] J. Abate and W. Whitt, "Numerical inversion of Laplace transforms of probability
       distributions", ORSA J. Computing 7(1), 1995, sec. 1 (recalled).
    """
    weights = np.ones(plain + _AVERAGED + 1)
    weights[0] = 0.5
    shares = np.array([comb(_AVERAGED, k) for k in range(_AVERAGED + 1)]) / 2.0**_AVERAGED
    weights[plain:] = np.cumsum(shares[::-1])[::-1]
    order = np.arange(weights.size)
    nodes = np.asarray((_DAMPING + 2j * pi * order) / 2, np.complex128)
    signed = exp(_DAMPING / 2) * (-1.0) ** order * weights
    return Rule(nodes, signed.astype(np.complex128), resolution)


def talbot_rule(points: int, resolution: float) -> Rule:
    """Talbot's cotangent contour around the negative real axis, upper half of `points` nodes.

    Every singularity of the transform must be real; the error falls as 3.89^-points.

    References
    ----------
    .. [1] L. N. Trefethen, J. A. C. Weideman and T. Schmelzer, "Talbot quadratures and rational
       approximations", BIT 46, 2006, sec. 3 (recalled).
    """
    theta = (2 * np.arange(points // 2) + 1) * pi / points
    cot = 1 / np.tan(0.6407 * theta)
    nodes = points * (0.5017 * theta * cot - 0.6122 + 0.2645j * theta)
    slope = 0.5017 * cot - 0.5017 * 0.6407 * theta * (1 + cot**2) + 0.2645j
    return Rule(nodes, -2j * np.exp(nodes) * slope, resolution)


EULER = euler_rule(24, 1e-10)
"""39 nodes, for smooth laws down to an SCV of 1/40."""

TALBOT = talbot_rule(24, 1e-11)
"""12 nodes, for laws of up to 4 stages in a row with real poles."""

_TALBOTS = (
    (4, TALBOT),
    (10, talbot_rule(32, 1e-11)),
    (18, talbot_rule(40, 1e-11)),
    (30, talbot_rule(48, 1e-11)),
)

_EULERS = ((40, EULER), (500, euler_rule(80, 1e-10)), (np.inf, euler_rule(320, 1e-10)))


def rule_for(stages: float, scv: float) -> Rule:
    """The cheapest rule that keeps 1e-10 of the tail.

    Parameters
    ----------
    stages
        Most poles that may coincide, all on the negative real axis: around n equal poles the
        Talbot contour loses digits fast with n. inf where singularities may lie elsewhere.
    scv
        Squared coefficient of variation of the law: a narrow one needs high frequencies.
    """
    for most, rule in _TALBOTS:
        if stages <= most:
            return rule
    return next(rule for most, rule in _EULERS if scv * most >= 1)
