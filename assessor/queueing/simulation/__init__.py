"""Simulation: an event-driven simulator of networks, and a fast path for plain queues and tandems.

What the formulas of this room assume, these runs check; every estimate carries its interval.
"""

from assessor.queueing.simulation.arrivals import (
    Batches,
    MarkovModulated,
    Recorded,
    Renewal,
    TimeVarying,
)
from assessor.queueing.simulation.ggc import simulate_ggc, simulate_ggc_replications
from assessor.queueing.simulation.intervals import Estimate
from assessor.queueing.simulation.laws import Law, Measured
from assessor.queueing.simulation.model import (
    Choice,
    ClassFlow,
    Hold,
    Host,
    Parallel,
    Repeat,
    Station,
    Step,
    ThreadPool,
    Timed,
    Visit,
)
from assessor.queueing.simulation.network import simulate_network
from assessor.queueing.simulation.results import (
    ClassResult,
    NetworkResult,
    ResponseResult,
    StationResult,
)
from assessor.queueing.simulation.tandem import FcfsTier, TandemResult, simulate_tandem

__all__ = [
    "Batches",
    "Choice",
    "ClassFlow",
    "ClassResult",
    "Estimate",
    "FcfsTier",
    "Hold",
    "Host",
    "Law",
    "MarkovModulated",
    "Measured",
    "NetworkResult",
    "Parallel",
    "Recorded",
    "Renewal",
    "Repeat",
    "ResponseResult",
    "Station",
    "StationResult",
    "Step",
    "TandemResult",
    "ThreadPool",
    "TimeVarying",
    "Timed",
    "Visit",
    "simulate_ggc",
    "simulate_ggc_replications",
    "simulate_network",
    "simulate_tandem",
]
