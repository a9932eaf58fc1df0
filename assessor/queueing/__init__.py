"""Queueing theory: numbers in, numbers out. No files, no words, no drawing.

Names are loaded on first use, so that importing the room costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assessor.queueing.approximations import ggc as ggc
    from assessor.queueing.approximations import mgc as mgc
    from assessor.queueing.batches import batch_queue as batch_queue
    from assessor.queueing.constant_service import dmc as dmc
    from assessor.queueing.constant_service import mdc_queue as mdc_queue
    from assessor.queueing.delay import mmc as mmc
    from assessor.queueing.erlang import erlang_b as erlang_b
    from assessor.queueing.erlang import erlang_c as erlang_c
    from assessor.queueing.erlang import offered_load_for_blocking as offered_load_for_blocking
    from assessor.queueing.finite import erlang_a as erlang_a
    from assessor.queueing.finite import mmck as mmck
    from assessor.queueing.halfin_whitt import halfin_whitt_beta as halfin_whitt_beta
    from assessor.queueing.halfin_whitt import halfin_whitt_delay as halfin_whitt_delay
    from assessor.queueing.measured_errors import accuracy as accuracy
    from assessor.queueing.qbd import phase_type_queue as phase_type_queue
    from assessor.queueing.retrials import retrial as retrial
    from assessor.queueing.sharing import processor_sharing as processor_sharing
    from assessor.queueing.simulation import simulate_ggc as simulate_ggc
    from assessor.queueing.simulation import simulate_ggc_replications as simulate_ggc_replications
    from assessor.queueing.simulation import simulate_network as simulate_network
    from assessor.queueing.simulation import simulate_tandem as simulate_tandem
    from assessor.queueing.single import mg1_wait as mg1_wait
    from assessor.queueing.sizing import least_servers as least_servers
    from assessor.queueing.sizing import servers_for_blocking as servers_for_blocking
    from assessor.queueing.sizing import servers_for_delay as servers_for_delay
    from assessor.queueing.sizing import servers_for_response as servers_for_response
    from assessor.queueing.sizing import servers_for_waiting as servers_for_waiting
    from assessor.queueing.sojourn import Sojourn as Sojourn
    from assessor.queueing.sources import engset as engset
    from assessor.queueing.sources import k_of_n_availability as k_of_n_availability
    from assessor.queueing.sources import repair as repair

_WHERE = {
    # distributions of one stay at one station; their constructors are in `distributions`
    "Sojourn": "sojourn",
    "accuracy": "measured_errors",
    # exact single stations
    "batch_queue": "batches",
    "dmc": "constant_service",
    "engset": "sources",
    "erlang_a": "finite",
    "erlang_b": "erlang",
    "erlang_c": "erlang",
    "halfin_whitt_beta": "halfin_whitt",
    "halfin_whitt_delay": "halfin_whitt",
    "k_of_n_availability": "sources",
    "mdc_queue": "constant_service",
    "mg1_wait": "single",
    "mmc": "delay",
    "mmck": "finite",
    "offered_load_for_blocking": "erlang",
    "phase_type_queue": "qbd",
    "repair": "sources",
    "retrial": "retrials",
    # approximate and shared
    "ggc": "approximations",
    "mgc": "approximations",
    "processor_sharing": "sharing",
    # sizes
    "least_servers": "sizing",
    "servers_for_blocking": "sizing",
    "servers_for_delay": "sizing",
    "servers_for_response": "sizing",
    "servers_for_waiting": "sizing",
    # simulation; the stations and flows it takes are in assessor.queueing.simulation
    "simulate_ggc": "simulation",
    "simulate_ggc_replications": "simulation",
    "simulate_network": "simulation",
    "simulate_tandem": "simulation",
}


def __getattr__(name: str) -> object:
    """PEP 562: import the module that holds the name."""
    if name in _WHERE:
        return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_WHERE})
