"""A whole access log digested beside a bare loop that only matches each line: bytes read."""

import itertools
import os
import random
import re
import subprocess
import sys
import time

import pytest

from assessor.measurement.logs import LogOptions, read_logs

pytestmark = pytest.mark.benchmark

MEGABYTES = int(os.environ.get("LOG_BENCHMARK_MB", "200"))
COMBINED = re.compile(
    rb'(\S+) (\S+) (\S+) \[([^\]]+)\] "([^"]*)" (\d{3}) (\S+) "([^"]*)" "([^"]*)"'
)
CLASSES = {"search": r"^/tra-cuu", "file a dossier": r"^/nop-ho-so", "home": r"^/$"}
PEAK = """
import resource, sys
from pathlib import Path
from assessor.measurement.logs import LogOptions, read_logs
read_logs([Path(sys.argv[1])], options=LogOptions(classes={classes!r}))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def browsers(rng):
    systems = ("Windows NT 10.0; Win64; x64", "Linux; Android 10; K", "X11; Linux x86_64")
    return [
        f"Mozilla/5.0 ({rng.choice(systems)}) AppleWebKit/537.36 (KHTML, like Gecko) "
        f"Chrome/{rng.randint(90, 120)}.0.{rng.randint(4000, 6000)}.{rng.randint(0, 200)} "
        f"Safari/537.36"
        for _ in range(400)
    ] + ["Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"] * 8


def paths():
    pages = ["/", "/tra-cuu?ma={}", "/nop-ho-so/buoc-{}", "/thu-tuc/{}", "/tin-tuc/{}"]
    files = [f"/static/js/app.{n}.js" for n in range(30)] + [f"/img/{n}.png" for n in range(60)]
    return pages * 6 + files


def write_log(path, megabytes, *, rate=50.0, seed=1):
    """A day of a busy portal: visitors come and go, pages draw their files."""
    rng = random.Random(seed)
    agents, targets = browsers(rng), paths()
    size, now, newcomer = 0, 1_685_577_600.0, 0
    with path.open("w", encoding="ascii") as file:
        while size < megabytes * 1e6:
            chosen = rng.choices(targets, k=10_000)
            sizes = (int(x) for x in map(rng.paretovariate, itertools.repeat(1.2, 10_000)))
            lines = []
            for target, times in zip(chosen, sizes, strict=True):
                now += rng.expovariate(rate)
                newcomer += rng.random() < 0.03
                visitor = max(newcomer - int(rng.expovariate(1 / 300)), 0)
                stamp = time.strftime("%d/%b/%Y:%H:%M:%S", time.gmtime(now + 25_200))
                status = rng.choice((200, 200, 200, 200, 200, 304, 302, 404))
                lines.append(
                    f"10.{visitor >> 16 & 255}.{visitor >> 8 & 255}.{visitor & 255} - - "
                    f'[{stamp} +0700] "GET {target.format(int(now * 1e3) % 100_000)} HTTP/1.1" '
                    f'{status} {800 * times} "https://dichvucong.example.vn/trang-chu" '
                    f'"{agents[visitor * 7919 % len(agents)]}"\n'
                )
            text = "".join(lines)
            size += len(text)
            file.write(text)
    return size


def test_that_a_digest_costs_at_most_three_bare_matches_in_bounded_memory(
    contest, entry, tmp_path, capsys
):
    path = tmp_path / "access.log"
    megabytes = write_log(path, MEGABYTES) / 1e6
    options = LogOptions(classes=CLASSES)

    def bare():
        count = 0
        with path.open("rb") as file:
            for line in file:
                count += COMBINED.match(line) is not None
        return count

    reading = read_logs([path], options=options)
    assert sum(reading.status.values()) == bare()
    rates = contest(
        f"an access log of {megabytes:.0f} MB: MB",
        {
            "assessor read_logs": entry(megabytes, lambda: read_logs([path], options=options)),
            "floor: match each line": entry(megabytes, bare),
        },
    )
    peak = subprocess.run(
        [sys.executable, "-c", PEAK.format(classes=CLASSES), str(path)],
        check=True,
        capture_output=True,
        text=True,
    )
    megabytes_held = float(peak.stdout)
    with capsys.disabled():
        print(f"  peak memory of the process{megabytes_held:30.0f} MB")
    assert rates["assessor read_logs"] >= rates["floor: match each line"] / 3
    assert megabytes_held < 300
