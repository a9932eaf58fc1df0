"""Load tests of three tools, against the closed system that made them and a recorded run."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from assessor.measurement.demands import scalability
from assessor.measurement.metrics import LoadPoint, read_load_test
from assessor.measurement.metrics.plateaus import load_points
from assessor.measurement.metrics.seconds import Course, PerSecond
from assessor.measurement.metrics.tally import Tally

DATA = Path(__file__).parent / "data"
T0 = 1_709_542_800
HEADER = (
    "timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,"
    "failureMessage,bytes,sentBytes,grpThreads,allThreads,URL,Latency,IdleTime,Connect\n"
)


def jtl(samples, header=HEADER, *, failing=0) -> str:
    """As JMeter 5 writes it; every `failing`-th request fails."""
    lines = [header]
    for i, s in enumerate(samples):
        bad = failing and i % failing == 0
        code, word, ok = ("500", "Internal, error", "false") if bad else ("200", "OK", "true")
        lines.append(
            f'{round(s.start * 1e3)},{s.elapsed},GET /,{code},"{word}",Users 1-{s.users},text,'
            f"{ok},,944,127,{s.users},{s.users},http://portal/,{s.elapsed},0,1\n"
        )
    return "".join(lines)


def repairman(users: int, servers: int, service: float, think: float) -> tuple[float, float]:
    """Throughput and response time of the machine-repair model, from its balance equations."""
    weight = [1.0]
    for n in range(1, users + 1):
        weight.append(weight[-1] * (users - n + 1) / think * service / min(n, servers))
    p = np.array(weight) / sum(weight)
    x = float(p @ np.minimum(np.arange(users + 1), servers)) / service
    return x, users / x - think


def test_that_plateaus_show_what_the_closed_system_does(written, stairs, codes):
    reading = read_load_test(written(jtl(stairs), "run.jtl"), zone="Asia/Ho_Chi_Minh")
    assert [p.users for p in reading.points] == [2, 5, 10, 20, 40, 60]
    assert codes(reading) == {}
    for point in reading.points:
        x, r = repairman(int(point.users), 4, 0.05, 0.5)
        # Four standard errors of a count over 107 s, a little more regular than Poisson; of a
        # mean response time four of exponential ones, which neighbours share when queueing.
        assert point.throughput == pytest.approx(x, abs=4 * np.sqrt(x / point.seconds))
        shared = 1 if point.users < 40 else 4
        assert point.response_time == pytest.approx(
            r, abs=4 * shared * r / np.sqrt(point.requests) + 5e-4
        )
        assert point.think_time == pytest.approx(0.5, rel=0.12)
    assert reading.points[0].start == datetime(2024, 3, 4, 16, 0, 12)
    assert (reading.source.format, reading.source.used) == ("jtl", len(stairs))


def test_that_a_point_is_exactly_the_requests_of_its_seconds(written, stairs):
    reading = read_load_test(written(jtl(stairs, failing=7)))
    ends = np.array([round(s.start * 1e3) / 1e3 + s.elapsed / 1e3 for s in stairs])
    elapsed = np.array([s.elapsed / 1e3 for s in stairs])
    failed = np.arange(len(stairs)) % 7 == 0
    for point in reading.points:
        begin = (point.start - datetime(1970, 1, 1)).total_seconds()
        # Milliseconds are no binary fractions: an end on a full second may fall on either side.
        inside = (ends >= begin - 1e-6) & (ends < begin + point.seconds - 1e-6)
        assert abs(point.requests - inside.sum()) <= 2
        assert point.response_time == pytest.approx(elapsed[inside].mean(), rel=1e-2)
        # Classes are 1 % wide.
        assert point.response_p95 == pytest.approx(np.quantile(elapsed[inside], 0.95), rel=0.03)
        assert point.error_share == pytest.approx(failed[inside].mean(), abs=5e-3)


def test_that_ramps_are_left_out_and_told(written, stairs):
    reading = read_load_test(written(jtl(stairs)))
    (note,) = [f for f in reading.findings if f.code == "load_test_ramps"]
    used = sum(p.seconds for p in reading.points)
    assert used == 6 * (120 - 12 - 1)
    assert float(note.params["seconds"]) == len(reading.throughput) - used
    assert reading.throughput.values.sum() == len(stairs)
    assert np.nanmax(reading.users.values) == 60


@pytest.mark.parametrize(
    "variant",
    [
        lambda text: text.replace(",", ";").replace("Internal; error", "Internal, error"),
        lambda text: text.replace(",", "\t"),
        lambda text: text.split("\n", 1)[1],
        lambda text: text.replace("elapsed", "time", 1).replace("timeStamp", "timestamp", 1),
        lambda text: "\ufeff" + text.replace("\n", "\r\n"),
    ],
)
def test_that_headings_and_separators_may_vary(written, stairs, variant):
    plain = read_load_test(written(jtl(stairs)))
    other = read_load_test(written(variant(jtl(stairs)), zipped=True))
    assert other.points == plain.points


def test_that_dates_serve_as_time_stamps(written, stairs):
    some = [s for s in stairs if s.start < T0 + 240]
    lines = jtl(some).splitlines()
    for i, s in enumerate(some, 1):
        moment = datetime(1970, 1, 1) + timedelta(milliseconds=round(s.start * 1e3))
        stamp = moment.strftime("%Y/%m/%d %H:%M:%S.%f")[:-3]
        lines[i] = stamp + "," + lines[i].split(",", 1)[1]
    reading = read_load_test(written("\n".join(lines)))
    assert [p.users for p in reading.points] == [2, 5]
    assert reading.points[0].start == datetime(2024, 3, 4, 9, 0, 12)


def test_that_transactions_are_not_counted_beside_their_samples(written, stairs, codes):
    some = [s for s in stairs if s.start < T0 + 120]
    lines = jtl(some).splitlines()
    whole = lines[1].replace(
        '"OK"', '"Number of samples in transaction : 2, number of failing samples : 0"'
    )
    whole = whole if "Number" in whole else lines[1].replace("Internal", "Number")
    path = written("\n".join([lines[0], *[each for line in lines[1:] for each in (line, whole)]]))
    reading = read_load_test(path)
    assert reading.source.used == len(some)
    assert codes(reading, notes=True)["jtl_transactions"] == 1
    # A test that wrote its transactions only is made of them.
    only = read_load_test(written("\n".join([lines[0], *[whole] * 3])))
    assert only.source.used == 3


def test_that_lines_that_cannot_be_read_are_counted_and_located(written, stairs, codes):
    lines = jtl(stairs).splitlines()
    lines[5] = lines[5].replace(lines[5].split(",")[0], "soon", 1)
    lines[8] = ",".join(lines[8].split(",")[:4])
    lines[9] = lines[9].replace(f",{stairs[8].elapsed},", ",fast,", 1)
    lines.insert(20, lines[0])
    reading = read_load_test(written("\n".join(lines)))
    found = {f.code: f.line for f in reading.findings if f.severity == "warning"}
    assert found == {
        "metrics_bad_time": 6, "metrics_row_length": 9, "metrics_bad_number": 10,
        "load_test_appended": 21,
    }  # fmt: skip
    assert reading.source.used == len(stairs) - 3


def test_that_a_test_without_users_or_from_several_hosts_is_refused(written, stairs, codes):
    some = stairs[:100]
    no_users = jtl(some).replace("allThreads", "other", 1)
    assert codes(read_load_test(written(no_users))) == {"jtl_no_users": 1}
    lines = jtl(some).splitlines()
    hosts = [lines[0] + ",Hostname"] + [f"{line},load{i % 2}" for i, line in enumerate(lines[1:])]
    reading = read_load_test(written("\n".join(hosts)))
    assert codes(reading) == {"jtl_hosts": 1}
    assert reading.points == ()
    bare = "timeStamp,elapsed,allThreads\n1709542800000,5,1\n"
    assert codes(read_load_test(written(bare))) == {"load_test_no_column": 1}


def k6(samples) -> str:
    columns = (
        "metric_name,timestamp,metric_value,check,error,error_code,expected_response,status,url\n"
    )
    lines = [columns]
    users: dict[int, int] = {}
    for i, s in enumerate(samples):
        second = int(s.start + s.elapsed / 1e3)
        users[second] = s.users
        expected, status = ("false", "503") if i % 10 == 0 else ("true", "200")
        tail = f",,,,{expected},{status},http://portal/\n"
        lines.append(f"http_reqs,{second},1.000000{tail}")
        lines.append(f"http_req_duration,{second},{s.elapsed:.6f}{tail}")
        lines.append(f"http_req_blocked,{second},0.004{tail}")
    lines += [f"vus,{second},{n:.6f},,,,,,\n" for second, n in users.items()]
    return "".join(lines)


def test_that_k6_tells_the_same_as_jmeter(written, stairs, codes):
    reading = read_load_test(written(k6(stairs)))
    other = read_load_test(written(jtl(stairs, failing=10)))
    assert codes(reading) == {}
    assert reading.source.format == "k6"
    for mine, theirs in zip(reading.points, other.points, strict=True):
        # The gauge of users and their requests may disagree in the second of a change.
        assert mine.users == theirs.users
        assert mine.throughput == pytest.approx(theirs.throughput, rel=0.01)
        assert mine.response_time == pytest.approx(theirs.response_time, rel=0.01)
        assert mine.error_share == pytest.approx(theirs.error_share, abs=2e-3)


def test_that_k6_needs_users_and_responses(written, stairs, codes):
    text = k6(stairs[:200])
    lone = "\n".join(line for line in text.splitlines() if not line.startswith("vus"))
    reading = read_load_test(written(lone))
    assert [f.params["name"] for f in reading.findings if f.code == "k6_no_metric"] == ["vus"]
    statuses = text.replace(",true,200", ",,200").replace(",false,503", ",,503")
    by_status = read_load_test(written(statuses))
    assert "k6_no_metric" not in codes(by_status)


def test_that_a_recorded_run_of_locust_is_read(codes):
    """Locust 2.47, 4, 12 and 30 users; a request sleeps 50 ms on average, users rest 200 ms."""
    reading = read_load_test(DATA / "locust_stats_history.csv", zone="Asia/Ho_Chi_Minh")
    assert [p.users for p in reading.points] == [4, 12, 30]
    assert codes(reading) == {}
    for point in reading.points:
        # Exponential response times: their mean is known to 3 % from 1,000 of them.
        assert point.response_time == pytest.approx(0.05, rel=0.12)
        # Nothing queues, so a user's cycle is 250 ms and a little of the generator's own.
        assert point.throughput == pytest.approx(point.users / 0.252, rel=0.05)
        # 95 % of an exponential lie below three means; Locust rounds to two digits.
        assert point.response_p95 == pytest.approx(0.15, rel=0.2)
        assert point.error_share == pytest.approx(0.02, abs=0.015)
    total = reading.throughput.values.sum()
    lines = (DATA / "locust_stats_history.csv").read_text(encoding="utf-8").splitlines()
    assert total == pytest.approx(float(lines[-1].split(",")[17]) - float(lines[1].split(",")[17]))


def test_that_totals_of_locust_that_fall_are_told(written, codes):
    lines = (DATA / "locust_stats_history.csv").read_text(encoding="utf-8").splitlines()
    again = read_load_test(written("\n".join(lines + lines[1:20])))
    assert codes(again)["locust_reset"] == 19
    short = read_load_test(written("\n".join(lines[:2])))
    assert codes(short) == {"metrics_no_rows": 1}
    old = "Timestamp,User Count,Type,Name,Requests/s\n1,2,,Aggregated,3\n"
    assert [f.params["name"] for f in read_load_test(written(old)).findings] == [
        "Total Request Count", "Total Failure Count", "Total Average Response Time",
    ]  # fmt: skip


def course(users, requests, response=0.05) -> Course:
    users, requests = np.asarray(users, float), np.asarray(requests, float)
    return Course(float(T0), requests, np.zeros(len(users)), requests * response, users)


def found(course) -> tuple[tuple[LoadPoint, ...], dict[str, int]]:
    tally = Tally("a")
    points = load_points(course, tally)
    return points, {f.code: f.count for f in tally.findings if f.severity != "note"}


def test_that_short_interruptions_do_not_end_a_plateau():
    users = np.full(100, 8.0)
    users[50:53], users[70] = 9, np.nan
    points, told = found(course(users, np.full(100, 40)))
    assert told == {}
    assert [(p.users, p.seconds) for p in points] == [(8, 89)]


def test_that_a_ramp_has_no_plateau():
    points, told = found(course(np.arange(1, 301), np.arange(1, 301) * 4))
    assert points == ()
    assert told == {"load_test_no_plateau": 1}
    slow = found(course(np.repeat(np.arange(1, 11), 29), np.full(290, 10)))
    assert slow[1] == {"load_test_no_plateau": 1}


def test_that_a_plateau_that_drifts_is_left_out_and_told():
    steady, drifting = np.full(100, 100.0), np.linspace(150, 90, 100)
    points, told = found(course(np.repeat([5.0, 9.0], 100), np.concatenate([steady, drifting])))
    assert [p.users for p in points] == [5]
    assert told == {"load_test_unsteady": 1}


def test_that_noise_is_no_drift():
    rng = np.random.default_rng(0)
    told = [found(course(np.full(60, 2.0), rng.poisson(4, 60)))[1] for _ in range(300)]
    # Four standard errors: 1 in 16,000.
    assert sum("load_test_unsteady" in each for each in told) == 0


def test_that_slow_systems_get_longer_to_settle():
    points, _ = found(course(np.full(200, 50.0), np.full(200, 5.0), response=20.0))
    assert points[0].seconds == 200 - 40 - 1


def test_that_few_requests_are_no_plateau():
    points, told = found(course(np.full(60, 1.0), np.tile([1.0, 0, 0], 20)))
    assert points == ()
    assert "load_test_few_requests" in told


def test_that_littles_law_is_checked(written, stairs, codes):
    # Users counted on half of the load generators only.
    half = [type(s)(s.start, s.elapsed, s.users // 2) for s in stairs if s.start >= T0 + 600]
    reading = read_load_test(written(jtl([type(s)(s.start, 700, s.users) for s in half])))
    assert "load_test_little" in codes(reading)
    good = read_load_test(written(jtl(stairs)), think_time=0.5)
    assert codes(good) == {}
    wrong = read_load_test(written(jtl(stairs)), think_time=1.0)
    assert "load_test_think_time" in codes(wrong)


def test_that_an_open_test_is_not_taken_for_a_closed_one(written, codes):
    """Arrivals at a fixed rate while the number of idle users grows."""
    rng = np.random.default_rng(3)
    rows = []
    for stage, users in enumerate((10, 20, 40, 80)):
        times = np.sort(rng.uniform(0, 120, 2400)) + 120 * stage
        rows += [type("S", (), {"start": T0 + t, "elapsed": 50, "users": users}) for t in times]
    assert "load_test_not_closed" in codes(read_load_test(written(jtl(rows))))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<?xml version='1.0'?><testResults/>", "load_test_xml"),
        ("time,visits\n2024-03-04,5\n", "load_test_format"),
        (HEADER, "metrics_no_rows"),
        (HEADER + "1709542800000,5,a,200,OK,t,text,true,,1,1,1,1,u,1,0,0\n"
         "1799542800000,5,a,200,OK,t,text,true,,1,1,1,1,u,1,0,0\n", "load_test_span"),
    ],
)  # fmt: skip
def test_that_other_files_are_refused_with_their_reason(written, codes, text, code):
    reading = read_load_test(written(text))
    assert codes(reading) == {code: 1}
    assert reading.points == ()
    assert reading.findings[0].severity == "refusal"


def test_that_memory_grows_with_the_seconds_and_not_with_the_requests():
    """A million requests in a hundred seconds leave a hundred sums and their classes."""
    rng = np.random.default_rng(4)
    adding = PerSecond()
    ends, responses = T0 + rng.uniform(0, 100, 1_000_000), rng.lognormal(-3, 0.5, 1_000_000)
    for end, response in zip(ends.tolist(), responses.tolist(), strict=True):
        adding.add(end, response, False, 5.0)
    done = adding.course()
    assert len(done) == 100
    assert done.requests.sum() == 1_000_000
    assert len(done.classes[0]) < 100 * 600
    assert done.quantile(0, 100, 0.95) == pytest.approx(np.quantile(responses, 0.95), rel=0.01)
    assert done.quantile(0, 100, 0.5) == pytest.approx(np.exp(-3), rel=0.01)
    assert done.response.sum() == pytest.approx(responses.sum(), rel=1e-9)


def test_that_the_whole_way_from_a_test_to_its_scalability_is_there(written, stairs):
    reading = scalability(read_load_test(written(jtl(stairs))).points)
    assert reading.rate is not None
    # Users who think: one alone makes 1/(0.5 + 0.05) requests a second.
    assert reading.rate.low <= 1 / 0.55 <= reading.rate.high
