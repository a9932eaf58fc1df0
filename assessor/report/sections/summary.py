"""The three answers on one page, and the three voices."""

from __future__ import annotations

from collections.abc import Iterator

from assessor.project import Study, claims_of, speaker_words, verdict_words
from assessor.report.model import Block, Cell, Figures, Section, Table, Voices
from assessor.report.sections.capacity import kept_cell
from assessor.report.sections.standing import bases_of, verdict_cell
from assessor.text import format_date, format_money, format_number, format_percent
from assessor.text import gettext as _


def summary_section(study: Study) -> Section:
    """Where do we stand, will it carry the load, what first."""
    blocks: list[Block] = [Figures(tuple(_figures(study))), *_voices(study), *_verdicts(study)]
    return Section("summary", _("The three answers"), tuple(blocks))


def _figures(study: Study) -> Iterator[tuple[str, Cell, str]]:
    card = study.scorecard
    if card is not None:
        low, high = format_percent(card.score_if_worst), format_percent(card.score_if_best)
        span = _("range {low} … {high}, {coverage} assessed").format(
            low=low, high=high, coverage=format_percent(card.coverage)
        )
        yield _("Verdict"), verdict_cell(card), _("against {n} rows").format(n=len(card.criteria))
        yield _("Where do we stand?"), Cell(format_percent(card.score)), span
        note = _("{n} rows block level {level}").format(n=len(card.blocking), level=card.next_level)
        yield _("Level reached"), Cell(format_number(card.level, 0)), note
    year = study.plan.years[-1]
    now = study.plan.years[0].existing
    existing = sum(tier.servers for tier in now.tiers)
    yield (
        _("What stands today, {year}").format(year=study.plan.years[0].year),
        kept_cell(now.promises_met),
        _("{n} servers").format(n=existing),
    )
    if year.planned is not None and year.totals is not None:
        planned = sum(tier.servers for tier in year.planned.tiers)
        yield (
            _("Needed by {year}").format(year=year.year),
            Cell(_("{n} servers").format(n=format_number(planned, 0))),
            _("{hosts} hosts, {cost} a year").format(
                hosts=year.totals.hosts, cost=format_money(year.totals.cost_vnd)
            ),
        )


def _voices(study: Study) -> Iterator[Block]:
    views = claims_of(study.project, study.scorecards)
    voices = [
        (
            speaker_words(speaker),
            tuple(f"“{v.text.here()}”" for v in views if v.speaker == speaker),
            ", ".join(f"{v.source}, {format_date(v.on)}" for v in views if v.speaker == speaker),
        )
        for speaker in ("ministry", "city")
        if any(view.speaker == speaker for view in views)
    ]
    if voices:
        voices.append((speaker_words("evidence"), _evidence(study), _("from the answers on file")))
        yield Voices(tuple(voices))


def _evidence(study: Study) -> tuple[str, ...]:
    """How many bases are met, not met and undetermined; the table below names them."""
    verdicts = [
        base.verdict
        for assessed in study.project.assessed
        for _name, base in bases_of(assessed, study.scorecards[assessed.path])
    ]
    lines = [
        _("{n} of {all} bases: {verdict}").format(
            n=verdicts.count(verdict), all=len(verdicts), verdict=verdict_words(verdict)
        )
        for verdict in ("eligible", "not_eligible", "undetermined")
        if verdict in verdicts
    ]
    if study.project.is_illustrative:
        lines.append(_("SAMPLE ANSWERS: illustrative, not the site's own"))
    return tuple(lines)


def _verdicts(study: Study) -> Iterator[Block]:
    rows = [
        (name, verdict_cell(base), format_percent(base.score), format_number(base.level, 0))
        for assessed in study.project.assessed
        for name, base in bases_of(assessed, study.scorecards[assessed.path])
    ]
    head = (_("basis"), _("verdict"), _("score"), _("level"))
    caption = _("One verdict per basis: the document that the Ministry meant is not named")
    if rows:
        yield Table(head, tuple(rows), frozenset({2, 3}), caption)
