"""Whatever the network, every request that enters it ends, and each is counted once."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.queueing.simulation import (
    Choice,
    ClassFlow,
    Hold,
    Host,
    Law,
    Parallel,
    Recorded,
    Repeat,
    Station,
    ThreadPool,
    Timed,
    Visit,
    simulate_network,
)

NAMES = ("web", "app", "base")
laws = st.builds(Law, st.floats(0.01, 2), st.sampled_from([0.0, 0.5, 1.0, 4.0]))
stations = st.fixed_dictionaries(
    {
        "servers": st.integers(1, 3),
        "cores": st.integers(1, 2),
        "discipline": st.sampled_from(["fcfs", "processor_sharing"]),
        "balancing": st.sampled_from(["shared_queue", "random", "least_connections"]),
        "capacity": st.sampled_from([1, 3, float("inf")]),
        "interrupted": st.sampled_from(["lost", "resumed"]),
    }
)


def longer(steps):
    several = st.lists(steps, min_size=1, max_size=2).map(tuple)
    return st.one_of(
        st.builds(
            Parallel, st.lists(several, min_size=1, max_size=2).map(tuple), st.integers(1, 3)
        ),
        st.builds(Choice, st.just((0.5,)), st.tuples(several)),
        st.builds(Repeat, several, st.just(0.3)),
        st.builds(Timed, st.just("part"), several),
    )


visits = st.builds(Visit, st.sampled_from(NAMES), laws)
routes = st.recursive(visits, longer, max_leaves=5)
flows = st.fixed_dictionaries(
    {
        "arrivals": st.lists(st.floats(0, 20), min_size=1, max_size=40).map(
            lambda times: Recorded(tuple(sorted([*times, 20.0])))
        ),
        "timeout": st.sampled_from([0.5, 3.0, float("inf")]),
        "withdraws": st.booleans(),
        "retries": st.integers(0, 2),
        "retry_pause": st.one_of(st.none(), laws),
    }
)


@settings(max_examples=80, deadline=None)
@given(
    shapes=st.tuples(stations, stations, stations),
    route=routes,
    client=flows,
    held=st.booleans(),
    threads=st.integers(1, 3),
    seed=st.integers(0, 99),
)
def test_that_every_request_ends_and_is_counted_once(shapes, route, client, held, threads, seed):
    network = [Station(name, **shape) for name, shape in zip(NAMES, shapes, strict=True)]
    hosts = [Host((("web", 0), ("app", 0)), Law(15), Law(3))]
    inner = (route, Visit("base", Law(0.1)))
    steps = (Hold("threads", inner),) if held else inner
    flow = ClassFlow("a", steps, **client)
    result = simulate_network(
        network,
        [flow],
        horizon=21,
        cool_down=50_000,
        seed=seed,
        pools=[ThreadPool("threads", threads)],
        hosts=hosts,
    )
    group = result.classes["a"]
    assert group.unfinished == 0
    assert group.born.tolist() == list(client["arrivals"].times)
    assert sum(group.losses.values()) == np.sum(np.isinf(group.response))
    assert np.all(group.response >= 0)
    assert np.all(group.response[np.isfinite(group.response)] < 50_000)
    for place in (*result.stations.values(), *result.pools.values()):
        assert 0 <= place.utilisation <= 1 + 1e-9
        assert place.busy <= place.requests + 1e-9
