"""What the program needs, looked at one by one. Qt is looked for and never imported."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from assessor import __version__
from assessor.errors import StrangeFolderError
from assessor.resources import FOLDERS, folder
from assessor.text import gettext as _
from assessor.text.language import translations

NEEDED = ("numpy", "scipy", "pydantic", "PyYAML", "ruamel.yaml", "click", "Babel", "Jinja2")
WANTED = ("matplotlib", "PySide6-Essentials", "typst", "python-docx", "XlsxWriter", "openpyxl")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    name: str
    ok: bool
    needed: bool
    detail: str


def examine_installation() -> list[Finding]:
    """Every finding, sound or not."""
    return [*_program(), *_packages(), *_data(), _words(), _known_number()]


def _program() -> Iterator[Finding]:
    version = sys.version.split()[0]
    yield Finding("assessor", True, True, __version__)
    yield Finding("Python", sys.version_info >= (3, 11), True, version)


def _packages() -> Iterator[Finding]:
    for name in (*NEEDED, *WANTED):
        needed = name in NEEDED
        try:
            yield Finding(name, True, needed, importlib.metadata.version(name))
        except importlib.metadata.PackageNotFoundError:
            yield Finding(name, False, needed, _("not installed"))


def _data() -> Iterator[Finding]:
    for name in FOLDERS:
        try:
            found = sum(1 for path in folder(name).rglob("*.yaml") if path.is_file())
            yield Finding(name, found > 0, True, _("{n} files").format(n=found))
        except StrangeFolderError:
            yield Finding(name, False, True, _("missing, or not this program's"))


def _words() -> Finding:
    try:
        translations("vi")
    except OSError:
        return Finding(_("Vietnamese words"), False, True, _("not installed"))
    return Finding(_("Vietnamese words"), True, True, _("present"))


def _known_number() -> Finding:
    """Erlang C of 10 servers under 8 erlangs, against its defining sum at 30 digits."""
    from assessor.queueing import erlang_c

    got = float(erlang_c(servers=10, offered_load=8.0))
    return Finding("Erlang C(10, 8)", abs(got - 0.40918015079644353) < 1e-10, True, f"{got:.12f}")
