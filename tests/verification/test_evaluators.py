"""Questions like those of the tables, with answers by hand."""

import math

import numpy as np
import pytest

from assessor.verification.evaluators import registry
from assessor.verification.evaluators.registry import (
    ParameterError,
    Question,
    UnsupportedError,
    answer,
)
from assessor.verification.evaluators.services import sentence


@pytest.fixture(autouse=True)
def loaded():
    registry.load()


def ask(family, model, metric, **params):
    return answer(Question(family, model, metric, {k.rstrip("_"): v for k, v in params.items()}))


GATEWAY = {"lambda": 125, "mu": 500}


@pytest.mark.parametrize(
    ("metric", "expected"),
    [
        ("utilisation", 0.25),
        ("rho", 0.25),
        ("p0", 0.75),
        ("p_2", 0.75 * 0.25**2),
        ("P(N>=13)", 0.25**13),
        ("P(N>13)", 0.25**14),
        ("P(N=0)", 0.75),
        ("P(N<2)", 1 - 0.25**2),
        ("P(N<=2)", 1 - 0.25**3),
        ("L", 1 / 3),
        ("Lq", 1 / 12),
        ("R", 1 / 375),
        ("R_ms", 1000 / 375),
        ("Wq_s", 1 / 375 - 1 / 500),
        ("E[r]", 1 / 375),
        ("E[n]", 1 / 3),
    ],
)
def test_that_a_single_exponential_server_is_known_by_hand(metric, expected):
    assert ask("M/M/1", "mean", metric, **GATEWAY) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("metric", "expected"),
    [
        ("p0", 16 / 21),
        ("E[N]", 6 / 21),
        ("p2", 1 / 21),
        ("P(N>=1)", 5 / 21),
        ("P_block", 1 / 21),
        ("P_loss", 1 / 21),
        ("lambda_eff", 125 * 20 / 21),
        ("L", 6 / 21),
        ("R_ms", 1000 * 6 / 21 / (125 * 20 / 21)),
        ("utilisation", 5 / 21),
    ],
)
def test_that_a_buffer_of_two_is_known_by_hand(metric, expected):
    # ρ = ¼: p_n = 16/21, 4/21, 1/21
    assert ask("M/M/c/K", "mean", metric, K=2, c=1, **GATEWAY) == pytest.approx(expected)


def test_that_minutes_stay_minutes_unless_seconds_are_asked_for():
    shop = {"ES_min": 20, "c": 5, "lambda_per_min": 1 / 6}
    minutes = ask("M/M/c", "mean", "Wq_min", **shop)
    assert ask("M/M/c", "mean", "Wq", **shop) == pytest.approx(minutes)
    assert ask("M/M/c", "mean", "Wq_s", **shop) == pytest.approx(60 * minutes)
    assert ask("M/M/c", "mean", "utilisation", **shop) == pytest.approx(2 / 3)
    per_second = {"ES_min": 20, "c": 5, "lambda_per_s": 1 / 360}
    assert ask("M/M/c", "mean", "Wq_min", **per_second) == pytest.approx(minutes)


def test_that_states_below_the_servers_come_from_their_products():
    # a = 1, c = 2: p0 = 1/3
    given = {"a": 1.0, "c": 2}
    assert ask("M/M/c", "mean", "p0", **given) == pytest.approx(1 / 3)
    assert ask("M/M/c", "mean", "p1", **given) == pytest.approx(1 / 3)
    assert ask("M/M/c", "mean", "P(N>=2)", **given) == pytest.approx(1 / 3)


def test_that_quantiles_and_tails_are_inverse():
    given = {"lambda": 0.8, "mu": 1, "c": 1}
    wait = ask("M/M/c", "wait percentile", "wait_quantile", p=0.9, **given)
    assert ask("M/M/c", "tail", "wait_tail", t=wait, **given) == pytest.approx(0.1)
    response = ask("M/M/c", "response percentile", "response_quantile", p=0.9, **given)
    assert response == pytest.approx(math.log(10) / 0.2)
    assert ask("M/M/c", "tail", "response_tail", t=response, **given) == pytest.approx(0.1)
    bounded = ask("M/M/c/K", "wait percentile", "wait_quantile", p=0.9, K=3000, **given)
    assert bounded == pytest.approx(wait, rel=1e-6)
    bounded = ask("M/M/c/K", "response percentile", "response_quantile", p=0.9, K=3000, **given)
    assert bounded == pytest.approx(response, rel=1e-6)


