"""`assessor schema`: the JSON schema of a document kind."""

from __future__ import annotations

import click

from assessor.cli.options import lang_option, put_json
from assessor.documents.versions import KINDS
from assessor.text.language import gettext as _


@click.command(name="schema", help=_("Print the JSON schema of a document kind."))
@click.argument("kind", metavar="KIND", type=click.Choice(sorted(KINDS.keys() - {"snapshot"})))
@lang_option
def command(kind: str) -> None:
    """The schema is generated from the model that reads the document."""
    from assessor.api import json_schema

    put_json(json_schema(kind))
