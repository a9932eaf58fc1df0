"""Gather the program's words from the code into the Vietnamese catalogue, and compile it.

A tool of the developers: `python3 dev.py words`. Words already translated are kept, words that
left the code are dropped; a JSON file of `{message: translation}` may bring new translations.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from assessor.text.language import DOMAIN, LOCALE_FOLDER

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("assessor", "gui")
KEYWORDS = {"_": None, "gettext": None, "N_": None, "ngettext": (1, 2)}
PO_FILE = LOCALE_FOLDER / "vi" / "LC_MESSAGES" / f"{DOMAIN}.po"
_HEADER = "# The program's words in Vietnamese. Made by `python3 dev.py words`."


def words_in_code() -> Catalog:
    """Every message of the code, untranslated."""
    found = Catalog(charset="utf-8")
    for package in PACKAGES:
        for _file, _line, message, _comments, _context in extract_from_dir(
            ROOT / package, keywords=KEYWORDS
        ):
            found.add(message)
    return found


def vietnamese() -> Catalog:
    """The Vietnamese catalogue as it stands in the file."""
    if not PO_FILE.exists():
        return Catalog(locale="vi", fuzzy=False)
    with PO_FILE.open("rb") as file:
        return read_po(file, locale="vi")


def gather(translations: dict[str, str]) -> list[str]:
    """Bring the catalogue up to date and compile it.

    Returns
    -------
    The messages that still have no translation.
    """
    old = {_key(m.id): m.string for m in vietnamese() if m.id and m.string}
    new = Catalog(
        locale="vi", project="cloud-readiness-assessor", header_comment=_HEADER, fuzzy=False
    )
    for message in sorted(words_in_code(), key=lambda m: _key(m.id)):
        if message.id:
            key = _key(message.id)
            string = translations.get(key) or old.get(key)
            # Vietnamese has one plural form, which Babel keeps as a tuple of one
            plural = isinstance(message.id, tuple)
            new.add(message.id, (string,) if plural and isinstance(string, str) else string)
    # the clock has no place in a file that is kept in version control
    new.creation_date = new.revision_date = datetime(2023, 7, 17, tzinfo=UTC)
    PO_FILE.parent.mkdir(parents=True, exist_ok=True)
    with PO_FILE.open("wb") as file:
        write_po(file, new, width=100, no_location=True)
    with PO_FILE.with_suffix(".mo").open("wb") as file:
        write_mo(file, new)
    return [_key(m.id) for m in new if m.id and not any(_strings(m.string))]


def _key(message: str | tuple[str, ...] | list[str]) -> str:
    return message if isinstance(message, str) else message[0]


def _strings(string: str | tuple[str, ...] | list[str] | None) -> list[str]:
    if string is None:
        return []
    return [string] if isinstance(string, str) else list(string)


def main(files: list[str]) -> None:
    """Gather, with translations from JSON files; the untranslated are named on stderr."""
    translations: dict[str, str] = {}
    for name in files:
        translations |= json.loads(Path(name).read_text(encoding="utf-8"))
    missing = gather(translations)
    sys.stderr.write("".join(f"untranslated: {message}\n" for message in missing))


if __name__ == "__main__":
    main(sys.argv[1:])
