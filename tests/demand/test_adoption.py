"""Adoption curves against the differential equations they solve, and policies that bend them."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from assessor.demand import bass_share, exponential_share, logistic_share, share_on
from assessor.demand.adoption import DAYS_PER_MONTH, share_on_days
from assessor.scenario.policies import Policy
from assessor.scenario.services import Adoption

share = st.floats(0.01, 0.99)
TIMES = np.array([0.0, 0.5, 1.0, 3.0, 10.0])


def solved(law, start):
    found = solve_ivp(law, (0, 10), [start], t_eval=TIMES, rtol=1e-10, atol=1e-12)
    return found.y[0]


@given(start=share, limit=share, tau=st.floats(0.2, 20))
def test_that_the_exponential_curve_solves_its_equation(start, limit, tau):
    expected = solved(lambda _, s: (limit - s) / tau, start)
    np.testing.assert_allclose(
        exponential_share(TIMES, start, limit=limit, time_constant=tau), expected, atol=1e-7
    )


@given(start=share, limit=share, tau=st.floats(0.2, 20))
def test_that_the_logistic_curve_solves_its_equation(start, limit, tau):
    expected = solved(lambda _, s: s * (1 - s / limit) / tau, start)
    np.testing.assert_allclose(
        logistic_share(TIMES, start, limit=limit, time_constant=tau), expected, atol=1e-6
    )


@given(start=share, limit=share, p=st.floats(0.001, 0.5), q=st.floats(0.001, 1.5))
def test_that_the_bass_curve_solves_its_equation_from_any_start(start, limit, p, q):
    expected = solved(lambda _, s: (p + q * s / limit) * (limit - s), start)
    found = bass_share(TIMES, start, limit=limit, innovation=p, imitation=q)
    np.testing.assert_allclose(found, expected, atol=1e-6)


ADOPTION = Adoption.model_validate(
    {
        "from": "2023-07-01",
        "share_at_start": 0.30,
        "share_limit": 0.95,
        "time_constant_months": 14,
    }
)
FREE = Policy.model_validate(
    {
        "title": {"vi": "Phí 0 đồng", "en": "Zero fee"},
        "from": "2023-08-01",
        "until": "2025-12-31",
        "service": "s",
        "effects": {"share_limit_add": 0.25, "time_constant_factor": 0.5},
    }
)


def test_that_the_share_before_the_first_day_is_the_first_share():
    assert share_on(ADOPTION, [], date(2020, 1, 1)) == 0.30


def test_that_the_share_after_one_time_constant_is_one_over_e_from_its_limit():
    day = date.fromordinal(date(2023, 7, 1).toordinal() + round(14 * DAYS_PER_MONTH))
    assert share_on(ADOPTION, [], day) == pytest.approx(0.95 - 0.65 / np.e, abs=1e-4)


def test_that_a_policy_leaves_the_share_of_its_first_day_as_it_was():
    first = date(2023, 8, 1)
    assert share_on(ADOPTION, [("free", FREE)], first) == pytest.approx(
        share_on(ADOPTION, [], first)
    )


def test_that_the_curve_goes_on_from_the_share_reached_when_a_policy_ends():
    policies = [("free", FREE)]
    last = share_on(ADOPTION, policies, date(2025, 12, 31))
    next_day = share_on(ADOPTION, policies, date(2026, 1, 1))
    assert abs(next_day - last) < 0.002
    reached = share_on(ADOPTION, policies, date(2026, 1, 1))
    after = share_on(ADOPTION, policies, date(2027, 1, 1))
    months = 365 / DAYS_PER_MONTH
    assert after == pytest.approx(0.95 - (0.95 - reached) * np.exp(-months / 14))


def test_that_a_limit_raised_beyond_one_is_one():
    far = share_on(ADOPTION, [("free", FREE)], date(2025, 12, 31))
    assert 0.98 < far <= 1.0


def test_that_a_zero_fee_only_ever_raises_the_share():
    days = np.arange(date(2023, 1, 1).toordinal(), date(2030, 1, 1).toordinal())
    raised = share_on_days(ADOPTION, [("free", FREE)], days)
    assert np.all(raised >= share_on_days(ADOPTION, [], days) - 1e-12)
