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
}
