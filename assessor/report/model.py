"""What a report is made of, whatever it is written as."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

ReportKind = Literal["full", "programme", "half-year"]
"""The whole study; what was promised and how far it is; the review of the half year past."""

Tone = Literal["plain", "good", "bad", "warn", "unknown"]


@dataclass(frozen=True)
class Cell:
    """One cell of a table; its tone is also said by its words."""

    text: str
    tone: Tone = "plain"
    nowrap: bool = False


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: str
    muted: bool = False


@dataclass(frozen=True)
class Callout:
    """Something that must not be overlooked."""

    text: str
    tone: Tone = "warn"


@dataclass(frozen=True)
class Figures:
    """A row of key figures: label, value, note."""

    items: tuple[tuple[str, Cell, str], ...]


@dataclass(frozen=True)
class Bar:
    """A score on its range: what is sure, what is open, what is verified. [1]"""

    label: str
    low: float
    high: float
    verified: float | None
    value: str


@dataclass(frozen=True)
class Bars:
    """Scores below each other on one scale."""

    items: tuple[Bar, ...]
    legend: str


@dataclass(frozen=True)
class Table:
    """Rows under a head; columns in `right` hold numbers."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell | str, ...], ...]
    right: frozenset[int] = frozenset()
    caption: str = ""
    wide: bool = False


@dataclass(frozen=True)
class Picture:
    """A drawing as SVG text."""

    svg: str
    caption: str


@dataclass(frozen=True)
class Voices:
    """Several voices side by side: who, what they say, the source."""

    items: tuple[tuple[str, tuple[str, ...], str], ...]


Block = Paragraph | Callout | Figures | Bars | Table | Picture | Voices


@dataclass(frozen=True)
class Section:
    """A chapter of the report."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Report:
    """A report in one language."""

    language: str
    title: str
    subtitle: str
    on: date
    banner: str | None
    sections: tuple[Section, ...]
    facts: tuple[tuple[str, str], ...] = field(default=())
    """Hashes, versions and seed: what is needed to make it again."""
