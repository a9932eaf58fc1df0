"""Words of the problems that putting work in order may find."""

from assessor.text.language import N_

MESSAGES: dict[str, tuple[str, str]] = {
    "committed_unpaid": (
        N_("the budget '{budget}' lacks {vnd} VND in {year} for what is committed: {actions}"),
        N_("raise the budget, choose a later committed_start, or take the commitment back"),
    ),
    "committed_impossible": (
        N_("what is committed excludes itself or exceeds the staff at hand: {actions}"),
        N_("take one of the commitments back or raise the staff limit"),
    ),
}