def test_that_loss_can_be_asked_in_every_direction():
    assert ask("M/M/c/c", "ErlangB", "blocking", a=1, c=1) == pytest.approx(0.5)
    assert ask("M/M/c/c", "ErlangB", "carried", a=1, c=1) == pytest.approx(0.5)
    assert ask("M/M/c/c", "ErlangB", "a_max", B=0.5, c=1) == pytest.approx(1.0)
    assert ask("M/M/c/c", "staffing", "c_min", a=1, B=0.21) == 2
    assert ask("M/M/c", "staffing", "c_min", a=1, P_wait_max=1 / 3 + 1e-9) == 2


def test_that_call_centres_count_whole_positions():
    given = {
        "transactions": 100,
        "aht": 3,
        "asa": 20 / 60,
        "interval": 30,
        "shrinkage": 0.3,
        "service_level": 0.8,
        "max_occupancy": 0.85,
    }
    raw = ask("M/M/c", "ErlangC staffing", "raw_positions", **given)
    assert raw == 14
    assert ask("M/M/c", "ErlangC staffing", "positions", **given) == 20
    assert ask("M/M/c", "ErlangC staffing", "occupancy", **given) == pytest.approx(10 / 14)
    level = ask("M/M/c", "ErlangC staffing", "service_level", **given)
    centre = {"aht_min": 3, "c": 14, "lambda_per_min": 10 / 3}
    same = ask("M/M/c", "ErlangC service level", "service_level", asa_min=1 / 3, **centre)
    assert level == pytest.approx(same)
    waits = ask("M/M/c", "ErlangC staffing", "waiting_probability", **given)
    assert ask("M/M/c", "ErlangC", "waiting_probability", **centre) == pytest.approx(waits)


def test_that_impatient_callers_may_have_a_patience_or_a_rate():
    by_rate = {"c": 10, "lambda": 9.0, "mu": 1.0, "theta": 0.5}
    lost = ask("M/M/c+M", "ErlangA (Palm)", "P_abandon", **by_rate)
    calls = {"c": 10, "aht_min": 1.0, "lambda_per_min": 9.0, "patience_min": 2.0}
    found = ask("M/M/c+M", "ErlangA", "abandonment_probability", **calls)
    assert found == pytest.approx(lost)
    assert ask("M/M/c+M", "ErlangA", "waiting_probability", **calls) == pytest.approx(
        ask("M/M/c+M", "ErlangA", "P_wait", **by_rate)
    )
    assert ask("MM10+M", "simulation", "P_ab", **by_rate) == pytest.approx(lost)


def test_that_waits_and_numbers_obey_little_in_every_family():
    for family, params in [
        ("M/D/c", {"c": 3, "rho": 0.8}),
        ("M/E2/c", {"c": 3, "rho": 0.8, "service": "E2"}),
        ("H2/M/c", {"c": 2, "rho": 0.8, "arrival": "H2 balanced scv4", "service": "M"}),
        ("MMPP2/M/c", {"c": 2, "rates": [2.0, 1.0], "switch": [0.1, 0.2]}),
        ("M/G/1", {"lambda": 0.5, "service": "lognormal scv 2"}),
        ("M/G/1", {"lambda": 0.5, "service": "D"}),
    ]:
        wait = ask(family, "mean wait", "Wq", **params)
        rate = ask(family, "mean wait", "Lq", **params) / wait
        response = ask(family, "mean wait", "R", **params)
        assert response == pytest.approx(wait + 1)
        assert ask(family, "mean wait", "L", **params) == pytest.approx(rate * response)
        assert 0 < ask(family, "P wait", "P_wait", **params) < 1


def test_that_a_constant_service_may_be_called_d():
    named = ask("M/D/1", "wait percentile", "wait_quantile", D=2.0, p=0.9, **{"lambda": 0.4})
    plain = ask("M/D/1", "wait percentile", "wait_quantile", p=0.9, **{"lambda": 0.8})
    assert named == pytest.approx(2 * plain)


def test_that_constant_arrivals_have_quantiles():
    given = {"c": 2, "rho": 0.9, "ES": 1}
    delayed = ask("D/M/c", "P wait", "P_wait", **given)
    wait = ask("D/M/c", "mean wait", "Wq", **given)
    median = ask("D/M/c", "wait percentile", "wait_quantile", p=1 - delayed / math.e, **given)
    assert median == pytest.approx(wait / delayed)


def test_that_bursts_have_a_rate():
    params = {"rates": [2.0, 1.0], "switch": [0.1, 0.2]}
    rate = ask("MMPP2", "index of dispersion limit", "rate", **params)
    assert rate == pytest.approx((2 * 0.2 + 1 * 0.1) / 0.3)


