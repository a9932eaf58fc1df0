"""Processor time as sysstat 12.6 prints it, in every form of the same eight seconds."""

from __future__ import annotations

import json
from datetime import datetime

import numpy as np
import pytest

from assessor.measurement.metrics import read_metrics

HEAD = "Linux 6.1.0-18-amd64 (web1) \t{date} \t_x86_64_\t(4 CPU)\n\n"
COLUMNS = "{time}        CPU     %user     %nice   %system   %iowait    %steal     %idle\n"
ROW = (
    "{time}        all     {user:5.2f}      0.00      1.50      {wait:.2f}      {steal:.2f}"
    "     {idle:5.2f}\n"
)
BUSY = [0.5025, 0.5100, 0.4025, 0.5100]
WAIT = [0.0, 0.0, 0.01, 0.02]


def report(date: str, times: list[str], *, steal: float = 0.0) -> str:
    """The first time is the start of the first interval, as sar prints it."""
    text = HEAD.format(date=date) + COLUMNS.format(time=times[0])
    for time, busy, wait in zip(times[1:], BUSY, WAIT, strict=False):
        idle = 100 * (1 - busy - wait)
        text += ROW.format(
            time=time, user=100 * busy - 1.5, wait=100 * wait, steal=steal, idle=idle
        )
    return (
        text + "Average:        all     50.04      0.00      0.43      0.14      0.00     49.39\n"
    )


FOUR = ["10:00:01", "10:10:01", "10:20:02", "10:30:01", "10:40:01"]


def test_that_busy_is_what_is_neither_idle_nor_waiting(written, codes):
    reading = read_metrics(written(report("2024-03-04", FOUR)))
    series = reading.series["utilisation"]
    # Stamps end their intervals: the first begins at 10:00.
    assert (series.start, series.step) == (datetime(2024, 3, 4, 10), 600.0)
    assert series.values == pytest.approx(BUSY, abs=1e-9)
    assert (series.kind, series.unit) == ("mean", "1")
    assert reading.series["iowait"].values == pytest.approx(WAIT, abs=1e-9)
    assert reading.series["steal"].values == pytest.approx(0.0)
    assert reading.channels == {"web1": 4}
    assert reading.source.format == "sar"
    assert codes(reading, notes=True) == {}


def test_that_twelve_hour_clocks_and_midnight_are_read(written):
    times = ["11:50:01 PM", "12:00:01 AM", "12:10:01 AM", "12:20:01 AM", "12:30:01 AM"]
    series = read_metrics(written(report("2024-03-04", times))).series["utilisation"]
    assert series.start == datetime(2024, 3, 4, 23, 50)
    assert series.values == pytest.approx(BUSY, abs=1e-9)


def test_that_days_one_after_the_other_are_one_series(written, codes):
    both = report("2024-03-04", FOUR) + "\n" + report("2024-03-05", FOUR)
    reading = read_metrics(written(both))
    series = reading.series["utilisation"]
    assert len(series) == 144 + 4
    assert series.values[144:] == pytest.approx(BUSY, abs=1e-9)
    assert codes(reading) == {"metrics_gap": 140}


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("2024-03-04", 4), ("03/31/24", 31), ("31/03/2024", 31), ("03/31/2024", 31),
        ("04/04/2024", 4), ("31.03.2024", 31), ("2024年03月31日", 31),
    ],
)  # fmt: skip
def test_that_dates_of_the_head_are_read_where_they_are_clear(written, date, day):
    assert read_metrics(written(report(date, FOUR))).series["utilisation"].start.day == day


def test_that_a_date_that_may_be_two_is_refused_unless_its_order_is_given(written, codes):
    path = written(report("08/12/2024", FOUR))
    reading = read_metrics(path)
    assert codes(reading) == {"sar_date": 1}
    assert reading.findings[0].line == 1
    assert read_metrics(path, day_first=True).series["utilisation"].start.month == 12
    assert read_metrics(path, day_first=False).series["utilisation"].start.month == 8


