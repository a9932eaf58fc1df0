"""Editorial rules for catalogues: what a valid file may still leave unsaid.

A catalogue that breaks one of them can be used; a shipped one may not break any.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from assessor.catalogue.crosswalk import check_crosswalk
from assessor.catalogue.load import check_catalogue, list_catalogues, load_catalogue, path_of
from assessor.catalogue.model import Catalogue, Criterion
from assessor.documents import Loaded, load_yaml
from assessor.errors import Problem, errors_in
from assessor.text import LocalizedText

Found = Iterator[tuple[str, dict[str, object]]]
DUTIES = frozenset({"mandatory", "conditional", "by_level"})


def lint(reference: str | Path) -> list[Problem]:
    """Every fault of a catalogue, profile or crosswalk file, editorial ones as warnings."""
    path = path_of(reference)
    if path is not None and path.parent.name == "crosswalks":
        return check_crosswalk(path)[1]
    catalogue, problems = check_catalogue(reference)
    if catalogue is None or errors_in(problems) or path is None:
        return problems
    if catalogue.includes:
        return [*problems, *(p for id_ in catalogue.includes for p in lint(id_))]
    return [*problems, *editorial(catalogue, load_yaml(path))]


def editorial(catalogue: Catalogue, loaded: Loaded) -> list[Problem]:
    """What the house asks of every row beyond what the loader does."""
    return [
        loaded.warning(code, ("criteria", id_), id=id_, **params)
        for id_, row in catalogue.criteria.items()
        for code, params in _row(row)
    ]


def _row(row: Criterion) -> Found:
    if row.obligation in DUTIES:
        if row.source.clause is None and row.notes is None:
            yield "lint_no_source_clause", {}
        if not row.evidence_expected:
            yield "lint_no_evidence", {}
    if row.source.confidence == "heading_verified" and not (
        row.source.text == "summary" and row.notes is not None
    ):
        yield "lint_heading_only", {}
    if row.source.text == "verbatim" and row.source.confidence != "verified":
        yield "lint_verbatim_unread", {}
    if not (row.requirement.vi.endswith(".") and row.requirement.en.endswith(".")):
        yield "lint_not_a_sentence", {}
    if any(_same(text) for text in _texts(row)):
        yield "lint_same_words", {}
    for basis in row.basis:
        if basis not in shipped_rows():
            yield "lint_unknown_basis", {"basis": basis}


def _texts(row: Criterion) -> Iterator[LocalizedText]:
    yield row.title
    yield row.requirement
    yield from row.evidence_expected
    yield from (text for text in (row.test, row.guidance, row.notes) if text is not None)


def _same(text: LocalizedText) -> bool:
    """Abbreviations and names may stay as they are; a phrase may not."""
    return text.vi == text.en and len(text.vi.split()) > 2


@lru_cache(maxsize=1)
def shipped_rows() -> frozenset[str]:
    """The ids of all rows that come with the program."""
    catalogues = (listed.id for listed in list_catalogues() if not listed.is_profile)
    return frozenset(id_ for name in catalogues for id_ in load_catalogue(name).criteria)
