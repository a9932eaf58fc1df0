"""The eighteen questions of this room that pass through the door of the program."""

import ast
import dataclasses
import inspect
from pathlib import Path

import numpy as np
import pytest

import assessor.queueing as room
from assessor import api
from assessor.queueing.distributions import deterministic, exponential, mmc_response
from assessor.queueing.phases import poisson_arrivals, service_phases
from assessor.queueing.simulation import ClassFlow, FcfsTier, Law, Renewal, Station, Visit
from assessor.queueing.time_varying import Sinusoid, steps

MANY = np.array([[2.0], [3.0]])
"""Broadcasts with the three rates below to two by three questions."""
RATES = np.array([0.5, 1.0, 1.5])

STATION = {"service_mean": 1.0, "service_scv": 2.0}
PROMISE = {"service_rate": 1.0, "fraction": 0.9}
NOBODY = {"population": [0], "closed_demand": [[1.0]]}

BROADCAST = {
    "erlang_b": lambda: api.erlang_b(MANY, RATES),
    "erlang_c": lambda: api.erlang_c(MANY, RATES),
    "servers_for_waiting": lambda: api.servers_for_waiting(
        arrival_rate=MANY, waiting_limit=RATES, **PROMISE
    ),
    "servers_for_response": lambda: api.servers_for_response(
        arrival_rate=MANY, response_limit=4 * RATES, **PROMISE
    ),
    "mmc": lambda: api.mmc(servers=MANY, arrival_rate=RATES, service_rate=1.0).waiting_mean,
    "mgc": lambda: api.mgc(servers=MANY, arrival_rate=RATES, **STATION).waiting_mean,
    "ggc": lambda: (
        api.ggc(servers=MANY, arrival_rate=RATES, arrival_scv=0.5, **STATION).waiting_mean
    ),
    "processor_sharing": lambda: (
        api.processor_sharing(servers=MANY, arrival_rate=RATES, **STATION).response_mean
    ),
    "response_quantile": lambda: api.response_quantile(
        [exponential(1.0)], quantile=np.full((2, 3), 0.9)
    ),
    "offered_load_over_time": lambda: (
        api.offered_load_over_time(
            profile=Sinusoid(2.0, 1.0, 1.0), service=exponential(1.0), times=np.ones((2, 3))
        ).load
    ),
}

OVERLOADED = {
    "erlang_c": lambda: api.erlang_c(2, 2.0),
    "mmc": lambda: api.mmc(servers=2, arrival_rate=3.0, service_rate=1.0).response_mean,
    "mgc": lambda: api.mgc(servers=2, arrival_rate=3.0, **STATION).waiting_mean,
    "ggc": lambda: api.ggc(servers=2, arrival_rate=3.0, arrival_scv=0.5, **STATION).waiting_mean,
    "processor_sharing": lambda: (
        api.processor_sharing(servers=2, arrival_rate=2.0, **STATION).response_mean
    ),
    "phase_type_queue": lambda: (
        api.phase_type_queue(
            servers=2, arrivals=poisson_arrivals(3.0), service=service_phases(exponential(1.0))
        ).waiting_mean
    ),
    "open_network": lambda: (
        api.open_network(
            external_rate=[3.0], routing=[[0.0]], service_rate=[1.0], servers=[2]
        ).response_mean
    ),
    "response_quantile": lambda: api.response_quantile(
        [exponential(1.0), mmc_response(2, 3.0, 1.0)], quantile=0.5
    ),
    "mixed_network": lambda: (
        api.mixed_network(
            arrival_rate=[3.0], open_demand=[[1.0]], servers=2, **NOBODY
        ).open_response_time
    ),
    "offered_load_over_time": lambda: (
        api.offered_load_over_time(
            profile=steps([0.0], [1.0]), service=deterministic(np.inf), times=[1.0]
        ).load
    ),
    "overload": lambda: (
        api.overload(
            profile=steps([0.0], [3.0]), servers=2, service_rate=1.0, times=[0.0, 5.0]
        ).drained_at
    ),
}
"""Questions whose queue grows without end, each with an answer that must be inf or 1."""

