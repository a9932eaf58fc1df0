"""`assessor oscal`: catalogues in, results and plans of action out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from assessor.cli.options import (
    CONFIDENCES,
    json_option,
    lang_option,
    path_argument,
    put_json,
)
from assessor.text.language import gettext as _
from assessor.text.language import ngettext

KINDS = ("assessment-results", "poam", "catalog")


@click.group(name="oscal", help=_("Controls in and results out as OSCAL, in JSON."))
@lang_option
def command() -> None:
    """The words of one command choose the next."""


@command.command(name="import", help=_("Make a catalogue from an OSCAL catalogue or profile."))
@path_argument("file", "FILE")
@click.option(
    "-o",
    "output",
    type=click.Path(path_type=Path),
    required=True,
    help=_("folder or .yaml file of the new catalogue"),
)
@click.option("--id", "id_", help=_("id of the catalogue, never reused"))
@click.option(
    "--catalog",
    type=click.Path(path_type=Path),
    help=_("the OSCAL catalogue that a profile selects from"),
)
@click.option(
    "--confidence",
    type=click.Choice(CONFIDENCES),
    default="secondary",
    help=_("how far you compared the file with the issuer's text"),
)
@click.option(
    "--obligation",
    type=click.Choice(["mandatory", "recommended", "informative"]),
    default="mandatory",
    help=_("what the controls ask of this site"),
)
@json_option
@lang_option
def import_(
    file: Path,
    output: Path,
    id_: str | None,
    catalog: Path | None,
    confidence: Any,
    obligation: Any,
    as_json: bool,
) -> None:
    """Nothing is fetched; the original is kept beside the catalogue."""
    from assessor.api import import_oscal, render, write_imported_catalog

    imported = import_oscal(
        file, id=id_, catalog=catalog, confidence=confidence, obligation=obligation
    )
    path = write_imported_catalog(imported, output)
    for warning in imported.warnings:
        click.echo(_("warning: ") + render(warning), err=True)
    if as_json:
        put_json({"schema": "oscal-import@1", "file": str(path), "facts": imported.facts})
        return
    rows = len(imported.data["criteria"])
    line = ngettext("{n} criterion", "{n} criteria", rows).format(n=rows)
    click.echo(f"{path}: {line}")


@command.command(name="export", help=_("Write an assessment or a catalogue as OSCAL."))
@path_argument("source", "ASSESSMENT|CATALOGUE")
@click.option("-o", "output", type=click.Path(path_type=Path), required=True, help=_("the file"))
@click.option("--kind", type=click.Choice(KINDS), default=KINDS[0], help=_("which document"))
@lang_option
def export(source: Path, output: Path, kind: Any) -> None:
    """Partly met is not satisfied; what was not assessed has no finding."""
    from assessor.api import open_assessment, oscal_catalog, oscal_document, write_oscal

    if kind == "catalog":
        document = oscal_catalog(str(source))
    else:
        document = oscal_document(open_assessment(source), kind)
    click.echo(str(write_oscal(output, document)))
