"""Quantiles over classes together."""

import numpy as np
import pytest

from assessor.queueing.distributions import (
    deterministic,
    exponential,
)
from assessor.queueing.networks_mixture import mixture_quantile
from assessor.queueing.networks_response import end_to_end


def test_that_a_mixture_of_classes_solves_the_mixed_tail():
    fast, slow = exponential(1.0), end_to_end([exponential(2.0), deterministic(1.0)])
    found = mixture_quantile([fast, slow], weights=[3, 1], quantile=[0.5, 0.95])
    left = 0.75 * np.exp(-found) + 0.25 * slow.tail(found)
    assert left == pytest.approx([0.5, 0.05], rel=1e-8)


def test_that_a_class_that_never_answers_counts_against_the_level():
    never = deterministic(np.inf)
    found = mixture_quantile(
        [exponential(1.0), never], weights=[0.9, 0.1], quantile=[0.5, 0.9, 0.95]
    )
    assert found[0] == pytest.approx(-np.log(1 - 0.5 / 0.9), rel=1e-8)
    assert list(found[1:]) == [np.inf, np.inf]
    assert mixture_quantile([never], weights=[1], quantile=0.5) == np.inf


def test_that_a_mixture_of_nothing_takes_no_time():
    assert mixture_quantile([deterministic(0.0)], weights=[2], quantile=0.5) == 0.0


@pytest.mark.parametrize("weights", [[1.0], [0.0, 0.0], [-1.0, 2.0]])
def test_that_impossible_weights_are_refused(weights):
    with pytest.raises(ValueError, match="weight"):
        mixture_quantile([exponential(1.0)] * 2, weights=weights, quantile=0.5)
