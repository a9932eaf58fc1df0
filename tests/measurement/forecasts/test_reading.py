"""Series out of CSV files, with every problem at once."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from assessor.errors import InputError
from assessor.measurement.forecasts import series_in


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_that_the_shipped_series_are_read(data: Path) -> None:
    series, findings = series_in(data)
    by_file: dict[str, int] = {}
    for one in series:
        by_file[one.name.split("/")[0]] = by_file.get(one.name.split("/")[0], 0) + 1
    assert by_file == {"nab_elb_5min": 1, "usagov_daily": 26, "usagov_hourly": 27}
    skipped = {Path(str(f.path)).name for f in findings if f.code == "backtest_file_skipped"}
    assert skipped == {"azure_arrivals.csv", "epa_per_minute.csv"}


def test_that_gaps_are_unknown(data: Path) -> None:
    (elb,), _ = series_in(data / "nab_elb_5min.csv")
    assert (elb.start, elb.step, elb.unit) == (datetime(2014, 4, 10, 0, 4), 300.0, "requests")
    # 4 032 values over 4 040 steps, counted with another tool.
    assert len(elb) == 4040
    assert np.count_nonzero(np.isnan(elb.values)) == 8


def test_that_hours_are_read_beside_their_date(data: Path) -> None:
    series, _ = series_in(data / "usagov_hourly.csv")
    assert {one.step for one in series} == {3600.0}
    # One agency's day lies on two dates, see the provenance of the file.
    assert sorted(len(one) for one in series) == [24] * 26 + [48]


def test_that_lines_may_stand_in_any_order_and_values_may_be_empty(tmp_path: Path) -> None:
    text = "date,visits\n2024-01-03,7\n2024-01-01,5\n\n2024-01-02,\n"
    (one,), _ = series_in(written(tmp_path, "few.csv", text))
    np.testing.assert_array_equal(one.values, [5, np.nan, 7])
    assert one.name == "few"


def test_that_what_cannot_be_read_is_told_with_its_line_and_the_rest_is_used(
    tmp_path: Path,
) -> None:
    rows = [f"2024-01-01 {hour:02d}:00:00,{hour + 1}" for hour in range(20)]
    rows[7] = "2024-01-01 07:00:00,x"
    text = "\n".join(["timestamp,requests", *rows]) + "\n"
    (one,), findings = series_in(written(tmp_path, "bad.csv", text))
    expected = [*range(1, 8), np.nan, *range(9, 21)]
    np.testing.assert_array_equal(one.values, expected)
    assert 9 in {finding.line for finding in findings}


def test_that_files_without_a_series_are_told_all_at_once(tmp_path: Path) -> None:
    nothing = written(tmp_path, "nothing.csv", "agency,office\na,b\n")
    noise = tmp_path / "bytes.csv"
    noise.write_bytes(b"\xff\xfe\x00time\x00\x00")
    with pytest.raises(InputError) as refused:
        series_in([nothing, noise, tmp_path / "absent.csv"])
    told = {Path(str(problem.path)).name for problem in refused.value.problems}
    assert told == {"nothing.csv", "bytes.csv", "absent.csv"}
