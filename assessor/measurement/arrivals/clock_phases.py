"""Times that fall on one minute of the hour, or one second of the minute, and no other."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from assessor.measurement.model import Floats

FALSE_ALARM = 1e-6
"""Of the whole look at one series: shared by all periods and phases tried."""
ALMOST_ALL = 0.9
"""Excess share from which times are held to be artificial. [1]"""
MARKED = 0.1
"""Excess share that is told. [1]"""
PERIODS = (60, 30, 20, 15, 12, 10, 6, 5, 4, 3, 2)
_FEW_MINUTES = (1, 2, 3, 4)
_GENEROUS = 3.0
"""A minute leads its hour up to 3 times as often as 1 in 60 would: morning ramps."""
_LIMIT = 0.75


@dataclass(frozen=True)
class Phase:
    """Minutes (or seconds) at which more falls than chance lets fall."""

    period: int
    at: tuple[int, ...]
    """Phases within the period."""
    share: float
    """Of everything, at those phases. [1]"""
    expected: float
    """If all phases were alike. [1]"""
    p_value: float
    """Upper bound, for all periods and phases tried. [1]"""

    @property
    def excess(self) -> float:
        """0 if all phases are alike, 1 if everything falls on these."""
        return (self.share - self.expected) / (1 - self.expected)


def minute_phase(counts: Floats, first_minute: int, step: int) -> Phase | None:
    """The sharpest concentration on minutes of the hour, None if nothing is significant.

    Each period from 60 down to 2 minutes is laid in blocks over the series, and the phase that
    leads most blocks is tested: arrivals in bursts may fall anywhere, but the leaders of
    different blocks are independent, and none leads with a chance above 3/period (or 3/4). For
    the hour, sets of 2, 3 and 4 minutes are tried too. p-values are binomial, multiplied by the
    number of phases, sets and periods.

    Parameters
    ----------
    counts
        Per step; nan where unknown.
    first_minute
        Minute of the hour of the first step.
    step
        Length of a step, a divisor of the hour. [min]

    Returns
    -------
    Where one holds nearly everything, the narrowest that does; else the single phase of
    greatest excess.
    """
    found = []
    for period in PERIODS:
        if period % step == 0 and period > step:
            blocks = _blocks(counts, first_minute, period // step, step)
            sizes = _FEW_MINUTES if period == 60 else (1,)
            found += [_test(blocks, period, step, size) for size in sizes]
    significant = [p for p in found if p is not None and p.p_value <= FALSE_ALARM]
    nearly = [phase for phase in significant if phase.excess >= ALMOST_ALL]
    if nearly:
        return min(nearly, key=lambda phase: (phase.expected, len(phase.at)))
    single = [phase for phase in significant if len(phase.at) == 1]
    return max(single, key=lambda phase: phase.excess, default=None)


def second_phase(counts: Floats, busy_minutes: int) -> Phase | None:
    """The longest period of seconds on which nearly everything falls, None if there is none.

    Only the sum over all minutes is known. If all but m of n lines are at one phase, at least
    `busy_minutes` − m minutes have all their lines there, which a minute has by chance with at
    most 3/period (or 3/4).

    Parameters
    ----------
    counts
        (60,): lines by second of the minute.
    busy_minutes
        Minutes with any line.
    """
    total = float(counts.sum())
    for period in PERIODS:
        phases = counts.reshape(-1, period).sum(axis=0)
        best = int(np.argmax(phases))
        held = float(phases[best])
        wholly = busy_minutes - round(total - held)
        p_value = _tail(busy_minutes, wholly, min(_GENEROUS / period, _LIMIT))
        p_value *= period * len(PERIODS)
        phase = Phase(period, (best,), held / max(total, 1.0), 1 / period, min(p_value, 1.0))
        if phase.excess >= ALMOST_ALL and phase.p_value <= FALSE_ALARM:
            return phase
    return None


def _blocks(counts: Floats, first_minute: int, phases: int, step: int) -> Floats:
    """(blocks, phases) of known counts with arrivals, aligned to the clock."""
    skip = -(first_minute // step) % phases
    whole = (len(counts) - skip) // phases * phases
    if whole <= 0:
        return np.zeros((0, phases))
    blocks = counts[skip : skip + whole].reshape(-1, phases)
    used = np.isfinite(blocks).all(axis=1) & (blocks.sum(axis=1) > 0)
    return np.asarray(blocks[used], np.float64)


def _test(blocks: Floats, period: int, step: int, size: int) -> Phase | None:
    if len(blocks) == 0 or size >= blocks.shape[1]:
        return None
    phases = blocks.shape[1]
    leading = np.argsort(-blocks.sum(axis=0), kind="stable")[:size]
    inside = blocks[:, leading]
    outside = np.delete(blocks, leading, axis=1)
    # A draw is no lead: then another phase holds as much.
    led = int(np.count_nonzero(inside.max(axis=1) > outside.max(axis=1)))
    p_value = _tail(len(blocks), led, min(_GENEROUS * size / phases, _LIMIT))
    tries = _sets(phases, size) * (len(PERIODS) + len(_FEW_MINUTES))
    at = tuple(sorted(int(phase) * step for phase in leading))
    share = float(inside.sum() / blocks.sum())
    return Phase(period, at, share, size / phases, min(p_value * tries, 1.0))


def _sets(phases: int, size: int) -> float:
    return float(math.comb(phases, size))


def _tail(trials: int, successes: int, chance: float) -> float:
    """P(Binomial(trials, chance) ≥ successes)."""
    from scipy.special import bdtrc

    if successes <= 0:
        return 1.0
    return float(bdtrc(successes - 1, trials, chance)) if successes <= trials else 0.0
