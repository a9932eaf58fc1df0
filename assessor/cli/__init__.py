"""The command line: the only room that prints.

`main` settles the language before anything is worded, and turns every foreseen error into its
exit code: 0 ok, 1 a promise or gate fails where `--strict` asked, 2 bad usage, 3 invalid input.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

from assessor.text.language import LANGUAGES, set_language, speak_through_gettext

DEFAULT_LANGUAGE = "vi"
OBJECTS_PER_COLLECTION = 50_000


def language_asked(argv: Sequence[str]) -> str:
    """The language of `--lang`, of the environment, or Vietnamese."""
    asked = os.environ.get("ASSESSOR_LANG", DEFAULT_LANGUAGE)
    for position, word in enumerate(argv):
        if word == "--lang" and position + 1 < len(argv):
            asked = argv[position + 1]
        elif word.startswith("--lang="):
            asked = word.partition("=")[2]
    return asked if asked in LANGUAGES else DEFAULT_LANGUAGE


def main(argv: Sequence[str] | None = None) -> None:
    """Run one command and end the process with its exit code."""
    # documents become many small objects that all stay: looking through them again and again for
    # garbage took a fifth of the time of scoring one assessment
    gc.set_threshold(OBJECTS_PER_COLLECTION, 20, 50)
    words = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    set_language(language_asked(words))
    speak_through_gettext()
    from assessor.cli.running import run

    sys.exit(run(words))
