"""How an estimate was found, in the reader's language: phrases with their numbers put back in."""

from __future__ import annotations

import re

from assessor.text.language import N_
from assessor.text.language import gettext as _

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
PHRASES = (
    N_("mean of {0} days"),
    N_("maximum, predicted from {0} days"),
    N_("maximum, predicted from {0} weeks"),
    N_("bootstrap of {0} weeks"),
    N_("same weeks of different years, bootstrap of {0} blocks"),
    N_("index of dispersion: windows, level, windows of {0} s, bootstrap of {1} blocks"),
    N_("index of dispersion: arrivals, level, windows of {0} s, bootstrap of {1} blocks"),
    N_("mean of {0} days against the weeks around them"),
    N_("share of the day, day levels taken out, bootstrap of {0} days"),
    N_("share of the day, day levels taken out, bootstrap of {0} weeks"),
    N_("mean ordinary day against the mean weekday, scatter of days pooled"),
    N_("mean ordinary day against the mean weekday, bootstrap of {0} weeks"),
    N_("SCV of all gaps, bootstrap of {0} blocks"),
    N_("mean SCV of gaps in windows of {0} s, bootstrap of {1} blocks"),
    N_("mean of whole weeks, bootstrap over weeks"),
    N_("mean of days, bootstrap over days"),
    N_("mean of observations"),
    N_("ratio of counts"),
    N_("product of measured factors"),
    N_("utilisation law, moving blocks"),
    N_("universal scalability law, nonlinear least squares"),
)


def method_words(method: str) -> str:
    """The phrase in the current language; one that is not known stays as it is."""
    numbers: list[str] = []

    def keep(found: re.Match[str]) -> str:
        numbers.append(found.group())
        return f"{{{len(numbers) - 1}}}"

    template = _NUMBER.sub(keep, method)
    if template not in PHRASES:
        return method
    return _(template).format(*numbers)
