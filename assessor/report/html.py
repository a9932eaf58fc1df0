"""The report as one HTML file: no scripts, no links out, prints on A4."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from assessor.report.model import Cell, Report
from assessor.text import format_date
from assessor.text import gettext as _

FOLDER = Path(__file__).parent / "templates"


@lru_cache(maxsize=1)
def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["kind"] = lambda block: type(block).__name__
    environment.filters["cell"] = lambda cell: cell if isinstance(cell, Cell) else Cell(str(cell))
    environment.filters["percent"] = lambda fraction: f"{100 * fraction:.2f}%"
    return environment


def to_html(report: Report) -> str:
    """The whole report as HTML text."""
    template = _environment().get_template("report.html")
    words = {
        "contents": _("Contents"),
        "as_of": _("As of {date}").format(date=format_date(report.on)),
        "made_from": _("Made from"),
    }
    css = (FOLDER / "report.css").read_text(encoding="utf-8")
    return str(template.render(report=report, css=css, words=words))
