"""The second method: same interface, near answers, and clear where it is missing."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from assessor.errors import InputError
from assessor.measurement.forecasts import forecast
from assessor.text.rendering import render


@pytest.mark.parametrize("kind", ["steady", "wandering"])
def test_that_both_methods_agree_roughly(kind: str, daily, simulated) -> None:
    pytest.importorskip("statsmodels")
    apart, wider = [], []
    for seed in range(8):
        series = daily(simulated(kind, 84, np.random.default_rng([seed, 20])))
        core = forecast(series, steps=14, method="core")
        ets = forecast(series, steps=14, method="statsmodels")
        apart.append(np.abs(np.log(core.points / ets.points)).mean())
        wider.append(np.log(core.high / core.low).mean() / np.log(ets.high / ets.low).mean())
    # Noise is 0.08: weekdays and level are each known to about 0.03 by either method.
    assert np.max(apart) < 0.08
    # The core also allows for its parameters being unknown, so it is the wider one.
    assert 0.9 < np.mean(wider) < 1.6


def test_that_its_model_and_parameters_are_named(daily, simulated) -> None:
    pytest.importorskip("statsmodels")
    series = daily(simulated("wandering", 84, np.random.default_rng(21)))
    told = forecast(series, steps=3, method="statsmodels")
    assert told.model == "ETS damped trend"
    assert 0 <= told.parameters["smoothing_level"] <= 1
    assert {"damping_trend", "smoothing_seasonal"} <= told.parameters.keys()


def test_that_a_long_season_is_taken_off_first() -> None:
    pytest.importorskip("statsmodels")
    from datetime import datetime

    from assessor.measurement.model import Series

    hours = np.arange(24 * 21)
    shape = 6 + np.sin(2 * np.pi * hours / 24)
    values = np.exp(shape + np.random.default_rng(22).normal(0, 0.1, len(hours)))
    series = Series("x", datetime(2024, 1, 1), 3600.0, values[: 24 * 20])
    told = forecast(series, steps=24, method="statsmodels")
    # Three values an hour of the week: 0.1/√3 each, twice that at most as the mean of a day.
    assert np.sqrt(np.mean((np.log(told.points) - shape[24 * 20 :]) ** 2)) < 0.12


def test_that_its_absence_is_told_by_name(
    daily, simulated, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "statsmodels", None)
    series = daily(simulated("steady", 30, np.random.default_rng(23)))
    with pytest.raises(InputError) as refused:
        forecast(series, steps=3, method="statsmodels")
    (problem,) = refused.value.problems
    assert "the extra 'fit', or use the method core" in render(problem)
    assert np.all(np.isfinite(forecast(series, steps=3).points))


def test_that_the_core_needs_no_statsmodels(daily, simulated) -> None:
    import subprocess

    code = (
        "import sys; sys.modules['statsmodels'] = None\n"
        "import numpy as np, datetime as dt\n"
        "from assessor.measurement.forecasts import forecast\n"
        "from assessor.measurement.model import Series\n"
        "x = 5.0 + np.arange(30) % 7\n"
        "told = forecast(Series('x', dt.datetime(2024, 1, 1), 86400.0, x), steps=3)\n"
        "assert np.isfinite(told.points).all() and 'pandas' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
