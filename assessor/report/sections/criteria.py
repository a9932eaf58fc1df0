"""Appendix: every row of the main assessment, in the ministry's order of columns."""

from __future__ import annotations

from assessor.catalogue.model import Catalogue, Criterion
from assessor.project import Assessed, Study, status_words
from assessor.report.model import Block, Cell, Section, Table
from assessor.scoring import Scorecard
from assessor.scoring.scorecard import CriterionScore
from assessor.text import format_percent
from assessor.text import gettext as _

_CONFIDENCE = {
    "verified": "✓",
    "heading_verified": "◐",
    "secondary": "○",
    "general_knowledge": "?",
    "indicative": "?",
    "unknown": "?",
}


def criteria_section(study: Study) -> Section:
    """All rows with answer, credit, evidence and source."""
    main = study.project.main
    blocks: tuple[Block, ...] = ()
    if main is not None:
        blocks = (_table(main, study.scorecards[main.path]),)
    return Section("criteria", _("Appendix: every criterion"), blocks)


def _table(assessed: Assessed, card: Scorecard) -> Table:
    head = (
        _("No."), _("criterion"), _("weight"), _("answer"), _("credit"), _("evidence"),
        _("source"), _("text"),
    )  # fmt: skip
    rows = tuple(_row(number, row, assessed) for number, row in enumerate(card.criteria, start=1))
    caption = _(
        "text: ✓ clause read · ◐ heading read · ○ secondary source · ? not verified (weight 0)"
    )
    return Table(head, rows, frozenset({0, 2, 4}), caption, wide=True)


def _row(number: int, row: CriterionScore, assessed: Assessed) -> tuple[Cell | str, ...]:
    criterion = assessed.catalogue.criteria[row.id]
    answer = assessed.assessment.answer(row.id)
    titles = [
        str(assessed.assessment.evidence[name].title)
        for name in answer.evidence
        if name in assessed.assessment.evidence
    ]
    return (
        str(number),
        f"{row.id} {criterion.title.here()}",
        format_percent(row.effective_weight, 2),
        _state(row),
        "—" if row.credit is None else format_percent(row.credit, 0),
        "; ".join(titles) or "—",
        source_words(assessed.catalogue, criterion),
        _CONFIDENCE[row.confidence],
    )


def source_words(catalogue: Catalogue, criterion: Criterion) -> str:
    """The number of the document as printed, and the clause."""
    source = criterion.source
    document = catalogue.sources.get(source.document)
    number = source.document if document is None else document.number
    return f"{number}, {source.clause or '—'}"


def _state(row: CriterionScore) -> Cell:
    if row.status in {"not_assessed", "not_applicable"} or row.met is None:
        return Cell(status_words(row.status), "unknown")
    return Cell(_("met"), "good") if row.met else Cell(_("not met"), "bad")
