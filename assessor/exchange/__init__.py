"""Answers, criteria and results in other people's formats: questionnaires and OSCAL.

A questionnaire leaves as a workbook or CSV and comes back without loss; an official table and an
OSCAL catalogue become catalogues; results leave as OSCAL. Inventories of what stands today are
read here as well. Reports are the business of `assessor.report`.
"""

from assessor.exchange.changes import FieldChange, Imported, write_imported
from assessor.exchange.exporting import export_questionnaire
from assessor.exchange.importing import read_questionnaire
from assessor.exchange.official_table import (
    TableFacts,
    catalogue_from_table,
    write_catalogue,
)

__all__ = [
    "FieldChange",
    "Imported",
    "TableFacts",
    "catalogue_from_table",
    "export_questionnaire",
    "read_questionnaire",
    "write_catalogue",
    "write_imported",
]
