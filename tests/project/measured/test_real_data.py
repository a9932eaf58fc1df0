"""Published figures come back out of the measured series that they were computed from."""

from __future__ import annotations

import numpy as np
import pytest

from assessor.api import FitWishes, fit_files, load_scenario
from assessor.resources import folder

SHARED = folder("scenarios") / "shared" / "data"
HANOI = folder("scenarios") / "hanoi-2023"
TRANSACTIONAL = (
    "general-services-administration",
    "homeland-security",
    "social-security-administration",
    "state",
    "treasury",
)


def percent(profile) -> np.ndarray:
    """Hours of the day in per cent of the day."""
    weights = np.array([one.base for one in profile.by_hour])
    return 100 * weights / weights.sum()


@pytest.fixture(scope="module")
def published():
    """Hour profiles as the scenario prints them, in per cent to two decimals."""
    profiles = load_scenario(HANOI).profiles
    return {name: np.array(one.weights_by_hour) for name, one in profiles.items()}


@pytest.fixture(scope="module")
def agencies():
    done = fit_files([SHARED / "usagov_hourly.csv"], FitWishes())
    return done.measurement.streams


def test_that_hourly_profiles_of_us_agencies_are_recovered(agencies, published) -> None:
    # printed to 0.01 %: half of it, and that the printed values add to 100.00 but for roundings
    for name, agency in (
        ("us-ssa-measured", "social-security-administration"),
        ("us-education-measured", "education"),
    ):
        np.testing.assert_allclose(percent(agencies[agency].profile), published[name], atol=0.006)
    mean = np.mean([percent(agencies[name].profile) for name in TRANSACTIONAL], axis=0)
    np.testing.assert_allclose(mean, published["us-gov-measured"], atol=0.006)


def test_that_of_several_series_none_is_taken_for_the_load(agencies, tmp_path) -> None:
    assert len(agencies) == 27
    wishes = FitWishes(output=tmp_path / "x.workload.yaml")
    done = fit_files([SHARED / "usagov_hourly.csv"], wishes)
    assert "profiles" not in done.fragment.data
    assert "measured_series_several" in {finding.code for finding in done.findings}
    one = fit_files([SHARED / "usagov_hourly.csv"], FitWishes(series="treasury"))
    assert one.measurement.main is not None


def test_that_the_day_index_of_26_agencies_comes_back_from_their_sum() -> None:
    done = fit_files([SHARED / "usagov_daily.csv"], FitWishes(together=True))
    profile = done.measurement.main.profile
    weekdays = np.array([one.base for one in profile.by_weekday])
    # printed to 0.01
    np.testing.assert_allclose(
        weekdays / weekdays.mean(), [1.11, 1.16, 1.16, 1.12, 1.02, 0.75, 0.68], atol=0.012
    )
    index = done.measurement.estimates["working_day_index"]
    assert index.low < 1.114 < index.high


def test_that_the_minutes_of_the_epa_have_an_index_of_dispersion_of_4_3() -> None:
    wishes = FitWishes(start="1995-08-29T23:53")
    done = fit_files([SHARED / "epa_per_minute.csv"], wishes)
    found = done.measurement.estimates["index_of_dispersion"]
    assert found.base == pytest.approx(4.3, abs=0.05)
    assert found.low < 4.3 < found.high


def test_that_machines_of_azure_have_an_scv_of_173() -> None:
    done = fit_files([SHARED / "azure_arrivals.csv"], FitWishes())
    assert done.measurement.estimates["arrival_scv_overall"].base == pytest.approx(173, abs=0.5)


def test_that_rates_a_second_are_the_load_they_name(tmp_path) -> None:
    rng = np.random.default_rng(4)
    rows = ["time,requests/s"]
    truth = 0.0
    for step in range(28 * 288):
        day, minute = divmod(5 * step, 1440)
        rate = 20 + 15 * np.sin(2 * np.pi * (minute - 480) / 1440) + rng.normal(0, 0.5)
        truth += 300 * round(rate, 2) / 28
        at = f"2024-{3 + day // 31:02d}-{day % 31 + 1:02d}T{minute // 60:02d}:{minute % 60:02d}:00"
        rows.append(f"{at},{rate:.2f}")
    file = tmp_path / "rates.csv"
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    done = fit_files([file], FitWishes())
    assert done.measurement.estimates["per_calendar_day"].base == pytest.approx(truth, rel=1e-6)
    assert "measured_rate_taken" in {finding.code for finding in done.findings}