def test_that_times_in_words_have_their_moments():
    for text, scv in [
        ("gamma shape4 mean .4", 0.25),
        ("lognormal mean .4 scv 2", 2.0),
        ("exponential mean .4", 1.0),
        ("deterministic mean .4", 0.0),
    ]:
        kind, mean, found = sentence(text)
        assert text.startswith(kind)
        assert mean == pytest.approx(0.4)
        assert found == pytest.approx(scv)


SIMULATED = [
    ("MM3", {"c": 3, "lambda": 2.4, "mu": 1}, "M/M/c", {"c": 3, "lambda": 2.4}),
    ("MD4", {"c": 4, "lambda": 3.4, "D": 1}, "M/D/c", {"c": 4, "lambda": 3.4}),
]


@pytest.mark.parametrize(("family", "params", "plain", "given"), SIMULATED)
def test_that_simulated_stations_are_answered_by_their_formulas(family, params, plain, given):
    for metric in ("Wq", "P_wait"):
        expected = ask(plain, "mean", metric, **given)
        assert ask(family, "simulation", metric, **params) == pytest.approx(expected)
    expected = ask(plain, "wait percentile", "wait_quantile", p=0.95, **given)
    assert ask(family, "simulation", "wait_q95", **params) == pytest.approx(expected)


def test_that_simulated_general_stations_have_all_three_answers():
    params = {"c": 4, "lambda": 3.2, "service": "lognormal mean 1 scv 2"}
    wait, delayed, late = (
        ask("MLognorm4", "simulation", metric, **params) for metric in ("Wq", "P_wait", "wait_q95")
    )
    assert 0 < wait < late
    assert 0 < delayed < 1


def test_that_simulated_tandems_have_means():
    tiers = {"c": [4, 9, 6], "lambda": 9, "mu": [2.5, 1.25, 2]}
    expected = sum(
        ask("M/M/c", "mean", "R", c=c, mu=mu, **{"lambda": 9})
        for c, mu in zip(tiers["c"], tiers["mu"], strict=True)
    )
    assert ask("3tier-MMc", "simulation", "resp_mean", **tiers) == pytest.approx(expected)
    services = ["exponential mean .4", "deterministic mean .8", "gamma mean .5 scv 2"]
    general = {"c": [4, 9, 6], "lambda": 9, "service": services}
    found = ask("3tier-G", "simulation", "resp_mean", **general)
    assert 1.7 < found < expected


@pytest.mark.parametrize(
    ("question", "error"),
    [
        (("M/M/c", "mean", "Wq", {"c": 1, "mu": 0, "lambda": 1}), ParameterError),
        (("M/M/c/c/N", "Engset", "time_congestion", {"c": 1.5}), UnsupportedError),
        (("M/G/1", "mean wait", "Wq", {"c": 2, "lambda": 0.5}), UnsupportedError),
        (
            ("M/E2/c", "mean wait", "Wq", {"c": 2, "rho": 0.5, "service": "gamma2.5"}),
            UnsupportedError,
        ),
        (
            ("M/H2/c", "mean wait", "Wq", {"c": 2, "rho": 0.5, "service": "IG scv2"}),
            UnsupportedError,
        ),
        (("3tier-MMc", "simulation", "R", {"c": [1, 2], "lambda": 1, "mu": [3]}), ParameterError),
        (
            ("3tier-G", "simulation", "R", {"c": [1, 2], "lambda": 1, "service": "M"}),
            ParameterError,
        ),
        (
            ("MGamma2", "simulation", "Wq", {"c": 2, "lambda": 1, "service": "gamma mean 1"}),
            ParameterError,
        ),
        (
            ("MGamma2", "simulation", "Wq", {"c": 2, "lambda": 1, "service": "odd"}),
            UnsupportedError,
        ),
        (("M/M/1", "mean", "E[x]", {"lambda": 1, "mu": 2}), UnsupportedError),
        (("M/G/1", "mean wait", "Wq", {"lambda": 0.1, "service": "odd"}), UnsupportedError),
    ],
)
def test_that_questions_without_sense_say_so(question, error):
    with pytest.raises(error):
        answer(Question(*question))


def test_that_equal_means_and_spreads_are_equal_whatever_their_name():
    # E2 twice: as a family of its own and by its service
    one = ask("M/E2/c", "mean wait", "Wq", c=2, rho=0.5)
    two = ask("M/H2/c", "mean wait", "Wq", c=2, rho=0.5, service="E2")
    assert np.isclose(one, two)
