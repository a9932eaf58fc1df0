"""Robots by name and by behaviour; people that look a little like them."""

import numpy as np
import pytest

from assessor.measurement.logs import LogOptions, read_logs

ROBOTS = (
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; coccocbot-web/1.0; +http://help.coccoc.com/searchengine)",
    "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
    "Mozilla/5.0 (compatible; Yahoo! Slurp; http://help.yahoo.com/help/us/ysearch/slurp)",
    "curl/7.88.1", "Wget/1.21.3", "python-requests/2.31.0", "Go-http-client/1.1", "-",
    "Java/17.0.7", "kube-probe/1.27", "ELB-HealthChecker/2.0", "check_http/v2.3.3 (nagios)",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/114.0 Safari/537.36",
    "Apache/2.4.57 (internal dummy connection)", "ApacheBench/2.3", "Zabbix",
)  # fmt: skip
PEOPLE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/114.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 16_5 like Mac OS X) Version/16.5 Mobile/15E148",
    "Mozilla/5.0 (Windows NT 10.0) coc_coc_browser/112.0.180 Chrome/106.0 Safari/537.36",
    "Mozilla/5.0 (Linux; Android 10; CUBOT X30) AppleWebKit/537.36 Chrome/114.0 Mobile",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 16_5) Mobile Zalo iOS/23.06",
    "Mozilla/5.0 (Linux; Android 13) Mobile [FB_IAB/FB4A;FBAV/418.0.0.33.69;]",
    "okhttp/4.11.0",
)  # fmt: skip
OFFICE = LogOptions(robot_rate=2.0)


@pytest.mark.parametrize("agent", ROBOTS)
def test_that_a_program_is_known_by_its_name(write, line, agent):
    reading = read_logs([write([line(0, agent=agent), line(1)])])
    assert (reading.requests.values.sum(), reading.robots.values.sum()) == (1, 1)


@pytest.mark.parametrize("agent", PEOPLE)
def test_that_a_browser_of_people_is_not_taken_for_a_robot(write, line, agent):
    assert read_logs([write([line(0, agent=agent)])]).robots.values.sum() == 0


def test_that_robots_count_nowhere_but_in_their_series_and_the_status(write, line, finding):
    lines = [line(n, size=10) for n in range(10)]
    lines += [line(n, agent="Googlebot/2.1", size=99) for n in range(30)]
    reading = read_logs([write(lines)])
    assert reading.pages.values.sum() == reading.sizes.n == 10
    assert reading.sizes.maximum == 10
    assert reading.sessions.number == 1
    assert reading.status["200"] == 40
    told = finding(reading, "log_robots")
    assert told.params["share"] == 0.75
    assert told.params["agents"] == "Googlebot/2.1 (30)"


def test_that_robots_can_be_kept(write, line, finding):
    lines = [line(n, agent="Googlebot/2.1") for n in range(30)] + [line(31, path="/robots.txt")]
    reading = read_logs([write(lines)], options=LogOptions(keep_robots=True))
    assert reading.requests.values.sum() == 31
    assert finding(reading, "log_robots_kept").count == 30


def test_that_the_words_of_robots_can_be_others(write, line):
    lines = [line(0, agent="Googlebot/2.1"), line(1, agent="tax-office-batch")]
    reading = read_logs([write(lines)], options=LogOptions(robots="BATCH"))
    assert (reading.requests.values.sum(), reading.robots.values.sum()) == (1, 1)


def test_that_the_name_of_a_robot_is_shown_harmless_and_short(write, line, finding):
    agent = "bot\x1b[31m" + "x" * 300
    reading = read_logs([write([line(0, agent=agent)])])
    shown = finding(reading, "log_robots").params["agents"]
    assert shown.startswith(r"bot\x1b[31mxx")
    assert len(shown) < 70


@pytest.mark.parametrize(("agent", "shown"), [("-", "—"), ("=bot()", "'=bot()")])
def test_that_a_name_is_shown_as_no_spreadsheet_would_run_it(write, line, finding, agent, shown):
    reading = read_logs([write([line(0, agent=agent)])])
    assert finding(reading, "log_robots").params["agents"] == f"{shown} (1)"


@pytest.mark.parametrize("options", [OFFICE, LogOptions(block=3000, held=100)])
def test_that_a_rate_no_person_keeps_up_is_a_robots(write, line, finding, options):
    # The window from 08:05 to 08:10 has 4 requests a second, that before only every tenth second.
    slow = [line(10 * n, client="10.9.9.9") for n in range(30)]
    fast = [line(300 + n / 4, client="10.9.9.9") for n in range(1200)]
    after = [line(610 + 60 * n, client="10.9.9.9") for n in range(20)]
    returning = [line(5000, client="10.9.9.9")]
    people = [line(7 * n, client=f"10.0.0.{n % 40}") for n in range(800)]
    lines = sorted([*slow, *fast, *after, *returning, *people], key=lambda text: text.split("[")[1])
    reading = read_logs([write(lines)], options=options)
    # From its heavy window on until its visit ends the visitor is a robot; then it may be anybody.
    assert reading.robots.values.sum() == 1220
    assert reading.requests.values.sum() == 831
    assert finding(reading, "log_robots").params["behaving"] == 1220
    assert reading.sessions.number == 41
    np.testing.assert_array_equal(np.flatnonzero(reading.robots.values)[0], 5)


def test_that_files_of_a_page_do_not_make_a_robot(write, line):
    lines = [line(n / 10, path=f"/static/{n}.png") for n in range(9000)]
    assert read_logs([write(lines)]).robots.values.sum() == 0


def test_that_an_infinite_rate_knows_no_robot(write, line):
    lines = [line(n / 10) for n in range(9000)]
    options = LogOptions(robot_rate=float("inf"))
    assert read_logs([write(lines)]).robots.values.sum() > 8000
    assert read_logs([write(lines)], options=options).robots.values.sum() == 0


def test_that_who_asks_for_robots_txt_is_a_robot(write, line):
    robot = [line(60 * n, client="10.0.0.1", path=f"/{n}") for n in range(30)]
    robot[10] = line(600, client="10.0.0.1", path="/robots.txt")
    person = [line(60 * n, client="10.0.0.2") for n in range(30)]
    reading = read_logs([write(sorted(robot + person, key=lambda text: text.split("[")[1]))])
    # Whole windows of 5 minutes: 08:10 is the first minute of its window.
    assert reading.robots.values.sum() == 20
    assert reading.sessions.number == 1


def test_that_without_user_agents_robots_are_told_to_be_unknown(write, line, finding):
    lines = [line(n).partition(' "-" "')[0] + "\n" for n in range(20)]
    reading = read_logs([write(lines)])
    assert finding(reading, "log_no_agent").count == 20
    assert reading.requests.values.sum() == 20
