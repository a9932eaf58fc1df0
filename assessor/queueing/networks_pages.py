"""Pages of parallel calls with any service law, on processor-sharing channels.

On the clock of attained service all calls of a page age together, so the page ends with its
largest call, and how many calls a page's own siblings still hold at age u is known from the
service law alone. What others hold follows from who came earlier and who comes meanwhile.
"""

from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from assessor.queueing.networks_crowds import Crowd, crowd_of
from assessor.queueing.networks_parallel import page_sharing
from assessor.queueing.sharing import StretchedClasses
from assessor.queueing.slowest import slowest_of
from assessor.queueing.sojourn import Constant, ErlangMixture, Sojourn
from assessor.queueing.time_varying import busy_integral

Array = NDArray[np.float64]

_AGES = 300
"""Ages at which the slowdown is found."""

_CLASSES = 40
"""Size classes of the response."""

_ROUNDS = 2000
_SETTLED = 1e-9


@dataclass(frozen=True)
class PageLaws:
    """Laws of a page, which waits for the slowest of its calls, and of one call."""

    page: Sojourn
    call: Sojourn
    utilisation: float


def page_laws(*, servers: float, page_rate: float, calls: int, service: Sojourn) -> PageLaws:
    """Response of pages that send all their calls at once to c processor-sharing channels.

    Parameters
    ----------
    servers
        Channels c > 0. [1]
    page_rate
        Pages per second, Poisson, ≥ 0. [1/s]
    calls
        Per page, ≥ 1. [1]
    service
        Law of the service time of one call on a free channel.

    Returns
    -------
    Two sojourns, exact for exponential services and else of error class `page`; of infinite mean
    where unstable.

    Raises
    ------
    ValueError
        Values outside these ranges.

    Notes
    -----
    With F̄ the service tail, n calls per page and α(u) the slowdown at attained service u, the
    others present have mean a(u) = (n−1)F̄(u) + nλ∫α(y)F̄(y+u)dy + nλ∫₀ᵘα(y)F̄(u−y)dy,
    and α(u) = E max(1, (others + 1)/c). For one server this is the exact equation [1]_; for more
    the law of the others is that of the exponential M^[n]/M/c, moved to the mean a(u). The
    variance is that of `sharing`, with the covariance of the slowdown in the exponential case.

    References
    ----------
    .. [1] L. Kleinrock, R. R. Muntz and E. Rodemich, "The processor-sharing queueing model for
       time-shared systems with bulk arrivals", Networks 1, 1971 (recalled).
    """
    if not (servers > 0 and page_rate >= 0 and calls >= 1):
        raise ValueError("servers > 0, page_rate ≥ 0 and calls ≥ 1 expected")
    utilisation = page_rate * calls * service.mean / servers
    if utilisation >= 1:
        unstable = Constant(np.inf, model="M^[n]/G/c-PS")
        return PageLaws(unstable, unstable, utilisation)
    if isinstance(service, ErlangMixture) and service.is_exponential:
        exact = page_sharing(
            servers=servers, page_rate=page_rate, calls=calls, service_mean=service.mean
        )
        return PageLaws(exact.page, exact.call, utilisation)
    return _approximate(servers, page_rate, calls, service)


def _approximate(servers: float, page_rate: float, calls: int, service: Sojourn) -> PageLaws:
    utilisation = page_rate * calls * service.mean / servers
    crowd = crowd_of(float(servers), page_rate * calls * service.mean, calls, float(service.scv))
    ages = _Ages.of(service, page_rate, calls)
    alpha = ages.slowdown(crowd)
    call = _stretched(_classes(service), ages.grid, alpha[np.newaxis], crowd, service)
    largest = slowest_of(service, calls)
    if calls == 1:
        return PageLaws(call, call, utilisation)
    classes = _classes(largest)
    each = ages.slowdown_of_page(crowd, alpha, service.tail(classes.means))
    page = _stretched(classes, ages.grid, each, crowd, service)
    return PageLaws(page, call, utilisation)


