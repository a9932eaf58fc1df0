"""Words of the problems of reports."""

from assessor.text.language import N_

MESSAGES: dict[str, tuple[str, str]] = {
    "report_format": (
        N_("a report cannot be written in this format"),
        N_("end the name with one of: {formats}"),
    ),
}
