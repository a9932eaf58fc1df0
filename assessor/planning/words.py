"""What a plan says in words: a code with parameters, and both languages ready to print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assessor.text import N_, format_money, format_number, format_percent, using_language
from assessor.text.language import LANGUAGES, gettext

_TEMPLATES: dict[str, str] = {
    # what binds a size
    "binds_utilisation": N_(
        "with one server fewer, utilisation would be {value} instead of at most {limit} ({state})"
    ),
    "binds_none_up": N_("with one server fewer, none would be left to carry load ({state})"),
    "binds_response": N_(
        "with one server fewer, {value} of {subject} would take longer than {limit} s ({state})"
    ),
    "binds_response_mean": N_(
        "with one server fewer, the mean response of {subject} would be {value} s instead of at "
        "most {limit} s ({state})"
    ),
    "binds_loss_share": N_(
        "with one server fewer, {value} of {subject} would be lost instead of at most {limit} "
        "({state})"
    ),
    "binds_drain_time_min": N_(
        "with one server fewer, a burst of {subject} would take {value} min to work off instead "
        "of at most {limit} min ({state})"
    ),
    "binds_availability": N_(
        "with one server fewer, the availability of {subject} would be {value} instead of at "
        "least {limit}"
    ),
    "binds_least": N_("the least number of servers allowed"),
    "binds_memory": N_(
        "with one server fewer, each would need {value} GiB of memory and has {limit} ({state})"
    ),
    "binds_event_drain_time_min": N_(
        "with one server fewer, the backlog of event {subject} would take {value} min to work off "
        "instead of at most {limit} min"
    ),
    "binds_event_lost_sites": N_(
        "with one server fewer, {value} rooms would drop out in event {subject} instead of at "
        "most {limit}"
    ),
    "binds_event_loss_share": N_(
        "with one server fewer, {value} of the requests of event {subject} would be lost instead "
        "of at most {limit}"
    ),
    # why more than required
    "kept_installed": N_("{n} servers stand today and none is taken away"),
    "kept_earlier": N_("{n} servers were needed in {year} and none is taken away"),
    # promises that cannot be kept
    "impossible": N_(
        "no number of servers keeps the promise '{kind}' of {subject}: limit {limit}, found {value}"
    ),
    "not_proved": N_(
        "the search was cut short after {n} fleets: the sizes hold, a cheaper fleet may exist"
    ),
    # states
    "all_up": N_("all servers up"),
    "hosts_out": N_("{n} hosts out at {subject}"),
    "spares_out": N_("{n} servers of {subject} out"),
    # notes
    "extrapolated": N_("{year} lies beyond the years for which the inputs were found"),
    "calendar_short": N_("the calendar of holidays does not cover {year}"),
    "limits_broken": N_(
        "{subject}: the fleet exceeds what the site can hold: {hosts} hosts, {racks} racks, "
        "{power} kW"
    ),
    "host_too_small": N_("{subject}: a server does not fit on any host of the site"),
    "link_full": N_("{subject}: the link would be used {value}, at most {limit} is allowed"),
    "storage_short": N_(
        "{subject}: {held} TiB must be held and {installed} TiB stand; {limit} is to be kept free"
    ),
    "weights": N_(
        "sizes are least cost with each server priced at its share of a host; hosts are then "
        "counted whole"
    ),
    "spread": N_("servers of a tier are taken to be spread evenly over the hosts of their site"),
    "unchecked_contention": N_(
        "{subject}: contention is simulated as fewer channels, not as a speed that falls"
    ),
    "unchecked_queue_limit": N_("{subject}: the limit of the queue is not simulated"),
    "unchecked_closed": N_("{subject}: staff are simulated as their open equivalent"),
    "unchecked_states": N_("only the state with all servers up is simulated"),
    "balanced_ideal": N_(
        "{subject}: least-connections balancing is taken as one shared queue, its lower bound"
    ),
}


@dataclass(frozen=True)
class Words:
    """One sentence in both languages, with the code and the numbers behind it."""

    code: str
    params: dict[str, Any]
    vi: str
    en: str

    def here(self) -> str:
        """The sentence in the current language."""
        from assessor.text import language

        return self.vi if language() == "vi" else self.en


@dataclass(frozen=True)
class Number:
    """A parameter that is written differently in each language."""

    value: float
    form: str = "number"
    digits: int = 2

    def here(self) -> str:
        """As people of the current language write it."""
        if self.form == "percent":
            return format_percent(self.value, self.digits)
        if self.form == "money":
            return format_money(self.value)
        return format_number(self.value, self.digits)


def worded(code: str, /, **params: Any) -> Words:
    """A sentence by its code."""
    said = {}
    for spoken in LANGUAGES:
        with using_language(spoken):
            shown = {name: _shown(value) for name, value in params.items()}
            said[spoken] = gettext(_TEMPLATES[code]).format(**shown)
    return Words(code, {name: _bare(value) for name, value in params.items()}, **said)


def _shown(value: Any) -> Any:
    return value.here() if isinstance(value, Number | Words) else value


def _bare(value: Any) -> Any:
    if isinstance(value, Number):
        return value.value
    return {"code": value.code, **value.params} if isinstance(value, Words) else value
