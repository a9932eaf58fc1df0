"""Words, numbers, dates and money in Vietnamese and English.

One gettext catalogue serves core, command line and window: English in code, Vietnamese in
`locale/vi`. Numbers, dates and money are Babel's. Nothing here knows what the words are about.
"""

from typing import TYPE_CHECKING, Any

from assessor.text.cells import spreadsheet_safe
from assessor.text.folding import fold
from assessor.text.language import (
    LANGUAGES,
    N_,
    Phrase,
    gettext,
    language,
    ngettext,
    set_language,
    using_language,
)
from assessor.text.numbers import (
    format_bytes,
    format_date,
    format_duration,
    format_money,
    format_number,
    format_percent,
    parse_number,
)
from assessor.text.rendering import render, render_text

if TYPE_CHECKING:
    from assessor.text.localized import LocalizedText

__all__ = [
    "LANGUAGES",
    "N_",
    "LocalizedText",
    "Phrase",
    "fold",
    "format_bytes",
    "format_date",
    "format_duration",
    "format_money",
    "format_number",
    "format_percent",
    "gettext",
    "language",
    "ngettext",
    "parse_number",
    "render",
    "render_text",
    "set_language",
    "spreadsheet_safe",
    "using_language",
]


def __getattr__(name: str) -> Any:
    # pydantic costs more than all else here, and `assessor --help` needs no models
    if name == "LocalizedText":
        from assessor.text.localized import LocalizedText

        return LocalizedText
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
