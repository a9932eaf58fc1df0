"""Words of the problems and findings of an inventory of what is installed."""

from assessor.text.language import N_

MESSAGES: dict[str, tuple[str, str]] = {
    "support_ended": (
        N_("support for '{id}' ended on {on}, before the scenario's date {as_of}"),
        N_("plan its replacement, or write the day that was agreed with the maker"),
    ),
}
