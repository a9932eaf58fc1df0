"""The few words that window, command line and report share for results."""

from __future__ import annotations

from assessor.text import N_, gettext

_VERDICTS = {
    "eligible": N_("met"),
    "not_eligible": N_("not met"),
    "undetermined": N_("undetermined: not enough answers"),
}
_STATUSES = {
    "answered": N_("answered"),
    "derived": N_("derived from the capacity study"),
    "not_applicable": N_("not applicable"),
    "not_assessed": N_("not assessed"),
}
_SPEAKERS = {
    "ministry": N_("the Ministry"),
    "city": N_("the City"),
    "evidence": N_("the evidence"),
}


def verdict_words(verdict: str) -> str:
    """A verdict as people read it."""
    return gettext(_VERDICTS[verdict])


def status_words(status: str) -> str:
    """The status of an answer as people read it."""
    return gettext(_STATUSES[status])


def speaker_words(speaker: str) -> str:
    """Who made a claim."""
    return gettext(_SPEAKERS.get(speaker, speaker))
