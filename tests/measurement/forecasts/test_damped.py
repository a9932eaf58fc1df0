"""The recursion and its weights, against statsmodels and against plain least squares."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.measurement.forecasts.damped import Smoothed, fit_damped, smooth

RNG = np.random.default_rng(7)
WANDERING = 5 + np.cumsum(RNG.normal(0, 0.05, 80)) + RNG.normal(0, 0.1, 80)

PARAMETERS = [
    (0.3, 0.05, 0.9),
    (0.8, 0.4, 0.98),
    (0.1, 0.0, 0.8),
    # A negative trend step: the level returns. statsmodels would not fit it, but it runs it.
    (0.45, -0.045, 0.9),
]


@pytest.mark.parametrize(("alpha", "beta", "phi"), PARAMETERS)
def test_that_errors_states_and_likelihood_are_those_of_statsmodels(
    alpha: float, beta: float, phi: float
) -> None:
    ets = pytest.importorskip("statsmodels.tsa.exponential_smoothing.ets")
    model = ets.ETSModel(
        WANDERING,
        error="add",
        trend="add",
        damped_trend=True,
        initialization_method="known",
        initial_level=5.0,
        initial_trend=0.01,
    )
    theirs = model.smooth([alpha, beta, phi])
    ours = smooth(WANDERING, 5.0, 0.01, smoothing_level=alpha, smoothing_trend=beta, damping=phi)
    # The same sums in another order: 80 steps of rounding stay far below 1e-8.
    np.testing.assert_allclose(ours.errors, theirs.resid, atol=1e-8)
    np.testing.assert_allclose(ours.level, theirs.level[-1], atol=1e-8)
    np.testing.assert_allclose(ours.trend, theirs.slope[-1], atol=1e-8)
    np.testing.assert_allclose(ours.log_likelihood(), theirs.llf, atol=1e-8)
    ahead = ours.level + ours.trend * np.cumsum(phi ** np.arange(1, 31))
    np.testing.assert_allclose(ahead, theirs.forecast(30), atol=1e-8)


def test_that_many_parameters_run_as_each_alone() -> None:
    alpha, beta, phi = np.array(PARAMETERS).T
    together = smooth(WANDERING, 5.0, 0.0, smoothing_level=alpha, smoothing_trend=beta, damping=phi)
    for k, (a, b, f) in enumerate(PARAMETERS):
        alone = smooth(WANDERING, 5.0, 0.0, smoothing_level=a, smoothing_trend=b, damping=f)
        np.testing.assert_array_equal(together.errors[:, k], alone.errors)


def test_that_nothing_is_learnt_where_nothing_is_known() -> None:
    gap = WANDERING.copy()
    gap[40:50] = np.nan
    before = smooth(gap[:40], 5.0, 0.01, smoothing_level=0.4, smoothing_trend=0.1, damping=0.9)
    after = smooth(gap[:50], 5.0, 0.01, smoothing_level=0.4, smoothing_trend=0.1, damping=0.9)
    steps = 0.9 ** np.arange(1, 11)
    np.testing.assert_allclose(after.level, before.level + before.trend * steps.sum())
    np.testing.assert_allclose(after.trend, before.trend * 0.9**10)
    assert np.all(np.isnan(after.errors[40:]))


def test_that_each_start_is_the_least_squares_one() -> None:
    fit = fit_damped(WANDERING)
    best = int(np.argmax(fit.weight))
    alpha, beta = fit.smoothing_level[best], fit.smoothing_trend[best]
    phi = fit.damping[best]

    def squares(start: np.ndarray) -> float:
        ran = smooth(WANDERING, *start, smoothing_level=alpha, smoothing_trend=beta, damping=phi)
        return float(np.sum(ran.errors**2))

    from scipy.optimize import minimize

    options = {"xatol": 1e-10, "fatol": 1e-14}
    found = minimize(squares, [5.0, 0.0], method="Nelder-Mead", options=options)
    # The ridge of 1e-9 on the start moves the sum by far less than 1e-6 of itself.
    assert np.sum(fit.errors[best] ** 2) == pytest.approx(found.fun, rel=1e-6)


def test_that_the_last_states_are_as_uncertain_as_regression_says() -> None:
    short = WANDERING[:15]
    fit = fit_damped(short)
    for k in range(0, len(fit.weight), 40):
        alpha, beta, phi = fit.smoothing_level[k], fit.smoothing_trend[k], fit.damping[k]

        def run(level: float, trend: float, p: tuple[float, ...] = (alpha, beta, phi)) -> Smoothed:
            return smooth(
                short, level, trend, smoothing_level=p[0], smoothing_trend=p[1], damping=p[2]
            )

        # Errors and last states are linear in the start, so differences of runs are derivatives.
        zero, one, two = run(0.0, 0.0), run(1.0, 0.0), run(0.0, 1.0)
        design = np.stack([one.errors - zero.errors, two.errors - zero.errors], axis=1)
        moved = np.array(
            [
                [one.level - zero.level, two.level - zero.level],
                [one.trend - zero.trend, two.trend - zero.trend],
            ]
        )
        covariance = moved @ np.linalg.inv(design.T @ design) @ moved.T
        np.testing.assert_allclose(fit.root[k] @ fit.root[k].T, covariance, atol=1e-6)


def test_that_weights_point_at_the_law_that_made_the_series() -> None:
    rng = np.random.default_rng(11)
    level, series = 4.0, []
    for error in rng.normal(0, 0.1, 1500):
        series.append(level + error)
        level += 0.45 * error
    fit = fit_damped(np.array(series))
    # 1 500 steps leave a standard error of about √((1−(1−α)²)/1500) = 0.02 on α.
    assert fit.mean(fit.smoothing_level) == pytest.approx(0.45, abs=0.1)
    assert fit.mean(fit.deviation) == pytest.approx(0.1, rel=0.06)
    assert fit.weight.sum() == pytest.approx(1.0)


@given(
    st.lists(st.floats(-2, 2), min_size=12, max_size=40),
    st.floats(-5, 5),
    st.floats(0.1, 10),
)
def test_that_a_shift_or_scale_of_the_values_is_one_of_the_level(
    values: list[float], shift: float, scale: float
) -> None:
    y = np.array(values) + 0.1 * np.sin(np.arange(len(values)))
    plain, moved = fit_damped(y), fit_damped(shift + scale * y)
    # A set on the edge of what is kept (weight 1e-4) may fall on either side.
    expected = shift + scale * plain.mean(plain.level)
    assert moved.mean(moved.level) == pytest.approx(expected, abs=1e-2 * scale)
    expected = scale * plain.mean(plain.deviation)
    assert moved.mean(moved.deviation) == pytest.approx(expected, rel=1e-2)


def test_that_a_series_without_noise_has_no_deviation() -> None:
    fit = fit_damped(np.full(30, 2.5))
    np.testing.assert_allclose(fit.level, 2.5, atol=1e-6)
    assert np.all(fit.deviation < 1e-6)


def test_that_too_few_values_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 4"):
        fit_damped([1.0, np.nan, 2.0, 3.0])
