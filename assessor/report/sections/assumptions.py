"""On what the numbers rest: assumptions, uncertainty, sources."""

from __future__ import annotations

from collections.abc import Iterator

from assessor.planning.result import Assumption, UncertaintyResult
from assessor.project import Study
from assessor.report.model import Block, Callout, Paragraph, Section, Table
from assessor.text import format_number, format_percent, language
from assessor.text import gettext as _


def assumptions_section(study: Study) -> Section:
    """Everything that nobody has measured, and the sources of what somebody has."""
    plan = study.plan
    blocks: list[Block] = [
        Callout(
            _(
                "A forecast is not evidence: a sized plan keeps its promises by construction, and "
                "every number of it rests on the inputs below."
            )
        )
    ]
    blocks.extend(Paragraph(words.here(), muted=True) for words in plan.explanations)
    blocks.append(_assumptions(plan.assumptions))
    if plan.uncertainty is not None:
        blocks.extend(_uncertainty(plan.uncertainty))
    blocks.append(_sources(study))
    return Section("assumptions", _("4. On what the numbers rest"), tuple(blocks))


def _assumptions(assumptions: tuple[Assumption, ...]) -> Table:
    rows = tuple(
        (
            one.name,
            format_number(one.value, 4),
            "—" if one.low is None else f"{format_number(one.low, 4)} … {_high(one)}",
            one.unit or "",
            _kind(one),
            "" if one.reason is None else one.reason[language()],
            ", ".join(one.source),
        )
        for one in assumptions
    )
    head = (
        _("input"), _("value"), _("range"), _("unit"), _("kind, confidence"), _("reason"),
        _("source"),
    )  # fmt: skip
    caption = _("Inputs that are assumptions or weakly founded: {n}").format(n=len(rows))
    return Table(head, rows, frozenset({1, 2}), caption, wide=True)


def _high(one: Assumption) -> str:
    return format_number(one.high, 4)


def _kind(one: Assumption) -> str:
    kinds = {
        "published": _("published"),
        "measured": _("measured"),
        "derived": _("derived"),
        "assumption": _("assumption"),
    }
    trust = {"high": _("high"), "medium": _("medium"), "low": _("low")}
    parts = (kinds.get(one.kind or "", "—"), trust.get(one.confidence or "", ""))
    return ", ".join(part for part in parts if part)


def _uncertainty(found: UncertaintyResult) -> Iterator[Block]:
    yield Paragraph(
        _("Under the stated assumptions, {n} sampled worlds, year {year}").format(
            n=found.samples, year=found.year
        )
    )
    yield Table(
        (_("class"), _("probability that the plan keeps its promises"), _("what stands today")),
        tuple(
            (name, format_percent(p), format_percent(found.existing_promise_met.get(name)))
            for name, p in found.promise_met.items()
        ),
        frozenset({1, 2}),
    )
    yield Table(
        (_("tier"), "5 %", "50 %", "95 %"),
        tuple(
            (name, *(format_number(q, 0) for q in (s.p05, s.p50, s.p95)))
            for name, s in found.servers.items()
        ),
        frozenset({1, 2, 3}),
        _("Servers that each world would need"),
    )


def _sources(study: Study) -> Table:
    rows = []
    for name, source in study.project.scenario.sources.items():
        where = source.publisher or ""
        on = "" if source.on is None else str(source.on)
        rows.append((name, source.title.here(), where, on, source.grade))
    head = (_("source"), _("title"), _("publisher"), _("date"), _("grade"))
    return Table(head, tuple(rows), caption=_("Sources of the scenario"))
