"""The report to a file, by the file's suffix."""

from __future__ import annotations

from pathlib import Path

from assessor.documents import write_text
from assessor.errors import DocumentError, Problem, ProgrammeError
from assessor.project import Study
from assessor.report.model import ReportKind

FORMATS = (".html",)


def write_report(study: Study, path: Path, kind: ReportKind = "full") -> Path:
    """Write a report of a study in the current language.

    Raises
    ------
    DocumentError
        The suffix names no format of a report.
    ProgrammeError
        A report on the programme is asked for, and the project has none.
    """
    if path.suffix.lower() not in FORMATS:
        formats = ", ".join(FORMATS)
        raise DocumentError([Problem("report_format", {"formats": formats}, str(path))])
    if kind != "full" and study.project.programme is None:
        raise ProgrammeError([Problem("no_programme", {}, str(study.project.folder))])
    from assessor.report.compose import compose
    from assessor.report.html import to_html

    write_text(path, to_html(compose(study, kind)))
    return path
