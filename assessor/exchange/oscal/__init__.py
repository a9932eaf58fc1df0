"""OSCAL (NIST's JSON for controls, results and plans of action): read and written without network.

Our own small mapper: the part of the models that a catalogue and an assessment need. What it does
not know is kept beside the catalogue and written out again.
"""

from assessor.exchange.oscal.exporting import oscal_catalog, oscal_document, write_oscal
from assessor.exchange.oscal.facts import OscalFacts, oscal_facts
from assessor.exchange.oscal.importing import ImportedCatalog, import_oscal, write_imported_catalog
from assessor.exchange.oscal.keeping import catalog_document
from assessor.exchange.oscal.poam import poam_document
from assessor.exchange.oscal.results import results_document

__all__ = [
    "ImportedCatalog",
    "OscalFacts",
    "catalog_document",
    "import_oscal",
    "oscal_catalog",
    "oscal_document",
    "oscal_facts",
    "poam_document",
    "results_document",
    "write_imported_catalog",
    "write_oscal",
]
