"""What stands beside what is planned, one pair at a time, as every table shows it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assessor.planning.result import PromiseResult, TierResult, YearPlan


def tier_pairs(year: YearPlan) -> Iterator[tuple[TierResult, TierResult | None]]:
    """Each existing tier with the planned one; none where only the existing was evaluated."""
    planned = {} if year.planned is None else {tier.id: tier for tier in year.planned.tiers}
    for tier in year.existing.tiers:
        yield tier, planned.get(tier.id)


def promise_pairs(year: YearPlan) -> Iterator[tuple[str, PromiseResult, PromiseResult | None]]:
    """Each class's promise as the existing fleet keeps it, and as the planned one does."""
    planned = {
        (one.id, promise.code, promise.quantile): promise
        for one in (() if year.planned is None else year.planned.classes)
        for promise in one.promises
    }
    for one in year.existing.classes:
        for promise in one.promises:
            yield one.id, promise, planned.get((one.id, promise.code, promise.quantile))
