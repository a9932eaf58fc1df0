"""The report to a file, by the file's suffix."""

from __future__ import annotations

from pathlib import Path

from assessor.documents import write_text
from assessor.errors import DocumentError, Problem
from assessor.project import Study

FORMATS = (".html",)


def write_report(study: Study, path: Path) -> Path:
    """Write the report of a study in the current language.

    Raises
    ------
    DocumentError
        The suffix names no format of a report.
    """
    if path.suffix.lower() not in FORMATS:
        formats = ", ".join(FORMATS)
        raise DocumentError([Problem("report_format", {"formats": formats}, str(path))])
    from assessor.report.compose import compose
    from assessor.report.html import to_html

    write_text(path, to_html(compose(study)))
    return path
