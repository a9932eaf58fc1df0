"""Plain files in and out: hardened YAML with line numbers, problems in place, atomic saves."""

from assessor.documents.contract import to_json, to_jsonable
from assessor.documents.editing import REMOVE, edit, edited
from assessor.documents.extends import load_extended, merge_patch
from assessor.documents.loading import Loaded, Place, load_text, load_yaml
from assessor.documents.parsing import parse, read, read_extended
from assessor.documents.paths import inside, resolve_reference
from assessor.documents.saving import sha256_of, write_bytes, write_text
from assessor.documents.versions import KINDS, document_kind, migrate

__all__ = [
    "KINDS",
    "REMOVE",
    "Loaded",
    "Place",
    "document_kind",
    "edit",
    "edited",
    "inside",
    "load_extended",
    "load_text",
    "load_yaml",
    "merge_patch",
    "migrate",
    "parse",
    "read",
    "read_extended",
    "resolve_reference",
    "sha256_of",
    "to_json",
    "to_jsonable",
    "write_bytes",
    "write_text",
]
