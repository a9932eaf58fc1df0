"""The digest against a plain loop, numpy and an independent count."""

import random
from pathlib import Path

import numpy as np
import pytest

from assessor.measurement.logs import LogOptions, read_logs

EXCERPT = Path(__file__).parents[1] / "data" / "apache_combined_excerpt.log"
OPTIONS = LogOptions(robot_rate=float("inf"))
# Blocks and batches far smaller than the log, so that every border is crossed many times.
SMALL = LogOptions(robot_rate=float("inf"), block=1500, held=50)


def random_log(line, *, seed, count=3000, disorder=0):
    """Visitors that come back after pauses around the time-out of a session."""
    rng = random.Random(seed)
    seconds = sorted(rng.uniform(0, 86_400 * 1.5) for _ in range(count))
    seconds = [s + rng.uniform(-disorder, 0) for s in seconds]
    return [
        line(
            max(s, 0),
            client=f"10.0.{rng.randrange(3)}.{rng.randrange(12)}",
            path=rng.choice(["/", "/a?b=1", "/static/x", "/tim?q=%C4%91", "/static/y?z"]),
            status=rng.choice([200, 200, 200, 304, 404, 302]),
            size=rng.choice(["-", *(int(rng.lognormvariate(9, 2)) for _ in range(5))]),
            agent=rng.choice(["Firefox/115", "Firefox/116 (X11; " + "x" * 200 + ")", "F" * 1500]),
        )
        for s in seconds
    ]


@pytest.mark.parametrize("options", [OPTIONS, SMALL], ids=["whole", "small blocks"])
@pytest.mark.parametrize("disorder", [0, 240])
def test_that_counts_and_sessions_are_those_of_a_plain_loop(write, line, slow, options, disorder):
    lines = random_log(line, seed=disorder, disorder=disorder)
    reading, plain = read_logs([write(lines)], options=options), slow().read(lines)
    assert dict(reading.status) == plain.status
    for series, counts in ((reading.requests, plain.minutes), (reading.pages, plain.pages)):
        start = series.start
        found = {
            start + (m * np.timedelta64(60, "s")).item(): v for m, v in enumerate(series.values)
        }
        assert {k: v for k, v in found.items() if v} == {k: v for k, v in counts.items() if v}
    sessions = reading.sessions
    assert sessions.number == len(plain.sessions) == sessions.starts.values.sum()
    assert sessions.number > 500
    expected = {
        "pages": [s[3] for s in plain.sessions],
        "requests": [s[2] for s in plain.sessions],
        "duration": [(s[1] - s[0]).total_seconds() for s in plain.sessions],
        "think_time": plain.thinks,
    }
    for name, values in expected.items():
        statistics = getattr(sessions, name)
        assert statistics.n == len(values)
        assert statistics.mean == pytest.approx(np.mean(values), rel=1e-12)
        assert statistics.scv == pytest.approx(
            np.var(values, ddof=1) / np.mean(values) ** 2, rel=1e-9
        )


def test_that_a_size_quantile_is_within_one_per_cent_of_the_order_statistic(write, line):
    rng = np.random.default_rng(3)
    sizes = np.concatenate([rng.pareto(1.1, 5000) * 1000, np.zeros(40)]).astype(int)
    rng.shuffle(sizes)
    lines = [line(n, size=size) for n, size in enumerate(sizes)]
    found = read_logs([write(lines)], options=SMALL).sizes
    assert (found.n, found.minimum, found.maximum) == (5040, 0, sizes.max())
    assert found.mean == pytest.approx(sizes.mean(), rel=1e-12)
    assert found.scv == pytest.approx(sizes.var(ddof=1) / sizes.mean() ** 2, rel=1e-9)
    for quantile, value in found.quantiles.items():
        exact = np.quantile(sizes, quantile, method="inverted_cdf")
        assert value == pytest.approx(exact, rel=found.relative_error)


def test_that_small_whole_numbers_have_exact_quantiles(write, line):
    lines = [line(60 * n, client=f"10.0.0.{v}") for v in range(1, 40) for n in range(v)]
    pages = read_logs([write(lines)], options=OPTIONS).sessions.pages
    for quantile, value in pages.quantiles.items():
        assert value == np.quantile(range(1, 40), quantile, method="inverted_cdf")


