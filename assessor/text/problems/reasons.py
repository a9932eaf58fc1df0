"""What the system and the YAML parser say in English, known here so that it can be translated."""

from assessor.text.language import N_

MESSAGES: dict[str, tuple[str, str]] = {}
REASONS: tuple[str, ...] = (
    N_("No space left on device"),
    N_("Permission denied"),
    N_("Read-only file system"),
    N_("File exists"),
    N_("Not a directory"),
    N_("Is a directory"),
    N_("No such file or directory"),
    N_("File name too long"),
    N_("Disk quota exceeded"),
    N_("Too many levels of symbolic links"),
    N_("Input/output error"),
    N_("control characters are not allowed"),
    N_("did not find expected key"),
    N_("did not find expected ',' or ']'"),
    N_("did not find expected ',' or '}'"),
    N_("did not find expected '-' indicator"),
    N_("did not find expected node content"),
    N_("did not find expected <document start>"),
    N_("did not find expected alphabetic or numeric character"),
    N_("could not find expected ':'"),
    N_("mapping values are not allowed in this context"),
    N_("block sequence entries are not allowed in this context"),
    N_("block mapping entries are not allowed in this context"),
    N_("found character that cannot start any token"),
    N_("found unexpected end of stream"),
    N_("found unknown escape character"),
    N_("found undefined tag handle"),
    N_("but found another document"),
)
