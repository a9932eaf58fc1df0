"""Criteria catalogues: what is asked, by which document, and how an answer is measured.

Computes no score: that is `assessor.scoring`, which is handed a `Catalogue`. Names are imported
from the modules; only the kinds of document are gathered here, for `assessor schema`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import BaseModel

    SCHEMAS: dict[str, type[BaseModel]]


def __getattr__(name: str) -> dict[str, type[BaseModel]]:
    """`SCHEMAS`, lazily, so that one module of the room can be imported alone."""
    if name != "SCHEMAS":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from assessor.catalogue.crosswalk import Crosswalk
    from assessor.catalogue.model import Catalogue
    from assessor.catalogue.profile import Profile

    return {"catalogue": Catalogue, "profile": Profile, "crosswalk": Crosswalk}
