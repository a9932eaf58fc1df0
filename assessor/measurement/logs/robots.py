"""Robots: visitors that are programs, by what they call themselves and by what they do."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from assessor.text.cells import spreadsheet_safe
from assessor.text.numbers import UNKNOWN

ROBOT_WORDS = (
    # "Cubot" is a telephone; coccocbot is a robot but coc_coc_browser is people's.
    r"(?<!\bcu)bot|crawl|spider|slurp|scrap|archiver|mediapartners|feedfetcher"
    r"|facebookexternalhit|bingpreview|google-(?:inspection|read-aloud|safety|structured)"
    r"|lighthouse|validator|link.?check|preview|headless|phantomjs|selenium|puppeteer|playwright"
    r"|^(?:curl|wget|libwww|lwp|java|python|ruby|perl|php|go-http-client|node|okhttp-crawler"
    r"|apache-httpclient|axios|undici|guzzle|restsharp|winhttp|postman|insomnia|httpie)\b"
    r"|python-(?:requests|urllib)|aiohttp|scrapy|httpx|libcurl"
    r"|kube-probe|elb-healthchecker|googlehc|health.?check|haproxy|keepalived|monitor|uptime"
    r"|pingdom|statuscake|site24x7|zabbix|nagios|check_http|icinga|prometheus|blackbox|datadog"
    r"|newrelic|dynatrace|apachebench|^ab/|jmeter|^k6/|locust|gatling|siege|\bwrk\b|vegeta"
    r"|masscan|zgrab|nmap|nikto|sqlmap|nuclei|censys|shodan|internet.?measurement|expanse"
    r"|\(internal dummy connection\)|^-?$"
)
"""Words by which robots, libraries, monitors and load tests are known; the last: no name."""
WINDOW = 300_000_000
"""Length of the windows, aligned to the clock, in which behaviour is judged. [µs]"""
NAMES_LIMIT = 20_000
SHOWN_LENGTH = 60
Words = NDArray[np.uint64]


@dataclass
class RobotCount:
    """How many requests came from robots, and how they were known."""

    named: int = 0
    behaving: int = 0
    """Requests of visitors known by their rate or by their asking for robots.txt."""
    people: int = 0
    names: dict[int, bytes] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)

    def add_named(self, agents: Words) -> None:
        """Count requests of robots by the hash of their user agent, shape (n,)."""
        self.named += len(agents)
        for agent, count in zip(*np.unique(agents, return_counts=True), strict=True):
            self.counts[int(agent)] = self.counts.get(int(agent), 0) + int(count)
        if len(self.counts) > NAMES_LIMIT:
            # The rare half is forgotten; the first five are told only.
            kept = sorted(self.counts, key=self.counts.__getitem__)[NAMES_LIMIT // 2 :]
            self.counts = {agent: self.counts[agent] for agent in kept}
            for agent in self.names.keys() - self.counts.keys():
                del self.names[agent]

    def top(self, number: int = 5) -> list[tuple[str, int]]:
        """The most frequent names, safe to show, with their requests."""
        ranked = sorted(self.counts.items(), key=lambda item: (-item[1], item[0]))[:number]
        return [(shown(self.names.get(agent, b"?")), count) for agent, count in ranked]


def shown(agent: bytes) -> str:
    """A user agent as harmless text of a readable length; a dash where it has none."""
    if agent in (b"", b"-"):
        return UNKNOWN
    text = agent[: 4 * SHOWN_LENGTH].decode("utf-8", "backslashreplace")
    text = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)
    text = text if len(text) <= SHOWN_LENGTH else text[: SHOWN_LENGTH - 1] + "…"
    return spreadsheet_safe(text)


class RobotNames:
    """Tells robots by their user agent and keeps the names for the findings."""

    def __init__(self, pattern: str, counted: RobotCount) -> None:
        self._search = re.compile(pattern, re.IGNORECASE).search
        self._names = counted.names

    def is_robot(self, agent: bytes, agent_hash: int) -> bool:
        """Whether the name is a robot's."""
        if self._search(agent.decode("utf-8", "replace")) is None:
            return False
        self._names.setdefault(agent_hash, agent)
        return True
