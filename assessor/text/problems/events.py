"""Words of the problems that the events of a scenario may have."""

from assessor.text.language import N_

MESSAGES: dict[str, tuple[str, str]] = {
    "event_field_unused": (
        N_("'{field}' changes nothing beside '{beside}'"),
        N_("leave '{field}' out"),
    ),
    "tier_not_external": (
        N_("the tier '{id}' is no external partner, and is not slow by itself"),
        N_("name a tier of discipline 'delay', or use an event of kind loss"),
    ),
    "tier_without_servers": (
        N_("the tier '{id}' has no servers that the city could lose"),
        N_("name a tier of the city that has servers"),
    ),
    "combined_twice": (
        N_("the event '{id}' is named twice"),
        N_("name each event once"),
    ),
    "combined_nested": (
        N_("the event '{id}' is itself several events at once"),
        N_("name the events that it is made of"),
    ),
}
