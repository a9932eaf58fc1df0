"""Results as the documents that `--json` prints: the outward contract's keys."""

from __future__ import annotations

from typing import Any

from assessor.documents import to_jsonable
from assessor.scoring import Scorecard


def scorecard_document(card: Scorecard) -> dict[str, Any]:
    """A scorecard for other programs; fractions 0…1, absent is null."""
    return {"schema": "scorecard@1", **to_jsonable(card)}
