"""Words, numbers, dates and money in Vietnamese and English.

One gettext catalogue serves core, command line and window: English in code, Vietnamese in
`locale/vi`. Numbers, dates and money are Babel's. Nothing here knows what the words are about.
"""

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
from assessor.text.localized import LocalizedText
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
