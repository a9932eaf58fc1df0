"""What a request is: of which class, for a file or for a page."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes, urlsplit

from assessor.measurement.logs.options import OTHER, LogOptions

CLASS_BITS = 0xFF
STATIC, PAGE, ROBOTS_TXT, NONE, NAMED = 1 << 8, 1 << 9, 1 << 10, 1 << 11, 1 << 12
"""Flags above the number of the class. PAGE: it would be a page if it is answered; NONE: no
request was made (a connection closed, a line of noise); NAMED: by a robot that says so."""
LONGEST_PATH = 4096
_VERSION = re.compile(rb" HTTP/\d(?:\.\d)?\Z")
_METHOD = re.compile(rb"[A-Za-z-]{3,20}")


def request_key(request: bytes) -> bytes:
    """`GET /path` of `GET /path?query HTTP/1.1`."""
    return _VERSION.sub(b"", request).partition(b"?")[0]


class RequestKinds:
    """Gives each method and path its class and flags."""

    def __init__(self, options: LogOptions) -> None:
        self._classes = [re.compile(pattern).search for pattern in options.classes.values()]
        self._other = len(self._classes)
        self._static = re.compile(options.static).search
        self._page = re.compile(options.page).search if options.page else _anything
        self.names = (*options.classes, OTHER)

    def code(self, key: bytes, _hash: int = 0) -> int:
        """Class and flags of `GET /path`."""
        method, blank, target = key.partition(b" ")
        is_get = method == b"GET"
        if not blank or not (is_get or _METHOD.fullmatch(method)):
            return NONE | self._other
        path = path_of(target)
        code = self._other
        for number, search in enumerate(self._classes):
            if search(path):
                code = number
                break
        if self._static(path):
            return code | (STATIC | ROBOTS_TXT if path == "/robots.txt" else STATIC)
        if (is_get or method == b"POST") and self._page(path):
            return code | PAGE
        return code


def _anything(_path: str) -> bool:
    return True


def path_of(target: bytes) -> str:
    """Decoded path of a request target, which a proxy may write with scheme and host."""
    target = target[:LONGEST_PATH]
    if b"%" in target:
        target = unquote_to_bytes(target)
    text = target.decode("utf-8", "replace")
    if text[:1] != "/" and text.startswith(("http://", "https://")):
        try:
            return urlsplit(text).path or "/"
        except ValueError:
            return text
    return text
