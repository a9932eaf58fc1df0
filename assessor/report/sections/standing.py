"""Where do we stand: one verdict per basis, ranges, groups, what blocks the next level."""

from __future__ import annotations

from collections.abc import Iterator

from assessor.project import Assessed, Study, verdict_words
from assessor.report.model import Bar, Bars, Block, Callout, Cell, Paragraph, Section, Table, Tone
from assessor.report.sections.criteria import source_words
from assessor.scoring import Scorecard
from assessor.text import format_number, format_percent
from assessor.text import gettext as _

_TONES: dict[str, Tone] = {"eligible": "good", "not_eligible": "bad", "undetermined": "unknown"}
BLOCKING_SHOWN = 40


def standing_section(study: Study) -> Section:
    """Every assessment of the project, the main one first."""
    blocks: list[Block] = []
    for assessed in study.project.assessed:
        blocks.extend(_assessment(assessed, study.scorecards[assessed.path]))
    if not blocks:
        blocks.append(Paragraph(_("no assessment yet: start one with assessor assess")))
    return Section("standing", _("1. Where do we stand?"), tuple(blocks))


def verdict_cell(card: Scorecard) -> Cell:
    """A verdict in words and tone."""
    return Cell(verdict_words(card.verdict), _TONES[card.verdict])


def score_bar(label: str, card: Scorecard) -> Bar:
    """A score on its range; nothing assessed is the whole range."""
    low = 0.0 if card.score is None else card.score
    high = 1.0 if card.score_if_best is None else card.score_if_best
    return Bar(label, low, max(low, high), card.verified_floor, format_percent(card.score))


def bases_of(assessed: Assessed, card: Scorecard) -> Iterator[tuple[str, Scorecard]]:
    """Each catalogue of a profile with its scorecard; a plain catalogue is its own basis."""
    if not card.bases:
        yield assessed.catalogue.title.here(), card
    for name, base in card.bases.items():
        yield assessed.catalogue.includes[name].title.here(), base


def _assessment(assessed: Assessed, card: Scorecard) -> Iterator[Block]:
    title = assessed.catalogue.title.here()
    yield Paragraph(title)
    if assessed.catalogue.warning is not None:
        yield Callout(assessed.catalogue.warning.here())
    bases = list(bases_of(assessed, card))
    yield Bars(
        tuple(score_bar(name, base) for name, base in bases),
        _("solid: reached · hatched: not assessed yet · line: verified by evidence"),
    )
    yield Table(
        (
            _("basis"), _("verdict"), _("score"), _("if all open rows were met"),
            _("of what was answered"), _("verified floor"), _("coverage"), _("level"),
        ),
        tuple(_basis_row(name, base) for name, base in bases),
        frozenset(range(2, 8)),
    )  # fmt: skip
    yield Paragraph(
        _(
            "Score = Σ weight × credit over the rows that apply, unanswered = 0. Weights and "
            "levels are this program's own; no source gives any."
        ),
        muted=True,
    )
    if card.blocking:
        yield _blocking(assessed, card)


def _basis_row(name: str, card: Scorecard) -> tuple[Cell | str, ...]:
    return (
        name,
        verdict_cell(card),
        format_percent(card.score),
        format_percent(card.score_if_best),
        format_percent(card.score_answered_only),
        format_percent(card.verified_floor),
        format_percent(card.coverage),
        format_number(card.level, 0),
    )


def _blocking(assessed: Assessed, card: Scorecard) -> Table:
    rows = []
    for name in card.blocking[:BLOCKING_SHOWN]:
        criterion, row = assessed.catalogue.criteria[name], card.criterion(name)
        state = Cell(_("not assessed"), "unknown") if row.met is None else Cell(_("not met"), "bad")
        source = source_words(assessed.catalogue, criterion)
        rows.append((Cell(name, nowrap=True), criterion.title.here(), source, state))
    caption = _("Rows that block level {level}: {n}").format(
        level=card.next_level, n=len(card.blocking)
    )
    head = (_("id"), _("criterion"), _("source"), _("state"))
    return Table(head, tuple(rows), caption=caption)