@dataclass(frozen=True)
class _Ages:
    """A grid of ages u and the kernels of the integral equation on it."""

    grid: Array
    survive: Array
    """F̄(u)."""
    earlier: Array
    """Those who came before: nλ F̄(y + u) dy."""
    meanwhile: Array
    """Those who come during: nλ F̄(u − y) dy for y ≤ u."""
    mates: float

    @classmethod
    def of(cls, service: Sojourn, page_rate: float, calls: float) -> "_Ages":
        """Geometric ages up to where the largest call of a page has ended."""
        far = float(service.quantile(1 - 1e-9 / calls)) if service.scv > 0 else service.mean
        grid = np.concatenate([[0.0], np.geomspace(1e-3 * service.mean, far, _AGES)])
        flow = page_rate * calls
        # α runs straight between ages, its mean on a panel times the exact integral of the tail:
        # the kernel then holds exactly the offered load, however coarse the grid.
        ahead = busy_integral(service, grid[:, np.newaxis] + grid)
        back = busy_integral(service, grid[:, np.newaxis] - grid)
        earlier, meanwhile = np.zeros_like(ahead), np.zeros_like(ahead)
        for kernel, panels in ((earlier, np.diff(ahead)), (meanwhile, -np.diff(back))):
            kernel[:, :-1] += flow * panels / 2
            kernel[:, 1:] += flow * panels / 2
        # Just before the age: a constant service still goes on there.
        return cls(grid, service.tail(grid * (1 - 1e-12)), earlier, meanwhile, calls - 1.0)

    def slowdown(self, crowd: Crowd) -> Array:
        """α(u) of a call, by iteration."""
        own = self.mates * self.survive
        kernel = self.earlier + self.meanwhile
        alpha = np.ones_like(self.grid)
        moved, rounds = inf, 0
        while moved >= _SETTLED * float(alpha.max()) and rounds < _ROUNDS:
            following = crowd.slowdown(own + kernel @ alpha - crowd.mean)
            moved, rounds = float(np.max(np.abs(following - alpha))), rounds + 1
            alpha = following
        return alpha

    def slowdown_of_page(self, crowd: Crowd, alpha: Array, beyond: Array) -> Array:
        """α(u) seen by the largest call of a page: (sizes, ages).

        `beyond` is P(S > size) of each size; the siblings are those that are not.
        """
        before = self.earlier @ alpha - crowd.mean
        left = beyond[:, np.newaxis]
        own = self.mates * np.clip((self.survive - left) / (1 - left), 0.0, 1.0)
        each = np.broadcast_to(alpha, own.shape).copy()
        for i in range(self.grid.size):
            during = each[:, : i + 1] @ self.meanwhile[i, : i + 1]
            each[:, i] = crowd.slowdown(own[:, i] + before[i] + during)
        return each


@dataclass(frozen=True)
class _Classes:
    shares: Array
    least: Array
    means: Array
    variances: Array


def _classes(size: Sojourn) -> _Classes:
    """Log-spaced classes of size: share, least, mean and variance of each."""
    if size.scv == 0:
        return _Classes(*(np.array([v]) for v in (1.0, size.mean, size.mean, 0.0)))
    low, high = size.quantile(np.array([2e-3, 1 - 1e-8]))
    edges = np.concatenate([[0.0], np.geomspace(low, high, _CLASSES)])
    node, weight = np.polynomial.legendre.leggauss(8)
    half = np.diff(edges)[:, np.newaxis] / 2
    x = edges[:-1, np.newaxis] + half * (1 + node)
    left, tail = size.tail(x), size.tail(edges)
    shares = -np.diff(tail)
    first = -np.diff(edges * tail) + (half * left) @ weight
    second = -np.diff(edges**2 * tail) + 2 * (half * x * left) @ weight
    kept = shares > 1e-9
    means = first[kept] / shares[kept]
    variances = np.maximum(second[kept] / shares[kept] - means**2, 1e-6 * means**2)
    return _Classes(shares[kept] / shares[kept].sum(), edges[:-1][kept], means, variances)


def _stretched(of: _Classes, grid: Array, alpha: Array, crowd: Crowd, service: Sojourn) -> Sojourn:
    """The response over the size classes, from the slowdown at each age."""
    panels = (alpha[:, 1:] + alpha[:, :-1]) / 2 * np.diff(grid)
    passed = np.pad(np.cumsum(panels, axis=1), ((0, 0), (1, 0)))
    rows = np.broadcast_to(passed, (of.means.size, grid.size))
    means = np.array([np.interp(x, grid, row) for x, row in zip(of.means, rows, strict=True)])
    total = (means / of.means) ** 2 * of.variances + crowd.spread(of.means, service)
    least = np.minimum(of.least, means * (1 - 1e-6))
    kept = np.maximum(total, 1e-9 * means**2)
    return StretchedClasses(of.shares, least, means, kept, "M^[n]/G/c-PS", "page")
