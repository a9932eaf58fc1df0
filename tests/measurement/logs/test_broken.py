"""What is wrong with a log is counted and located, and the good part counts."""

import gzip
import hashlib
import re
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from assessor.errors import Problem
from assessor.measurement import logs
from assessor.measurement.logs import LogOptions, read_logs
from assessor.measurement.logs.noting import SEVERITIES
from assessor.measurement.logs.opening import LINE_LIMIT
from assessor.text.problems.measurement_logs import MESSAGES
from assessor.text.rendering import render_text

SMALL = LogOptions(block=700, held=50)


CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/114.0.0.0 Safari/537"


@pytest.fixture
def good(line):
    return [line(n, client=f"10.0.0.{n % 7}") for n in range(100)]


def place(found):
    return found.count, found.line, found.until


def test_that_a_file_that_cannot_be_opened_is_refused_and_others_count(
    write, good, tmp_path, finding
):
    reading = read_logs([tmp_path / "none.log", write(good)])
    assert finding(reading, "log_not_opened").params["reason"] == "No such file or directory"
    assert finding(reading, "log_not_opened").severity == "refusal"
    assert len(reading.sources) == 1
    assert sum(reading.status.values()) == 100


def test_that_a_folder_is_no_log(tmp_path, codes):
    assert codes(read_logs([tmp_path])) == {"log_not_opened"}


def test_that_nothing_readable_gives_empty_series_and_a_refusal(write, finding):
    reading = read_logs([write("no log at all\n" * 5)], options=LogOptions(classes={"a": "^/a"}))
    refusal = finding(reading, "log_unreadable")
    assert (refusal.severity, refusal.params["result"]) == ("refusal", "requests")
    assert place(finding(reading, "log_line_unreadable")) == (5, 1, 5)
    assert len(reading.requests) == len(reading.by_class["a"]) == reading.sessions.number == 0
    assert reading.first is None
    assert np.isnan(reading.sizes.mean)
    assert np.isnan(reading.dynamic_per_page)


def test_that_no_paths_give_an_empty_reading():
    assert read_logs([]).sources == ()


@pytest.mark.parametrize("content", [b"", b"\n\n\n", gzip.compress(b"")])
def test_that_an_empty_file_is_told(write, content, codes):
    assert codes(read_logs([write(content)])) <= {"log_empty", "log_unreadable"}
    assert codes(read_logs([write(content)]))


@pytest.mark.parametrize("options", [LogOptions(), SMALL])
def test_that_unreadable_lines_are_located(write, good, finding, options):
    lines = [*good[:40], "garbage\n", *good[40:60], '"half a line\n', *good[60:]]
    reading = read_logs([write(lines)], options=options)
    assert place(finding(reading, "log_line_unreadable")) == (2, 41, 62)
    assert sum(reading.status.values()) == 100
    assert (reading.sources[0].lines, reading.sources[0].used) == (102, 100)


