"""Search that does not mind accents: `duong` finds `đường`."""

from __future__ import annotations

import unicodedata

# đ has no decomposition in Unicode, so it is folded by hand.
_STROKE = str.maketrans({"đ": "d", "Đ": "D"})


def fold(text: str) -> str:
    """Lower case without accents, for searching and sorting."""
    decomposed = unicodedata.normalize("NFD", text.translate(_STROKE))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
