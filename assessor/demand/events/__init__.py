"""Events minute by minute: what comes on top of the hours they fall into."""

from assessor.demand.events.curves import curve_weights
from assessor.demand.events.minutes import MINUTES_PER_DAY, MINUTES_PER_HOUR
from assessor.demand.events.playing import TAIL_MIN, event_load
from assessor.demand.events.results import EventLoad, Loss, Meeting, Slowness
from assessor.demand.events.rushes import SECONDS_PER_MINUTE, eligible_people

__all__ = [
    "MINUTES_PER_DAY",
    "MINUTES_PER_HOUR",
    "SECONDS_PER_MINUTE",
    "TAIL_MIN",
    "EventLoad",
    "Loss",
    "Meeting",
    "Slowness",
    "curve_weights",
    "eligible_people",
    "event_load",
]
