"""Keys by which nginx, Apache, Caddy, Traefik and the Elastic schema log a request as JSON."""

from __future__ import annotations

from collections.abc import Mapping

# In each row the surer key stands first; a dotted key is literal or a path into nested objects.
TIMES = (
    "time_iso8601", "StartUTC", "@timestamp", "timestamp", "time_local", "ts", "msec", "time",
    "datetime", "date", "start_time", "StartLocal",
)  # fmt: skip
FORWARDED = (
    "http_x_forwarded_for", "x_forwarded_for", "xff", "X-Forwarded-For",
    "request_X-Forwarded-For", "request.headers.X-Forwarded-For",
)  # fmt: skip
CLIENTS = (
    "client_ip", "request.client_ip", "ClientHost", "remote_addr", "request.remote_ip",
    "remote_ip", "remoteip", "remoteIP", "remoteAddr", "client.ip", "source.ip", "clientip",
    "clientIp", "client", "client_addr", "ClientAddr", "request.remote_addr", "ip", "c_ip",
)  # fmt: skip
REQUESTS = ("request", "request_line", "requestLine", "req")
METHODS = (
    "method", "request_method", "RequestMethod", "requestMethod", "request.method",
    "http.request.method", "verb", "http_method",
)  # fmt: skip
PATHS = (
    "request_uri", "uri", "RequestPath", "request.uri", "path", "url", "url.path",
    "url.original", "requestUri", "requestURI", "uri_path", "request_path",
)  # fmt: skip
STATUSES = (
    "status", "DownstreamStatus", "status_code", "statusCode", "response_status",
    "http.response.status_code", "response", "code",
)  # fmt: skip
SIZES = (
    "body_bytes_sent", "DownstreamContentSize", "bytes_sent", "size", "bytes",
    "http.response.body.bytes", "response_size", "bytes_out", "resp_size", "responseSize",
)  # fmt: skip
AGENTS = (
    "http_user_agent", "user_agent", "userAgent", "useragent", "request.headers.User-Agent",
    "user_agent.original", "request_User-Agent", "agent", "User-Agent", "http_user-agent",
)  # fmt: skip
DURATIONS: Mapping[str, float] = {
    "request_time": 1.0,
    "Duration": 1e-9,
    "event.duration": 1e-9,
    "duration_ms": 1e-3,
    "request_time_ms": 1e-3,
    "response_time_ms": 1e-3,
    "elapsed_ms": 1e-3,
    "latency_ms": 1e-3,
    "duration_us": 1e-6,
    "request_time_us": 1e-6,
    "duration_ns": 1e-9,
    "duration": 1.0,
}
"""Key → seconds of its unit. The last only as Caddy writes it."""
UNSURE = ("duration", "request_duration", "response_time", "elapsed", "latency", "took")
"""Keys whose unit differs from server to server."""
FINE_TIMES = ("msec",)
"""Epoch time with milliseconds, beside one that tells the offset but no fraction."""
ROLES: Mapping[str, tuple[str, ...]] = {
    "time": TIMES,
    "fine": FINE_TIMES,
    "forwarded": FORWARDED,
    "client": CLIENTS,
    "request": REQUESTS,
    "method": METHODS,
    "path": PATHS,
    "status": STATUSES,
    "size": SIZES,
    "agent": AGENTS,
    "duration": (*DURATIONS, *(key for key in UNSURE if key not in DURATIONS)),
}
