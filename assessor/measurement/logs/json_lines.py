"""A log of one JSON object a line, by the keys that common servers write."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from assessor.measurement.logs.json_keys import DURATIONS, ROLES, UNSURE
from assessor.measurement.logs.kinds import request_key
from assessor.measurement.logs.options import LogOptions
from assessor.measurement.logs.tails import NAN
from assessor.measurement.logs.times import EPOCH_TIME, Moment, parse_time

_SHAPES_LIMIT = 1000
Record = dict[str, Any]
Getter = Callable[[Record], Any]
Plan = dict[str, tuple[tuple[str, Getter], ...]]
Fields = tuple[bytes, Moment | None, bytes, int, int, bytes | None, float]


class JsonLines:
    """Reads objects; where the keys of one are found is remembered for others of its shape."""

    def __init__(self, options: LogOptions) -> None:
        from msgspec import DecodeError
        from msgspec.json import Decoder

        self._decode, self._failure = Decoder().decode, DecodeError
        self._forwarded = options.forwarded
        self._plans: dict[tuple[str, ...], Plan] = {}
        self.unsure: str | None = None
        """A key that may be the response time in an unknown unit."""

    def parse(self, line: bytes) -> Fields | None:
        """The fields of a request; None where the line is no object or has no time or status."""
        record = self._record(line)
        if record is None:
            return None
        plan = self._plan(record)
        time, status = _of(record, plan, "time"), _whole(_of(record, plan, "status"))
        if time is None or not 100 <= status <= 999:
            return None
        agent = _of(record, plan, "agent")
        return (
            self._client(record, plan),
            _moment(time, _of(record, plan, "fine")),
            _request(record, plan),
            status,
            _whole(_of(record, plan, "size")),
            None if agent is None else _first(agent).encode("utf-8", "replace"),
            self._seconds(record, plan),
        )

    def _record(self, line: bytes) -> Record | None:
        try:
            record = self._decode(line)
        except (self._failure, UnicodeDecodeError):
            try:
                record = self._decode(line.decode("latin-1").encode("utf-8"))
            except self._failure:
                return None
        except RecursionError:
            return None
        return record if isinstance(record, dict) else None

    def _plan(self, record: Record) -> Plan:
        nested = (key for key, value in record.items() if isinstance(value, dict))
        shape = (*record, "", *nested)
        if shape not in self._plans:
            if len(self._plans) >= _SHAPES_LIMIT:
                self._plans.clear()
            self._plans[shape] = {
                role: tuple(
                    (key, _getter(key, literal=key in record))
                    for key in keys
                    if _may_hold(record, key)
                )
                for role, keys in ROLES.items()
            }
        return self._plans[shape]

    def _client(self, record: Record, plan: Plan) -> bytes:
        if self._forwarded and (ahead := _of(record, plan, "forwarded")):
            address = _first(ahead).partition(",")[0].strip()
            if address not in ("", "-"):
                return address.encode("utf-8", "replace")
        client = _first(_of(record, plan, "client") or "-")
        # Traefik's ClientAddr and Caddy's old remote_addr carry a port.
        if client.count(":") == 1 or client.startswith("["):
            client = client.rpartition(":")[0] or client
        return client.encode("utf-8", "replace")

    def _seconds(self, record: Record, plan: Plan) -> float:
        for key, get in plan["duration"]:
            value = get(record)
            if value is None:
                continue
            caddy = key == "duration" and isinstance(value, float) and "msg" in record
            if key in UNSURE and not caddy:
                self.unsure = key
                return NAN
            number = _number(value)
            return number * DURATIONS[key] if number >= 0 else NAN
        return NAN


def _may_hold(record: Record, key: str) -> bool:
    """Whether an object of this shape has the key itself or the object that a path starts in."""
    if key in record:
        return not isinstance(record[key], dict)
    top = key.partition(".")[0]
    return top != key and isinstance(record.get(top), dict)


def _getter(key: str, *, literal: bool) -> Getter:
    if literal:
        return lambda record: record[key]
    parts = key.split(".")

    def get(record: Record) -> Any:
        value: Any = record
        for part in parts:
            value = value.get(part) if isinstance(value, dict) else None
        return value

    return get


def _of(record: Record, plan: Plan, role: str) -> Any:
    for _, get in plan[role]:
        if (value := get(record)) is not None:
            return value
    return None


def _moment(time: object, fine: object) -> Moment | None:
    """The time, with the fraction that only a second field has."""
    told = parse_time(time)
    if told is None or fine is None or told[1] == EPOCH_TIME:
        return told
    exact = parse_time(fine)
    return told if exact is None else (exact[0], told[1])


def _request(record: Record, plan: Plan) -> bytes:
    line = _of(record, plan, "request")
    if isinstance(line, str) and " " in line:
        return request_key(line.encode("utf-8", "replace"))
    method, path = _of(record, plan, "method"), _of(record, plan, "path")
    if path is None and isinstance(line, str) and line.startswith("/"):
        path = line
    if not isinstance(path, str) or not path:
        return b""
    return request_key(f"{method or 'GET'} {path}".encode("utf-8", "replace"))


def _first(value: Any) -> str:
    """A text, or the first of a list of texts as HTTP headers are logged."""
    if isinstance(value, list):
        value = value[0] if value else "-"
    return value if isinstance(value, str) else str(value)


def _whole(value: Any) -> int:
    """A whole number, -1 where there is none."""
    number = _number(value)
    return int(number) if 0 <= number < 1e15 else -1


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return NAN
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return NAN
    return number if math.isfinite(number) else NAN
