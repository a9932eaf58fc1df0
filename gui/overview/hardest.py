"""Which of several promises is the hardest to keep."""

from __future__ import annotations

from assessor.api import ClassResult, PromiseResult


def hardest_promise(one: ClassResult) -> PromiseResult:
    """A broken promise first, else the one that is nearest to its limit."""
    return min(one.promises, key=hardness)


def hardness(kept: PromiseResult) -> tuple[bool, float]:
    """Sort key: broken promises first, then those with the least slack."""
    return kept.met, _slack(kept)


def same_promise(one: ClassResult, like: PromiseResult) -> PromiseResult | None:
    """The same promise of another fleet."""
    found = (p for p in one.promises if (p.code, p.quantile) == (like.code, like.quantile))
    return next(found, None)


def _slack(kept: PromiseResult) -> float:
    """Distance to the limit, as a share of it; availability is compared by what is missing."""
    if kept.code == "availability":
        allowed = 1.0 - kept.limit
        return (allowed - (1.0 - kept.value)) / allowed if allowed > 0 else 0.0
    return (kept.limit - kept.value) / kept.limit if kept.limit > 0 else 1.0
