"""Queueing theory: numbers in, numbers out. No files, no words, no drawing.

Names are loaded on first use, so that importing the room costs nothing.
"""

from importlib import import_module

_WHERE = {
    # distributions of one stay at one station
    "Sojourn": "distributions",
    "accuracy": "accuracy",
    # simulation; the stations and flows it takes are in assessor.queueing.simulation
    "simulate_ggc": "simulation",
    "simulate_ggc_replications": "simulation",
    "simulate_network": "simulation",
    "simulate_tandem": "simulation",
}


def __getattr__(name: str) -> object:
    if name in _WHERE:
        return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_WHERE})