@pytest.mark.parametrize("options", [LogOptions(), SMALL])
def test_that_a_cut_gzip_file_gives_its_whole_lines(write, good, finding, options):
    packed = gzip.compress("".join(good).encode(), compresslevel=0)
    reading = read_logs([write(packed[: len(packed) // 2], "a.gz")], options=options)
    found = finding(reading, "log_gzip_cut")
    used = sum(reading.status.values())
    assert 40 < used < 60
    assert found.line == found.params["lines"] == used
    assert reading.sources[0].sha256 == hashlib.sha256(packed[: len(packed) // 2]).hexdigest()


def test_that_a_damaged_gzip_file_gives_what_stands_before(write, good, finding):
    packed = bytearray(gzip.compress("".join(good).encode(), compresslevel=0))
    packed[-6] ^= 1  # in the checksum: every line is there, but perhaps not as it was written
    reading = read_logs([write(bytes(packed), "a.gz")])
    assert finding(reading, "log_gzip_broken").params["lines"] == 100
    assert sum(reading.status.values()) == 100


def test_that_bytes_behind_a_gzip_file_are_told(write, good, codes):
    packed = gzip.compress("".join(good).encode()) + b"garbage behind it"
    reading = read_logs([write(packed, "a.gz")])
    assert codes(reading, notes=True) == {"log_gzip_rest"}
    assert sum(reading.status.values()) == 100


def test_that_a_name_in_gz_does_not_make_a_gzip_file(write, good, codes):
    reading = read_logs([write(good, "a.gz")])
    assert codes(reading) == {"log_not_gzip"}
    assert sum(reading.status.values()) == 100


def test_that_other_packings_are_refused_by_name(write, finding, codes):
    reading = read_logs([write(b"BZh91AY&SY" + b"x" * 99, "a.bz2")])
    assert finding(reading, "log_packed").params["kind"] == "bzip2"
    assert codes(reading) == {"log_packed"}


def test_that_mixed_formats_count_and_are_located(write, good, finding):
    common = '10.0.0.9 - - [01/Jun/2023:08:01:40 +0700] "GET / HTTP/1.1" 200 12\n'
    json = '{"time_iso8601":"2023-06-01T08:01:41+07:00","status":200,"uri":"/a"}\n'
    reading = read_logs([write([*good, common, json])])
    found = finding(reading, "log_mixed")
    assert place(found) == (2, 101, 102)
    assert found.params["format"] == "combined"
    assert sum(reading.status.values()) == 102


def test_that_a_format_that_changes_for_good_is_still_read(write, good, finding):
    common = [text.partition(' "-" "')[0] + "\n" for text in good]
    reading = read_logs([write([*good, *common])], options=SMALL)
    assert place(finding(reading, "log_mixed")) == (100, 101, 200)
    assert sum(reading.status.values()) == 200
    assert not [f for f in reading.findings if f.code == "log_line_unreadable"]


@pytest.mark.parametrize("options", [LogOptions(), SMALL])
def test_that_bytes_of_latin_1_are_located_and_count(write, good, finding, options):
    text = "".join(good).replace("10.0.0.3", "café").encode("latin-1")
    reading = read_logs([write(text)], options=options)
    assert place(finding(reading, "log_bytes")) == (14, 4, 95)
    assert sum(reading.status.values()) == 100
    utf8 = read_logs([write("".join(good).replace("10.0.0.3", "café"), "b")], options=options)
    assert not [f for f in utf8.findings if f.code == "log_bytes"]


@pytest.mark.parametrize("options", [LogOptions(), SMALL])
def test_that_nul_bytes_are_left_out_and_located(write, good, finding, options):
    holes = [*good[:50], "\0" * 3000 + good[50], *good[51:70], "\0" + good[70], *good[71:]]
    reading = read_logs([write(holes)], options=options)
    assert place(finding(reading, "log_nul")) == (2, 51, 71)
    assert sum(reading.status.values()) == 100
    assert reading.sessions.number == 7


@pytest.mark.parametrize("options", [LogOptions(), SMALL])
def test_that_a_line_without_end_is_passed_over(write, good, finding, options):
    content = [*good[:50], "x" * (LINE_LIMIT + 1) + "\n", *good[50:], "y" * (LINE_LIMIT + 9)]
    reading = read_logs([write(content)], options=options)
    assert place(finding(reading, "log_line_long")) == (2, 51, 102)
    assert (reading.sources[0].lines, reading.sources[0].used) == (102, 100)


@pytest.mark.parametrize(
    "stamp",
    ["31/Feb/2023:08:00:00 +0700", "01/Jun/1970:08:00:00 +0700", "01/Jun/2099:08:00:00 +0700",
     "01/Jux/2023:08:00:00 +0700", "01/Jun/2023:25:00:00 +0700", "0/0/0 +0700"],
)  # fmt: skip
def test_that_a_date_that_cannot_be_is_left_out_and_located(write, good, finding, stamp):
    bad = good[0].replace("01/Jun/2023:08:00:00 +0700", stamp)
    reading = read_logs([write([*good[:30], bad, *good[30:]])])
    assert place(finding(reading, "log_date_absurd")) == (1, 31, 31)
    assert sum(reading.status.values()) == 100
    assert str(reading.last) == "2023-06-01 08:01:39"


def test_that_the_range_of_dates_can_be_set(write, good, finding):
    options = LogOptions(latest=datetime(2023, 6, 1, 1, 0, 49))
    assert place(finding(read_logs([write(good)], options=options), "log_date_absurd")) == (
        50, 51, 100,
    )  # fmt: skip


def test_that_a_stray_line_of_another_year_does_not_stretch_the_series(write, line, good, finding):
    strays = [line(0, begin=datetime(1999, 5, 5)), line(0, begin=datetime(2020, 1, 1))]
    reading = read_logs([write([*good[:50], *strays, *good[50:]])])
    assert len(reading.requests) == 2
    assert finding(reading, "log_stray_days").count == 2
    assert sum(reading.status.values()) == 102


@pytest.mark.parametrize("options", [LogOptions(), SMALL])
def test_that_a_little_disorder_is_normal_and_a_jump_back_is_located(
    write, line, good, finding, codes, options
):
    lines = [*good[:20], line(5), *good[20:]]
    little = read_logs([write(lines)], options=options)
    assert codes(little) == set()
    assert place(finding(little, "log_disorder")) == (1, 21, 21)
    jumping = read_logs([write([*good, line(-3600), line(-3599)], "b")], options=options)
    found = finding(jumping, "log_backwards")
    assert place(found) == (1, 101, 101)
    assert found.params["seconds"] == 3699
    assert jumping.requests.values.sum() == 102


def test_that_a_line_from_far_ahead_does_not_end_sessions(write, line):
    lines = [line(60 * n, client=f"10.0.0.{n % 5}") for n in range(400)]
    lines.insert(100, line(86_400 * 20, client="10.0.0.9"))
    reading = read_logs([write(lines)], options=SMALL)
    assert reading.sessions.number == 6


def test_that_a_clock_set_back_begins_no_session_within_the_timeout(write, line):
    lines = [line(10 * n) for n in range(100)] + [line(10 * n) for n in range(60, 200)]
    reading = read_logs([write(lines)], options=SMALL)
    assert reading.sessions.number == 1
    assert reading.sessions.pages.mean == 240


def test_that_a_log_joined_in_the_wrong_order_still_has_its_sessions(write, line, finding):
    day = [line(600 * n, client=f"10.0.0.{n % 3}") for n in range(144)]
    later = [line(86_400 * 3 + 600 * n, client=f"10.0.0.{n % 3}") for n in range(144)]
    wrong = read_logs([write([*later, *day])], options=SMALL)
    assert finding(wrong, "log_backwards").line == 145
    assert wrong.sessions.number == 6


def test_that_a_connection_without_a_request_is_no_request(write, line, good, finding):
    silent = good[0].replace("GET / HTTP/1.1", "-").replace(" 200 ", " 408 ")
    noise = good[0].replace("GET / HTTP/1.1", r"\x16\x03\x01").replace(" 200 ", " 400 ")
    reading = read_logs([write([*good, silent, noise])])
    assert place(finding(reading, "log_no_request")) == (2, 101, 102)
    assert dict(reading.status) == {"200": 100, "408": 1, "400": 1}
    assert reading.requests.values.sum() + reading.robots.values.sum() == 100


def test_that_the_last_line_counts_only_if_it_cannot_have_been_cut(write, good, finding, codes):
    text = "".join(good)
    whole = read_logs([write(text[:-1])])
    assert sum(whole.status.values()) == 100
    assert codes(whole, notes=True) == set()
    cut = read_logs([write(text[:-40], "b")])
    assert sum(cut.status.values()) == 99
    assert place(finding(cut, "log_line_open")) == (1, 100, 100)


@pytest.mark.parametrize(
    "options",
    [
        {"classes": {"a": "("}},
        {"classes": {"other": "a"}},
        {"static": "["},
        {"zone": "Hanoi/Nowhere"},
        {"robot_rate": 0},
        {"session_timeout": -1},
    ],
)
def test_that_options_that_cannot_be_are_refused(options):
    with pytest.raises(ValueError, match=r"\w"):
        LogOptions(**options)


def test_that_every_finding_has_words_and_every_word_a_finding():
    sources = Path(logs.__file__).parent.glob("*.py")
    named = {c for p in sources for c in re.findall(r'"(log_[a-z0-9_]+)"', p.read_text("utf-8"))}
    assert named == set(MESSAGES)
    assert set(SEVERITIES) <= set(MESSAGES)


def test_that_a_finding_can_be_put_into_words(write, good):
    lines = [*good, good[0].replace("10.0.0.0", "10.0.0.0 x"), "garbage\n"]
    lines += [text.replace(CHROME, "Googlebot") for text in good]
    for told in read_logs([write(lines)]).findings:
        shown = render_text(Problem(told.code, told.params))
        assert "…" not in shown
        assert "Percent" not in shown
