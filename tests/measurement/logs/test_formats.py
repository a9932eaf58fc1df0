"""Every format that common servers write is read, and the fast way agrees with the exact one."""

import gzip
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.measurement.logs import LogOptions, read_logs
from assessor.measurement.logs.kinds import RequestKinds
from assessor.measurement.logs.lines import Format, LineParser
from assessor.measurement.logs.noting import Notes
from assessor.measurement.logs.opening import LogFile
from assessor.measurement.logs.parsing import BlockParser
from assessor.measurement.logs.robots import RobotCount, RobotNames
from assessor.measurement.logs.rows import Vocabulary, rows_of

STAMP = "01/Jun/2023:08:00:{:02d} +0700"
COMMON = '10.0.0.1 - frank [{}] "GET /a HTTP/1.0" 200 2326'
COMBINED = COMMON + ' "http://x.vn/" "Firefox/115"'
# nginx documentation, log_format of ngx_http_log_module and of the shipped nginx.conf
NGINX_MAIN = (
    '172.16.0.1 - - [{}] "GET /a HTTP/1.1" 200 2326 "-" "Firefox/115" "203.0.113.9, 10.1.1.1"'
)
TIMED = {
    "named": COMBINED + ' rt=0.250 uct="0.001" uht="0.100" urt="0.240"',
    "request time last": COMBINED + " 0.250",
    "request and upstream time": COMBINED + " 0.250 0.240 .",
    "forwarded, then times": COMBINED + ' "203.0.113.9" 0.250 0.240',
    "named word": COMBINED + " request_time=0.250",
}
CADDY = {
    "level": "info", "ts": 1685581200.25, "logger": "http.log.access.log0",
    "msg": "handled request",
    "request": {
        "remote_ip": "10.0.0.1", "remote_port": "41342", "client_ip": "10.0.0.1",
        "proto": "HTTP/2.0", "method": "GET", "host": "x.vn", "uri": "/a?b",
        "headers": {"User-Agent": ["Firefox/115"]},
    },
    "bytes_read": 0, "user_id": "", "duration": 0.25, "size": 2326, "status": 200,
}  # fmt: skip
TRAEFIK = {
    "ClientAddr": "10.0.0.1:51234", "ClientHost": "10.0.0.1", "DownstreamContentSize": 2326,
    "DownstreamStatus": 200, "Duration": 250_000_000, "RequestMethod": "GET",
    "RequestPath": "/a", "RequestProtocol": "HTTP/1.1", "StartUTC": "2023-06-01T01:00:00.25Z",
    "request_User-Agent": "Firefox/115", "time": "2023-06-01T01:00:01Z",
}  # fmt: skip
NGINX_JSON = {
    "time_iso8601": "2023-06-01T08:00:00+07:00", "msec": "1685581200.250",
    "remote_addr": "10.0.0.1", "request": "GET /a?b HTTP/1.1", "status": "200",
    "body_bytes_sent": "2326", "request_time": "0.250", "http_user_agent": "Firefox/115",
}  # fmt: skip
APACHE_JSON = {
    "time": "[01/Jun/2023:08:00:00 +0700]", "remoteIP": "10.0.0.1", "request": "/a",
    "query": "?b", "method": "GET", "status": "200", "bytes": "2326", "userAgent": "Firefox/115",
}  # fmt: skip
ELASTIC = {
    "@timestamp": "2023-06-01T01:00:00.250Z", "source": {"ip": "10.0.0.1"},
    "http": {
        "request": {"method": "GET"}, "response": {"status_code": 200, "body": {"bytes": 2326}},
    },
    "url": {"path": "/a"}, "user_agent": {"original": "Firefox/115"},
    "event": {"duration": 250_000_000},
}  # fmt: skip
JSON = {
    "caddy": (CADDY, 0.25, "epoch"),
    "traefik": (TRAEFIK, 0.25, "+0000"),
    "nginx": (NGINX_JSON, 0.25, "+0700"),
    "apache": (APACHE_JSON, None, "+0700"),
    "elastic": (ELASTIC, 0.25, "+0000"),
    "epoch in ms": (
        {"ts": 1685581200250, "status": 200, "uri": "/a", "bytes": 2326},
        None,
        "epoch",
    ),
}


