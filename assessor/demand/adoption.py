"""How the online share grows, and how policies bend the curve.

At a policy's first day, and on the day after its last, the curve goes on from the share reached
then, with the limit (never above 1) and the time constant that hold from then on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessor.scenario.policies import Policy
from assessor.scenario.services import Adoption

DAYS_PER_YEAR = 365.25
DAYS_PER_MONTH = DAYS_PER_YEAR / 12
Floats = NDArray[np.float64]


def exponential_share(
    elapsed: ArrayLike, start: float | Floats, *, limit: float | Floats, time_constant: ArrayLike
) -> Floats:
    """Share after a time, approaching its limit at a rate in proportion to the gap.

    s(t) = s∞ − (s∞ − s₀) e^(−t/τ); a start above the limit falls towards it.

    Parameters
    ----------
    elapsed
        Time since the start, ≥ 0; same unit as `time_constant`.
    start, limit, time_constant
        Numbers, or arrays that broadcast against the times.
    """
    time = np.asarray(elapsed, dtype=np.float64)
    return np.asarray(limit - (limit - start) * np.exp(-time / np.asarray(time_constant)))


def logistic_share(
    elapsed: ArrayLike, start: float | Floats, *, limit: float | Floats, time_constant: ArrayLike
) -> Floats:
    """Share after a time by the logistic law ds/dt = s (1 − s/s∞)/τ.

    A start of 0 stays 0: the law has nobody to learn from. Arrays broadcast against the times.
    """
    time = np.asarray(elapsed, dtype=np.float64)
    grows = (np.asarray(start) > 0) & (np.asarray(limit) > 0)
    first, most = np.where(grows, start, 1.0), np.where(grows, limit, 1.0)
    share = most / (1 + (most / first - 1) * np.exp(-time / np.asarray(time_constant)))
    return np.where(grows, share, 0.0)


def bass_share(
    elapsed: ArrayLike,
    start: float | Floats,
    *,
    limit: float | Floats,
    innovation: float | Floats,
    imitation: float | Floats,
) -> Floats:
    """Share after a time by the law of Bass, dF/dt = (p + q F)(1 − F) with F = s/s∞.

    Arrays broadcast against the times.

    References
    ----------
    .. [1] F. M. Bass, "A new product growth for model consumer durables", Management Science
       15(5), 1969, eq. (4), from any start.
    """
    time = np.asarray(elapsed, dtype=np.float64)
    exists = np.asarray(limit) > 0
    most = np.where(exists, limit, 1.0)
    p, q, first = innovation, imitation, start / most
    moves = np.asarray(p + q * first > 0)
    pace = np.where(moves, p + q * first, 1.0)
    gap = (1 - first) / pace * np.exp(-(p + q) * time)
    share = np.where(moves, most * (1 - p * gap) / (1 + q * gap), start)
    return np.where(exists, share, 0.0)


@dataclass(frozen=True)
class Segment:
    """A stretch of days with one limit and one time constant."""

    first_day: int
    """Ordinal of its first day."""
    share_at_start: float | Floats
    share_limit: float | Floats
    time_constant_factor: float | Floats
    policies: tuple[str, ...]
    """Policies in force."""


def segments_of(
    adoption: Adoption, policies: Sequence[tuple[str, Policy]], *, until: int
) -> tuple[Segment, ...]:
    """The stretches of a curve from its first day to the day `until` [ordinal]."""
    first = adoption.since.toordinal()
    cuts = {first}
    for _, policy in policies:
        ends = None if policy.until is None else policy.until.toordinal() + 1
        cuts |= {day for day in (policy.since.toordinal(), ends) if day and first < day <= until}
    segments: list[Segment] = []
    share: float | Floats = adoption.share_at_start.base
    for day in sorted(cuts):
        if segments:
            share = _share_in(adoption, segments[-1], np.float64(day))
        segments.append(_segment(adoption, policies, day, share))
    return tuple(segments)


def _segment(
    adoption: Adoption, policies: Sequence[tuple[str, Policy]], day: int, share: float | Floats
) -> Segment:
    limit, factor = adoption.share_limit.base, 1.0
    active = [(name, policy) for name, policy in policies if in_force(policy, day)]
    for _, policy in active:
        if policy.effects.share_limit_add is not None:
            limit = limit + policy.effects.share_limit_add.base
        if policy.effects.time_constant_factor is not None:
            factor = factor * policy.effects.time_constant_factor.base
    limit = np.minimum(np.maximum(limit, 0.0), 1.0)
    return Segment(day, share, limit, factor, tuple(n for n, _ in active))


def in_force(policy: Policy, day: int) -> bool:
    """True where the policy holds on a day [ordinal]."""
    after_end = policy.until is not None and day > policy.until.toordinal()
    return policy.since.toordinal() <= day and not after_end


def _share_in(adoption: Adoption, segment: Segment, day: ArrayLike) -> Floats:
    elapsed = np.asarray(day, dtype=np.float64) - segment.first_day
    start, limit, factor = segment.share_at_start, segment.share_limit, segment.time_constant_factor
    if adoption.model == "bass":
        p, q = adoption.innovation_per_year, adoption.imitation_per_year
        assert p is not None
        assert q is not None
        scale = factor * DAYS_PER_YEAR
        return bass_share(
            elapsed, start, limit=limit, innovation=p.base / scale, imitation=q.base / scale
        )
    assert adoption.time_constant_months is not None
    time_constant = adoption.time_constant_months.base * DAYS_PER_MONTH * factor
    law = exponential_share if adoption.model == "exponential" else logistic_share
    return law(elapsed, start, limit=limit, time_constant=time_constant)


def share_on_days(
    adoption: Adoption | None, policies: Sequence[tuple[str, Policy]], days: NDArray[np.int64]
) -> Floats:
    """The online share at the start of each day [ordinals, ascending]; 1 without adoption.

    Shape (days,), or (worlds, days) where quantities hold a column of worlds.
    """
    if adoption is None:
        return np.ones(len(days), dtype=np.float64)
    segments = segments_of(adoption, policies, until=int(days[-1]))
    cuts = np.searchsorted(days, [segment.first_day for segment in segments])
    ends = [*cuts[1:], len(days)]
    before = np.asarray(adoption.share_at_start.base) * np.ones(cuts[0])
    pieces = [before] if cuts[0] > 0 else []
    pieces += [
        _share_in(adoption, segment, days[begin:end])
        for segment, begin, end in zip(segments, cuts, ends, strict=True)
        if begin < end
    ]
    return np.clip(_joined(pieces), 0.0, 1.0)


def _joined(pieces: Sequence[Floats]) -> Floats:
    """Days one after the other; those that are the same in every world are repeated for each."""
    if len(pieces) == 1:
        return pieces[0]
    worlds = np.broadcast_shapes(*(piece.shape[:-1] for piece in pieces))
    return np.concatenate([np.broadcast_to(p, (*worlds, p.shape[-1])) for p in pieces], axis=-1)


def share_on(adoption: Adoption | None, policies: Sequence[tuple[str, Policy]], day: date) -> float:
    """The online share at the start of one day."""
    return float(share_on_days(adoption, policies, np.array([day.toordinal()], dtype=np.int64))[0])
