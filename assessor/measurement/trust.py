"""When a result that could be computed is withheld: it would mislead in a confident voice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assessor.measurement.demands import DemandFit
from assessor.measurement.logs import LogReading
from assessor.measurement.metrics import LoadPoint
from assessor.measurement.model import Finding
from assessor.measurement.showing import Share

LEAST_DETERMINATION = 0.1
"""R² below which requests do not explain how busy a resource is."""
MOST_LEFT_OUT = 0.1
"""Share of windows off the law above which it is no law."""
MOST_PAGES = 30.0
"""Mean pages of a visit above which many people share an address: 6 to 7 are the most that public
services have shown."""
THINKING = 0.1
"""Part of a user's cycle spent thinking from which users are not requests in the system."""


def trusted(fit: DemandFit, tier: str) -> DemandFit:
    """The fit with its demands, or without them and with the reason."""
    if not fit.demands and not fit.joint:
        return fit
    windows = fit.windows + sum(fit.left_out.values())
    off = fit.left_out.get("outlier", 0) / windows if windows else 0.0
    if not fit.determination >= LEAST_DETERMINATION:
        reason = Finding(
            "measured_demands_unexplained",
            {"tier": tier, "share": Share(max(fit.determination, 0.0))},
            severity="refusal",
        )
    elif off > MOST_LEFT_OUT:
        reason = Finding(
            "measured_demands_off", {"tier": tier, "share": Share(off)}, severity="refusal"
        )
    else:
        return _without_zeros(fit, tier)
    return replace(fit, demands={}, joint={}, findings=(*fit.findings, reason))


def _without_zeros(fit: DemandFit, tier: str) -> DemandFit:
    """A demand of 0 says that it was lost among the others, not that the work is free."""
    free = [name for name, one in fit.demands.items() if not one.base > 0]
    if not free:
        return fit
    told = Finding(
        "measured_demand_zero", {"tier": tier, "classes": ", ".join(free)}, severity="refusal"
    )
    kept = {name: one for name, one in fit.demands.items() if name not in free}
    return replace(fit, demands=kept, findings=(*fit.findings, told))


def visits_are_merged(log: LogReading) -> bool:
    """Whether many people come from one address, so that their visits cannot be told apart."""
    one_client = any(finding.code == "log_one_client" for finding in log.findings)
    return one_client or log.sessions.pages.mean > MOST_PAGES


def thinks(points: Sequence[LoadPoint]) -> bool:
    """Whether users of a load test pause, so that N is not what the system held."""
    shares = [p.think_time / (p.think_time + p.response_time) for p in points if p.throughput > 0]
    return bool(shares) and sorted(shares)[len(shares) // 2] > THINKING
