"""Everything that is computed from a project: plan, scores, projected scores, roadmap."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assessor.project.derived import derived_quantities
from assessor.project.opening import Assessed, Project
from assessor.scoring import Quantities, Scorecard, score
from assessor.text import gettext as _

if TYPE_CHECKING:
    from assessor.planning.result import Plan
    from assessor.roadmap import Roadmap

Progress = Callable[[float, str], None]
_PLAN_SHARE = 0.7  # of the whole run, as the progress bar shows it


@dataclass(frozen=True)
class Study:
    """One run: window, command line, report and snapshot show nothing but this."""

    project: Project
    plan: Plan
    scorecards: Mapping[Path, Scorecard]
    roadmap: Roadmap | None

    @property
    def scorecard(self) -> Scorecard | None:
        """The scorecard of the main assessment."""
        main = self.project.main
        return None if main is None else self.scorecards[main.path]


def score_assessed(
    assessed: Assessed, quantities: Quantities | None = None, *, on: date | None = None
) -> Scorecard:
    """Score one assessment; derived rows are read from the fleet of the scenario beside it.

    Without a scenario in the assessment's folder the derived rows are not assessed. `on` is the
    day that expiries and dates of force are read for, the assessment's own where none is given.
    """
    lookup = quantities if quantities is not None else derived_quantities(assessed)
    return score(assessed.catalogue, assessed.rules, assessed.assessment, quantities=lookup, on=on)


def study_quantities(study: Study) -> Quantities:
    """The standing fleet's quantities of a study, in the year of the scenario's date."""
    from assessor.planning import quantities_of

    return quantities_of(study.plan, study.project.scenario.as_of.year)


def run(
    project: Project,
    *,
    samples: int = 0,
    seed: int | None = None,
    progress: Progress | None = None,
) -> Study:
    """Evaluate, size, score and put the work in order.

    Raises
    ------
    Cancelled
        `progress` asked to stop.
    """
    from assessor.planning import plan, quantities_of
    from assessor.project.ordering import roadmap_of

    planned = plan(
        project.scenario, samples=samples, seed=seed, progress=_part(progress, 0.0, _PLAN_SHARE)
    )
    cards = {}
    for assessed in project.assessed:
        lookup = quantities_of(planned, assessed.assessment.as_of.year)
        cards[assessed.path] = score_assessed(assessed, lookup)
    _tell(progress, _PLAN_SHARE, _("order of work"))
    roadmap = roadmap_of(project, cards)
    _tell(progress, 1.0, _("done"))
    return Study(project, planned, cards, roadmap)


def _part(progress: Progress | None, start: float, end: float) -> Progress | None:
    if progress is None:
        return None
    return lambda fraction, what: progress(start + (end - start) * fraction, what)


def _tell(progress: Progress | None, fraction: float, what: str) -> None:
    if progress is not None:
        progress(fraction, what)
