"""A file is what its first lines say."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessor.measurement.metrics import detect_format, kind_of

DATA = Path(__file__).parent / "data"


@pytest.mark.parametrize(
    ("text", "format_", "kind"),
    [
        ("time,visits\n2024-03-04,5\n", "csv", "metrics"),
        ("# hostname;interval;timestamp;CPU;%user;%idle\n", "sadf", "metrics"),
        ("Linux 6.1.0 (web1) \t2024-03-04 \t_x86_64_\t(4 CPU)\n", "sar", "metrics"),
        ('{"sysstat": {\n"hosts": []}}', "sadf-json", "metrics"),
        ('{"status":"success","data":{"resultType":"matrix"}}', "prometheus", "metrics"),
        ("metric_name,timestamp,metric_value,check\n", "k6", "load_test"),
        ("timeStamp,elapsed,label,allThreads\n", "jtl", "load_test"),
        ("1709542800000,5,a,200,OK,t,text,true,,1,1,1,1,u,1,0,0\n", "jtl", "load_test"),
        ('10.0.0.1 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 5\n', "csv", "log"),
        ('{"time": "2024-03-04T09:00:00Z", "status": 200}\n' * 3, "json", "log"),
        ("<testResults>", "xml", "metrics"),
        ("", "none", "metrics"),
    ],
)
def test_that_kinds_are_told_apart(written, text, format_, kind):
    path = written(text, "data.txt")
    assert detect_format(path) == format_
    assert kind_of(path) == kind
    assert detect_format(written(text, "data.gz", zipped=True)) == format_


def test_that_locust_is_known():
    assert detect_format(DATA / "locust_stats_history.csv") == "locust"
