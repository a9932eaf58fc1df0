"""Words of the problems that a programme may have."""

from assessor.text.language import N_

MESSAGES: dict[str, tuple[str, str]] = {
    "unit_circle": (
        N_("the bodies stand above each other in a circle: {chain}"),
        N_("take one 'parent' out"),
    ),
    "programme_elsewhere": (
        N_("the programme says it belongs to scenario '{found}', but lies beside '{id}'"),
        N_("correct 'scenario', or move the file"),
    ),
    "claim_both_ways": (
        N_("claim '{id}' is both supported and contradicted by: {items}"),
        N_("keep each piece of evidence on one side"),
    ),
    "coverage_cell": (
        N_("the cell {cell} is not in the matrix"),
        N_("use a field and a step that are listed"),
    ),
    "rank_outside": (
        N_("rank {rank} is beyond the {of} that are ranked"),
        N_("correct the rank or 'of'"),
    ),
}
