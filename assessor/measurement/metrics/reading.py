"""One door for files of metrics, whatever wrote them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo
from functools import partial
from pathlib import Path
from typing import Literal

from assessor.measurement.metrics.csv_series import CsvOptions, read_table
from assessor.measurement.metrics.detecting import LOAD_TESTS, Format, detect_format
from assessor.measurement.metrics.model import MetricsReading
from assessor.measurement.metrics.numbers import Mark
from assessor.measurement.metrics.opening import SourceText
from assessor.measurement.metrics.prometheus import read_prometheus
from assessor.measurement.metrics.sar import read_sadf_json, read_sadf_table, read_sar_text
from assessor.measurement.metrics.tally import Tally

Reader = Callable[[SourceText, Tally], MetricsReading]


def read_metrics(
    path: str | Path,
    *,
    time_column: str | None = None,
    value_columns: Sequence[str] | None = None,
    key_columns: Sequence[str] | None = None,
    zone: tzinfo | str | None = None,
    start: datetime | None = None,
    step: float | None = None,
    day_first: bool | None = None,
    decimal: Mark | None = None,
    kind: Literal["count", "mean"] | None = None,
    unit: str | None = None,
    stamps: Literal["start", "end"] = "start",
) -> MetricsReading:
    """Series of a table, of `sar`, or of a Prometheus range query.

    Parameters
    ----------
    path
        A text, plain or gzip; what it is is read from its first lines.
    time_column, value_columns, key_columns
        Of a table; None finds them. No value column means that every row is one event. A key
        column makes one series of each of its values.
    zone
        Of the local clock, as `Asia/Ho_Chi_Minh`, for times that name a zone or count from 1970.
        None keeps the clock that is written.
    start
        Local clock time of 0 in a column that counts time.
    step
        Length of a step, or of one count of such a column; None finds it. [s]
    day_first
        Whether 08/12/2024 is 8 December; None where the file itself decides.
    decimal
        Mark of decimals; None where the column decides.
    kind, unit
        Of the values. None: whole numbers ≥ 0 are counts, others levels, which is told.
    stamps
        Which end of its step the stamp of a table stands at. `sar` stamps the end.

    Returns
    -------
    Series on even grids with what was odd. A result that cannot be told without guessing is
    withheld, by a finding that is a refusal.

    Raises
    ------
    InputError
        The file cannot be opened.
    ValueError
        A zone that is not known.
    """
    found = detect_format(path)
    options = CsvOptions(
        time_column, value_columns, key_columns, zone, start, step, day_first, decimal, kind,
        unit, stamps,
    )  # fmt: skip
    readers: dict[Format, Reader] = {
        "csv": partial(read_table, options=options),
        "none": partial(read_table, options=options),
        "sar": partial(read_sar_text, zone=zone, day_first=day_first),
        "sadf": partial(read_sadf_table, zone=zone),
        "sadf-json": partial(read_sadf_json, zone=zone),
        "prometheus": partial(read_prometheus, zone=zone, kind=kind, unit=unit, step=step),
    }
    tally = Tally(str(path))
    with SourceText(path, tally) as text:
        reader = readers.get(found)
        if reader is not None:
            return reader(text, tally)
        code = "metrics_load_test" if found in LOAD_TESTS else "metrics_format"
        tally.refuse(code, format=found)
        return MetricsReading(text.source(found), findings=tally.findings)
