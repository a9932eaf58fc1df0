"""Rows of networks, closed systems, changing load and scalability, as strangers may write them."""

import numpy as np
import pytest

from assessor.queueing.distributions import exponential
from assessor.verification.evaluators import registry, timevarying
from assessor.verification.evaluators.registry import ParameterError, Question, UnsupportedError

registry.load()


def answer(family, model, metric, **params):
    return registry.answer(Question(family, model, metric, params))


def test_that_tandems_answer_quantiles_and_means():
    shape = {"lambda": 190.0, "nodes_c_mu": [[20, 10.0], [10, 20.0]]}
    mean = answer("tandem M/M/c", "end-to-end mean", "response_mean", **shape)
    assert mean == pytest.approx(0.30809868102167850809, rel=1e-12)
    single = answer(
        "tandem M/M/1",
        "end-to-end response percentile",
        "response_quantile",
        **{"lambda": 8.0, "mu": [10.0, 12.0, 20.0], "p": 0.95},
    )
    assert single == pytest.approx(1.9289591223335007331, rel=1e-9)
    with pytest.raises(ParameterError):
        answer(
            "tandem M/M/c", "end-to-end mean", "response_mean", **{"lambda": 1, "nodes_c_mu": [[1]]}
        )


def test_that_jackson_networks_answer_by_station_and_in_total():
    shape = {"gamma": [1.0, 0.0], "P": [[0, 0.5], [1, 0]], "mu": [4.0, 2.0]}
    assert answer("open Jackson", "mean number", "L[0]", **shape) == pytest.approx(1.0)
    assert answer("open Jackson", "mean number", "L", **shape) == pytest.approx(2.0)
    assert answer("open Jackson", "mean number", "L_total", **shape, c=[1, 1]) == pytest.approx(2.0)
    assert answer("open Jackson", "mean", "response_mean", **shape) == pytest.approx(2.0)
    assert answer("open Jackson", "mean", "Lq[1]", **shape) == pytest.approx(0.5)
    assert answer("open Jackson", "mean", "lambda[1]", **shape) == pytest.approx(1.0)
    with pytest.raises(UnsupportedError):
        answer("open Jackson", "mean", "W", **shape)


def test_that_scvs_are_answered_before_and_behind_a_station():
    shape = {"ca2": 4.0, "lambda": 0.9, "nodes_c_mu_cs2": [[1, 1.0, 0.25], [1, 1.0, 1.0]]}
    assert answer("QNA", "SCV propagation", "ca2[1]", **shape) == pytest.approx(0.9625)
    assert answer("QNA", "SCV propagation", "cd2[0]", **shape) == pytest.approx(0.9625)
    with pytest.raises(ParameterError):
        answer("QNA", "SCV propagation", "ca2[0]", **(shape | {"nodes_c_mu_cs2": [[1, 1.0]]}))


def test_that_open_classes_answer_by_name():
    shape = {
        "S_cpu": [0.1, 0.4],
        "S_dsk": [1 / 3, 1.0],
        "V_cpu": [10, 5],
        "V_dsk": [9, 4],
        "lambda": [3 / 19, 2 / 19],
    }
    assert answer("open multi-class", "BCMP open", "R_cpu_A", **shape) == pytest.approx(19 / 12)
    assert answer("open multi-class", "BCMP open", "X_cpu", **shape) == pytest.approx(30 / 19)
    assert answer("open multi-class", "BCMP open", "U_dsk", **shape) == pytest.approx(17 / 19)
    assert answer("open multi-class", "BCMP open", "Q_cpu_B", **shape) == pytest.approx(1 / 3)
    with pytest.raises(ParameterError):
        answer(
            "open multi-class",
            "BCMP open",
            "R_cpu_B",
            **(shape | {"lambda": [0.1], "S_cpu": [1], "S_dsk": [1], "V_cpu": [1], "V_dsk": [1]}),
        )


def test_that_a_delay_before_a_queue_is_answered():
    shape = {"delay_mean": 0.5, "lambda": 0.1, "mu": 1}
    assert answer("open", "delay+M/M/1", "Q_queue1", **shape) == pytest.approx(1 / 9)
    assert answer("open", "delay+M/M/1", "Q_delay", **shape) == pytest.approx(0.05)
    assert answer("open", "delay+M/M/1", "response_mean", **shape) == pytest.approx(0.5 + 10 / 9)


def test_that_closed_rows_name_stations_and_classes():
    one = {"D": [1, 1, 1, 1], "N": 16, "Z": 0, "servers": [1, 1, 1, 1], "stations": list("abcd")}
    family = "closed single-class"
    assert answer(family, "exact MVA", "throughput", **one) == pytest.approx(16 / 19)
    assert answer(family, "exact MVA", "queue_length[b]", **one) == pytest.approx(4.0)
    assert answer(family, "exact MVA", "queue_length[3]", **one) == pytest.approx(4.0)
    assert answer(family, "convolution", "utilisation[a]", **one) == pytest.approx(16 / 19)
    assert answer(family, "exact MVA", "response", **(one | {"Z": 2.0})) > 2
    two = {"D": [[1, 2], [3, 4]], "N": [1, 1], "Z": [0, 0]}
    family = "closed multi-class"
    assert answer(family, "exact MVA", "response_excl_think[0]", **two) == pytest.approx(19 / 3)
    assert answer(family, "Bard-Schweitzer", "throughput[0]", **two) == pytest.approx(
        0.1537460140904959, rel=1e-6
    )
    assert answer(family, "exact MVA", "throughput[1]", D=[2.0, 1.0], N=[1, 1]) > 0
    for metric in ("throughput", "queue_length[0]", "throughput[x]"):
        with pytest.raises(UnsupportedError):
            answer(family, "exact MVA", metric, **two)
    with pytest.raises(ParameterError):
        answer(family, "exact MVA", "queue_length[web,0]", **two)


