"""Closed networks of one and several classes, exact and by the named approximations."""

from typing import Literal

import numpy as np

from assessor.queueing.closed import ClosedNetwork, closed_network
from assessor.verification.evaluators.registry import (
    ParameterError,
    Question,
    UnsupportedError,
    evaluates,
)

Method = Literal["exact", "linearizer", "schweitzer", "aql"]

METHODS: dict[str, Method] = {
    "exactmva": "exact",
    "exactconvolution": "exact",
    "convolution": "exact",
    "exact": "exact",
    "bardschweitzer": "schweitzer",
    "schweitzer": "schweitzer",
    "aql": "aql",
    "linearizer": "linearizer",
}
NAMES = ("throughput", "response_excl_think", "response", "queue_length", "utilisation")
MODELS = (
    r"exact ?MVA",
    r"(exact ?)?convolution",
    "exact",
    r"(Bard-?)?Schweitzer",
    "AQL",
    "Linearizer",
)


@evaluates("closed single-class", "closed multi-class", models=MODELS, metrics=NAMES)
def closed(question: Question) -> float:
    method = METHODS[question.model.lower().replace(" ", "").replace("-", "")]
    population = question.numbers("N")
    network = closed_network(
        population=population,
        service_demand=_demands(question, len(population)),
        think_time=question.numbers("Z") if "Z" in question else 0.0,
        servers=question.numbers("servers") if "servers" in question else 1,
        method=method,
    )
    return _measure(question, network)


def _demands(question: Question, classes: int) -> list[list[float]]:
    """Stations × classes; a single class may give a plain list."""
    value = question.value("D")
    if isinstance(value, list) and value and isinstance(value[0], list):
        return question.table("D")
    demands = question.numbers("D")
    return [[demand] for demand in demands] if classes == 1 else [demands]


def _measure(question: Question, network: ClosedNetwork) -> float:
    index = question.index
    if question.name == "utilisation":
        return float(network.utilisation[_station(question, index[0] if index else "0")])
    if question.name == "queue_length":
        station = _station(question, index[0] if index else "0")
        return float(network.queue_length[station, _class(index[1:], network)])
    chosen = network.throughput if question.name == "throughput" else network.response_time
    think = question.numbers("Z") if question.name == "response" and "Z" in question else [0.0]
    r = _class(index, network)
    return float(chosen[r] + np.broadcast_to(think, chosen.shape)[r])


def _class(index: tuple[str, ...], network: ClosedNetwork) -> int:
    if not index and network.throughput.size == 1:
        return 0
    if len(index) != 1 or not index[0].isdigit():
        raise UnsupportedError(str(index))
    return int(index[0])


def _station(question: Question, name: str) -> int:
    """A station by number or by its name in `stations`."""
    names = question.params.get("stations")
    if isinstance(names, list) and name in names:
        return names.index(name)
    if name.isdigit():
        return int(name)
    raise ParameterError(f"stations: {name}")