def test_that_only_rows_of_all_processors_count(written, codes):
    text = report("2024-03-04", FOUR)
    single = "10:10:01          0     99.00      0.00      0.50      0.00      0.00      0.50\n"
    lines = text.splitlines(keepends=True)
    both = "".join([*lines[:4], single, *lines[4:]])
    assert read_metrics(written(both)).series["utilisation"].values == pytest.approx(BUSY, abs=1e-9)
    alone = "".join(lines[:3]) + single
    assert codes(read_metrics(written(alone))) == {"sar_no_all": 1}


def test_that_other_blocks_and_restarts_are_no_processor_time(written, codes):
    memory = (
        "\n10:00:01    kbmemfree   kbavail kbmemused  %memused\n"
        "10:10:01     23250464  24062848    176008      0.71\n"
        "\n10:00:01          CPU      MHz\n10:10:01          all   2400.00\n"
        "\n10:45:00     LINUX RESTART\t(4 CPU)\n"
    )
    reading = read_metrics(written(report("2024-03-04", FOUR) + memory))
    assert len(reading.series["utilisation"]) == 4
    assert codes(reading, notes=True) == {"sar_restart": 1}


def test_that_stolen_time_is_told(written, codes):
    reading = read_metrics(written(report("2024-03-04", FOUR, steal=5.0)))
    assert codes(reading) == {"sar_steal": 1}
    assert float(reading.findings[0].params["share"]) == pytest.approx(0.05)


def test_that_decimal_commas_and_the_long_form_are_read(written):
    text = (
        HEAD.format(date="2024-03-04")
        + "10:00:01        CPU      %usr     %nice      %sys   %iowait    %steal      %irq"
        "     %soft    %guest    %gnice     %idle\n"
        "10:10:01        all     30,25      0,00      9,00      0,75      0,00      0,50"
        "      0,50      0,00      0,00     59,00\n"
        "10:20:01        all     30,25      0,00      9,00      0,75      0,00      0,50"
        "      0,50      0,00      0,00     59,00\n"
    )
    assert read_metrics(written(text)).series["utilisation"].values == pytest.approx(0.4025)


def test_that_rows_that_make_no_sense_are_left_out_and_located(written, codes):
    text = report("2024-03-04", FOUR)
    wrong = text.replace("     49.00\n", "     149.00\n", 1)
    reading = read_metrics(written(wrong))
    assert codes(reading) == {"sar_not_percent": 1, "metrics_gap": 1}
    headless = text.split("\n", 2)[2]
    assert "sar_no_head" in codes(read_metrics(written(headless)))


SADF = """# hostname;interval;timestamp;CPU;%user;%nice;%system;%iowait;%steal;%idle
{host};600;2024-03-04 03:10:01{zone};-1;48.75;0.00;1.50;0.00;0.00;49.75
{host};600;2024-03-04 03:20:01{zone};-1;49.50;0.00;1.50;0.00;0.00;49.00
{host};600;2024-03-04 03:30:01{zone};-1;38.75;0.00;1.50;1.00;0.00;58.75
{host};600;2024-03-04 03:40:01{zone};-1;49.50;0.00;1.50;2.00;0.00;47.00
"""


def test_that_database_output_is_read_in_utc_or_local_time(written, codes):
    utc = read_metrics(written(SADF.format(host="web1", zone=" UTC")), zone="Asia/Ho_Chi_Minh")
    assert utc.series["utilisation"].start == datetime(2024, 3, 4, 10)
    assert utc.series["utilisation"].values == pytest.approx(BUSY, abs=1e-9)
    assert utc.series["iowait"].values == pytest.approx(WAIT, abs=1e-9)
    local = read_metrics(written(SADF.format(host="web1", zone="")))
    assert local.series["utilisation"].start == datetime(2024, 3, 4, 3)
    assert codes(local, notes=True) == {}
    commas = SADF.format(host="web1", zone="").replace(";", ",")
    assert read_metrics(written(commas)).series["utilisation"].values == pytest.approx(BUSY)


