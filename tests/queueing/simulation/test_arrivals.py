"""Arrival processes against their rates and dispersion."""

from itertools import islice

import numpy as np
import pytest
from numpy.random import SeedSequence

from assessor.queueing.simulation import Batches, MarkovModulated, Recorded, Renewal, TimeVarying
from assessor.queueing.simulation.arrivals import epochs, first_epochs

ENDLESS = [
    Renewal(3.0),
    Renewal(3.0, 4.0),
    MarkovModulated((1.0, 9.0), (6.0, 2.0)),
    TimeVarying((0.0, 10.0, 20.0), (1.0, 5.0), repeats=True),
    Batches(Renewal(1.0), 3),
    Batches(Renewal(1.0), 3.0, geometric=True),
]


def first(arrivals, count, seed=1):
    return np.concatenate(list(first_epochs(arrivals, count, SeedSequence(seed))))


@pytest.mark.parametrize("arrivals", ENDLESS, ids=str)
def test_that_epochs_increase_at_the_stated_rate(arrivals):
    times = first(arrivals, 60_000)
    assert len(times) == 60_000
    assert np.all(np.diff(times) >= 0)
    assert 60_000 / times[-1] == pytest.approx(arrivals.rate, rel=0.03)


@pytest.mark.parametrize("arrivals", ENDLESS, ids=str)
def test_that_the_size_of_a_block_changes_no_epoch(arrivals):
    whole = next(first_epochs(arrivals, 5000, SeedSequence(2), 5000))
    parts = first_epochs(arrivals, 5000, SeedSequence(2), 700)
    assert np.array_equal(whole, np.concatenate(list(parts)))
    assert list(islice(epochs(arrivals, SeedSequence(2)), 5000)) == whole.tolist()


def test_that_a_modulated_process_disperses_as_its_formula_says():
    # IDC(∞) = 1 + 2 r1 r2 (l1 − l2)² / ((r1 + r2)² (l1 r2 + l2 r1)); W. Fischer and K.
    # Meier-Hellstern, "The MMPP cookbook", Perform. Eval., vol. 18, 1993.
    r1, r2, l1, l2 = 1 / 6, 1 / 2, 1.0, 9.0
    limit = 1 + 2 * r1 * r2 * (l1 - l2) ** 2 / ((r1 + r2) ** 2 * (l1 * r2 + l2 * r1))
    times = first(MarkovModulated((l1, l2), (1 / r1, 1 / r2)), 1_000_000)
    counts = np.bincount((times / 200).astype(int))[:-1]
    assert counts.var() / counts.mean() == pytest.approx(limit, rel=0.1)


def test_that_a_profile_brings_what_its_rates_say_and_then_ends():
    profile = TimeVarying((0.0, 1000.0, 3000.0), (4.0, 0.5))
    times = first(profile, 100_000)
    assert profile.rate == pytest.approx(5000 / 3000)
    assert times[-1] < 3000
    assert np.sum(times < 1000) == pytest.approx(4000, abs=4 * 4000**0.5)
    assert np.sum(times >= 1000) == pytest.approx(1000, abs=4 * 1000**0.5)


def test_that_a_batch_comes_at_one_instant():
    times = first(Batches(Renewal(1.0), 4), 4000)
    assert np.all(times.reshape(-1, 4) == times[::4, None])


def test_that_batches_end_with_their_profile():
    times = first(Batches(TimeVarying((0.0, 50.0), (2.0,)), 2), 5000)
    assert 100 < len(times) < 300
    assert times[-1] < 50


def test_that_a_log_is_replayed():
    log = Recorded((0.5, 1.0, 4.0))
    assert list(epochs(log, SeedSequence(0))) == [0.5, 1.0, 4.0]
    assert first(log, 2).tolist() == [0.5, 1.0]
    assert [part.tolist() for part in first_epochs(log, 9, SeedSequence(0), 3)] == [[0.5, 1.0, 4.0]]
    assert log.rate == 0.75


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Renewal(0.0),
        lambda: MarkovModulated((), ()),
        lambda: MarkovModulated((1.0,), (1.0, 2.0)),
        lambda: MarkovModulated((0.0, 0.0), (1.0, 1.0)),
        lambda: TimeVarying((0.0, 1.0), ()),
        lambda: TimeVarying((0.0, 2.0, 1.0), (1.0, 1.0)),
        lambda: TimeVarying((0.0, 1.0), (0.0,)),
        lambda: Batches(Renewal(1.0), 0.5),
        lambda: Batches(Renewal(1.0), 2.5),
        lambda: Recorded(()),
        lambda: Recorded((2.0, 1.0)),
    ],
)
def test_that_an_impossible_process_is_refused(wrong):
    with pytest.raises(ValueError, match=r"rate|edge|stay|size|times"):
        wrong()
