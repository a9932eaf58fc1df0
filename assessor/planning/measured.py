"""Quantities for the scoring room: what the *existing* fleet does, never what a plan promises."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assessor.planning.result import ClassResult, Plan, YearPlan
from assessor.quantities import QUANTITY_UNITS
from assessor.scoring.quantities import Measured

_LOWER_IS_WORSE = frozenset({"availability", "storage_free_share", "concurrent_users"})


@dataclass(frozen=True)
class Standing:
    """One year's existing fleet, asked for quantities by name.

    All servers up, worst five minutes of the design hour. A class counts with external tiers
    where its promise does.
    """

    plan: Plan
    year: YearPlan | None

    def __call__(
        self,
        quantity: str,
        quantile: float | None = None,
        tier_roles: Sequence[str] = (),
        users: Sequence[str] = (),
        reduce: str = "max",
    ) -> Measured | None:
        """The quantity over tiers of these roles and classes of these users; none = all."""
        if self.year is None or quantity not in QUANTITY_UNITS:
            return None
        found = list(self._values(quantity, quantile, tier_roles, users))
        if not found:
            return None
        return Measured(
            value=_reduced([value for value, _ in found], reduce, quantity),
            unit=QUANTITY_UNITS[quantity],
            measured=quantity in self.plan.measured,
            year=self.year.year,
            model="; ".join(dict.fromkeys(model for _, model in found)),
        )

    def _values(
        self,
        quantity: str,
        quantile: float | None,
        tier_roles: Sequence[str],
        users: Sequence[str],
    ) -> Iterable[tuple[float, str]]:
        year = self.year
        if year is None:
            return []
        fleet = year.existing
        if quantity == "utilisation":
            chosen = (t for t in fleet.tiers if not tier_roles or t.role in tier_roles)
            return [(t.utilisation, t.model) for t in chosen]
        if quantity == "pue":
            return [(s.pue, "input") for s in fleet.sites]
        if quantity == "storage_free_share":
            return [(s.free_share, "volume held over volume installed") for s in fleet.storage]
        if quantity == "recovery_time_h":
            known = fleet.recovery_time_h
            return [] if known is None else [(known, "longest outage of a site")]
        if quantity == "concurrent_users":
            return list(_people(year, users))
        return [
            (value, "servers, hosts and sites up" if quantity == "availability" else c.model)
            for c in fleet.classes
            if (not users or c.users in users) and year.design.arrival_rates.get(c.id, 0.0) > 0
            for value in _of_class(c, quantity, quantile)
        ]


def _people(year: YearPlan, users: Sequence[str]) -> Iterable[tuple[float, str]]:
    """What the fleet carries of each group, the mix as in the design hour."""
    together, carried = sum(year.design.users.values()), year.existing.concurrent_users
    if carried is None or together <= 0:
        return
    for group, count in year.design.users.items():
        if not users or group in users:
            yield carried * count / together, "largest load with every promise kept, all servers up"


def _of_class(found: ClassResult, quantity: str, quantile: float | None) -> list[float]:
    if quantity == "response_s":
        value = found.response_quantiles_s.get(format(quantile, "g")) if quantile else None
        return [] if value is None else [value]
    values = {
        "response_mean_s": found.response_mean_s,
        "availability": found.availability,
        "loss_share": found.loss_share,
    }
    return [values[quantity]] if quantity in values else []


def _reduced(values: list[float], reduce: str, quantity: str) -> float:
    if reduce == "sum":
        return sum(values)
    if reduce == "mean":
        return sum(values) / len(values)
    if reduce == "min" or (reduce == "worst" and quantity in _LOWER_IS_WORSE):
        return min(values)
    return max(values)


def quantities_of(plan: Plan, year: int) -> Standing:
    """What the existing fleet of a year does; nothing where the plan does not hold that year."""
    return Standing(plan, plan.year(year))