def test_that_several_hosts_are_several_series(written):
    text = SADF.format(host="web1", zone="") + SADF.format(host="db1", zone="")
    reading = read_metrics(written(text))
    assert set(reading.series) == {
        f"{host}: {what}" for host in ("web1", "db1") for what in ("utilisation", "iowait", "steal")
    }
    assert reading.series["db1: utilisation"].values == pytest.approx(BUSY, abs=1e-9)


def test_that_the_horizontal_form_and_restarts_are_read(written, codes):
    text = (
        "# hostname;interval;timestamp;CPU;%user;%nice;%system;%iowait;%steal;%idle[...];kbmem\n"
        "vm;1;1709542801;-1;50.25;0.00;0.00;0.00;0.00;49.75;0;0.00;0.00;0.00;0.00;0.00;100.00;23\n"
        "vm;-1;1709542802;LINUX-RESTART\t(2 CPU)\n"
        "vm;1;1709542802;-1;49.50;0.00;1.50;0.00;0.00;49.00;0;0.00;0.00;2.00;0.00;0.00;98.00;23\n"
    )
    reading = read_metrics(written(text))
    assert reading.series["utilisation"].values == pytest.approx([0.5025, 0.51])
    assert codes(reading, notes=True) == {"sar_restart": 1, "metrics_utc": 1}


def sadf_json(**stamp: object) -> dict:
    loads = [
        [{"cpu": "all", "user": 48.75, "system": 1.5, "iowait": 0.0, "steal": 0.0, "idle": 49.75},
         {"cpu": "0", "user": 99.0, "system": 0.0, "iowait": 0.0, "steal": 0.0, "idle": 1.0}],
        [{"cpu": "all", "user": 49.5, "system": 1.5, "iowait": 0.0, "steal": 0.0, "idle": 49.0}],
    ]  # fmt: skip
    times = [
        {"date": "2024-03-04", "time": f"03:{m}:01", "interval": 600, **stamp} for m in (10, 20)
    ]
    statistics = [
        {"timestamp": time, "cpu-load": load, "memory": {"memfree": 1}}
        for time, load in zip(times, loads, strict=True)
    ]
    host = {"nodename": "web1", "number-of-cpus": 4, "statistics": statistics, "restarts": []}
    return {"sysstat": {"hosts": [host]}}


@pytest.mark.parametrize("stamp", [{"utc": 1}, {"tz": "UTC"}])
def test_that_json_output_is_read(written, stamp):
    path = written(json.dumps(sadf_json(**stamp), indent=1))
    reading = read_metrics(path, zone="Asia/Ho_Chi_Minh")
    series = reading.series["utilisation"]
    assert (series.start, series.step) == (datetime(2024, 3, 4, 10), 600.0)
    assert series.values == pytest.approx([0.5025, 0.51])
    assert reading.channels == {"web1": 4}


def test_that_json_of_another_kind_is_refused(written, codes):
    mpstat = sadf_json()
    for entry in mpstat["sysstat"]["hosts"][0]["statistics"]:
        entry["timestamp"] = "08:46:34"
    assert codes(read_metrics(written(json.dumps(mpstat)))) == {"sar_mpstat": 1}
    cut = json.dumps(sadf_json(utc=1), indent=1)[:-40]
    assert "metrics_json_broken" in codes(read_metrics(written(cut)))
    assert "metrics_json_other" in codes(read_metrics(written('{"sysstat": {"hosts": 5}}')))
    none = {"sysstat": {"hosts": [{"nodename": "a", "statistics": []}]}}
    assert codes(read_metrics(written(json.dumps(none)))) == {"sar_no_processor": 1}


def test_that_a_single_interval_has_the_length_that_is_written(written):
    one = "\n".join(SADF.format(host="a", zone="").splitlines()[:2])
    series = read_metrics(written(one)).series["utilisation"]
    assert (series.step, len(series)) == (600.0, 1)
    assert np.isfinite(series.values).all()
