"""Answers of Prometheus range queries, in the form that its HTTP interface documents."""

from __future__ import annotations

import json
from datetime import datetime

import numpy as np
import pytest

from assessor.measurement.metrics import read_metrics
from assessor.measurement.metrics.prometheus import series_names

T0 = 1_709_542_800  # 2024-03-04 09:00 UTC


def answer(*results: tuple[dict, list], kind: str = "matrix") -> str:
    result = [{"metric": metric, "values": values} for metric, values in results]
    return json.dumps({"status": "success", "data": {"resultType": kind, "result": result}})


def pairs(values: list[str], step: int = 60) -> list:
    return [[T0 + step * i + 0.123, value] for i, value in enumerate(values)]


def test_that_a_matrix_is_one_series_a_result(written, codes):
    web = {"__name__": "cpu", "job": "node", "instance": "web1:9100"}
    db = {"__name__": "cpu", "job": "node", "instance": "db1:9100"}
    text = answer((web, pairs(["0.25", "0.5", "NaN"])), (db, pairs(["0.1", "0.2", "0.3"])))
    reading = read_metrics(written(text), zone="Asia/Ho_Chi_Minh")
    series = reading.series["instance=web1:9100"]
    assert (series.start, series.step) == (datetime(2024, 3, 4, 16), 60.0)
    assert series.values == pytest.approx([0.25, 0.5, np.nan], nan_ok=True)
    assert (series.kind, series.unit) == ("mean", "")
    assert reading.series["instance=db1:9100"].values.tolist() == [0.1, 0.2, 0.3]
    assert reading.source.used == 6
    assert codes(reading, notes=True) == {}


def test_that_missing_samples_are_gaps(written, codes):
    values = pairs(["1", "2", "3", "4", "5", "6"])
    del values[2:4]
    reading = read_metrics(written(answer(({}, values))))
    assert np.isnan(reading.series["value"].values).tolist() == [
        False,
        False,
        True,
        True,
        False,
        False,
    ]
    assert codes(reading) == {"metrics_gap": 2}
    assert "metrics_utc" in codes(reading, notes=True)


def test_that_names_hold_only_what_differs():
    base = {"__name__": "up", "job": "node"}
    assert series_names([base]) == ["up"]
    assert series_names([{}]) == ["value"]
    assert series_names([{**base, "a": "1"}, {**base, "a": "2"}]) == ["a=1", "a=2"]
    assert series_names([{**base, "a": "1"}, {**base}]) == ["a=1", "up"]
    other = {"__name__": "down", "job": "node"}
    assert series_names([base, other]) == ["up", "down"]
    assert series_names([{**base, "a": "1"}, {**other, "a": "2"}]) == ["up{a=1}", "down{a=2}"]
    assert series_names([{}, {}]) == ["value", "value (2)"]


def test_that_raw_counters_are_told(written, codes):
    text = answer(({"__name__": "http_requests_total"}, pairs(["10", "20", "35", "40"])))
    assert codes(read_metrics(written(text))) == {"prometheus_counter": 1}


def test_that_infinities_and_no_numbers_are_unknown(written, codes):
    reading = read_metrics(written(answer(({}, pairs(["1", "+Inf", "x", "2"])))))
    assert codes(reading)["metrics_bad_number"] == 2
    assert np.nansum(reading.series["value"].values) == 3


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (answer(({}, []), kind="vector"), "prometheus_not_matrix"),
        (
            '{"status": "error", "errorType": "bad_data", "error": "parse error"}',
            "prometheus_failed",
        ),
        (answer(), "metrics_empty"),
        (answer(({}, pairs(["1", "2"])))[:-5], "metrics_json_broken"),
        ('{"status": "success", "data": {}, "resultType": 0}', "metrics_json_other"),
        ('{"data": {"resultType": "matrix"}}', "metrics_json_other"),
    ],
)
def test_that_other_answers_are_refused_with_their_reason(written, codes, text, code):
    reading = read_metrics(written(text))
    assert reading.refused
    assert codes(reading) == {code: 1}
    assert reading.findings[0].severity == "refusal"


def test_that_empty_results_and_histograms_are_told(written, codes):
    result = [
        {"metric": {"a": "1"}, "values": pairs(["1", "2"])},
        {"metric": {"a": "2"}, "values": []},
        {"metric": {"a": "3"}, "histograms": [[T0, {"count": "1"}]]},
    ]
    text = json.dumps({"status": "success", "data": {"resultType": "matrix", "result": result}})
    reading = read_metrics(written(text))
    assert list(reading.series) == ["a=1"]
    assert codes(reading) == {"prometheus_empty": 1, "prometheus_histogram": 1}
