"""Pieces that every part of a scenario shares: ids, sources, titles, unit declarations."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from assessor.quantities import Model
from assessor.text import LocalizedText

Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$")]


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


# One id, or a list of them.
Ids = Annotated[tuple[Id, ...], BeforeValidator(_listed), Field(min_length=1)]
DottedName = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")]
Programme = Literal["PAR", "DX", "DA06"]
DataClass = Literal["public", "internal", "personal", "secret"]
Hosted = Literal["city", "external"]
Users = Literal["citizens", "firms", "officials", "visitors", "machines"]

# What a field without a unit suffix is kept in; `choice` marks numbers that owe no provenance.
FRACTION: dict[str, Any] = {"unit": "fraction"}
RATIO: dict[str, Any] = {"unit": "1"}
GROWTH: dict[str, Any] = {"unit": "fraction_per_year"}
PER_YEAR: dict[str, Any] = {"unit": "1/year"}
CHOSEN_RATIO: dict[str, Any] = {"unit": "1", "choice": True}
CHOICE: dict[str, Any] = {"choice": True}


class Source(Model):
    """Where a figure comes from."""

    title: LocalizedText = Field(description="name of the source")
    publisher: str | None = Field(default=None, description="who published it")
    on: date | None = Field(default=None, description="date of publication")
    url: str | None = Field(default=None, description="address")
    file: str | None = Field(default=None, description="data file: a path, or `shipped:` data")
    sha256: str | None = Field(
        default=None,
        pattern="^[0-9a-f]{64}$",
        description="hash of the measured file, which need not stand in the project",
    )
    grade: Literal["A", "B", "C", "D", "K", "M"] = Field(
        description="A primary, B secondary, C arithmetic, D assumption, K general knowledge, "
        "M measured"
    )
    known_after: bool = Field(
        default=False, description="true where the fact became known after the scenario's date"
    )
    note: LocalizedText | None = Field(default=None, description="remark")
