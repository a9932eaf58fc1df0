"""Whatever a series is like, what is told of it has words, and no word lacks its value."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import pytest

from assessor.errors import Problem
from assessor.measurement import Series
from assessor.measurement.arrivals import (
    clock_artefacts,
    growth_per_year,
    hour_of_week_profile,
    index_of_dispersion,
    index_of_dispersion_curve,
    outliers,
    peak_factors,
)
from assessor.measurement.arrivals.measured import Number, Share
from assessor.text import using_language
from assessor.text.rendering import render_text

STEPS = (1.0, 10.0, 60.0, 300.0, 420.0, 900.0, 3600.0, 7200.0, 86_400.0)


def strange_series(rng):
    """Any step and level; gaps, silences and starts beside the clock."""
    step, count = float(rng.choice(STEPS)), int(rng.choice([0, 1, 2, 5, 24, 100, 700, 2000]))
    values = rng.poisson(rng.choice([0, 0.01, 1, 30, 1e5]), count).astype(float)
    if rng.random() < 0.4:
        values[rng.random(count) < rng.choice([0.01, 0.3, 1])] = np.nan
    if rng.random() < 0.3:
        values[count // 3 : count // 2] = 0
    start = datetime(2024, 1, 1) + timedelta(seconds=int(rng.integers(0, 40 * 86_400)))
    return Series("any", start, step, values)


def told_of(series, calendar):
    strange = outliers(series, calendar=calendar)
    yield from strange.findings
    left_out = (*strange.outliers, *strange.silences)
    yield from hour_of_week_profile(series, calendar=calendar, leave_out=left_out).findings
    yield from peak_factors(series, calendar=calendar).findings
    yield from growth_per_year(series, calendar=calendar).findings
    yield from clock_artefacts(series)
    yield from index_of_dispersion_curve(series).findings
    if 600 % series.step == 0 or series.step > 120:
        yield from index_of_dispersion(series).findings


@pytest.mark.parametrize("seed", range(4))
def test_that_everything_told_has_words(seed, vietnam):
    rng = np.random.default_rng(seed)
    seen = set()
    for _ in range(50):
        series = strange_series(rng)
        for finding in told_of(series, vietnam if rng.random() < 0.5 else None):
            problem = Problem(finding.code, {**finding.params, "count": finding.count})
            assert "…" not in render_text(problem)
            assert finding.severity != "refusal" or finding.params["result"]
            seen.add(finding.code)
    assert len(seen) > 12


def test_that_numbers_of_findings_are_written_as_the_reader_writes_them():
    with using_language("vi"):
        assert (Share(0.357).here(), Number(1234.5).here()) == ("35,7 %", "1.234")
    with using_language("en"):
        assert (Share(0.357).here(), Number(43_847).here()) == ("35.7 %", "43,847")
        assert (Number(2.345).here(), Number(1.2e-83).here()) == ("2.34", "1e-83")
    assert Share(0.5) + 0.25 == 0.75
