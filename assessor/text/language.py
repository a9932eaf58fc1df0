"""The current language and its catalogue of messages."""

from __future__ import annotations

import gettext as _gettext
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")
DOMAIN = "assessor"
LOCALE_FOLDER = Path(__file__).parent / "locale"

_current: ContextVar[Language] = ContextVar("language", default="vi")
# A context variable starts at its default in every new thread; the program's choice must not.
_chosen: list[Language] = ["vi"]


@lru_cache(maxsize=4)
def translations(code: Language) -> _gettext.NullTranslations:
    """The messages of one language; English is the source and needs none."""
    if code == "en":
        return _gettext.NullTranslations()
    return _gettext.translation(DOMAIN, LOCALE_FOLDER, languages=[code])


def set_language(code: str) -> None:
    """Choose the language of the whole program: `vi` or `en`."""
    if code not in LANGUAGES:
        raise ValueError(f"language must be one of {LANGUAGES}, got {code!r}")
    _chosen[0] = code
    _current.set(code)


def language() -> Language:
    """The language in force here."""
    return _current.get(_chosen[0])


@contextmanager
def using_language(code: str) -> Iterator[None]:
    """Speak another language inside a `with` block."""
    if code not in LANGUAGES:
        raise ValueError(f"language must be one of {LANGUAGES}, got {code!r}")
    before = (_chosen[0], language())
    _chosen[0] = code
    token = _current.set(code)
    try:
        yield
    finally:
        _chosen[0] = before[0]
        _current.reset(token)


def gettext(message: str) -> str:
    """The message in the current language."""
    return translations(language()).gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The message in the current language and number."""
    return translations(language()).ngettext(singular, plural, n)


def N_(message: str) -> str:  # noqa: N802 - the name that message extractors know
    """Mark a message for translation later."""
    return message


def speak_through_gettext() -> None:
    """Let click, which reads the default domain of gettext, speak our catalogue too."""
    _gettext.bindtextdomain(DOMAIN, str(LOCALE_FOLDER))
    _gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = language()


@dataclass(frozen=True, slots=True)
class Phrase:
    """A message with its values, put into words only when it is shown."""

    template: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def here(self) -> str:
        """The phrase in the current language."""
        return gettext(self.template).format(**self.values)

    def __str__(self) -> str:
        return self.template.format(**self.values)
