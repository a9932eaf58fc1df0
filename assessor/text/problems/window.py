"""Words of the problems that only an editor of documents meets."""

from assessor.text.language import N_

MESSAGES: dict[str, tuple[str, str]] = {
    "assessment_locked": (
        N_("the period of this assessment is closed: its answers do not change any more"),
        N_("start a new assessment, or have the lock taken out of the file"),
    ),
}