def test_that_the_excerpt_has_the_figures_of_an_independent_count():
    """Counted with str.split and numpy, see the sums in this test."""
    reading = read_logs([EXCERPT], options=LogOptions(keep_robots=True))
    assert dict(reading.status) == {"200": 377, "404": 7, "304": 7, "301": 9}
    sizes = []
    for text in EXCERPT.read_text(encoding="utf-8").splitlines():
        size = text.split('"')[2].split()[1]
        sizes += [int(size)] if size != "-" else []
    assert reading.sizes.n == len(sizes) == 388
    assert reading.sizes.mean == pytest.approx(np.mean(sizes), rel=1e-12)
    assert reading.sizes.scv == pytest.approx(22.951563937730022, rel=1e-9)
    assert reading.requests.values.sum() == 400
    # The time stamps are artificial: whatever the hour, the minute is 5.
    minutes = (np.flatnonzero(reading.requests.values) + reading.requests.start.minute) % 60
    assert set(minutes.tolist()) == {5}
    assert reading.seconds_of_minute.sum() == 400
    assert reading.zones == {"+0000": 400}


def test_that_robots_of_the_excerpt_are_set_apart_and_told(finding):
    reading = read_logs([EXCERPT])
    robots = reading.robots.values.sum()
    assert reading.requests.values.sum() + robots == 400
    told = finding(reading, "log_robots")
    assert told.count == robots
    assert "Googlebot" in told.params["agents"]


def test_that_series_share_a_grid_and_classes_add_up(write, line):
    lines = random_log(line, seed=5)
    classes = {"files": "^/static/", "home": "^/$", "never": "nothing"}
    reading = read_logs([write(lines)], options=LogOptions(classes=classes))
    assert list(reading.by_class) == ["files", "home", "never", "other"]
    summed = sum(series.values for series in reading.by_class.values())
    np.testing.assert_array_equal(summed, reading.requests.values)
    assert reading.by_class["never"].values.sum() == 0
    for series in (reading.robots, reading.pages, reading.sessions.starts):
        assert (series.start, len(series)) == (reading.requests.start, len(reading.requests))
    assert reading.static_requests + reading.dynamic_requests == 3000
    assert reading.static_requests == reading.by_class["files"].values.sum()
    assert reading.static_per_page == reading.static_requests / reading.pages.values.sum()


def test_that_the_first_class_that_matches_wins_on_the_decoded_path(write, line):
    paths = ["/thủ-tục/1", "/th%E1%BB%A7-t%E1%BB%A5c/2", "/x?thủ-tục", "http://a.vn/thủ-tục"]
    lines = [line(n, path=path) for n, path in enumerate(paths)]
    classes = {"procedures": "^/thủ-tục", "numbered": r"/\d$"}
    reading = read_logs([write(lines)], options=LogOptions(classes=classes))
    counts = {name: series.values.sum() for name, series in reading.by_class.items()}
    assert counts == {"procedures": 3, "numbered": 0, "other": 1}


def test_that_gaps_are_told_where_the_clock_is_fine_enough(write):
    times = np.cumsum(np.random.default_rng(1).exponential(0.05, 4000)) + 1_685_577_600
    text = "".join(
        f'{{"ts": {t:.6f}, "status": 200, "request": "GET / HTTP/1.1", "client_ip": "10.0.0.1"}}\n'
        for t in times
    )
    reading = read_logs([write(text)], options=SMALL)
    gaps = np.diff(np.round(times, 6))
    assert reading.resolution == 1e-6
    assert reading.gaps.n == 3999
    assert reading.gaps.mean == pytest.approx(gaps.mean(), rel=1e-9)
    # Times in floats of the test are right to 2e-7 s, of a gap of 0.05 s.
    assert reading.gaps.scv == pytest.approx(gaps.var(ddof=1) / gaps.mean() ** 2, rel=1e-5)


def test_that_gaps_are_not_told_of_whole_seconds(write, line):
    reading = read_logs([write([line(0), line(1), line(5)])])
    assert reading.resolution == 1
    assert reading.gaps is None


def test_that_sessions_at_the_edges_of_the_log_are_counted(write, line):
    seconds = {"10.0.0.1": [0, 100], "10.0.0.2": [10_000], "10.0.0.3": [20_000]}
    lines = [line(s, client=c) for c, each in seconds.items() for s in each]
    sessions = read_logs([write(lines)]).sessions
    assert (sessions.number, sessions.at_edges) == (3, 2)


def test_that_a_full_table_of_visitors_is_told(write, line, finding):
    lines = [line(n, client=f"10.0.{n >> 8}.{n & 255}") for n in range(2000)]
    options = LogOptions(visitors_limit=100, held=64, block=2000, robot_rate=float("inf"))
    reading = read_logs([write(lines)], options=options)
    assert finding(reading, "log_visitors_many").params["limit"] == 100
    assert reading.sessions.number == 2000
