"""Birth-and-death chains forward in time, on the window of states that hold the probability.

The exponential of a generator is taken by a rational function: three tridiagonal systems a step,
whatever the rates. Explicit steps would have to be as short as the time between two events.
"""

from collections.abc import Callable
from math import ceil, inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Births = Callable[[float], float]
Deaths = Callable[[Array], Array]

# Padé's [5/6] of e^z as Re Σ residue/(z − pole): order 11, L-stable; from 50 digits.
_POLES = (
    7.49063752880963 + 1.62150238877839398j,
    6.47051493670156975 + 4.90012114742138642j,
    4.03884753448880015 + 8.34560041487221567j,
)
_RESIDUES = (
    371.089757715110261 - 1835.5847297276177j,
    -452.120823787257908 + 610.2067180901063j,
    87.0310660721476467 - 28.0306124312812116j,
)
_ORDER = 11

# Gauss points and weights of the commutator-free exponential of order 4.
_GAUSS = (0.5 - 3**0.5 / 6, 0.5 + 3**0.5 / 6)
_HEAVY, _LIGHT = (3 + 2 * 3**0.5) / 12, (3 - 2 * 3**0.5) / 12
_VARYING_ORDER = 4

_EDGE = 1e-12
"""Probability in the last state of the window above which it is widened. [1]"""

_TRIMMED = 1e-13
"""Probability at either side that is dropped from the window after a step. [1]"""

_LARGEST = 200_000
"""State beyond which the equations are not attempted."""


class Window(NamedTuple):
    """Probabilities of `first`, `first` + 1, … present; all others hold none."""

    first: int
    law: Array

    @property
    def states(self) -> Array:
        """The numbers present that the law speaks of."""
        return np.arange(self.first, self.first + self.law.size, dtype=np.float64)


class Span(NamedTuple):
    """A stretch of time without breaks of the rates."""

    left: float
    right: float
    births: Births
    constant: bool
    """Whether the birth rate does not change within the stretch."""
    deaths: Deaths
    """Rate out of each state, downwards."""


def propagated(
    start: Window, span: Span, tolerance: float, longest: float = inf
) -> tuple[Window, float]:
    """The law at the end of the span, and the length of step that suits what follows.

    Every step is also taken in two halves; their difference, in total variation, is kept below
    `tolerance` by the length of the step, at first `longest`.

    References
    ----------
    .. [1] E. Hairer and G. Wanner, Solving Ordinary Differential Equations II, 2nd ed., 1996,
       sec. IV.3 (Padé approximations) and II.4 (step control) of vol. I (recalled).
    .. [2] S. Blanes and P. C. Moan, "Fourth- and sixth-order commutator-free Magnus integrators
       for linear and non-linear dynamical systems", Appl. Numer. Math. 56, 2006 (recalled).
    """
    order = _ORDER if span.constant else _VARYING_ORDER
    now, window, suits = span.left, start, longest
    while now < span.right:
        left = span.right - now
        # Even steps to the end: a short last one would mislead the next span.
        step = left / max(ceil(left / suits), 1)
        moved, error = _doubled(window, span, now, step, order)
        change = 0.9 * (tolerance / max(error, 1e-300)) ** (1 / (order + 1))
        better = step * min(5.0, max(0.2, change))
        if error > tolerance:
            suits = better
            continue
        window = _trimmed(moved)
        # The last step ends at the right end itself, not a rounding before it.
        now = now + step if step < left else span.right
        # That a span was shorter than the step says nothing against the step.
        suits = better if step > suits / 2 else max(better, suits)
    return window, suits


def _doubled(
    window: Window, span: Span, now: float, step: float, order: int
) -> tuple[Window, float]:
    """One step, extrapolated from itself and its halves, and its error."""
    wide = window
    while True:
        whole = _stepped(wide, span, now, step)
        halves = _stepped(_stepped(wide, span, now, step / 2), span, now + step / 2, step / 2)
        correction = (halves.law - whole.law) / (2**order - 1)
        moved = Window(wide.first, halves.law + correction)
        low, high = _spilt(moved)
        if not (low or high):
            return moved, float(np.abs(correction).sum())
        wide = _widened(wide, low, high)


def _stepped(window: Window, span: Span, now: float, step: float) -> Window:
    down = span.deaths(window.states)
    # Nobody leaves the window; what would is found at its edge.
    down[0] = 0.0
    if span.constant:
        return Window(
            window.first, exponential_of(window.law, span.births(now) * step, down * step)
        )
    early, late = (span.births(now + share * step) for share in _GAUSS)
    law = window.law
    for ahead, behind in ((early, late), (late, early)):
        # A rate that rises fourteenfold within the step would make this negative.
        up = max(_HEAVY * ahead + _LIGHT * behind, 0.0)
        law = exponential_of(law, up * step, down * (step / 2))
    return Window(window.first, law)


def exponential_of(law: Array, up: float, down: Array) -> Array:
    """e^A applied to a law, A the transposed generator times the length of the step.

    Parameters
    ----------
    law
        Probabilities of consecutive states.
    up, down
        Expected births, and deaths out of each state, within the step; down[0] is 0. [1]
    """
    from scipy.linalg.lapack import zgtsv

    if law.size == 1:
        return law
    out = np.full(law.size, up)
    out[-1] = 0.0
    lower = np.full(law.size - 1, up, np.complex128)
    upper = down[1:].astype(np.complex128)
    total = np.zeros(law.size)
    for pole, residue in zip(_POLES, _RESIDUES, strict=True):
        solution = zgtsv(lower, -(out + down) - pole, upper, law.astype(np.complex128))[3]
        total += (residue * solution).real
    return total


def _spilt(window: Window) -> tuple[bool, bool]:
    """Whether the law touches the lower or the upper edge of its window."""
    law = window.law
    return window.first > 0 and abs(law[0]) > _EDGE, abs(law[-1]) > _EDGE


def _widened(window: Window, low: bool, high: bool) -> Window:
    more = 30 + window.law.size // 3
    below = min(more, window.first) if low else 0
    above = more if high else 0
    if window.first + window.law.size + above > _LARGEST:
        raise ValueError(f"the backlog outgrows {_LARGEST} states; use the fluid model `overload`")
    return Window(window.first - below, np.pad(window.law, (below, above)))


def _trimmed(window: Window) -> Window:
    """Without the empty ends, but for some room to move."""
    held = np.cumsum(np.abs(window.law))
    low, high = np.searchsorted(held, [_TRIMMED, held[-1] - _TRIMMED])
    room = 10 + (high - low) // 8
    low, high = max(int(low - room), 0), int(high + room) + 1
    return Window(window.first + low, window.law[low:high])
