"""M/G/1, first come, first served: the waiting time of Pollaczek and Khinchine.

Constant service is not smooth and has its own series in `constant_service`.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from assessor.queueing.constant_service import ConstantServiceWait
from assessor.queueing.inversion import (
    Complexes,
    Floats,
    find_root,
    quantile_from_tail,
    tail_from_transform,
)
from assessor.queueing.skewed import InverseGaussian, Lognormal
from assessor.queueing.sojourn import Constant, ErlangMixture, Sojourn


@dataclass(frozen=True)
class SingleServerWait(Sojourn):
    """W_q of M/G/1.

    Tails carry a relative error of about 1e-9, absolute after a lognormal service; unstable
    gives mean `inf` and tail 1.

    References
    ----------
    .. [1] L. Kleinrock, Queueing Systems, vol. 1, 1975, sec. 5.7 (recalled):
       W*(s) = (1 − ρ)s / (s − λ + λS*(s)).
    """

    arrival_rate: float
    service: ErlangMixture | InverseGaussian | Lognormal
    model: str = "M/G/1"
    error_class: str = "exact"

    @property
    def utilisation(self) -> float:
        """ρ = λE[S]. [1]"""
        return self.arrival_rate * self.service.mean

    @property
    def delay_probability(self) -> float:
        """P(W_q > 0). [1]"""
        return min(self.utilisation, 1.0)

    @property
    def mean(self) -> float:
        """λE[S²] / (2(1 − ρ)). [s]"""
        if self.utilisation >= 1:
            return np.inf
        return self.arrival_rate * self.service.moment(2) / (2.0 * (1.0 - self.utilisation))

    @property
    def scv(self) -> float:
        """Variance over squared mean; 0 where nobody waits. [1]"""
        if not self.stable or self.mean == 0:
            return 0.0
        third = self.service.moment(3)
        return 1.0 + self.arrival_rate * third / (3.0 * (1.0 - self.utilisation)) / self.mean**2

    def transform(self, s: Complexes) -> Complexes:
        """(1 − ρ)s / (s − λ(1 − S*(s)))."""
        at = np.asarray(s, dtype=np.complex128)
        if not self.stable:
            return np.zeros_like(at)
        below = at - self.arrival_rate * (1.0 - self.service.transform(at))
        return np.asarray((1.0 - self.utilisation) * at / below, dtype=np.complex128)

    @cached_property
    def decay_rate(self) -> float:
        """η of P(W_q > t) ~ κ exp(−ηt): the root of η = λ(S*(−η) − 1). [1/s]"""
        end = self.service.abscissa

        def excess(share: Floats) -> Floats:
            eta = end * share
            growth = self.service.transform(-eta.astype(np.complex128)).real - 1.0
            return np.asarray(self.arrival_rate * growth - eta, dtype=np.float64)

        if end == 0.0:
            return 0.0
        # Negative just right of 0, where it is 0; at the end +inf, or finite at a branch point.
        low, high = np.array([1e-9]), np.array([1.0 - 1e-12])
        if excess(low)[0] >= 0:
            return 0.0
        if excess(high)[0] <= 0:
            return end
        return end * float(find_root(excess, low, high)[0])

    def tail(self, t: ArrayLike) -> Floats:
        """P(W_q > t). [1]"""
        at = np.asarray(t, dtype=np.float64)
        if not self.stable:
            return np.ones_like(at)
        if self.arrival_rate == 0:
            return np.asarray(at < 0, dtype=np.float64)
        # Slightly off the pole: a node of the rule must not fall on it.
        return tail_from_transform(self.transform, at, damping=0.9437 * self.decay_rate)

    def quantile(self, probability: ArrayLike) -> Floats:
        """Least t with P(W_q ≤ t) ≥ probability; 0 up to 1 − ρ. [s]"""
        p = np.asarray(probability, dtype=np.float64)
        found = quantile_from_tail(self.tail, p, scale=self.mean)
        return np.where(p <= 1.0 - self.delay_probability, 0.0, found)


def mg1_wait(arrival_rate: float, service: Sojourn) -> SingleServerWait | ConstantServiceWait:
    """Waiting time of M/G/1 for any service made by `distributions` from mean and spread.

    Parameters
    ----------
    arrival_rate
        λ ≥ 0. [1/s]
    service
        The service time, from `distributions`.

    Raises
    ------
    ValueError
        A negative rate, or a service of another kind.
    """
    if not arrival_rate >= 0:
        raise ValueError(f"arrival_rate must be ≥ 0, got {arrival_rate!r}")
    if isinstance(service, Constant):
        return ConstantServiceWait(1, arrival_rate, service.mean)
    if isinstance(service, ErlangMixture | InverseGaussian | Lognormal):
        return SingleServerWait(arrival_rate, service)
    raise ValueError(f"no third moment of {type(service).__name__}: give one single service time")