def lines_of(pattern, count=30):
    return [pattern.format(STAMP.format(n)) + "\n" for n in range(count)]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        (COMMON, "common"),
        (COMBINED, "combined"),
        (NGINX_MAIN, "nginx"),
        ("a.vn:443 " + COMBINED, "vhost"),
    ],
)
def test_that_a_format_is_known_by_its_lines(write, pattern, name, end):
    lines = [text.replace("\n", end) for text in lines_of(pattern)]
    reading = read_logs([write(lines)])
    (source,) = reading.sources
    assert (source.format, source.lines, source.used) == (name, 30, 30)
    assert dict(reading.status) == {"200": 30}
    assert reading.sizes.mean == 2326
    assert (str(reading.first), str(reading.last)) == ("2023-06-01 08:00:00", "2023-06-01 08:00:29")
    assert reading.sessions.number == 1
    assert {f.code for f in reading.findings} <= {"log_no_agent"}


@pytest.mark.parametrize("pattern", TIMED.values(), ids=TIMED)
def test_that_a_response_time_behind_the_known_fields_is_taken(write, pattern):
    options = LogOptions(classes={"a": "^/a"})
    reading = read_logs([write(lines_of(pattern))], options=options)
    assert reading.response_times.n == 30
    assert reading.response_times.mean == pytest.approx(0.25)
    assert reading.response_times_by_class["a"].n == 30
    assert reading.sources[0].format == "nginx"


def test_that_a_whole_number_is_used_only_with_its_unit(write, finding):
    path = write(lines_of(COMBINED + " 250000"))
    unknown = read_logs([path])
    assert unknown.response_times is None
    assert finding(unknown, "log_number_unused").path == str(path)
    known = read_logs([path], options=LogOptions(last_number="us"))
    assert known.response_times.mean == pytest.approx(0.25)
    common = read_logs(
        [write(lines_of(COMMON + " 250"), "b")], options=LogOptions(last_number="ms")
    )
    assert common.response_times.mean == pytest.approx(0.25)
    assert common.sizes.mean == 2326


def test_that_the_client_behind_a_proxy_is_the_visitor(write, line):
    tails = [' "203.0.113.1"', ' "203.0.113.2, 10.9.9.9"', ' "-"', ' "2001:db8::1"']
    path = write([line(n, tail=tails[n % 4]) for n in range(40)])
    assert read_logs([path]).sessions.number == 4
    assert read_logs([path], options=LogOptions(forwarded=False)).sessions.number == 1


def test_that_one_address_for_all_is_told(write, line, finding):
    reading = read_logs([write([line(n) for n in range(1500)])])
    assert finding(reading, "log_one_client").params["share"] == 1


@pytest.mark.parametrize(("record", "seconds", "zone"), JSON.values(), ids=JSON)
def test_that_json_lines_of_common_servers_are_read(write, record, seconds, zone):
    reading = read_logs([write([json.dumps(record) + "\n"] * 20)])
    assert dict(reading.status) == {"200": 20}
    assert dict(reading.zones) == {zone: 20}
    assert reading.sources[0].format == "json"
    assert reading.sizes.mean == 2326
    assert reading.pages.values.sum() == 20
    assert reading.sessions.number == 1
    if seconds is None:
        assert reading.response_times is None
    else:
        assert reading.response_times.mean == pytest.approx(seconds)
        assert reading.resolution == 1e-3


def test_that_a_json_time_of_unknown_unit_is_told_and_not_used(write, finding):
    record = {"ts": 1685581200, "status": 200, "uri": "/a", "response_time": 12}
    reading = read_logs([write([json.dumps(record) + "\n"] * 3)])
    assert reading.response_times is None
    assert finding(reading, "log_time_unit").params["key"] == "response_time"


def test_that_json_finds_an_agent_that_its_first_line_lacks(write):
    without = {**CADDY, "request": {**CADDY["request"], "headers": {}}}
    robot = {**CADDY, "request": {**CADDY["request"], "headers": {"User-Agent": ["Googlebot"]}}}
    reading = read_logs([write([json.dumps(r) + "\n" for r in (without, robot, robot)])])
    assert reading.robots.values.sum() == 2


