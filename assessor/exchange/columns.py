"""The columns of a questionnaire: official ones to read, answers to fill in, the id that joins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from assessor.exchange.grid import folded
from assessor.text import LANGUAGES, N_, using_language
from assessor.text import gettext as _

Kind = Literal[
    "shown", "id", "status", "severity", "scalar", "number", "text", "words", "ids", "date", "grade"
]
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, what its cells hold and where that stands in the document."""

    key: str
    heading: str
    kind: Kind
    width: int = 14
    path: Path = ()
    further: bool = False

    @property
    def title(self) -> str:
        """The heading in the current language."""
        return _(self.heading)


# the ministry's column order
OFFICIAL = (
    Column("number", N_("No."), "shown", 7),
    Column("criterion", N_("Criterion"), "shown", 48),
    Column("max_points", N_("Maximum points"), "shown", 9),
    Column("pass_rule", N_("How it is determined"), "shown", 40),
    Column("expected", N_("Supporting documents"), "shown", 32),
    Column("source", N_("Source of the requirement"), "shown", 24),
    Column("verified_by", N_("Verifying unit"), "text", 18, ("verified", "by")),
)
ANSWERS = (
    Column("status", N_("Status"), "status", 18, ("status",)),
    Column("value", N_("Value"), "scalar", 16, ("value",)),
    Column("a", N_("Part a"), "number", 10, ("a",)),
    Column("b", N_("Whole b"), "number", 10, ("b",)),
    Column("unit", N_("Unit"), "text", 9, ("unit",)),
    Column("evidence", N_("Ids of evidence"), "ids", 20, ("evidence",)),
    Column("justification", N_("Reason for not applicable"), "words", 28, ("justification",)),
    Column("approved_by", N_("Approved by"), "text", 16, ("approved_by",)),
    Column("until", N_("Holds until"), "date", 12, ("until",)),
    Column("note", N_("Remarks"), "words", 28, ("note",)),
    Column("verified_value", N_("Verified value"), "scalar", 14, ("verified", "value")),
    Column("verified_a", N_("Verified part a"), "number", 10, ("verified", "a")),
    Column("verified_b", N_("Verified whole b"), "number", 10, ("verified", "b")),
    Column("verified_on", N_("Verified on"), "date", 12, ("verified", "on")),
    Column("id", N_("Criterion id"), "id", 18),
)
_FURTHER: tuple[tuple[str, str, Kind, Path], ...] = (
    ("verified_unit", N_("Unit of the verified value"), "text", ("verified", "unit")),
    ("verified_note", N_("Remarks of the verifier"), "words", ("verified", "note")),
    ("by", N_("Answered by"), "text", ("by",)),
    ("on", N_("Answered on"), "date", ("on",)),
    ("measured_from", N_("Measured from"), "date", ("measured_over", 0)),
    ("measured_until", N_("Measured until"), "date", ("measured_over", 1)),
    ("documented", N_("Value as documented"), "scalar", ("documented",)),
    ("severity", N_("Severity"), "severity", ("severity",)),
    ("management", N_("Management response"), "words", ("management_response",)),
    ("compensating", N_("Compensating control"), "words", ("compensating_control",)),
    ("override_value", N_("Value in place of the derived"), "scalar", ("override", "value")),
    ("override_unit", N_("Unit of that value"), "text", ("override", "unit")),
    ("override_reason", N_("Why not the derived value"), "words", ("override", "reason")),
    ("override_by", N_("Replaced by whom"), "text", ("override", "by")),
    ("override_on", N_("Replaced on"), "date", ("override", "on")),
)
FURTHER = tuple(
    Column(key, heading, kind, 14, path, further=True) for key, heading, kind, path in _FURTHER
)
COLUMNS: tuple[Column, ...] = (*OFFICIAL, *ANSWERS, *FURTHER)

EVIDENCE = (
    Column("evidence_id", N_("Evidence id"), "id", 18),
    Column("title", N_("Title of the evidence"), "words", 44, ("title",)),
    Column("doc_number", N_("Number of the document"), "text", 20, ("doc_number",)),
    Column("abstract", N_("Abstract"), "words", 36, ("abstract",)),
    Column("issued_on", N_("Issued on"), "date", 12, ("issued_on",)),
    Column("added_on", N_("Added on"), "date", 12, ("added_on",)),
    Column("expires", N_("Expires"), "date", 12, ("expires",)),
    Column("grade", N_("Grade"), "grade", 8, ("grade",)),
    Column("method", N_("Method"), "grade", 12, ("method",)),
    Column("confidentiality", N_("Confidentiality"), "grade", 14, ("confidentiality",)),
    Column("file", N_("File"), "text", 30, ("file",)),
    Column("sha256", N_("SHA-256 of the file"), "text", 20, ("sha256",)),
    Column("sample_k", N_("As claimed, k"), "number", 9, ("sample", "k")),
    Column("sample_n", N_("Looked at, n"), "number", 9, ("sample", "n")),
)

# columns of an official table that is to become a catalogue: key, headings that mean it
OFFICIAL_TABLE: Mapping[str, tuple[str, ...]] = {
    "number": ("STT", "TT", "Số thứ tự", "No.", "#"),
    "id": ("Mã tiêu chí", "Mã", "Criterion id", "id"),
    "sub_group": ("Phân nhóm", "Nhóm", "Nhóm tiêu chí", "Sub-group", "Group"),
    "feature": ("Tính năng", "Tên tính năng", "Chức năng", "Feature"),
    "criterion": ("Tiêu chí", "Nội dung tiêu chí", "Yêu cầu", "Criterion", "Requirement"),
    "pass_rule": ("Cách xác định", "Điều kiện đạt", "Tiêu chí đạt", "Pass rule"),
    "expected": ("Tài liệu kiểm chứng", "Minh chứng", "Supporting documents", "Evidence"),
    "obligation": ("Mức độ áp dụng", "Obligation"),
}


def headings(columns: tuple[Column, ...]) -> dict[str, str]:
    """Folded heading in either language → key; what is filled in is known by its key too."""
    return known_headings(
        {c.key: (c.heading,) if c.kind == "shown" else (c.heading, c.key) for c in columns}
    )


def known_headings(names: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Folded heading in either language → key, for headings that may have several names."""
    known: dict[str, str] = {}
    for code in LANGUAGES:
        with using_language(code):
            for key, words in names.items():
                for word in words:
                    known.setdefault(folded(word), key)
                    known.setdefault(folded(_(word)), key)
    return known
