"""`assessor explain`: a number taken apart."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import click

from assessor.cli.options import json_option, lang_option, path_argument, put_json
from assessor.text.language import N_
from assessor.text.language import gettext as _

_KINDS = frozenset(
    {
        N_("published"),
        N_("measured"),
        N_("derived"),
        N_("assumption"),
        N_("choice"),
        N_("row"),
        N_("weight"),
        N_("threshold"),
        N_("quantity"),
        N_("answer"),
        N_("score"),
    }
)


@click.command(
    name="explain",
    help=_(
        "Take a number apart: formula, terms, sources, and what would raise it. NAME is a "
        "criterion, group, gate, score, level, verdict, class, tier, input or reference load."
    ),
)
@path_argument("path", "SCENARIO|ASSESSMENT")
@click.argument("name", metavar="NAME")
@json_option
@lang_option
def command(path: Path, name: str, as_json: bool) -> None:
    """Every term comes with its value, unit, kind and source."""
    from assessor.api import explain_path

    document = explain_path(path, name)
    if as_json:
        put_json(document)
    else:
        _tell(document)


def _tell(document: dict[str, Any]) -> None:
    from assessor.cli.tables import put_table

    value = _shown(document["value"])
    click.echo(f"{document['name']} = {value} {_unit(document['unit'])}".rstrip())
    click.echo(_("formula: {formula}").format(formula=document["formula"]))
    put_table(
        (_("term"), _("value"), _("unit"), _("kind"), _("source")),
        [
            (
                str(term["name"]),
                _shown(term["value"]),
                _unit(term["unit"]),
                _kind(term.get("kind")),
                _source(term.get("source")),
            )
            for term in document["terms"]
        ],
        right=(1,),
    )
    _tell_beside(document)
    click.echo(_("model: {model}").format(model=document["model"]))
    if document["sources"]:
        click.echo(_("sources: {sources}").format(sources=", ".join(document["sources"])))
    if "raises" in document or "unlocks" in document:
        from assessor.cli.telling_trust import tell_raises

        tell_raises(document)


def _tell_beside(document: dict[str, Any]) -> None:
    """Other answers to the same question, and why this one is given."""
    for term in document.get("beside", ()):
        value = f"{_shown(term['value'])} {_unit(term['unit'])}".rstrip()
        name = _beside_name(str(term["name"]))
        click.echo(_("beside it: {name} = {value}").format(name=name, value=value))
    if document.get("reason"):
        from assessor.text import language

        click.echo(_("why: {reason}").format(reason=document["reason"][language()]))


def _beside_name(name: str) -> str:
    if name == "published":
        return _("as printed")
    kind, _colon, at = name.partition(":")
    if kind == "design_hour_rate":
        return _("requests in the plan's design hour {at}").format(at=at)
    if kind == "design_hour_visits":
        return _("visits in the plan's design hour {at}").format(at=at)
    return name


def _shown(value: object) -> str:
    from assessor.api import format_number

    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return format_number(float(value), _digits(float(value)))
    return "—" if value is None else str(value)


def _digits(value: float) -> int:
    """Four decimals, or as many as three figures of a small number take."""
    small = 0.0 < abs(value) < 0.1
    return min(2 - math.floor(math.log10(abs(value))), 12) if small else 4


def _kind(kind: object) -> str:
    """What sort of number a term is; sorts that only programs tell apart stay as they are."""
    return _(kind) if isinstance(kind, str) and kind in _KINDS else str(kind or "")


def _unit(unit: object) -> str:
    return "" if unit in {None, "1", ""} else str(unit)


def _source(source: object) -> str:
    return ", ".join(map(str, source)) if isinstance(source, list | tuple) else str(source or "")
