"""End-to-end response times: the law of a sum of stays, and of a mixture of classes.

Tier percentiles are never added: the tiers of one class are convolved through their transforms,
and classes are mixed afterwards, tail by tail.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessor.queueing.contours import Rule, rule_for
from assessor.queueing.sojourn import (
    Constant,
    DelayedStay,
    ErlangMixture,
    Mixture,
    Sojourn,
    Sum,
    combined_class,
)
from assessor.queueing.stays import fraction, is_markovian, is_single_server, pieces
from assessor.queueing.transforms import (
    Complex,
    check_quantile,
    gamma_quantile,
    solve_tail,
    tail_and_density,
    tail_at_zero,
)

Array = NDArray[np.float64]


@dataclass(frozen=True)
class EndToEnd(Sojourn):
    """The law of a sum of independent stays; itself a sojourn, so that calls can be nested.

    A visit count of 2.4 is two visits for everyone and a third for 40 % of the requests.
    Stays without variation are not inverted but moved along the time axis, so a constant
    latency costs no accuracy.
    """

    parts: tuple[Sojourn, ...]
    visits: tuple[float, ...]
    model: str = "sum of independent stays"

    @property
    def error_class(self) -> str:
        """The classes of the parts that are not exact, and that of taking them as independent."""
        names = combined_class(self.parts)
        if self._independent:
            return names
        return "independence" if names == "exact" else f"{names}+independence"

    @cached_property
    def mean(self) -> float:
        """Mean of the sum; inf where a part is unstable. [s]"""
        return float(sum(v * p.mean for p, v in self._visited))

    @cached_property
    def scv(self) -> float:
        """Squared coefficient of variation of the sum. [1]"""
        if not 0 < self.mean < np.inf:
            return 0.0 if self.mean == 0 else 1.0
        variance = sum(
            v * p.scv * p.mean**2 + fraction(v) * (1 - fraction(v)) * p.mean**2
            for p, v in self._visited
        )
        return float(variance / self.mean**2)

    @cached_property
    def stages(self) -> float:
        """Most poles that may coincide; inf where they may leave the negative real axis."""
        # A delay multiplies the transform by exp(−sd), which grows left of the origin.
        return self._random_stages if np.all(self._delays[0] == 0) else np.inf

    def transform(self, s: Complex) -> Complex:
        """E[e^(−sT)], elementwise; 0 where a part is unstable."""
        if not self.stable:
            return np.zeros_like(s)
        delays, shares = self._delays
        moved = sum(share * np.exp(-s * delay) for delay, share in zip(delays, shares, strict=True))
        return np.asarray(self._random_transform(s) * moved, np.complex128)

    def tail(self, t: ArrayLike) -> Array:
        """P(T > t), any shape; 1 everywhere where a part is unstable. [1]"""
        time = np.asarray(t, np.float64)
        if not self.stable:
            return np.ones_like(time)
        return np.clip(self.tail_and_slope(time)[0], 0.0, 1.0)

    def quantile(self, probability: ArrayLike) -> Array:
        """Least t with P(T ≤ t) ≥ probability, any shape; inf where a part is unstable. [s]"""
        levels = np.asarray(probability, np.float64)
        check_quantile(levels, self.rule)
        if self.mean == 0 or not self.stable:
            return np.full(levels.shape, self.mean)
        return mixed_quantile([self], np.ones(1), levels)

    @property
    def _independent(self) -> bool:
        """Whether theory has the stays independent: M/M/1 between two M/M/c, each visited once."""
        if len(self._random) < 2:
            return all(v <= 1 for _, v in self._random)
        once = all(v == 1 for _, v in self._random)
        (first, _), *between, (last, _) = self._random
        ends = is_markovian(first) and is_markovian(last)
        return once and ends and all(is_single_server(p) for p, _ in between)

    @cached_property
    def _visited(self) -> list[tuple[Sojourn, float]]:
        pairs = zip(self.parts, self.visits, strict=True)
        return [(piece, v) for part, v in pairs if v > 0 for piece in pieces(part, v)]

    @cached_property
    def _random(self) -> list[tuple[Sojourn, float]]:
        return [(p, v) for p, v in self._visited if p.scv > 0]

    @cached_property
    def _delays(self) -> tuple[Array, Array]:
        """The constant stays together: possible total delays and their shares."""
        fixed = [(p.mean, v) for p, v in self._visited if p.scv == 0 and p.mean > 0]
        base = sum(d * np.floor(v) for d, v in fixed)
        partial = [(d, fraction(v)) for d, v in fixed if fraction(v) > 0]
        choices = [((0.0, 1 - f), (d, f)) for d, f in partial]
        combined = [
            (base + sum(d for d, _ in pick), float(np.prod([f for _, f in pick])))
            for pick in product(*choices)
        ]
        delays, shares = np.array(combined, np.float64).T
        return delays, shares

    @cached_property
    def _random_stages(self) -> float:
        return float(sum(np.ceil(v) * _stages(p) for p, v in self._random))

    @cached_property
    def rule(self) -> Rule:
        """The quadrature that keeps 1e-10 of the tail."""
        # Seen from the last constant delay on, which is moved and not inverted.
        random = sum(v * p.mean for p, v in self._random)
        narrow = self.scv * (self.mean / random) ** 2 if random > 0 else 1.0
        return rule_for(self._random_stages, narrow)

    def _random_transform(self, s: Complex) -> Complex:
        value = np.ones_like(s)
        for part, count in self._random:
            once = part.transform(s)
            value = value * once ** int(count)
            if fraction(count):
                value = value * (1 - fraction(count) + fraction(count) * once)
        return value

    def tail_and_slope(self, time: Array) -> tuple[Array, Array]:
        """P(T > t) and the density there, as the inversion leaves them. [1], [1/s]"""
        delays, shares = self._delays
        left = time - delays.reshape(-1, *(1,) * time.ndim)
        tail, density = self._random_tail_and_density(left)
        return np.tensordot(shares, tail, 1), np.tensordot(shares, density, 1)

    def _random_tail_and_density(self, time: Array) -> tuple[Array, Array]:
        if not self._random:
            return np.where(time < 0, 1.0, 0.0), np.zeros_like(time)
        late = time > 0
        tail, density = tail_and_density(
            self._random_transform, np.where(late, time, self.mean), rule=self.rule
        )
        early = np.where(time < 0, 1.0, tail_at_zero(self._random_transform))
        return np.where(late, tail, early), np.where(late, density, 0.0)


def end_to_end(parts: Sequence[Sojourn], visits: Sequence[float] | None = None) -> EndToEnd:
    """The law of one request's response over the stations it visits.

    Parameters
    ----------
    parts
        One sojourn per station: mean, scv and transform.
    visits
        Mean visits to each station, ≥ 0; one each unless given. [1]

    Returns
    -------
    A sojourn with tail and quantiles; mean and quantiles are inf where a part is unstable.

    Raises
    ------
    ValueError
        Unequal lengths or a negative visit count.

    References
    ----------
    .. [1] E. Reich, "Waiting times when queues are in tandem", Ann. Math. Statist. 28, 1957:
       the stays of a tandem of M/M/1 are independent, so that their sum is exact (recalled).
    .. [2] P. J. Burke, "The dependence of sojourn times in tandem M/M/s queues", Oper. Res. 17,
       1969: exact too where only the first and last station have several servers (recalled).
    """
    counts = tuple(float(v) for v in visits) if visits is not None else (1.0,) * len(parts)
    if len(counts) != len(parts) or any(not v >= 0 for v in counts):
        raise ValueError(f"one visit count ≥ 0 per station expected, got {visits}")
    return EndToEnd(tuple(parts), counts)


def response_quantile(
    parts: Sequence[Sojourn],
    *,
    quantile: ArrayLike,
    visits: Sequence[float] | None = None,
) -> Array:
    """Quantiles of the response over stations visited in turn; inf where one is unstable. [s]

    Parameters
    ----------
    parts, visits
        As for `end_to_end`.
    quantile
        Fractions in (0, 1), any shape. [1]

    Returns
    -------
    The least times that those fractions of the requests do not exceed, shape of `quantile`; inf
    where a station that is visited is unstable. [s]

    Raises
    ------
    ValueError
        As `end_to_end`, a fraction outside (0, 1), or one nearer to 1 than the inversion resolves.

    References
    ----------
    .. [1] As `end_to_end`; the inversion is that of `contours`, the search that of `transforms`.
    """
    return end_to_end(parts, visits).quantile(quantile)


def mixed_quantile(laws: Sequence[EndToEnd], weights: Array, levels: Array) -> Array:
    """Quantiles of stable laws mixed by their weights. [s]"""
    shares = weights / weights.sum()
    means = np.array([law.mean for law in laws])
    second = np.array([law.mean**2 * (1 + law.scv) for law in laws])
    mean = float(shares @ means)
    scv = float(shares @ second) / mean**2 - 1 if mean > 0 else 0.0
    if mean == 0:
        return np.zeros(levels.shape)

    def both(time: Array) -> tuple[Array, Array]:
        pairs = [law.tail_and_slope(time) for law in laws]
        tails, densities = zip(*pairs, strict=True)
        return np.tensordot(shares, np.array(tails), 1), np.tensordot(
            shares, np.array(densities), 1
        )

    scv = max(scv, 0.0)
    ceiling = mean * (1 + np.sqrt(scv * levels / (1 - levels)))
    start = gamma_quantile(levels, mean=mean, scv=scv)
    return solve_tail(both, 1 - levels, start=start, ceiling=ceiling)


def _stages(part: Sojourn) -> float:
    """Poles that may coincide, all real; a law of a shape not known here gets inf."""
    if isinstance(part, ErlangMixture):
        return float(np.max(part.shapes))
    if isinstance(part, DelayedStay):
        return 1 + _stages(part.service)
    if isinstance(part, Sum):
        return sum(_stages(inner) for inner in part.parts)
    if isinstance(part, Mixture):
        # Over a common denominator the poles of all parts stand side by side, none higher.
        return max(_stages(inner) for inner in part.parts)
    if isinstance(part, EndToEnd):
        return part.stages
    return 0.0 if isinstance(part, Constant) and part.mean == 0 else np.inf
