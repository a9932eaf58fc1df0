"""From people and machines to requests per second: pure numerics on a scenario's values."""

from assessor.demand.adoption import bass_share, exponential_share, logistic_share, share_on
from assessor.demand.days import Days, days_of
from assessor.demand.design import tier_work, work_per_request
from assessor.demand.events import EventLoad, event_load
from assessor.demand.explain import explain_class, explain_input, explain_reference_load
from assessor.demand.ranking import (
    RankedCandidate,
    ranked_portfolio,
    with_first_chosen,
    work_per_transaction,
)
from assessor.demand.results import (
    ClosedLoad,
    ConferenceLoad,
    DesignHour,
    Explained,
    MachineLoad,
    OpenLoad,
    StorageLoad,
    Term,
    YearDemand,
)
from assessor.demand.security import security_shares
from assessor.demand.year import demand_for_year

__all__ = [
    "ClosedLoad",
    "ConferenceLoad",
    "Days",
    "DesignHour",
    "EventLoad",
    "Explained",
    "MachineLoad",
    "OpenLoad",
    "RankedCandidate",
    "StorageLoad",
    "Term",
    "YearDemand",
    "bass_share",
    "days_of",
    "demand_for_year",
    "event_load",
    "explain_class",
    "explain_input",
    "explain_reference_load",
    "exponential_share",
    "logistic_share",
    "ranked_portfolio",
    "security_shares",
    "share_on",
    "tier_work",
    "with_first_chosen",
    "work_per_request",
    "work_per_transaction",
]
