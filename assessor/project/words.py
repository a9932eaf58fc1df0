"""The few words that window, command line and report share for results."""

from __future__ import annotations

from assessor.text import N_, format_duration, format_number, format_percent, gettext

_VERDICTS = {
    "eligible": N_("met"),
    "not_eligible": N_("not met"),
    "undetermined": N_("undetermined"),
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


_PROMISES = {
    "response": N_("{q} % answered within"),
    "response_mean": N_("mean response"),
    "loss_share": N_("lost share"),
    "availability": N_("availability"),
    "drain_time_min": N_("drain time"),
    "utilisation": N_("utilisation"),
}
_ROLES = {
    "web": N_("web"),
    "application": N_("application"),
    "database": N_("database"),
    "exchange": N_("exchange"),
    "media": N_("media"),
    "storage": N_("storage"),
    "remote": N_("external"),
}


def promise_words(code: str, quantile: float | None) -> str:
    """What is promised, in words."""
    percent = "" if quantile is None else format_number(100 * quantile, 1)
    return gettext(_PROMISES.get(code, code)).format(q=percent)


def role_words(role: str) -> str:
    """The role of a tier, in words."""
    return gettext(_ROLES.get(role, role))


def kept_words(met: bool | None) -> str:
    """A mark and a word: colour and shape never speak alone."""
    if met is None:
        return "? " + gettext(N_("not judged"))
    return "✓ " + gettext(N_("kept")) if met else "✗ " + gettext(N_("broken"))


def shown_value(value: float, unit: str) -> str:
    """A value in the unit that reads best."""
    seconds = {"s": 1.0, "min": 60.0, "h": 3600.0}
    if unit in seconds:
        return format_duration(value * seconds[unit])
    return format_percent(value, 2) if unit in {"1", "fraction"} else format_number(value, 1)


_STANDINGS = {
    "supported": N_("supported by evidence"),
    "contradicted": N_("contradicted by evidence"),
    "disputed": N_("evidence for and against"),
    "no_evidence": N_("no evidence linked"),
}


def standing_words(standing: str) -> str:
    """How a claim stands to the evidence linked to it."""
    return gettext(_STANDINGS[standing])
