"""Open networks: tandems and their percentiles, Jackson networks, the two-moment analyser."""

import numpy as np

from assessor.queueing.networks import OpenNetwork, open_classes, open_network
from assessor.queueing.networks_qna import arrival_scvs
from assessor.queueing.networks_tandem import TandemResponse, tandem_response
from assessor.verification.evaluators.registry import (
    ParameterError,
    Question,
    UnsupportedError,
    evaluates,
)


@evaluates(
    "tandem M/M/1",
    "tandem M/M/c",
    models=("end-to-end.*", "mean.*"),
    metrics=("response_quantile", "response_mean"),
)
def tandem(question: Question) -> float:
    nodes = _nodes(question)
    quantile = question.number("p") if question.name == "response_quantile" else 0.5
    answer: TandemResponse = tandem_response(
        arrival_rate=question.number("lambda"),
        service_rate=nodes[:, 1],
        servers=nodes[:, 0],
        quantile=quantile,
    )
    chosen = answer.quantile if question.name == "response_quantile" else answer.mean
    return float(chosen)


def _nodes(question: Question) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
    """(servers, rate) of each station of a tandem."""
    if "nodes_c_mu" in question:
        table = question.table("nodes_c_mu")
        if any(len(row) != 2 for row in table):
            raise ParameterError("nodes_c_mu")
        return np.array(table, np.float64).reshape(len(table), 2)
    rates = question.numbers("mu")
    return np.array([[1.0, rate] for rate in rates], np.float64).reshape(len(rates), 2)


JACKSON = {
    "L": lambda n: n.queue_length,
    "lambda": lambda n: n.arrival_rate,
    "arrival_rate": lambda n: n.arrival_rate,
    "rho": lambda n: n.utilisation,
    "utilisation": lambda n: n.utilisation,
    "W": lambda n: n.response_time,
    "R": lambda n: n.response_time,
    "Wq": lambda n: n.waiting_time,
    "Lq": lambda n: n.waiting_time * n.arrival_rate,
}


@evaluates("open Jackson", models=(".*",), metrics=(*JACKSON, "L_total", "response_mean"))
def jackson(question: Question) -> float:
    network: OpenNetwork = open_network(
        external_rate=question.numbers("gamma"),
        routing=question.table("P"),
        service_rate=question.numbers("mu"),
        servers=question.numbers("c") if "c" in question else 1,
    )
    if question.name == "response_mean":
        return network.response_mean
    if question.name == "L_total" or (question.name == "L" and not question.index):
        return float(network.queue_length.sum())
    return float(JACKSON[question.name](network)[_place(question, 0)])


@evaluates("QNA", models=("SCV propagation",), metrics=("ca2", "cd2"))
def scv_propagation(question: Question) -> float:
    """Stations in series, as the rows give them; cd2[i] is ca2 of the next."""
    table = question.table("nodes_c_mu_cs2")
    if any(len(row) != 3 for row in table):
        raise ParameterError("nodes_c_mu_cs2")
    nodes = np.array([*table, [1.0, 1.0, 1.0]], np.float64)
    count, rate = len(nodes), question.number("lambda")
    first = np.eye(1, count)[0]
    # A station that is never busy stands behind the last one, to see its departures.
    utilisation = np.append(rate / (nodes[:-1, 0] * nodes[:-1, 1]), 0.0)
    scvs = arrival_scvs(
        external_rate=rate * first,
        routing=np.eye(count, k=1),
        arrival_rate=np.full(count, rate),
        utilisation=utilisation,
        servers=nodes[:, 0],
        external_scv=np.full(count, question.number("ca2")),
        service_scv=nodes[:, 2],
    )
    place = _place(question, 0) + (question.name == "cd2")
    return float(scvs[place])


STATIONS = ("cpu", "dsk")
CLASSES = ("A", "B")
BCMP = tuple(
    f"{measure}_{station}{suffix}"
    for measure in ("X", "R", "U", "Q")
    for station in STATIONS
    for suffix in ("", *(f"_{name}" for name in CLASSES))
)


@evaluates("open multi-class", models=("BCMP open",), metrics=BCMP)
def product_form(question: Question) -> float:
    """Measures of one class at one station; the first class where none is named."""
    measure, station, *named = question.metric.split("_")
    r = CLASSES.index(named[0]) if named else 0
    k = STATIONS.index(station)
    visits = np.array([question.numbers(f"V_{name}") for name in STATIONS])
    service = np.array([question.numbers(f"S_{name}") for name in STATIONS])
    rates = np.array(question.numbers("lambda"))
    if r >= rates.size:
        raise ParameterError(question.metric)
    network = open_classes(arrival_rate=rates, service_demand=visits * service)
    found = {
        "X": rates[r] * visits[k, r],
        "R": network.residence_time[k, r],
        "U": network.utilisation[k],
        "Q": network.queue_length[k, r],
    }
    return float(found[measure])


@evaluates("open", models=(r"delay\+M/M/1.*",), metrics=("Q_queue1", "Q_delay", "response_mean"))
def delay_and_queue(question: Question) -> float:
    network = open_classes(
        arrival_rate=[question.number("lambda")],
        service_demand=[[question.number("delay_mean")], [1 / question.number("mu")]],
        servers=[np.inf, 1.0],
    )
    if question.name == "response_mean":
        return float(network.response_mean[0])
    return float(network.queue_length[int(question.name == "Q_queue1"), 0])


def _place(question: Question, axis: int) -> int:
    if len(question.index) <= axis or not question.index[axis].isdigit():
        raise UnsupportedError(question.metric)
    return int(question.index[axis])
