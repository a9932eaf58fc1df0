"""How long the July 2023 profile takes from disk to a checked catalogue."""

from __future__ import annotations

from time import perf_counter

import pytest

from assessor.catalogue.load import load_catalogue

pytestmark = pytest.mark.benchmark
LIMIT_S = 0.25


def test_that_the_256_rows_load_within_a_quarter_second() -> None:
    times = []
    for _ in range(5):
        start = perf_counter()
        assert len(load_catalogue("provincial-data-centre-2023-07").criteria) == 256
        times.append(perf_counter() - start)
    print(f"profile of 256 rows: {min(times) * 1000:.0f} ms (limit {LIMIT_S * 1000:.0f} ms)")
    assert min(times) < LIMIT_S
