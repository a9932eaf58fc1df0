"""Made-up files for pictures and tests: the log of a portal, and what a city has installed."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from pathlib import Path

_HOURS = (1, 1, 1, 1, 1, 2, 4, 8, 14, 16, 15, 10, 6, 9, 14, 15, 12, 8, 6, 5, 4, 3, 2, 1)
_AGENT = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/115.0"
_START = datetime(2023, 8, 7)  # a Monday; no holiday until 1 September
_PAGES = 3
_PAUSE_S = 40.0
_HEAD = "Tên máy ảo,Hệ thống,Chủ quản,vCPU,RAM (GB),Đĩa (GB),Cụm,Host,Môi trường,Hết hỗ trợ"
_MAPPING = """\
schema: inventory-mapping@1
tiers:
  web: {name: "web-*"}
  app: {name: "app-*"}
  db: {name: "db-*"}
sites: {main: {cluster: "HN-*"}}
"""


def write_log(path: Path, *, visits: int = 96, days: int = 14, minute: int | None = None) -> Path:
    """A combined log of visits of three pages, each with a static file.

    Parameters
    ----------
    visits
        On the mean working day; on a day of the weekend five twelfths of that.
    minute
        What every stamp says, as in a log that is written in batches.
    """
    chance = random.Random(1)  # noqa: S311 — no secret hangs on a made-up log
    lines: list[tuple[datetime, str]] = []
    for day in range(days):
        mean = visits if day % 7 < 5 else visits * 5 / 12
        for _ in range(round(chance.gauss(mean, mean**0.5))):
            hour = chance.choices(range(24), _HOURS)[0]
            begin = timedelta(days=day, hours=hour, seconds=3600 * chance.random())
            lines += _visit(_START + begin, len(lines), minute, chance)
    path.write_text("".join(text for _at, text in sorted(lines)), encoding="ascii")
    return path


def _visit(
    at: datetime, number: int, minute: int | None, chance: random.Random
) -> list[tuple[datetime, str]]:
    client = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    lines = []
    for page in range(_PAGES):
        stamp = at if minute is None else at.replace(minute=minute)
        for asked in (f"/page/{page}", "/static/a.css"):
            request = f'"GET {asked} HTTP/1.1" 200 1000 "-" "{_AGENT}"'
            lines.append((at, f"{client} - - [{stamp:%d/%b/%Y:%H:%M:%S} +0700] {request}\n"))
        at += timedelta(seconds=chance.expovariate(1 / _PAUSE_S))
    return lines


def write_inventory(folder: Path) -> tuple[Path, Path, Path]:
    """Machines, hosts, and the mapping that says which machines are which tier's."""
    rows = [_HEAD]
    for name, system, many, size, ends in (
        ("web", "Cổng dịch vụ công", 5, "4,16,100", "2026-01-01"),
        ("app", "Cổng dịch vụ công", 18, "4,16,200", "2023-01-10"),
        ("db", "Cổng dịch vụ công", 3, "32,256,2000", "2027-06-30"),
        ("mail", "Thư công vụ", 8, "8,32,500", ""),
        ("qlvb", "Quản lý văn bản", 12, "8,32,400", "2024-10-01"),
    ):
        owner = "Văn phòng UBND" if system.startswith("Cổng") else "Sở TTTT"
        rows += [
            f"{name}-{n},{system},{owner},{size},HN-1,esx-{n % 6 + 1},prod,{ends}"
            for n in range(1, many + 1)
        ]
    hosts = ["Host,Cụm,Số nhân vật lý,RAM (GB)", *(f"esx-{n},HN-1,64,512" for n in range(1, 7))]
    machines_file, hosts_file = folder / "may-chu-ao.csv", folder / "may-vat-ly.csv"
    for file, lines in ((machines_file, rows), (hosts_file, hosts)):
        file.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    mapping = folder / "anh-xa.yaml"
    mapping.write_text(_MAPPING, encoding="utf-8")
    return machines_file, hosts_file, mapping
