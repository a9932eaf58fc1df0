"""Evidence: what shows that an answer is true, how strong it is, and until when."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from assessor.catalogue.labels import Grade
from assessor.quantities import Model
from assessor.text import LocalizedText

GRADES: tuple[Grade, ...] = ("E0", "E1", "E2", "E3", "E4")
UserText = str | LocalizedText


class Sample(Model):
    """What an inspection looked at: k of n were as claimed."""

    k: int = Field(ge=0, description="as claimed")
    n: int = Field(ge=1, description="looked at")

    @model_validator(mode="after")
    def _within(self) -> Self:
        if self.k > self.n:
            params = {"k": self.k, "n": self.n}
            raise PydanticCustomError("sample_too_large", "{k} of {n}", params)
        return self


class Evidence(Model):
    """A document, inspection or measurement; one may serve several answers."""

    title: UserText = Field(description="what it is")
    doc_number: str | None = Field(None, description="number as printed")
    abstract: UserText | None = Field(None, description="what the document is about")
    issued_on: date | None = Field(None, description="day it took effect")
    added_on: date | None = Field(None, description="day it was attached; not the day of issue")
    expires: date | None = Field(None, description="last day it counts")
    file: str | None = Field(None, description="path below the project folder")
    sha256: str | None = Field(
        None, pattern=r"^[0-9a-f]{64}$", description="hash of the file as attached"
    )
    grade: Grade = Field("E1", description="claim, statement, document, inspection, measurement")
    method: Literal["examine", "interview", "test"] | None = Field(None, description="how")
    confidentiality: Literal["open", "internal", "restricted", "secret"] = Field(
        "internal", description="secret evidence is named by number only, never attached"
    )
    sample: Sample | None = Field(None, description="what an inspection looked at")

    @model_validator(mode="after")
    def _reference_only(self) -> Self:
        if self.confidentiality == "secret" and self.file is not None:
            raise PydanticCustomError("secret_attached", "{file}", {"file": self.file})
        return self

    def valid_on(self, day: date) -> bool:
        """False once it has expired."""
        return self.expires is None or day <= self.expires


def grade_rank(grade: Grade) -> int:
    """0 for a bare claim … 4 for a measurement."""
    return GRADES.index(grade)
