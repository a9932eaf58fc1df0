"""States of evidence: a sign, a word and a colour each."""

from __future__ import annotations

from collections.abc import Callable

from assessor.api import N_, EvidenceRow
from assessor.api import gettext as _
from gui.marks import Mark

_MARKS: dict[str, tuple[str, str, str]] = {
    "valid": ("✓", N_("valid"), "good"),
    "expiring": ("!", N_("expires soon"), "warn"),
    "expired": ("✗", N_("expired"), "bad"),
    "missing": ("✗", N_("file is missing"), "bad"),
    "changed": ("✗", N_("file has changed"), "bad"),
    "outside": ("✗", N_("file outside the project"), "bad"),
}
_CONFIDENTIALITY = {
    "open": N_("public"),
    "internal": N_("internal"),
    "restricted": N_("restricted"),
    "secret": N_("secret: named by number only"),
}
Keep = Callable[[EvidenceRow], bool]
FILTERS: tuple[tuple[str, str, Keep], ...] = (
    ("all", N_("All evidence"), lambda _row: True),
    ("expired", N_("Expired or expiring"), lambda row: row.state in {"expired", "expiring"}),
    ("file", N_("File missing or changed"),
     lambda row: row.state in {"missing", "changed", "outside"}),
    ("unused", N_("Nothing rests on it"), lambda row: not row.criteria),
    ("ungraded", N_("No grade (E0)"), lambda row: row.grade == "E0"),
)  # fmt: skip


def state_mark(state: str) -> Mark:
    """How a piece of evidence stands on the day."""
    sign, words, token = _MARKS[state]
    return Mark(sign, _(words), token)


def file_words(row: EvidenceRow) -> str:
    """Whether a file is there, and whether it is the one that was attached."""
    if row.reference_only:
        return _("named only")
    if row.state in {"missing", "outside"}:
        return _("✗ missing")
    if row.file_verified is None:
        return _("there, no hash")
    return _("✓ hash verified") if row.file_verified else _("✗ changed")


def confidentiality_words(name: str) -> str:
    """Who may see it."""
    return _(_CONFIDENTIALITY[name])


CONFIDENTIALITIES = tuple(_CONFIDENTIALITY)
