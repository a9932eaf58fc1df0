"""`assessor run`: the whole job on one project."""

from __future__ import annotations

from pathlib import Path

import click

from assessor.cli.options import (
    STRICT_FAILED,
    json_option,
    lang_option,
    path_argument,
    progress_on_terminal,
    put_json,
    samples_option,
    seed_option,
    strict_option,
)
from assessor.text.language import gettext as _


@click.command(name="run", help=_("Check, assess, plan and report a project in one go."))
@path_argument("scenario", "SCENARIO")
@click.option("-o", "output", type=click.Path(path_type=Path), help=_("folder of the report"))
@samples_option
@seed_option
@json_option
@strict_option
@lang_option
def command(
    scenario: Path,
    output: Path | None,
    samples: int,
    seed: int | None,
    as_json: bool,
    strict: bool,
) -> int:
    """Prints the three answers and the path of the report, which is written in both languages."""
    from assessor.api import open_project, run, study_document
    from assessor.cli.telling_study import tell_study, write_reports

    project = open_project(scenario)
    study = run(project, samples=samples, seed=seed, progress=progress_on_terminal())
    folder = output or Path("assessor-out") / project.scenario.id
    reports = write_reports(study, folder)
    if as_json:
        put_json({**study_document(study), "reports": reports})
    else:
        tell_study(study, reports)
    met = study.scorecard is None or study.scorecard.verdict == "eligible"
    fleets = [year.existing for year in study.plan.years]
    fleets += [year.planned for year in study.plan.years if year.planned is not None]
    kept = all(fleet.promises_met is not False for fleet in fleets)
    return STRICT_FAILED if strict and not (met and kept) else 0
