"""The requests of a block as columns, whatever they were parsed from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from assessor.measurement.logs.hashing import Words, hashes_of
from assessor.measurement.logs.kinds import NAMED, RequestKinds
from assessor.measurement.logs.lines import Line
from assessor.measurement.logs.memory import Memory
from assessor.measurement.logs.robots import RobotNames
from assessor.measurement.logs.times import MINUTE, parse_clf

Ints = NDArray[np.int64]
NEVER = np.iinfo(np.int64).min
"""In place of a time that cannot be."""
_AGENT_PLACE = np.uint64(0xD1B54A32D192ED03)
_OFFSET_BITS, _OFFSET_ZERO = 16, 1 << 15


@dataclass
class Rows:
    """Columns of equal length, one element a request."""

    line: Ints
    """Number of the line in its file, from 1."""
    time: Ints
    """Since 1970 in UTC; `NEVER` for a date that cannot be. [µs]"""
    offset: Ints
    """That the time was written in. [min]"""
    client: Words
    agent: Words
    """Hashes; of the empty text where the format has no user agent."""
    code: Ints
    """Class and flags, see `kinds`."""
    status: Ints
    size: Ints
    """-1 where none is told. [B]"""
    seconds: NDArray[np.float64]
    """Response time, nan where none is told. [s]"""

    def __len__(self) -> int:
        return len(self.line)

    @property
    def visitor(self) -> Words:
        """Hash of client and user agent together."""
        return self.client ^ (self.agent * _AGENT_PLACE)

    def where(self, chosen: NDArray[np.bool_] | Ints) -> Rows:
        """The chosen rows."""
        return Rows(*(getattr(self, f.name)[chosen] for f in fields(self)))


def together(parts: Sequence[Rows]) -> Rows:
    """All rows in the order of their lines."""
    if len(parts) == 1:
        return parts[0]
    columns = (np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(Rows))
    rows = Rows(*columns)
    return rows.where(np.argsort(rows.line, kind="stable"))


class Vocabulary:
    """What is known about user agents, requests and minutes seen so far."""

    def __init__(self, kinds: RequestKinds, names: RobotNames) -> None:
        self.requests = Memory(kinds.code, bits=19)
        self.agents = Memory(lambda text, key: NAMED * names.is_robot(text, key), bits=16)
        self.minutes = Memory(_packed_minute, bits=12)


def _packed_minute(text: bytes, _key: int) -> int:
    """Minute and offset of `17/May/2015:10:05:03 +0000` in one number; -1 for a bad one."""
    moment = parse_clf(text[:18] + b"00" + text[20:])
    if moment is None or moment[0] < 0:
        return -1
    return (moment[0] // MINUTE << _OFFSET_BITS) + moment[1] + _OFFSET_ZERO


def unpacked_minutes(packed: Ints) -> tuple[Ints, Ints]:
    """Start of the minute [µs] and offset [min]; anything for a bad one."""
    return (packed >> _OFFSET_BITS) * MINUTE, (packed & (2 * _OFFSET_ZERO - 1)) - _OFFSET_ZERO


def _chosen_of(texts: Sequence[bytes]) -> Callable[[Ints], list[bytes]]:
    return lambda chosen: [texts[n] for n in chosen.tolist()]


def rows_of(numbers: Sequence[int], lines: Sequence[Line], vocabulary: Vocabulary) -> Rows:
    """Columns of lines that were parsed one by one."""
    agents = [line.agent or b"" for line in lines]
    agent_hashes = hashes_of(agents)
    named = vocabulary.agents.look_up(agent_hashes, _chosen_of(agents))
    named[[line.agent is None for line in lines]] = 0
    requests = [line.request for line in lines]
    code = vocabulary.requests.look_up(hashes_of(requests), _chosen_of(requests))
    return Rows(
        line=np.array(numbers, np.int64),
        time=np.array([line.moment[0] if line.moment else NEVER for line in lines], np.int64),
        offset=np.array([line.moment[1] if line.moment else 0 for line in lines], np.int64),
        client=hashes_of([line.client for line in lines]),
        agent=agent_hashes,
        code=code | named,
        status=np.array([line.status for line in lines], np.int64),
        size=np.array([line.size for line in lines], np.int64),
        seconds=np.array([line.seconds for line in lines], np.float64),
    )
