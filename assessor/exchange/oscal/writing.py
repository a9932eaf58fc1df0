"""What every OSCAL document that leaves has in common: stable ids, tokens, properties, days."""

from __future__ import annotations

import re
import uuid
from datetime import date
from typing import Any

NAMESPACE = "urn:cloud-readiness-assessor:oscal"
OSCAL_VERSION = "1.1.2"
_ROOT = uuid.uuid5(uuid.NAMESPACE_URL, NAMESPACE)
_ZONE = "+07:00"  # all of Viet Nam, without summer time


def uuid_of(*words: str) -> str:
    """The same words always give the same id."""
    return str(uuid.uuid5(_ROOT, "\x1f".join(words)))


def token(text: str) -> str:
    """An id as OSCAL allows it: letters, digits, `.`, `-`, `_`, no digit in front."""
    cleaned = re.sub(r"[^\w.\-]", "_", text)
    return cleaned if cleaned[:1].isalpha() or cleaned.startswith("_") else f"_{cleaned}"


def one_line(text: object) -> str:
    """Words without line ends, as titles and property values must be."""
    return " ".join(str(text).split()) or "–"


def prop(name: str, value: object) -> dict[str, Any]:
    """A property in our own namespace."""
    if isinstance(value, bool):
        value = "true" if value else "false"
    elif isinstance(value, float):
        value = format(value, ".10g")
    return {"name": name, "ns": NAMESPACE, "value": one_line(value)}


def start_of(day: date) -> str:
    """The first second of a day."""
    return f"{day.isoformat()}T00:00:00{_ZONE}"


def end_of(day: date) -> str:
    """The last second of a day."""
    return f"{day.isoformat()}T23:59:59{_ZONE}"
