"""Words of the problems that a catalogue, profile or crosswalk may have."""

from assessor.text.language import N_

MESSAGES: dict[str, tuple[str, str]] = {
    "catalogue_unknown": (
        N_("there is no catalogue or profile '{id}'"),
        N_("use a shipped id or the path of a file{hint}"),
    ),
    "condition_syntax": (
        N_("the condition '{text}' cannot be read from position {position}"),
        N_('use attributes, whole numbers, "texts", comparisons, and, or, not, parentheses'),
    ),
    "condition_type": (
        N_("'{name}' is compared with a value that it cannot have, in '{text}'"),
        N_("compare it with a value of its type, or with one of its choices"),
    ),
    "measure_target_or_band": (
        N_("a number needs a target or a band, and not both"),
        N_("give exactly one of the two"),
    ),
    "measure_band_order": (
        N_("the lower end {low} is not below the upper end {high}"),
        N_("put the two in order"),
    ),
    "measure_no_direction": (
        N_("a threshold without unit or direction cannot be judged"),
        N_("add unit, and direction: higher or lower"),
    ),
    "measure_floor_is_target": (
        N_("floor and target are both {target}"),
        N_("move the floor, or leave it out for a hard threshold"),
    ),
    "measure_floor_beyond": (
        N_("the floor {floor} lies beyond the target {target}, where {direction} is better"),
        N_("swap the two, or correct the direction"),
    ),
    "measure_credit_range": (
        N_("the credit {credit} is outside 0…1"),
        N_("write credits as fractions"),
    ),
    "measure_never_full": (
        N_("the best step gives a credit of only {credit}"),
        N_("let one step reach 1, or the row can never be met"),
    ),
    "measure_value_kind": (
        N_("a value per level is not {kind}"),
        N_("write values of that kind, or null for no requirement"),
    ),
    "measure_quantile": (
        N_("'{quantity}' and a quantile do not go together here"),
        N_("give a quantile for response_s, and for nothing else"),
    ),
    "measure_two_limits": (
        N_("a derived measure has both at_most and at_least"),
        N_("keep one of the two"),
    ),
    "measure_limit_direction": (
        N_("the limit {limit} contradicts the direction '{direction}'"),
        N_("use at_most where lower is better, at_least where higher is better"),
    ),
    "requires_cycle": (
        N_("'requires' goes in a circle: {chain}"),
        N_("take one of the links out"),
    ),
    "group_empty": (N_("the group '{group}' has no criterion"), N_("remove it, or add rows")),
    "group_weightless": (
        N_("weights of the group '{group}' add to 0"),
        N_("give at least one criterion a weight above 0, or mark the group unscored"),
    ),
    "profile_conflict": (
        N_("'{id}' in {section} differs between {first} and {second}"),
        N_("make the two the same, or give one another id"),
    ),
    "profile_twice": (
        N_("the criterion '{id}' comes from both {first} and {second}"),
        N_("leave it out of one of the two with select"),
    ),
    "profile_nothing": (
        N_("nothing is selected from the catalogue '{id}'"),
        N_("correct the groups or criteria named in select"),
    ),
    "lint_no_source_clause": (
        N_("'{id}' is mandatory and names no clause"),
        N_("name the clause, or say in notes why it is not known"),
    ),
    "lint_no_evidence": (
        N_("'{id}' is mandatory and expects no evidence"),
        N_("say what would show that it is met"),
    ),
    "lint_heading_only": (
        N_("'{id}' rests on a heading only and does not say so"),
        N_("say in notes that the text below the heading was not read"),
    ),
    "lint_same_words": (
        N_("'{id}' has the same words in Vietnamese and English"),
        N_("translate one of the two"),
    ),
    "lint_not_a_sentence": (
        N_("the requirement of '{id}' is not a sentence"),
        N_("say who or what does or has what, and end with a full stop"),
    ),
    "lint_unknown_basis": (
        N_("'{id}' leans on '{basis}', which no shipped catalogue has"),
        N_("correct the id"),
    ),
    "lint_verbatim_unread": (
        N_("'{id}' quotes a text that was not read"),
        N_("mark its text as summary, or read the clause"),
    ),
}
