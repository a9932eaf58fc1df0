import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from assessor.uncertainty.priors import Prior, prior, scale_for

SCALES = [("log", 0.02, 0.1, 3.0), ("logit", 0.05, 0.2, 0.9), ("linear", -0.1, 0.05, 0.3)]


@pytest.mark.parametrize(("scale", "low", "base", "high"), SCALES)
@pytest.mark.parametrize("coverage", [0.5, 0.9, 0.99])
def test_that_the_stated_numbers_are_the_quantiles(scale, low, base, high, coverage):
    tail = (1 - coverage) / 2
    values = Prior(low, base, high, coverage, scale).inverse_cdf([tail, 0.5, 1 - tail])
    np.testing.assert_allclose(values, [low, base, high], rtol=1e-12)


def test_that_equal_halves_on_the_log_are_scipys_lognormal():
    z = stats.norm.ppf(0.95)
    p = prior(np.exp(1 - 0.4 * z), np.exp(1.0), np.exp(1 + 0.4 * z))
    u = np.linspace(0.001, 0.999, 99)
    np.testing.assert_allclose(p.inverse_cdf(u), stats.lognorm.ppf(u, 0.4, scale=np.e), rtol=1e-11)
    x = np.linspace(0.1, 9, 50)
    np.testing.assert_allclose(p.cdf(x), stats.lognorm.cdf(x, 0.4, scale=np.e), atol=1e-12)


def test_that_equal_halves_on_the_line_are_scipys_normal():
    p = Prior(-1.0, 0.0, 1.0, 0.9, "linear")
    u = np.linspace(0.001, 0.999, 99)
    sigma = 1 / stats.norm.ppf(0.95)
    np.testing.assert_allclose(p.inverse_cdf(u), stats.norm.ppf(u, 0, sigma), atol=1e-12)


def test_that_the_lower_half_carries_half_the_mass_where_low_is_base():
    p = prior(2.0, 2.0, 8.0)
    drawn = p.inverse_cdf((np.arange(1000) + 0.5) / 1000)
    assert np.mean(drawn == 2.0) == 0.5
    assert p.cdf(1.999) == 0.0
    assert p.cdf(2.0) == 0.5
    assert p.inverse_cdf(0.95) == pytest.approx(8.0)


def test_that_the_upper_half_carries_half_the_mass_where_high_is_base():
    p = prior(2.0, 8.0, 8.0)
    assert p.inverse_cdf(0.7) == 8.0
    assert p.inverse_cdf(1.0) == 8.0
    assert p.cdf(8.0) == 1.0
    assert p.cdf(7.999) == pytest.approx(0.5, abs=1e-3)


def test_that_an_exact_value_is_always_that_value():
    for scale in ("log", "logit", "linear"):
        assert np.all(Prior(0.0, 0.0, 0.0, 0.9, scale).inverse_cdf([0, 0.3, 1]) == 0.0)
    assert Prior(1.0, 1.0, 1.0, 0.9, "logit").cdf([0.99, 1.0]).tolist() == [0.0, 1.0]


def test_that_the_ends_of_the_support_are_its_limits():
    assert prior(1, 2, 3).inverse_cdf([0, 1]).tolist() == [0.0, np.inf]
    assert Prior(0.1, 0.2, 0.3, 0.9, "logit").inverse_cdf([0, 1]).tolist() == [0.0, 1.0]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((3, 2, 4, 0.9, "linear"), "low ≤ base ≤ high"),
        ((0, 2, 4, 0.9, "log"), "low > 0"),
        ((0.0, 0.2, 0.4, 0.9, "logit"), "low > 0"),
        ((0.1, 0.2, 1.0, 0.9, "logit"), "high < 1"),
        ((0.1, 0.2, 1.2, 0.9, "logit"), r"\[0, 1\]"),
        ((1, 2, 3, 1.0, "log"), "coverage"),
        ((1, 2, float("inf"), 0.9, "log"), "finite"),
    ],
)
def test_that_inconsistent_input_is_refused(arguments, words):
    with pytest.raises(ValueError, match=words):
        Prior(*arguments)


def test_that_the_scale_follows_the_kind_of_quantity():
    assert scale_for(0.1) == "log"
    assert scale_for(0.0) == scale_for(-1.0) == "linear"
    assert scale_for(0.1, is_fraction=True) == "logit"
    assert scale_for(0.1, is_rate_of_change=True) == "linear"


@given(
    low=st.floats(1e-6, 1e6),
    up=st.floats(1.0, 100.0),
    more=st.floats(1.0, 100.0),
    u=st.floats(1e-6, 1 - 1e-6),
)
def test_that_the_cdf_undoes_the_quantile_function(low, up, more, u):
    p = prior(low, low * up, low * up * more)
    value = p.inverse_cdf(u)
    if value != p.base and min(up, more) > 1.001:
        assert p.cdf(value) == pytest.approx(u, rel=1e-6)
