"""From people and machines to requests per second: pure numerics on a scenario's values."""

from assessor.demand.adoption import bass_share, exponential_share, logistic_share, share_on
from assessor.demand.days import Days, days_of
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
from assessor.demand.year import demand_for_year

__all__ = [
    "ClosedLoad",
    "ConferenceLoad",
    "Days",
    "DesignHour",
    "Explained",
    "MachineLoad",
    "OpenLoad",
    "StorageLoad",
    "Term",
    "YearDemand",
    "bass_share",
    "days_of",
    "demand_for_year",
    "exponential_share",
    "logistic_share",
    "share_on",
]