RESULTS = {
    "mmc": lambda: api.mmc(servers=2, arrival_rate=1.0, service_rate=1.0),
    "mgc": lambda: api.mgc(servers=2, arrival_rate=1.0, **STATION),
    "ggc": lambda: api.ggc(servers=2, arrival_rate=1.0, arrival_scv=0.5, **STATION),
    "processor_sharing": lambda: api.processor_sharing(servers=2, arrival_rate=1.0, **STATION),
    "phase_type_queue": lambda: api.phase_type_queue(
        servers=2, arrivals=poisson_arrivals(1.0), service=service_phases(exponential(1.0))
    ),
    "open_network": lambda: api.open_network(
        external_rate=[1.0], routing=[[0.0]], service_rate=[1.0], servers=[2]
    ),
    "closed_network": lambda: api.closed_network(population=3, service_demand=[1.0]),
    "mixed_network": lambda: api.mixed_network(
        arrival_rate=[1.0], open_demand=[[1.0]], servers=2, **NOBODY
    ),
    "offered_load_over_time": lambda: api.offered_load_over_time(
        profile=Sinusoid(2.0, 1.0, 1.0), service=exponential(1.0), times=[0.0]
    ),
    "staffing_over_time": lambda: api.staffing_over_time(
        profile=steps([0.0], [1.0]), service_rate=1.0, edges=[0.0, 1.0], delay_limit=0.2
    ),
    "overload": lambda: api.overload(
        profile=steps([0.0], [3.0]), servers=2, service_rate=1.0, times=[0.0, 5.0]
    ),
    "simulate_tandem": lambda: api.simulate_tandem(
        [FcfsTier(1, Law(1.0))], Renewal(0.5), requests=2000, seed=1
    ),
    "simulate_network": lambda: api.simulate_network(
        [Station("one")],
        [ClassFlow("a", (Visit("one", Law(1.0)),), arrivals=Renewal(0.5))],
        horizon=500.0,
        seed=1,
    ),
}

NUMBERS = {"erlang_b", "erlang_c", "servers_for_waiting", "servers_for_response"}
"""These give plain arrays, as `response_quantile` does."""


def typed_names():
    """Names under `if TYPE_CHECKING:` of the room, with the module of each."""
    tree = ast.parse(Path(room.__file__).read_text(encoding="utf-8"))
    (block,) = [node for node in tree.body if isinstance(node, ast.If)]
    imports = [node for node in block.body if isinstance(node, ast.ImportFrom)]
    return {name.asname: node.module.rpartition(".")[2] for node in imports for name in node.names}


def test_that_the_room_is_typed_as_it_is_loaded():
    assert typed_names() == room._WHERE


def test_that_every_question_is_asked_through_both_doors():
    asked = {*RESULTS, *NUMBERS, "response_quantile"}
    assert len(asked) == 18
    for name in asked:
        assert getattr(api, name) is getattr(room, name)


@pytest.mark.parametrize("name", sorted({*RESULTS, "response_quantile", *NUMBERS}))
def test_that_at_most_two_things_are_told_by_their_place(name):
    kinds = [p.kind for p in inspect.signature(getattr(api, name)).parameters.values()]
    assert kinds.count(inspect.Parameter.POSITIONAL_OR_KEYWORD) <= 2


@pytest.mark.parametrize("name", sorted(BROADCAST))
def test_that_questions_broadcast(name):
    answer = np.asarray(BROADCAST[name]())
    assert answer.shape == (2, 3)
    assert not np.any(np.isnan(answer))


@pytest.mark.parametrize("name", sorted(OVERLOADED))
def test_that_an_overload_is_infinite_or_certain_and_no_exception(name):
    answer = np.asarray(OVERLOADED[name]())
    assert np.all((answer == np.inf) | (answer == 1.0))


def test_that_a_promise_without_hope_gets_no_servers_and_a_loss_group_loses_the_rest():
    assert api.servers_for_response(arrival_rate=1.0, response_limit=0.1, **PROMISE) == -1
    assert api.servers_for_waiting(
        arrival_rate=1.0, service_rate=1.0, waiting_limit=1.0, fraction=1.0
    ) == pytest.approx(-1)
    assert api.erlang_b(10, 1e6) == pytest.approx(1 - 1e-5, rel=1e-6)


@pytest.mark.parametrize("name", sorted(RESULTS))
def test_that_results_are_frozen_and_their_fields_named(name):
    result = RESULTS[name]()
    field = dataclasses.fields(result)[0].name
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(result, field, None)


@pytest.mark.parametrize("name", sorted(set(RESULTS) - {"simulate_tandem", "simulate_network"}))
def test_that_every_formula_names_its_model_and_the_class_of_its_error(name):
    result = RESULTS[name]()
    assert np.all(np.char.str_len(np.asarray(result.model, dtype=str)) > 0)
    assert np.all(np.char.str_len(np.asarray(result.error_class, dtype=str)) > 0)