def test_that_packed_files_read_as_plain_ones(write, line, same_digest):
    text = "".join(line(n, client=f"10.0.0.{n % 9}") for n in range(500)).encode()
    plain = read_logs([write(text)])
    half = text.index(b"\n", 20_000) + 1
    members = gzip.compress(text[:half]) + gzip.compress(text[half:]) + b"\0" * 512
    for name, content in (("one.gz", gzip.compress(text)), ("two.gz", members), ("x", members)):
        reading = read_logs([write(content, name)], options=LogOptions(block=1000))
        same_digest(reading, plain)
        assert {f.code for f in reading.findings} == {f.code for f in plain.findings}


def test_that_a_page_is_an_answered_get_or_post_of_no_static_file(write, line):
    lines = [
        line(0, path="/tra-cuu"),
        line(1, path="/nop", method="POST"),
        line(2, path="/cu", status=304),
        line(3, path="/app.css"),
        line(4, path="/static/x"),
        line(5, path="/tra-cuu", status=404),
        line(6, path="/tra-cuu", status=302),
        line(7, path="/tra-cuu", method="HEAD"),
        line(8, path="/api/xa?x.png"),
    ]
    reading = read_logs([write(lines)])
    assert reading.pages.values.sum() == 4
    assert reading.static_requests == 2
    assert reading.dynamic_requests == 7
    only = read_logs([write(lines)], options=LogOptions(page="^/(?!api/)", static=r"\.css$"))
    assert only.pages.values.sum() == 4
    assert only.static_requests == 1


FORMS = [Format(family, tail=tail) for family in ("combined", "common") for tail in (False, True)]
FORMS.append(Format("combined", tail=True, forwarded=True))


WORDS = st.sampled_from(
    ["10.0.0.1", "-", " ", '"', "\\", "[", "]", "GET", "/a", "?", " HTTP/1.1", " HTTP/2", "200",
     "12", "0.123", "01/Jun/2023:08:00:00 +0700", "31/Feb/2023:08:00:61 +0700", "\r", "bot", "đ",
     "{", ":", "9999999999999999", '\\"', '" "', "\x00"]
)  # fmt: skip
SEEDS = st.sampled_from(
    [COMMON, COMBINED, NGINX_MAIN, *TIMED.values(), "a.vn:443 " + COMBINED,
     '2001:db8::1 - - [{}] "-" 408 - "-" "-"',
     '10.0.0.1 - a b [{}] "POST /x?y HTTP/2.0" 302 - "-" ""',
     'host-' + "h" * 80 + ' - - [{}] "GET /%C4%91 HTTP/1.1" 200 1 "\\"" "a\\"bot"']
)  # fmt: skip


@st.composite
def spoilt_lines(draw):
    """A line of some format, often with pieces put in or taken out."""
    text = draw(SEEDS).format(STAMP.format(draw(st.integers(0, 59))))
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(text)))
        gone = draw(st.integers(0, 3))
        text = text[:place] + draw(WORDS) + text[place + gone :]
    return text


@given(texts=st.lists(spoilt_lines(), min_size=1, max_size=20))
def test_that_whole_blocks_are_parsed_as_single_lines_are(tmp_path_factory, texts):
    content = "".join(text.replace("\n", "") + "\n" for text in texts).encode()
    path = tmp_path_factory.mktemp("log") / "access.log"
    path.write_bytes(content)
    (block,) = LogFile(path, Notes(), block=1 << 20).blocks()
    options = LogOptions()
    for form in FORMS:
        vocabulary = Vocabulary(RequestKinds(options), RobotNames("bot", RobotCount()))
        by_line = LineParser(options, form)
        rows, count = BlockParser("log", form, options, vocabulary, Notes()).parse(block)
        assert count == len(texts)
        kept = []
        for number, text in enumerate(block.text.split(b"\n")[:-1], start=1):
            found = by_line.parse(text.removesuffix(b"\r")) if text.strip() else None
            kept += [(number, found[1])] if found else []
        expected = rows_of([n for n, _ in kept], [found for _, found in kept], vocabulary)
        for name in ("line", "time", "offset", "client", "agent", "code", "status", "size"):
            np.testing.assert_array_equal(getattr(rows, name), getattr(expected, name), name)
        np.testing.assert_array_equal(rows.seconds, expected.seconds)
