"""The fast Erlang B of the searches against the slow one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.queueing.erlang import inverse_blocking
from assessor.queueing.uniform import fast_inverse_blocking


def test_that_many_questions_keep_ten_digits():
    rng = np.random.Generator(np.random.SFC64(3))
    c = np.floor(np.exp(rng.uniform(0, np.log(1e5), 50_000)))
    a = c * np.exp(rng.normal(size=c.size) * rng.choice([1e-3, 0.02, 0.3, 2.0], c.size))
    slow, fast = inverse_blocking(c, a), fast_inverse_blocking(c, a)
    held = slow < 1e280
    np.testing.assert_allclose(fast[held], slow[held], rtol=1e-10)
    assert (fast[~held] > 1e270).all()


@given(c=st.integers(0, 200), a=st.floats(1e-6, 400))
def test_that_small_groups_equal_the_slow_formula(c, a):
    servers, load = np.array([float(c)]), np.array([a])
    slow = inverse_blocking(servers, load)
    assert fast_inverse_blocking(servers, load) == pytest.approx(slow, rel=1e-10)


def test_that_no_load_is_never_blocked():
    found = fast_inverse_blocking(np.array([0.0, 1.0, 40.0]), np.zeros(3))
    assert found.tolist() == [1, np.inf, np.inf]
