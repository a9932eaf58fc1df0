"""How results are marked: a sign and a word each, and a colour that never speaks alone."""

from __future__ import annotations

from dataclasses import dataclass

from assessor.api import N_, CriterionScore
from assessor.api import gettext as _

UNVERIFIED = frozenset({"general_knowledge", "indicative", "unknown"})

_CONFIDENCE = {
    "verified": N_("text read"),
    "heading_verified": N_("heading read"),
    "secondary": N_("secondary source"),
    "general_knowledge": N_("common knowledge"),
    "indicative": N_("indicative, own words"),
    "unknown": N_("not known"),
}
_CONFIDENCE_MEANING = {
    "verified": N_("The clause itself was read and compared."),
    "heading_verified": N_("Only number and heading of the clause were read."),
    "secondary": N_("Taken from another publication that quotes the document."),
    "general_knowledge": N_("From common knowledge of the field; no text was read."),
    "indicative": N_("Written for this program; the official text was not obtained."),
    "unknown": N_("It is not known how this row came about."),
}
_TEXT_KIND = {
    "verbatim": N_("verbatim"),
    "paraphrase": N_("paraphrase"),
    "summary": N_("summary"),
    "authored": N_("own words, no official text"),
}
_OBLIGATION = {
    "mandatory": N_("mandatory"),
    "conditional": N_("mandatory under a condition"),
    "preference": N_("preferred in procurement"),
    "recommended": N_("recommended"),
    "by_level": N_("mandatory up to the chosen level"),
    "index": N_("index"),
    "informative": N_("for information"),
}
_GRADES = {
    "E0": N_("E0 claim"),
    "E1": N_("E1 statement"),
    "E2": N_("E2 official document"),
    "E3": N_("E3 inspection"),
    "E4": N_("E4 measurement"),
}
_KINDS = {
    "published": N_("published"),
    "measured": N_("measured"),
    "derived": N_("derived"),
    "assumption": N_("assumption"),
    "choice": N_("choice"),
    "answer": N_("answer"),
    "threshold": N_("threshold"),
    "weight": N_("weight"),
    "credit": N_("credit"),
    "score": N_("score"),
    "quantity": N_("quantity"),
    "gate": N_("gate"),
    "row": N_("row"),
}


@dataclass(frozen=True)
class Mark:
    """A sign, a word and the token of a colour."""

    sign: str
    words: str
    token: str

    @property
    def text(self) -> str:
        """Sign and word together."""
        return f"{self.sign} {self.words}"


def promise_mark(met: bool | None) -> Mark:
    """Whether promises hold; unknown is grey, never red."""
    if met is None:
        return Mark("?", _("not judged"), "unknown")
    return Mark("✓", _("kept"), "good") if met else Mark("✗", _("broken"), "bad")


def met_mark(row: CriterionScore) -> Mark:
    """How one criterion stands: four different states, four signs."""
    if row.status == "not_applicable":
        return Mark("–", _("not applicable"), "muted")
    if row.met is None:
        assessed = row.status != "not_assessed"
        return Mark("?", _("not judged") if assessed else _("not assessed"), "unknown")
    return Mark("✓", _("met"), "good") if row.met else Mark("✗", _("not met"), "bad")


def verdict_mark(verdict: str) -> Mark:
    """A verdict, short."""
    return {
        "eligible": Mark("✓", _("met"), "good"),
        "not_eligible": Mark("✗", _("not met"), "bad"),
    }.get(verdict, Mark("?", _("undetermined"), "unknown"))


def confidence_words(label: str) -> str:
    """How far the text behind a row was read."""
    return _(_CONFIDENCE[label])


def confidence_meaning(label: str) -> str:
    """The same, as a sentence."""
    return _(_CONFIDENCE_MEANING[label])


def text_kind_words(kind: str) -> str:
    """Whose words the requirement is in."""
    return _(_TEXT_KIND[kind])


def obligation_words(obligation: str) -> str:
    """What the document asks."""
    return _(_OBLIGATION[obligation])


def grade_words(grade: str) -> str:
    """How strong a piece of evidence is."""
    return _(_GRADES[grade])


def kind_words(kind: str | None) -> str:
    """What kind of number an input is."""
    return _(_KINDS[kind]) if kind in _KINDS else (kind or "")
