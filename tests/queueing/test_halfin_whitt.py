"""The many-server limit against its definition and against large finite groups."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.queueing.erlang import erlang_c
from assessor.queueing.halfin_whitt import halfin_whitt_beta, halfin_whitt_delay


@pytest.mark.parametrize("beta", [1e-6, 0.1, 1.0, 3.0, 8.0, 30.0])
def test_that_the_limit_equals_its_definition(beta):
    with mpmath.workdps(40):
        ratio = beta * mpmath.ncdf(beta) / mpmath.npdf(beta)
        assert halfin_whitt_delay(beta) == pytest.approx(float(1 / (1 + ratio)), rel=1e-13)


def test_that_a_large_group_is_near_the_limit():
    load = 1e6
    found = erlang_c(load + 0.7 * np.sqrt(load), load)
    assert found == pytest.approx(float(halfin_whitt_delay(0.7)), rel=1e-3)


def test_that_no_spare_means_that_all_wait():
    assert halfin_whitt_delay([-3.0, 0.0]).tolist() == [1, 1]
    assert halfin_whitt_delay(200.0) == 0


@given(delay=st.floats(1e-12, 1))
def test_that_beta_gives_the_delay_back(delay):
    assert halfin_whitt_delay(halfin_whitt_beta(delay)) == pytest.approx(delay, rel=1e-10)


@pytest.mark.parametrize("delay", [0.0, -0.1, 1.1])
def test_that_an_impossible_delay_is_misuse(delay):
    with pytest.raises(ValueError):
        halfin_whitt_beta(delay)
