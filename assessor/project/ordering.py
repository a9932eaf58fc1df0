"""The order of work of a project: what is supposed done is scored by the one engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from assessor.project.derived import derived_quantities, quantities_of_scenario
from assessor.project.opening import Assessed, Project
from assessor.roadmap import Roadmap, Supposition, roadmap
from assessor.scenario import Scenario, apply_option
from assessor.scoring import Quantities, Scorecard, score, what_if
from assessor.text import gettext as _

Progress = Callable[[float, str], None]


def roadmap_of(project: Project, cards: Mapping[Path, Scorecard]) -> Roadmap | None:
    """The order of work for the main assessment; none where its rows name no remediation."""
    main = project.main
    if main is None or not main.catalogue.remediation:
        return None
    return roadmap(
        project.scenario,
        main.catalogue,
        cards[main.path],
        project.programme,
        rules=main.rules,
        rescore=lambda supposition: _supposed(project, main, supposition),
    )


def roadmap_for(project: Project, *, progress: Progress | None = None) -> Roadmap | None:
    """Score the main assessment and order the work; the plan is not needed for it."""
    main = project.main
    if main is None:
        return None
    lookup = derived_quantities(main)
    cards = {main.path: score(main.catalogue, main.rules, main.assessment, quantities=lookup)}
    if progress is not None:
        progress(0.3, _("order of work"))
    found = roadmap_of(project, cards)
    if progress is not None:
        progress(1.0, _("done"))
    return found


def _supposed(project: Project, main: Assessed, supposition: Supposition) -> Scorecard:
    """The scorecard if some rows were met and some options carried out."""
    quantities = _with_options(project.scenario, main, supposition.options)
    return what_if(
        main.catalogue,
        main.rules,
        main.assessment,
        dict(supposition.credits),
        quantities=quantities,
    )


def _with_options(
    scenario: Scenario, main: Assessed, options: tuple[str, ...]
) -> Quantities | None:
    """The fleet as it would stand: an option changes what is installed, so it is evaluated."""
    if not options:
        return derived_quantities(main)
    changed = scenario
    for option in options:
        changed = apply_option(changed, option)
    return quantities_of_scenario(changed, main.assessment.as_of.year)
