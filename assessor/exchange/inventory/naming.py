"""Ids that documents accept, made of the names that an inventory has."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from assessor.text import fold

_OTHER = re.compile(r"[^a-z0-9]+")
_LONGEST = 60


def slug(name: str) -> str:
    """An id made of a name; one without any Latin letter or digit is known by its hash.

    >>> slug("Một cửa điện tử (mới)")
    'mot-cua-dien-tu-moi'
    """
    text = _OTHER.sub("-", fold(name)).strip("-")[:_LONGEST].strip("-")
    return text or "x" + hashlib.sha256(name.encode()).hexdigest()[:8]


def unique(wanted: Iterable[str]) -> list[str]:
    """The same ids in the same order; one that is taken already gets a number."""
    taken: set[str] = set()
    made = []
    for name in wanted:
        number, free = 1, name
        while free in taken:
            number += 1
            free = f"{name}-{number}"
        taken.add(free)
        made.append(free)
    return made
