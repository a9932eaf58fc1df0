"""A log of a made-up portal goes in; a fragment comes out that the scenario plans with."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assessor.api import FitWishes, demand_for_year, fit_files, load_scenario
from assessor.errors import InputError
from assessor.resources import folder

HANOI = folder("scenarios") / "hanoi-2023"
DAYS = 21


@pytest.fixture(scope="module")
def log(tmp_path_factory, portal) -> Path:
    file = tmp_path_factory.mktemp("log") / "portal.log"
    portal.write(file, days=DAYS)
    return file


@pytest.fixture(scope="module")
def fitted(log):
    """What was measured and the files that were written, beside a copy of nothing."""
    folder_ = log.parent / "site"
    wishes = FitWishes(
        output=folder_ / "portal.workload.yaml",
        scenario=HANOI,
        service="online-dossiers",
        classes={"filing": "^/filing/", "page": "^/(page|api)/"},
        join=folder_ / "measured.yaml",
    )
    return fit_files([log], wishes), wishes


def test_that_every_figure_of_the_portal_is_found(fitted, portal) -> None:
    found = fitted[0].measurement.estimates
    assert found["pages_per_visit"].base == portal.pages_per_visit
    assert found["dynamic_requests_per_page"].base == pytest.approx(portal.requests_per_page)
    # stamps are whole seconds: half a second is lost in each rounding down
    assert found["think_time_s"].base == pytest.approx(portal.think_time, abs=1.0)
    visits = found["per_calendar_day"]
    # 12,000 visits in two weeks: their Poisson deviation is 1 %
    assert visits.base == pytest.approx(portal.visits_per_day, rel=0.03)
    assert visits.low < portal.visits_per_day * 1.02
    assert visits.high > portal.visits_per_day * 0.98
    # arrivals were drawn independently: index 1
    dispersion = found["index_of_dispersion"]
    assert dispersion.low - 0.02 < 1 < dispersion.high + 0.02


def test_that_the_shape_of_the_week_is_found(fitted, portal) -> None:
    profile = fitted[0].fragment.data["profiles"]["portal"]
    hours = np.array(profile["weights_by_hour"])
    # three weeks of 38 visits an hour at the mean: hourly sums of 800, deviation 4 %, of the
    # quietest hours 20 %
    np.testing.assert_allclose(
        hours / hours.mean(), portal.hours / portal.hours.mean(), rtol=0.12, atol=0.06
    )
    weekdays = np.array(profile["weights_by_weekday"])
    # three Sundays of 360 visits: deviation 3 %
    np.testing.assert_allclose(
        weekdays / weekdays.mean(), portal.weekdays / portal.weekdays.mean(), rtol=0.1
    )
    assert profile["kind"] == "measured"


def test_that_the_fragment_names_the_bytes_it_rests_on(fitted, log) -> None:
    (source,) = fitted[0].fragment.data["sources"].values()
    assert source["sha256"] == hashlib.sha256(log.read_bytes()).hexdigest()
    assert source["grade"] == "M"
    for quantity in fitted[0].fragment.data["inputs"]["portal"].values():
        assert quantity["kind"] == "measured"
        assert quantity["source"] == list(fitted[0].fragment.data["sources"])
        assert set(quantity["reason"]) == {"vi", "en"}


def test_that_the_joined_scenario_has_the_visits_that_were_measured(fitted) -> None:
    done, wishes = fitted
    joined = load_scenario(wishes.join)
    assert joined.services["online-dossiers"].profile == "portal"
    visits = demand_for_year(joined, 2023).open["online-dossiers"].visits.reshape(-1, 24)
    august = visits[218 : 218 + DAYS].sum(axis=1) * 3600
    assert august.mean() == pytest.approx(
        done.measurement.estimates["per_calendar_day"].base, rel=0.02
    )
    # what the caches kept away was never in the log: nothing is taken off twice
    static = joined.services["online-dossiers"].funnel.requests["static"]
    assert static.offloaded_share is None
    assert static.count.base == pytest.approx(1)


def test_that_the_effects_tell_before_and_after(fitted) -> None:
    effects = {one.path: one for one in fitted[0].effects}
    profile = effects["services.online-dossiers.profile"]
    assert (profile.before, profile.after) == ("citizen", "portal")
    pages = effects["services.online-dossiers.funnel.pages_per_visit"]
    assert (pages.before, pages.after) == (5.6, 4.0)
    # three pages and eight parts by its own pattern, of four pages; filings have another
    count = effects["services.online-dossiers.funnel.requests.page.count"]
    assert (count.before, count.after) == (8, 2.75)
    assert not any(path.startswith("inputs.portal") for path in effects)


def test_that_a_shared_input_can_be_replaced(log, tmp_path) -> None:
    wishes = FitWishes(
        output=tmp_path / "x.workload.yaml",
        scenario=HANOI,
        inputs={"shape.busy_hour_share": "busy_hour_share"},
    )
    done = fit_files([log], wishes)
    replaced = done.fragment.data["inputs"]["shape"]["busy_hour_share"]
    assert replaced["kind"] == "measured"
    (effect,) = [e for e in done.effects if e.path == "inputs.shape.busy_hour_share"]
    assert effect.before == 0.1
    assert effect.after == pytest.approx(replaced["base"])


def test_that_an_input_takes_no_estimate_of_another_kind(log) -> None:
    wishes = FitWishes(scenario=HANOI, inputs={"population.residents": "think_time_s"})
    with pytest.raises(InputError) as refused:
        fit_files([log], wishes)
    assert [p.code for p in refused.value.problems] == ["fit_input_unit"]


def test_that_nothing_of_the_users_is_written_over(log, hanoi) -> None:
    scenario = hanoi / "scenario.yaml"
    before = scenario.read_bytes()
    for wishes in (
        FitWishes(output=scenario, scenario=hanoi, replace=True),
        FitWishes(output=hanoi / "x.workload.yaml", join=scenario, scenario=hanoi, replace=True),
    ):
        with pytest.raises(InputError) as refused:
            fit_files([log], wishes)
        assert "fit_exists" in {p.code for p in refused.value.problems}
    assert scenario.read_bytes() == before
    own = FitWishes(output=hanoi / "own.workload.yaml", scenario=hanoi)
    fit_files([log], own)
    fit_files([log], own)  # the same again changes nothing
    other = replace(own, service="online-dossiers")
    with pytest.raises(InputError):
        fit_files([log], other)
    fit_files([log], replace(other, replace=True))


def test_that_calls_of_machines_are_requests_and_not_visits(tmp_path) -> None:
    # one caller, batches of ten a minute apart at random, a day and a half of them and more
    rng = np.random.default_rng(5)
    lines = []
    for minute in range(3 * 1440):
        for _ in range(rng.poisson(0.5)):
            second = rng.integers(60)
            at = f"{7 + minute // 1440:02d}/Aug/2023:{minute // 60 % 24:02d}:{minute % 60:02d}"
            line = (
                f'10.0.0.9 - - [{at}:{second:02d} +0700] "POST /lgsp HTTP/1.1" 200 90 "-" "java"\n'
            )
            lines.append((minute * 60 + second, line * 10))
    log = tmp_path / "calls.log"
    log.write_text("".join(text for _, text in sorted(lines)), encoding="ascii")
    done = fit_files([log], FitWishes(scenario=HANOI, service="data-exchange"))
    part = done.fragment.data["services"]["data-exchange"]
    truth = sum(len(text.splitlines()) for _, text in lines) / 3
    assert part["transactions_per_day"]["base"] == pytest.approx(truth, rel=0.05)
    # Poisson batches of exactly ten have an index of 10, as geometric ones of mean 5.5
    assert part["burst"]["mean_size"]["base"] == pytest.approx(5.5, rel=0.1)


def test_that_people_behind_one_address_are_no_visits(log, tmp_path) -> None:
    masked = tmp_path / "masked.log"
    address = re.compile(rb"^[0-9.]+", re.MULTILINE)
    masked.write_bytes(address.sub(b"10.9.9.9", log.read_bytes()))
    done = fit_files([masked], FitWishes(scenario=HANOI, service="online-dossiers"))
    assert "measured_visits_merged" in {f.code for f in done.findings}
    assert not {"pages_per_visit", "think_time_s"} & set(done.measurement.estimates)
    # the profile is that of requests, whoever sent them
    assert "profiles" in done.fragment.data
    funnel = done.fragment.data["services"]["online-dossiers"].get("funnel", {})
    assert "visits_any_channel" not in funnel


def test_that_every_slip_is_told_at_once(log, tmp_path) -> None:
    wishes = FitWishes(
        output=tmp_path / "x.json",
        scenario=HANOI,
        id="đo",
        service="online-dosiers",
        classes={"pages": "["},
        zone="Asia/Hanoi",
        utilisation={"ap": "cpu.csv"},
        inputs={"shape.busyness": "busy_hour_share"},
        start="noon",
    )
    with pytest.raises(InputError) as refused:
        fit_files([log], wishes)
    codes = [problem.code for problem in refused.value.problems]
    assert sorted(codes) == sorted(
        [
            "fit_output_suffix",
            "fit_id_bad",
            "reference_unknown",  # the service
            "reference_unknown",  # the class
            "reference_unknown",  # the tier
            "reference_unknown",  # the input
            "fit_pattern",
            "fit_zone",
            "fit_channels_missing",
            "fit_start",
            "file_missing",  # the utilisation
        ]
    )
    assert list(tmp_path.iterdir()) == []


def test_that_a_log_without_a_line_is_refused_and_nothing_written(tmp_path) -> None:
    empty = tmp_path / "empty.log"
    empty.write_bytes(b"")
    wishes = FitWishes(output=tmp_path / "x.workload.yaml")
    with pytest.raises(InputError):
        fit_files([empty], wishes)
    assert not wishes.output.exists()


def test_that_stamps_of_one_minute_withhold_arrivals_but_not_sizes(log, tmp_path) -> None:
    lines = log.read_bytes().splitlines(keepends=True)[:20_000]
    frozen = tmp_path / "frozen.log"
    # as in a log whose exporter lost the minutes: every stamp at minute 5
    stamped = re.compile(rb":\d\d:(\d\d \+0700)")
    frozen.write_bytes(b"".join(stamped.sub(rb":05:\1", line) for line in lines))
    done = fit_files([frozen], FitWishes(scenario=HANOI, service="online-dossiers"))
    assert done.measurement.main.profile is None
    refusals = [f for f in done.findings if f.severity == "refusal"]
    assert any(f.params.get("result") == "arrival fitting" for f in refusals)
    assert "response_bytes" in done.measurement.estimates
    assert "profiles" not in done.fragment.data
    # what rests on times between requests goes with them
    assert not {"per_calendar_day", "think_time_s", "pages_per_visit"} & set(
        done.measurement.estimates
    )


def test_that_staff_become_a_closed_group_with_their_pauses(log) -> None:
    done = fit_files([log], FitWishes(scenario=HANOI, service="officer-systems"))
    part = done.fragment.data["services"]["officer-systems"]
    assert part["think_time_s"] == {"ref": "measured.think_time_s"}
    found = done.measurement.estimates
    # Little's law by hand: visits an hour × their length over 15,000 officials
    hour = found["per_calendar_day"].base * found["working_day_index"].base
    at_work = hour * found["busy_hour_share"].base / 3600 * found["visit_duration_s"].base
    assert part["concurrency_busy_hour"]["base"] == pytest.approx(at_work / 15_000, rel=1e-4)


def test_that_machines_get_batches_of_the_measured_index(log) -> None:
    done = fit_files([log], FitWishes(scenario=HANOI, service="data-exchange", keep_robots=True))
    part = done.fragment.data["services"]["data-exchange"]
    index = done.measurement.estimates["index_of_dispersion_when_busy"]
    assert part["burst"]["mean_size"]["base"] == pytest.approx((index.base + 1) / 2, rel=1e-4)


def test_that_the_same_files_and_seed_give_the_same_document(log) -> None:
    wishes = FitWishes(scenario=HANOI, service="online-dossiers", seed=4)
    assert fit_files([log], wishes).document == fit_files([log], replace(wishes)).document
