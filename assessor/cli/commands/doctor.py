"""`assessor doctor`: whether this installation is sound."""

from __future__ import annotations

import click

from assessor.cli.options import INVALID_INPUT, json_option, lang_option, put_json
from assessor.text.language import gettext as _


@click.command(name="doctor", help=_("Tell whether this installation is sound."))
@json_option
@lang_option
def command(as_json: bool) -> int:
    """Ends with 3 where something that the program needs is missing."""
    from assessor.api import examine_installation

    findings = examine_installation()
    if as_json:
        put_json({"sound": all(f.ok for f in findings if f.needed), "findings": findings})
    else:
        for finding in findings:
            mark = "✓" if finding.ok else ("✗" if finding.needed else "·")
            click.echo(f"{mark} {finding.name}: {finding.detail}")
    return 0 if all(f.ok for f in findings if f.needed) else INVALID_INPUT
