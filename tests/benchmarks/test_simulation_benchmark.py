"""Customers simulated per CPU second: M/M/10 at 0.9, alone and in tandem, and a network."""

import random

import numpy as np
import pytest

from assessor.queueing import (
    simulate_ggc,
    simulate_ggc_replications,
    simulate_network,
    simulate_tandem,
)
from assessor.queueing.simulation import (
    ClassFlow,
    FcfsTier,
    Law,
    Renewal,
    Repeat,
    Station,
    Visit,
)

pytestmark = pytest.mark.benchmark

SERVERS, RATE, MEAN_RESPONSE = 10, 9.0, 1.668732


def random_numbers(count):
    """The floor: only draw two exponentials a customer, in blocks that stay in the cache."""
    rng, block = np.random.Generator(np.random.SFC64(1)), np.empty(4096)

    def job():
        for _ in range(2 * count // 4096):
            rng.standard_exponential(out=block)

    return job


def simpy_queue(simpy, count):
    def job():
        environment, draw = simpy.Environment(), random.Random(1)
        servers, responses = simpy.Resource(environment, SERVERS), []

        def customer():
            born = environment.now
            with servers.request() as turn:
                yield turn
                yield environment.timeout(draw.expovariate(1))
            responses.append(environment.now - born)

        def source():
            for _ in range(count):
                yield environment.timeout(draw.expovariate(RATE))
                environment.process(customer())

        environment.process(source())
        environment.run()

    return job


def ciw_queue(ciw, count):
    def job():
        network = ciw.create_network(
            arrival_distributions=[ciw.dists.Exponential(RATE)],
            service_distributions=[ciw.dists.Exponential(1)],
            number_of_servers=[SERVERS],
        )
        ciw.seed(1)
        simulation = ciw.Simulation(network)
        simulation.simulate_until_max_customers(count, method="Finish")
        simulation.get_all_records()

    return job


def most_queue_queue(most_queue, count):
    def job():
        simulation = most_queue.QsSim(SERVERS, verbose=False)
        simulation.set_sources(RATE, "M")
        simulation.set_servers(1, "M")
        simulation.run(count)

    return job


def line_tandem(line, count, tiers=1):
    """LINE's discrete-event simulator, a compiled program in its wheel."""

    def job():
        model = line.Network("tandem")
        source, sink = line.Source(model, "source"), line.Sink(model, "sink")
        queues = [line.Queue(model, f"q{n}", line.SchedStrategy.FCFS) for n in range(tiers)]
        group = line.OpenClass(model, "group")
        source.setArrival(group, line.Exp(RATE))
        for queue in queues:
            queue.setNumberOfServers(SERVERS)
            queue.setService(group, line.Exp(1))
        model.link(line.Network.serialRouting(source, *queues, sink))
        line.LDES(model, samples=tiers * count, seed=1).avg_table()

    return job


def entry_or_absent(entry, module, make, count, **options):
    return entry(count, make(module, count, **options) if module else None)


def test_that_one_path_with_every_response_kept_outruns_the_simulators(contest, entry, find_peer):
    count = 10_000_000

    def ours():
        return simulate_ggc(Renewal(RATE), Law(1), SERVERS, customers=count, seed=1)

    assert ours().mean() == pytest.approx(MEAN_RESPONSE, rel=0.01)
    line, most = find_peer("line_solver"), find_peer("most_queue.sim.base")
    rates = contest(
        "M/M/10 at 0.9, single path, every response kept: customers",
        {
            "assessor simulate_ggc": entry(count, ours),
            "floor: two random numbers a customer": entry(count, random_numbers(count)),
            "LINE LDES (compiled)": entry_or_absent(entry, line, line_tandem, 2_000_000),
            "SimPy": entry_or_absent(entry, find_peer("simpy"), simpy_queue, 50_000),
            "most-queue": entry_or_absent(entry, most, most_queue_queue, 20_000),
            "Ciw": entry_or_absent(entry, find_peer("ciw"), ciw_queue, 30_000),
        },
    )
    ours_rate = rates["assessor simulate_ggc"]
    assert ours_rate > 100 * rates.get("Ciw", 0)


def test_that_replications_side_by_side_outrun_the_simulators(contest, entry, find_peer):
    replications, customers, warm_up = 1024, 10_000, 1500

    def ours():
        return simulate_ggc_replications(
            Renewal(RATE),
            Law(1),
            SERVERS,
            replications=replications,
            customers=customers,
            warm_up=warm_up,
            seed=1,
        )

    assert ours().mean() == pytest.approx(MEAN_RESPONSE, rel=0.01)
    # The customers of the warm-up take their time but do not count as work done.
    count = replications * customers
    rates = contest(
        "M/M/10 at 0.9, 1,024 replications after a warm-up of 1,500: customers",
        {
            "assessor simulate_ggc_replications": entry(count, ours),
            "floor: two random numbers a customer": entry(count, random_numbers(count)),
            "LINE LDES (compiled)": entry_or_absent(
                entry, find_peer("line_solver"), line_tandem, 2_000_000
            ),
        },
    )
    assert all(
        rates["assessor simulate_ggc_replications"] > 5 * r for n, r in rates.items() if "LINE" in n
    )


def test_that_a_four_tier_tandem_outruns_the_simulators(contest, entry, find_peer):
    count = 3_000_000

    def ours(law=Law(1), arrivals=Renewal(RATE)):  # noqa: B008 - frozen, and read only
        tiers = [FcfsTier(SERVERS, law)] * 4
        return simulate_tandem(tiers, arrivals, requests=count, seed=1, quantiles=(0.95,))

    assert ours().mean.value == pytest.approx(4 * MEAN_RESPONSE, rel=0.02)
    rates = contest(
        "four M/M/10 at 0.9 in tandem, end-to-end mean and 95 %: requests",
        {
            "assessor simulate_tandem": entry(count, ours),
            "the same, lognormal service of scv 2": entry(
                count, lambda: ours(Law(1, 2, "lognormal"))
            ),
            "LINE LDES (compiled)": entry_or_absent(
                entry, find_peer("line_solver"), line_tandem, 1_000_000, tiers=4
            ),
        },
    )
    assert rates["assessor simulate_tandem"] > 3 * rates.get("LINE LDES (compiled)", 0)


def test_that_the_event_driven_network_is_five_times_as_fast_as_ciw(contest, entry, find_peer):
    horizon = 4000.0

    def ours():
        steps = (Repeat((Visit("web", Law(0.5)), Visit("database", Law(0.2))), 0.3),)
        flow = ClassFlow("page", steps, arrivals=Renewal(4))
        stations = [Station("web", cores=4), Station("database", cores=2)]
        return simulate_network(stations, [flow], horizon=horizon, seed=1, cool_down=0)

    def theirs(ciw):
        def job():
            network = ciw.create_network(
                arrival_distributions=[ciw.dists.Exponential(4), None],
                service_distributions=[ciw.dists.Exponential(2), ciw.dists.Exponential(5)],
                number_of_servers=[4, 2],
                routing=[[0.0, 1.0], [0.3, 0.0]],
            )
            ciw.seed(1)
            simulation = ciw.Simulation(network)
            simulation.simulate_until_max_time(horizon)
            simulation.get_all_records()

        return job

    visits = horizon * 4 / 0.7 * 2
    ciw = find_peer("ciw")
    rates = contest(
        "two FCFS stations with feedback, event by event, intervals included: visits",
        {
            "assessor simulate_network": entry(visits, ours),
            "Ciw": entry(visits, theirs(ciw) if ciw else None),
        },
    )
    assert rates["assessor simulate_network"] > 5 * rates.get("Ciw", 0)


@pytest.mark.parametrize("discipline", ["fcfs", "processor_sharing"])
def test_that_a_pool_of_cores_takes_a_quarter_million_visits_a_second(contest, entry, discipline):
    horizon = 2000.0

    def ours():
        flow = ClassFlow("page", (Visit("cpu", Law(0.28, 4.6)),), arrivals=Renewal(80))
        cpu = Station("cpu", servers=8, cores=4, discipline=discipline)
        return simulate_network([cpu], [flow], horizon=horizon, seed=1)

    rates = contest(
        f"32 pooled cores at 0.7, {discipline}: requests",
        {"assessor simulate_network": entry(80 * horizon, ours)},
    )
    assert rates["assessor simulate_network"] > 30_000
