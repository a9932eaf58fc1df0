"""Series from the JSON answer of a Prometheus range query."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import tzinfo
from typing import Any, Literal

import numpy as np

from assessor.measurement.metrics.gridding import Samples, to_series
from assessor.measurement.metrics.model import MetricsReading
from assessor.measurement.metrics.opening import SourceText
from assessor.measurement.metrics.tally import Tally
from assessor.measurement.metrics.timestamps import is_epoch, local_times, moment
from assessor.measurement.model import Floats, Series


def read_prometheus(
    text: SourceText,
    tally: Tally,
    *,
    zone: tzinfo | str | None = None,
    kind: Literal["count", "mean"] | None = None,
    unit: str | None = None,
    step: float | None = None,
) -> MetricsReading:
    """Series by the labels in which they differ.

    Parameters
    ----------
    text, tally
        The file and its findings.
    zone
        Of the local clock; None stays in UTC, which is told.
    kind, unit
        Of the values: a query gives levels, of a unit that it does not say.
    step
        Of the query; None to find it. [s]

    Returns
    -------
    One series a result of a matrix; a vector has one moment only and is refused.
    """
    results = _results(text, tally)
    names = series_names([result["metric"] for result in results])
    series: dict[str, Series] = {}
    spans: list[float] = []
    used = 0
    for name, result in zip(names, results, strict=True):
        samples = _samples(name, result, tally, zone)
        if samples is None:
            continue
        used += len(samples.seconds)
        spans += [float(samples.seconds.min()), float(samples.seconds.max())]
        one = to_series(name, samples, tally, kind=kind or "mean", unit=unit or "", step=step)
        if one is not None:
            series[name] = one
    first, last = (moment(min(spans)), moment(max(spans))) if spans else (None, None)
    source = text.source("prometheus", used=used, first=first, last=last)
    return MetricsReading(source, series, findings=tally.findings)


def _results(text: SourceText, tally: Tally) -> list[dict[str, Any]]:
    content = text.whole()
    if content is None:
        return []
    try:
        answer = json.loads(content)
        if answer["status"] != "success":
            tally.refuse("prometheus_failed", reason=str(answer.get("error", ""))[:200])
            return []
        data = answer["data"]
        if data["resultType"] != "matrix":
            tally.refuse("prometheus_not_matrix", type=str(data["resultType"])[:40])
            return []
        results = [_normal(result) for result in data["result"]]
    except json.JSONDecodeError as error:
        tally.refuse("metrics_json_broken", error.lineno, reason=error.msg)
        return []
    except (KeyError, TypeError, ValueError, AttributeError):
        tally.refuse("metrics_json_other", wanted="data.resultType")
        return []
    if not results:
        tally.refuse("metrics_empty")
    return results


def _normal(result: Mapping[str, Any]) -> dict[str, Any]:
    """A result whose labels are texts and whose values are a list."""
    labels = {str(key): str(value) for key, value in (result.get("metric") or {}).items()}
    values = result.get("values")
    rest = {"histograms": ()} if "histograms" in result else {}
    return {"metric": labels, "values": values if isinstance(values, list) else [], **rest}


def series_names(labels: list[Mapping[str, str]]) -> list[str]:
    """Shortest names that tell the results apart.

    The metric's name and the labels that are not the same everywhere; equal names are numbered.
    """
    keys = sorted({key for each in labels for key in each} - {"__name__"})
    differing = [key for key in keys if len({each.get(key) for each in labels}) > 1]
    metrics = {each.get("__name__") for each in labels}
    names: list[str] = []
    for each in labels:
        parts = [f"{key}={each[key]}" for key in differing if key in each]
        title = each.get("__name__", "")
        name = ", ".join(parts)
        if title and (len(metrics) > 1 or not name):
            name = f"{title}{{{name}}}" if name else title
        name = name or "value"
        names.append(name if name not in names else f"{name} ({len(names) + 1})")
    return names


def _samples(
    name: str, result: Mapping[str, Any], tally: Tally, zone: tzinfo | str | None
) -> Samples | None:
    """Values of one result on the local clock; None where it has none, which is told."""
    seconds, values = _pairs(name, result, tally)
    if not len(seconds):
        if "histograms" in result:
            tally.refuse("prometheus_histogram", result="series", key=name, name=name)
        else:
            tally.add("prometheus_empty", key=name, name=name)
        return None
    found = local_times(seconds, [0.0], zone)
    if found.assumed_utc:
        tally.note("metrics_utc")
    if found.clock_changes:
        tally.add("metrics_clock_changes")
    _warn_of_counter(name, result["metric"], values, tally)
    return Samples(found.seconds, values, np.zeros(len(values)))


def _pairs(name: str, result: Mapping[str, Any], tally: Tally) -> tuple[Floats, Floats]:
    seconds, values = [], []
    for pair in result["values"]:
        try:
            when, value = float(pair[0]), float(pair[1])
        except (TypeError, ValueError, LookupError):
            tally.add("metrics_bad_number", key=name, value=str(pair)[:60], name=name)
            continue
        if not is_epoch(when):
            tally.add("metrics_bad_time", key=name, value=str(pair[0])[:60], name=name)
            continue
        if np.isinf(value):
            # +Inf is what a division by nothing gives.
            tally.add("metrics_bad_number", key=name, value=str(pair[1])[:60], name=name)
            value = float("nan")
        seconds.append(when)
        values.append(value)
    return np.array(seconds, np.float64), np.array(values, np.float64)


def _warn_of_counter(name: str, metric: Mapping[str, str], values: Floats, tally: Tally) -> None:
    """A raw counter is no rate: its value is what came since the process began."""
    known = values[np.isfinite(values)]
    named = metric.get("__name__", "").endswith(("_total", "_count", "_sum", "_bucket"))
    if named and len(known) > 1 and np.mean(np.diff(known) >= 0) > 0.9:
        tally.add("prometheus_counter", key=name, name=name)
