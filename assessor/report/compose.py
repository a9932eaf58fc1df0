"""From a study to a report, section by section."""

from __future__ import annotations

from assessor import __version__
from assessor.project import Study
from assessor.report.model import Report
from assessor.report.sections.assumptions import assumptions_section
from assessor.report.sections.capacity import capacity_section
from assessor.report.sections.criteria import criteria_section
from assessor.report.sections.order import order_section
from assessor.report.sections.standing import standing_section
from assessor.report.sections.summary import summary_section
from assessor.text import gettext as _
from assessor.text import language


def compose(study: Study) -> Report:
    """The whole report of a study in the current language."""
    scenario = study.project.scenario
    sample = study.project.is_illustrative
    sections = (
        summary_section(study),
        standing_section(study),
        capacity_section(study),
        order_section(study),
        assumptions_section(study),
        criteria_section(study),
    )
    return Report(
        language=language(),
        title=_("Readiness and capacity of the cloud data centre"),
        subtitle=scenario.title.here(),
        on=scenario.as_of,
        banner=_("SAMPLE ANSWERS: illustrative, not the site's own") if sample else None,
        sections=tuple(section for section in sections if section.blocks),
        facts=_facts(study),
    )


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
