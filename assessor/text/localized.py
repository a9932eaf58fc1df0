"""A text that users see, in both languages."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from assessor.text.language import language


class LocalizedText(BaseModel):
    """One text in Vietnamese and English."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    vi: str = Field(min_length=1, description="Vietnamese")
    en: str = Field(min_length=1, description="English")

    def here(self) -> str:
        """The text in the current language."""
        return self.vi if language() == "vi" else self.en

    def __str__(self) -> str:
        return self.here()

    def as_dict(self) -> dict[str, Any]:
        """Both languages, for JSON."""
        return {"vi": self.vi, "en": self.en}
