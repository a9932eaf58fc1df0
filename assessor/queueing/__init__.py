"""Queueing theory: numbers in, numbers out. No files, no words, no drawing.

Names are loaded on first use, so that importing the room costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assessor.queueing.approximations import ggc as ggc
    from assessor.queueing.approximations import mgc as mgc
    from assessor.queueing.backlog import drain_time as drain_time
    from assessor.queueing.backlog import overload as overload
    from assessor.queueing.balancing import balanced_response as balanced_response
    from assessor.queueing.balancing import balanced_stretch as balanced_stretch
    from assessor.queueing.balancing import limited_sharing_response as limited_sharing_response
    from assessor.queueing.batches import batch_queue as batch_queue
    from assessor.queueing.bounds import asymptotic_bounds as asymptotic_bounds
    from assessor.queueing.bounds import balanced_bounds as balanced_bounds
    from assessor.queueing.closed import closed_network as closed_network
    from assessor.queueing.closed_approximate import approximate_closed as approximate_closed
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
    from assessor.queueing.metastable import retry_equilibria as retry_equilibria
    from assessor.queueing.mixed import mixed_network as mixed_network
    from assessor.queueing.networks import open_classes as open_classes
    from assessor.queueing.networks import open_network as open_network
    from assessor.queueing.networks import traffic_equations as traffic_equations
    from assessor.queueing.networks_mixture import mixture_quantile as mixture_quantile
    from assessor.queueing.networks_pages import page_laws as page_laws
    from assessor.queueing.networks_pools import held_pools as held_pools
    from assessor.queueing.networks_response import end_to_end as end_to_end
    from assessor.queueing.networks_response import response_quantile as response_quantile
    from assessor.queueing.networks_tandem import tandem_response as tandem_response
    from assessor.queueing.qbd import phase_type_queue as phase_type_queue
    from assessor.queueing.retrials import retrial as retrial
    from assessor.queueing.sessions import partly_open as partly_open
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
    from assessor.queueing.time_varying import offered_load_over_time as offered_load_over_time
    from assessor.queueing.time_varying_staffing import staffing_over_time as staffing_over_time
    from assessor.queueing.time_varying_transient import transient as transient
    from assessor.queueing.usl import fit_scalability as fit_scalability

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
    "balanced_response": "balancing",
    "balanced_stretch": "balancing",
    "ggc": "approximations",
    "limited_sharing_response": "balancing",
    "mgc": "approximations",
    "processor_sharing": "sharing",
    # sizes
    "least_servers": "sizing",
    "servers_for_blocking": "sizing",
    "servers_for_delay": "sizing",
    "servers_for_response": "sizing",
    "servers_for_waiting": "sizing",
    # networks
    "approximate_closed": "closed_approximate",
    "asymptotic_bounds": "bounds",
    "balanced_bounds": "bounds",
    "closed_network": "closed",
    "end_to_end": "networks_response",
    "held_pools": "networks_pools",
    "mixed_network": "mixed",
    "mixture_quantile": "networks_mixture",
    "open_classes": "networks",
    "open_network": "networks",
    "page_laws": "networks_pages",
    "partly_open": "sessions",
    "response_quantile": "networks_response",
    "tandem_response": "networks_tandem",
    "traffic_equations": "networks",
    # load that changes, overload, scalability
    "drain_time": "backlog",
    "fit_scalability": "usl",
    "offered_load_over_time": "time_varying",
    "overload": "backlog",
    "retry_equilibria": "metastable",
    "staffing_over_time": "time_varying_staffing",
    "transient": "time_varying_transient",
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
