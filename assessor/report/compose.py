"""From a study to a report, section by section."""

from __future__ import annotations

from collections.abc import Iterator

from assessor import __version__
from assessor.project import Study
from assessor.report.model import Report, ReportKind, Section
from assessor.report.sections.assumptions import assumptions_section
from assessor.report.sections.capacity import capacity_section
from assessor.report.sections.criteria import criteria_section
from assessor.report.sections.order import order_section
from assessor.report.sections.programme import half_year_words, programme_section, ranks_section
from assessor.report.sections.standing import standing_section
from assessor.report.sections.summary import summary_section
from assessor.text import gettext as _
from assessor.text import language


def compose(study: Study, kind: ReportKind = "full") -> Report:
    """The report of a study in the current language."""
    scenario = study.project.scenario
    sample = study.project.is_illustrative
    return Report(
        language=language(),
        title=_title(study, kind),
        subtitle=scenario.title.here(),
        on=scenario.as_of,
        banner=_("SAMPLE ANSWERS: illustrative, not the site's own") if sample else None,
        sections=tuple(section for section in _sections(study, kind) if section.blocks),
        facts=_facts(study),
    )


def _title(study: Study, kind: ReportKind) -> str:
    if kind == "programme":
        return _("How far the programme is")
    if kind == "half-year":
        half = half_year_words(study.project.scenario.as_of)
        return _("Half-year review: {half}").format(half=half)
    return _("Readiness and capacity of the cloud data centre")


def _sections(study: Study, kind: ReportKind) -> Iterator[Section]:
    if kind == "programme":
        yield programme_section(study)
        yield ranks_section(study)
        return
    yield summary_section(study)
    if kind == "half-year":
        yield programme_section(study)
        yield ranks_section(study)
        yield order_section(study)
        return
    yield standing_section(study)
    yield capacity_section(study)
    yield order_section(study)
    yield programme_section(study)
    yield ranks_section(study)
    yield assumptions_section(study)
    yield criteria_section(study)


def _facts(study: Study) -> tuple[tuple[str, str], ...]:
    scenario = study.project.scenario
    facts = [
        (_("program"), f"assessor {__version__}"),
        (_("scenario"), f"{scenario.id}, sha256 {scenario.sha256[:16]}…"),
        (_("seed"), str(study.plan.seed)),
    ]
    for assessed in study.project.assessed:
        catalogue = assessed.catalogue
        facts.append((catalogue.id, f"{catalogue.version}, sha256 {catalogue.sha256[:16]}…"))
    return tuple(facts)
