"""Words of the problems that a scenario may have."""

from assessor.text.language import N_

MESSAGES: dict[str, tuple[str, str]] = {
    "ref_not_alone": (
        N_("beside 'ref: {ref}' stand values that would be ignored"),
        N_("keep 'ref' alone, or write the quantity out without it"),
    ),
    "service_kind": (
        N_("the service '{id}' is of kind {kind}"),
        N_("name a service of kind {expected}"),
    ),
    "class_without_demands": (
        N_("requests of class '{id}' are sent but ask nothing of any tier"),
        N_("describe them under platform.demands"),
    ),
    "provenance_missing": (
        N_("the number {value} has no kind and no source"),
        N_("write {{base: {value}, kind: published | measured | derived | assumption, …}}"),
    ),
    "quantity_growth": (
        N_("growth of {low} a year leaves nothing"),
        N_("use a rate above -1"),
    ),
    "quantity_negative": (
        N_("the quantity may not be negative: {low}"),
        N_("use a value of 0 or more"),
    ),
    "later_fact": (
        N_("the source '{id}' of {on} is later than the scenario's date {as_of}"),
        N_("tag it 'known_after: true', or leave it out"),
    ),
    "years_order": (
        N_("the last year {last} is before the first year {first}"),
        N_("put the two in order"),
    ),
    "dates_order": (
        N_("the last day {last} is before the first day {first}"),
        N_("put the two in order"),
    ),
    "calendar_short": (
        N_("the calendar of holidays ends with {last}"),
        N_("add the later years to the calendar; until then they have no holidays"),
    ),
    "weights_zero": (
        N_("the weights of profile '{id}' add to 0"),
        N_("give at least one of them a weight above 0"),
    ),
    "exactly_one": (N_("exactly one of these is wanted: {of}"), N_("keep one of them")),
    "servers_order": (
        N_("servers_max {high} is below servers_min {low}"),
        N_("put the two in order"),
    ),
    "event_left_out": (
        N_("the shared event {id} is left out: this scenario has no '{missing}'"),
        N_("add what it needs, or write the event under 'events' yourself"),
    ),
    "file_named_missing": (
        N_("there is no file {given}"),
        N_("check the path, or leave it out"),
    ),
    "option_unknown": (
        N_("there is no option '{id}' in this scenario"),
        N_("use one of: {expected}"),
    ),
    "value_path_unknown": (
        N_("'{path}' names no value of this scenario"),
        N_("use a path such as inputs.procedures.dossiers_per_year{hint}"),
    ),
    "control_off": (
        N_("the control '{control}' is off, and service '{service}' holds {data} data"),
        N_("switch it on, or say why another measure protects the data"),
    ),
    "portfolio_too_large": (
        N_("with it the candidates of '{id}' have {total:,.0f} transactions a year of {own:,.0f}"),
        N_("lower their transactions_per_year, or move some to another service"),
    ),
    "chosen_without_effect": (
        N_("'{id}' is chosen, but nothing says what that changes"),
        N_("give time_constant_factor or share_limit_add"),
    ),
    "peak_base": (
        N_("a peak factor against the {against} multiplies an amount of the {per}"),
        N_("add the index that turns one into the other, with turns: [{per}, {against}]"),
    ),
}
