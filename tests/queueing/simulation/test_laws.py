"""Draws have the moments they are asked for, and do not depend on the size of a block."""

import numpy as np
import pytest
from numpy.random import SeedSequence

from assessor.queueing.simulation import Law, Measured
from assessor.queueing.simulation.laws import draws, stream, uniforms

LAWS = [
    Law(2.0, 0),
    Law(2.0),
    Law(2.0, 0.25),
    Law(2.0, 4.6),
    Law(2.0, 1.7, "lognormal"),
    Law(2.0, 3.0, "gamma"),
    Law(2.0, 1.0, "hyperexponential"),
]


@pytest.mark.parametrize("law", LAWS, ids=str)
def test_that_draws_have_the_mean_and_variation_asked_for(law):
    sample = law.sampler(SeedSequence(1))(400_000)
    assert sample.mean() == pytest.approx(2.0, rel=0.02)
    assert sample.var() / sample.mean() ** 2 == pytest.approx(law.scv, rel=0.06)


def test_that_the_hyperexponential_has_balanced_means():
    sample = Law(1.0, 4.6).sampler(SeedSequence(2))(400_000)
    share = (1 + np.sqrt(3.6 / 5.6)) / 2
    tail = share * np.exp(-2 * share * 3) + (1 - share) * np.exp(-2 * (1 - share) * 3)
    assert np.mean(sample > 3) == pytest.approx(tail, rel=0.03)


@pytest.mark.parametrize("law", [*LAWS, Measured((1.0, 2.0, 4.0))], ids=str)
def test_that_the_size_of_a_block_changes_no_draw(law):
    whole = law.sampler(SeedSequence(3))(1000)
    parted = law.sampler(SeedSequence(3))
    assert np.array_equal(whole, np.concatenate([parted(1), parted(300), parted(699)]))


def test_that_a_stream_gives_the_numbers_of_its_sampler():
    law, next_number = Law(0.5), stream(Law(0.5), SeedSequence(4))
    expected = law.sampler(SeedSequence(4))(10_000)
    assert [next_number() for _ in range(10_000)] == expected.tolist()


def test_that_no_law_takes_time_where_the_mean_is_nought():
    next_number = draws(Law(0.0).sampler(SeedSequence(5)))
    assert [next(next_number) for _ in range(3)] == [0.0, 0.0, 0.0]


def test_that_uniforms_stay_below_one():
    next_number = uniforms(SeedSequence(6))
    assert all(0 <= next_number() < 1 for _ in range(5000))


def test_that_measured_times_are_drawn_alike():
    law = Measured((1.0, 2.0, 6.0))
    sample = law.sampler(SeedSequence(7))(30_000)
    assert law.mean == 3.0
    assert [np.mean(sample == v) for v in law.values] == pytest.approx([1 / 3] * 3, rel=0.05)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Law(-1.0),
        lambda: Law(float("nan")),
        lambda: Law(1.0, -0.1),
        lambda: Law(1.0, 0.5, "hyperexponential"),
        lambda: Law(1.0, 0.0, "gamma"),
        lambda: Law(0.0, 1.0, "lognormal"),
        lambda: Measured(()),
        lambda: Measured((1.0, -2.0)),
    ],
)
def test_that_an_impossible_law_is_refused(wrong):
    with pytest.raises(ValueError, match=r"mean|scv|measured"):
        wrong()
