"""Several files: any order, copies, overlaps, time zones, progress."""

import gzip
import hashlib
from datetime import datetime

import numpy as np
import pytest

from assessor.errors import Cancelled
from assessor.measurement.logs import LogOptions, read_logs

SMALL = LogOptions(block=2000, held=50)


@pytest.fixture
def day(line):
    rng = np.random.default_rng(9)
    seconds = np.sort(rng.uniform(0, 40_000, 1500))
    return [
        line(s, client=f"10.0.0.{n % 17}", path=f"/tin/{n}", size=n) for n, s in enumerate(seconds)
    ]


def test_that_rotated_files_are_put_in_order(write, day, same_digest):
    whole = read_logs([write(day, "whole")], options=SMALL)
    rotated = [
        write(gzip.compress("".join(day[:500]).encode()), "access.log.2.gz"),
        write(day[500:1000], "access.log.1"),
        write(day[1000:], "access.log"),
    ]
    for paths in (rotated, rotated[::-1], [rotated[1], rotated[0], rotated[2]]):
        reading = read_logs(paths, options=SMALL)
        same_digest(reading, whole)
        assert [source.path for source in reading.sources] == [str(path) for path in rotated]
        assert reading.sources[0].last < reading.sources[1].first


def test_that_logs_of_two_servers_are_merged_by_time_and_told(write, day, same_digest, finding):
    whole = read_logs([write(day, "whole")], options=SMALL)
    servers = [write(day[0::2], "web1"), write(day[1::2], "web2")]
    reading = read_logs(servers, options=SMALL)
    same_digest(reading, whole)
    told = finding(reading, "log_overlap")
    assert told.path == str(servers[1])
    assert told.params["minutes"] > 600


def test_that_a_copy_counts_once_and_keeps_its_hash(write, day, same_digest, finding):
    one, copy = write(day, "a.log"), write(day, "copy.log")
    packed = write(gzip.compress("".join(day).encode()), "a.log.gz")
    alone = read_logs([one])
    reading = read_logs([one, copy, packed, one])
    same_digest(reading, alone)
    told = [f for f in reading.findings if f.code == "log_duplicate"]
    assert {f.path for f in told} == {str(copy), str(packed), str(one)}
    assert [source.used for source in reading.sources] == [1500, 0, 0, 0]
    assert reading.sources[1].sha256 == hashlib.sha256(copy.read_bytes()).hexdigest()


@pytest.mark.parametrize("swap", [False, True])
def test_that_an_earlier_copy_of_a_growing_log_counts_once(write, day, same_digest, finding, swap):
    early = write("".join(day[:700]) + day[700][:50], "early.log")
    full = write(day, "full.log")
    reading = read_logs([early, full][:: -1 if swap else 1])
    same_digest(reading, read_logs([full]))
    assert finding(reading, "log_duplicate").path == str(early)


def test_that_hash_size_and_times_of_a_source_are_those_of_the_file(write, day):
    content = gzip.compress("".join(day).encode())
    (source,) = read_logs([write(content, "a.gz")], options=SMALL).sources
    assert source.sha256 == hashlib.sha256(content).hexdigest()
    assert source.bytes == len(content)
    assert (source.lines, source.used) == (1500, 1500)
    assert source.first.date() == datetime(2023, 6, 1).date()


def test_that_two_zones_become_the_one_that_most_lines_use(write, line, finding):
    east = [line(n) for n in range(60)]
    west = [line(n - 7 * 3600, zone="+0000") for n in range(60, 80)]
    reading = read_logs([write([*east, *west])])
    assert reading.zones == {"+0000": 20, "+0700": 60}
    assert reading.zone == "+07:00"
    assert reading.requests.start == datetime(2023, 6, 1, 8, 0)
    np.testing.assert_array_equal(reading.requests.values, [60, 20])
    told = finding(reading, "log_zones")
    assert (told.count, told.line, told.until) == (20, 61, 80)
    assert told.params["zones"] == "+0700: 60, +0000: 20"


def test_that_the_clock_of_a_named_zone_is_told(write, line):
    path = write([line(0, zone="+0000")])
    reading = read_logs([path], options=LogOptions(zone="Asia/Ho_Chi_Minh"))
    assert reading.requests.start == datetime(2023, 6, 1, 15, 0)
    assert reading.zone == "Asia/Ho_Chi_Minh"


def test_that_times_without_a_zone_are_those_of_the_named_one(write, finding):
    text = '{"time": "2023-06-01T08:00:00", "status": 200, "uri": "/"}\n'
    plain = read_logs([write(text)])
    assert plain.requests.start == datetime(2023, 6, 1, 8, 0)
    assert finding(plain, "log_zone_missing").count == 1
    named = read_logs([write(text)], options=LogOptions(zone="Asia/Ho_Chi_Minh"))
    assert named.requests.start == datetime(2023, 6, 1, 8, 0)
    mixed = text + '{"time": "2023-06-01T01:00:30Z", "status": 200, "uri": "/"}\n'
    both = read_logs([write(mixed)], options=LogOptions(zone="Asia/Ho_Chi_Minh"))
    np.testing.assert_array_equal(both.requests.values, [2])


@pytest.mark.parametrize(
    ("begin", "length", "unknown", "busy"),
    # Sunday 26 March 2023, 02:00 is followed by 03:00; Sunday 29 October, 03:00 by 02:00.
    [
        (datetime(2023, 3, 26, 0, 30), 180, 60, 0),
        (datetime(2023, 10, 29, 0, 0), 60, 0, 60),
        (datetime(2023, 10, 29, 0, 30), 90, 0, 30),
    ],
)
def test_that_summer_time_skips_or_repeats_an_hour(
    write, line, finding, begin, length, unknown, busy
):
    lines = [line(60 * n, zone="+0000", begin=begin) for n in range(120)]
    reading = read_logs([write(lines)], options=LogOptions(zone="Europe/Berlin"))
    values = reading.requests.values
    assert np.isnan(values).sum() == unknown
    assert (values == 2).sum() == busy
    assert np.nansum(values) == 120
    assert len(values) == length
    assert finding(reading, "log_clock_change").count == 1


def test_that_progress_rises_to_the_end(write, day):
    told = []
    read_logs(
        [write(day[:700], "a"), write(day[700:], "b")],
        options=SMALL,
        progress=lambda fraction, words: told.append((fraction, words)),
    )
    fractions = [fraction for fraction, _ in told]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1
    assert {words for _, words in told} == {"reading a", "reading b"}


def test_that_reading_can_be_cancelled(write, day):
    def cancel(fraction, _words):
        if fraction > 0.3:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_logs([write(day)], options=SMALL, progress=cancel)
