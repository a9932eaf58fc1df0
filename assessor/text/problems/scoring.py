"""Words of what scoring warns about, and of rules that cannot be used."""

from assessor.text.language import N_

MESSAGES: dict[str, tuple[str, str]] = {
    "na_share_high": (
        N_("a large share of the weight ({share}) is set aside as not applicable"),
        N_("look at the reasons before comparing scores"),
    ),
    "na_unjustified": (
        N_("{n} rows are set aside without a reason and count as not assessed: {ids}"),
        N_("give the reason"),
    ),
    "na_expired": (
        N_(
            "{n} rows were set aside until a day that has passed; they count as not assessed: {ids}"
        ),
        N_("look at them again"),
    ),
    "na_not_allowed": (
        N_("{n} rows may not be set aside and count as not assessed: {ids}"),
        N_("answer them"),
    ),
    "rows_informative": (
        N_("{n} of {total} rows are shown for information: no text or figure behind them was read"),
        N_("read the official text before relying on them"),
    ),
    "derived_stale": (
        N_("figures are older than the scenario they come from: {ids}"),
        N_("evaluate the scenario again"),
    ),
    "evidence_expired": (
        N_("{n} rows lean on evidence that has expired: {ids}"),
        N_("renew the evidence"),
    ),
    "verifier_is_assessor": (
        N_("{n} rows were verified by the person who answered them: {ids}"),
        N_("let somebody else verify; the verified floor does not count them"),
    ),
    "gate_incomplete": (
        N_("a gate of kind {kind} lacks: {missing}"),
        N_("add what is missing"),
    ),
    "rules_tree": (N_("the tree cannot be built: {reason}"), N_("mend the nodes")),
    "rules_label_twice": (
        N_("the label '{label}' both counts and does not count"),
        N_("keep it in scored or in informative"),
    ),
    "rules_label_missing": (
        N_("the label '{label}' is neither scored nor informative; its rows are only shown"),
        N_("put it in one of the two lists"),
    ),
    "rules_weight_negative": (
        N_("the weight of '{id}' is {weight}"),
        N_("weights are 0 or more; a deduction is the operation deduct"),
    ),
    "rules_maximum_moves": (
        N_("weights by sample inside a sum let the greatest score depend on the answers"),
        N_("use a mean, or take by_sample out"),
    ),
    "rules_no_weight": (
        N_("no row of '{id}' has a weight that counts"),
        N_("give at least one criterion a weight above 0, or score more labels"),
    ),
    "rules_rows_left_out": (
        N_("{n} rows that count stand in no node: {ids}"),
        N_("put them below a node, or give them weight 0"),
    ),
    "rules_mixed_scales": (
        N_("the node '{id}' averages children of different scales"),
        N_("bring them to one scale, or add them up"),
    ),
    "rules_level_of_nodes": (
        N_("the node '{id}' takes a level of nodes, which have none"),
        N_("put criteria directly below it"),
    ),
    "rules_never_full": (
        N_("the node '{id}' reaches {value}, never its best step {best}"),
        N_("lower the threshold of the best step"),
    ),
    "rules_saturates": (
        N_("the node '{id}' reaches its ceiling {ceiling} before everything is met"),
        N_("raise the ceiling, unless a bonus is meant"),
    ),
    "rules_points_sum": (
        N_("the points add up to {total}, not to {maximum}"),
        N_("correct the points or the scale"),
    ),
    "rules_gate_dead": (
        N_("the gate '{id}' can never hold anything down"),
        N_("select rows that count, and a limit between 0 and 1"),
    ),
    "rules_level_empty": (
        N_("no row of this catalogue belongs to level {level} by this rule"),
        N_("correct the rule, or leave it where another catalogue needs it"),
    ),
    "rules_level_unreachable": (
        N_("the verdict asks for level {level}, but there are only {top}"),
        N_("lower it, or assign rows to that level"),
    ),
    "rules_levels_twice": (
        N_("levels come from {n} criteria and from rules at once; the rules are ignored"),
        N_("keep one of the two"),
    ),
}
