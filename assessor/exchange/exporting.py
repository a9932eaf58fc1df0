"""An assessment out of the house, as a workbook or as CSV."""

from __future__ import annotations

from pathlib import Path

from assessor.documents import write_bytes, write_text
from assessor.errors import DocumentError
from assessor.exchange.csv_in_out import csv_bytes
from assessor.exchange.extras import load_extras
from assessor.exchange.json_in_out import assessment_json
from assessor.exchange.questionnaire import answer_sheet, evidence_sheet
from assessor.exchange.reading import FORMATS, wrong_suffix
from assessor.exchange.workbook_out import workbook_bytes
from assessor.project import Assessed


def export_questionnaire(assessed: Assessed, path: Path) -> Path:
    """Write the questionnaire in the current language; the format is the file's suffix.

    A CSV file holds the answers alone; a workbook the evidence too; JSON the whole assessment.

    Raises
    ------
    DocumentError
        The suffix names no format of a questionnaire.
    """
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise DocumentError([wrong_suffix(path)])
    if suffix == ".json":
        write_text(path, assessment_json(assessed.assessment))
        return path
    extras = load_extras(assessed.path)
    answers = answer_sheet(assessed.assessment, assessed.catalogue, extras)
    if suffix == ".csv":
        rows = (line.cells for line in answers.lines if line.criterion is not None)
        write_bytes(path, csv_bytes([answers.headings, *rows]))
        return path
    evidence = evidence_sheet(assessed.assessment, extras)
    data = workbook_bytes(assessed.assessment, assessed.catalogue, answers, evidence)
    write_bytes(path, data)
    return path