def test_that_offered_loads_take_the_named_services():
    shape = {"Lbar": 100, "A": 20, "gamma": 1.0, "ES": 1, "t": 1.5}
    found = answer("Mt/G/inf", "offered load m(t)", "m(t)", **shape, service="M")
    assert found == pytest.approx(109.26757784936351521, rel=1e-11)
    for name in ("D", "E4", "H2b4"):
        assert answer("Mt/G/inf", "offered load m(t)", "m(t)", **shape, service=name) > 80
    with pytest.raises(UnsupportedError):
        answer("Mt/G/inf", "offered load m(t)", "m(t)", **shape, service="LN")


def test_that_transients_read_rates_written_in_words():
    ramp = {"lambda": "10; 25 on [2,3)", "mu": 1, "s": 14, "start": "empty"}
    assert answer("Mt/M/st", "transient", "E[N]", **ramp, t=3.0) == pytest.approx(
        21.276258633343485, rel=1e-8
    )
    assert answer("Mt/M/st", "transient", "P(N>=s)", **ramp, t=2.97) > 0.8
    assert answer("Mt/M/st", "transient", "Lq", **ramp, t=3.0) > 7
    patient = {"lambda": "12", "mu": 1, "s": 10, "theta": 0.5, "start": "empty", "t": 3.3}
    assert 0 < answer("Mt/M/st+M", "transient", "P(N>=s)", **patient) < 1
    for wrong in ({"start": "full"}, {"lambda": "12 cos t"}, {"lambda": "12+1 sin(x)"}):
        with pytest.raises(UnsupportedError):
            answer("Mt/M/st+M", "transient", "P(N>=s)", **(patient | wrong))
    with pytest.raises(UnsupportedError):
        answer("Mt/M/st+M", "transient", "E[X]", **patient)


def test_that_rates_mean_what_they_say():
    wave = timevarying.profile_of("60-40 sin(0.5 pi t/24)")
    assert wave.rate(24.0) == pytest.approx(60 - 40)
    assert timevarying.profile_of("100+20 sin 2 t").rate(0.5) == pytest.approx(
        100 + 20 * 0.8414709848078965
    )
    stepped = timevarying.profile_of("10; 25 on [0,1); 7 on [3,4)")
    assert list(stepped.rate([0.5, 2.0, 3.5, 9.0])) == [25, 10, 7, 10]
    with pytest.raises(ParameterError):
        timevarying.profile_of("10; 25 on [2,4); 7 on [3,5)")


def test_that_staffing_rows_are_checked_against_their_servers():
    shape = {"alpha": 0.2, "lambda": "60+40 sin(2 pi t/24)", "mu": 1}
    assert answer("Mt/M/st", "MOL square-root staffing", "s(t)", **shape, t=0) > 54
    # ⌈m + β√m⌉ with m(1.5) of the sinusoid and β(0.2) of Halfin and Whitt.
    load = timevarying.profile_of(shape["lambda"]).load(1.5, exponential(1.0))
    count = int(np.ceil(load + 1.0619 * np.sqrt(load)))
    model = "achieved P(N>=s) under hourly MOL staffing (midpoint m)"
    found = answer("Mt/M/st", model, "P(N>=s)", **shape, s=count, t=1.5)
    assert 0 < found < 0.5
    with pytest.raises(ParameterError):
        answer("Mt/M/st", model, "P(N>=s)", **shape, s=1, t=1.5)
    between = answer("Mt/M/st", model, "P(N>=s)", **shape, s=count, t=1.3)
    assert between != found
    assert answer("Halfin-Whitt", "beta(alpha)", "beta", alpha=0.5) == pytest.approx(
        0.50605446898918076324, rel=1e-12
    )


def test_that_scalability_rows_use_either_package_s_words():
    points = {"N": [1, 2, 4, 6, 8, 10], "X": [1, 1.8868, 3.0769, 3.5294, 3.5398, 3.3557]}
    assert answer("USL", "fit", "alpha", **points) == pytest.approx(0.02, rel=0.005)
    assert answer("USL", "least squares fit", "X(4)", **points) == pytest.approx(3.08, rel=0.01)
    assert answer("USL", "least squares fit", "R(4)", **points) == pytest.approx(4 / 3.08, rel=0.01)
    assert answer("USL", "fit+peak", "N_peak", **points) > 5
    assert answer("USL", "least squares fit", "N_max", **points) == 7
    assert answer("USL", "95% CI", "alpha_lo", **points) < answer(
        "USL", "95% CI", "alpha_hi", **points
    )
    law = {"alpha": 0.001, "beta": 1e-5}
    assert answer("USL", "optimal", "N_opt", **law) == pytest.approx(1000)
    noted = law | {"note": "specsdm91 gamma 89.995"}
    assert answer("USL", "limit", "X_limit", **noted) == pytest.approx(89995)
    with pytest.raises(UnsupportedError):
        answer("USL", "limit", "X_limit", **law)
    full = {"lambda": 40, "sigma": 0.06, "kappa": 0.06}
    assert answer("USL", "inverse", "X", **full, R=0.03) == pytest.approx(69.38886664887109)
    assert answer("USL", "inverse", "R", **full, X=400) == pytest.approx(0.05875)
    with pytest.raises(ParameterError):
        answer("USL", "inverse", "R", **{"lambda": 40, "sigma": 0.06}, X=400)
    with pytest.raises(ParameterError):
        answer("USL", "fit", "alpha", N=[1, 2, 3, 4])
