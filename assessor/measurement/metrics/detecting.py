"""What kind of file it is, by its first lines and never by its name."""

from __future__ import annotations

import csv
import re
from itertools import islice
from pathlib import Path
from typing import Literal

from assessor.measurement.metrics.opening import SourceText
from assessor.measurement.metrics.table import separator_of
from assessor.measurement.metrics.tally import Tally

Format = Literal[
    "csv", "jtl", "k6", "locust", "sar", "sadf", "sadf-json", "prometheus", "json", "xml", "none"
]
LOAD_TESTS = ("jtl", "k6", "locust")
_LINES = 40
_ANSWER = re.compile(r'"status"\s*:\s*"(success|error)"')
_LOG_STAMP = re.compile(r"\[\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d")
_JTL_CELLS = (15, 16, 17)
"""Cells of a line of a JTL file as JMeter 3 to 5 write it."""


def detect_format(path: str | Path) -> Format:
    """Format of a file of metrics or of a load test.

    Returns
    -------
    `csv` for any table that is none of the known ones, `none` for a file without text.

    Raises
    ------
    InputError
        The file cannot be opened.
    """
    with SourceText(path, Tally(str(path))) as text:
        lines = [line for line in islice(text.lines(), _LINES) if line.strip()]
    if not lines:
        return "none"
    start = lines[0].lstrip()
    if start.startswith(("{", "[")):
        return _json("".join(lines))
    if start.startswith("<"):
        return "xml"
    if any("hostname" in line and "interval" in line and "CPU" in line for line in lines[:3]):
        return "sadf"
    if start.startswith("Linux ") or any("%idle" in line and "CPU" in line for line in lines[:5]):
        return "sar"
    return _table(lines)


def _json(start: str) -> Format:
    if '"sysstat"' in start:
        return "sadf-json"
    return "prometheus" if '"resultType"' in start or _ANSWER.search(start) else "json"


def _table(lines: list[str]) -> Format:
    cells = next(csv.reader(lines[:1], delimiter=separator_of(lines)), [])
    names = {cell.strip().lower() for cell in cells}
    old = {"timestamp", "time", "label"} <= names and bool({"responsecode", "success"} & names)
    if {"timestamp", "elapsed"} <= names or old:
        return "jtl"
    if {"metric_name", "metric_value"} <= names:
        return "k6"
    if {"user count", "requests/s"} <= names:
        return "locust"
    if len(cells) in _JTL_CELLS and cells[0].isdigit() and {"true", "false"} & names:
        return "jtl"
    return "csv"


def kind_of(path: str | Path) -> Literal["log", "load_test", "metrics"]:
    """Which reader a file is for: access log, load test or metrics.

    Raises
    ------
    InputError
        The file cannot be opened.
    """
    found = detect_format(path)
    if found in LOAD_TESTS:
        return "load_test"
    if found not in ("csv", "json"):
        return "metrics"
    with SourceText(path, Tally(str(path))) as text:
        lines = [line for line in islice(text.lines(), _LINES) if line.strip()]
    objects = sum(line.startswith("{") and line.rstrip().endswith("}") for line in lines)
    stamps = sum(bool(_LOG_STAMP.search(line)) for line in lines)
    return "log" if 2 * max(objects, stamps) > len(lines) else "metrics"
