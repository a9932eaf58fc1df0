"""The group of commands; each command's module is imported when it is called."""

from __future__ import annotations

import importlib
from typing import Any

import click

from assessor import __version__
from assessor.text.language import N_
from assessor.text.language import gettext as _

# command: (module, one line for the list of commands)
COMMANDS: dict[str, tuple[str, str]] = {
    "new": ("new", N_("make a project folder from a template")),
    "run": ("run", N_("check, assess, plan and report a project in one go")),
    "check": ("check", N_("tell every problem of every file")),
    "assess": ("assess", N_("start an assessment, every criterion not yet assessed")),
    "answer": ("answer", N_("answer one criterion, logged")),
    "evidence": ("evidence", N_("the evidence register; attach one more")),
    "score": ("score", N_("score an assessment")),
    "explain": ("explain", N_("take a number apart: formula, terms, sources")),
    "demand": ("demand", N_("what arrives, by class, hour and year")),
    "fit": ("fit", N_("measure logs, metrics and load tests")),
    "forecast": ("forecast", N_("the next steps of measured series")),
    "backtest": ("backtest", N_("forecasts held against held-out time")),
    "plan": ("plan", N_("evaluate the existing fleet and size the planned one")),
    "stress": ("stress", N_("play rushes and losses through the fleet")),
    "simulate": ("simulate", N_("a second opinion, event by event")),
    "roadmap": ("roadmap", N_("what to do first under the budgets")),
    "claims": ("claims", N_("what ministry and city said, beside the evidence")),
    "remind": ("remind", N_("what is late or due soon")),
    "compare": ("compare", N_("several sites side by side, or one site on two days")),
    "merge": ("merge", N_("join two assessors' files, conflicts side by side")),
    "lock": ("lock", N_("close the period of an assessment, signed")),
    "migrate": ("migrate", N_("move an assessment to another version of its catalogue")),
    "crosswalk": ("crosswalk", N_("carry answers to another catalogue")),
    "dossier": ("dossier", N_("level dossiers and points of indices")),
    "snapshot": ("snapshot", N_("write results down, never to be changed")),
    "trend": ("trend", N_("how scores moved between snapshots, and why")),
    "report": ("report", N_("write the report")),
    "questionnaire": ("questionnaire", N_("answers out to a spreadsheet and back")),
    "inventory": ("inventory", N_("read what is installed from a sheet, RVTools or OpenStack")),
    "oscal": ("oscal", N_("controls in and results out as OSCAL")),
    "verify": ("verify", N_("hold the engine against reference values")),
    "schema": ("schema", N_("print the JSON schema of a document kind")),
    "doctor": ("doctor", N_("tell whether this installation is sound")),
}


class LazyGroup(click.Group):
    """Lists every command without importing one."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"assessor.cli.commands.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(line)) for name, (_module, line) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, n=1)
            hint = _(" Did you mean '{name}'?").format(name=near[0]) if near else ""
            ctx.fail(_("No such command '{name}'.").format(name=args[0]) + hint)
        return super().resolve_command(ctx, args)


def _show_version(ctx: click.Context, _parameter: click.Parameter, value: Any) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(f"assessor {__version__}")
        ctx.exit()


@click.group(
    cls=LazyGroup,
    help=_(
        "Judge a city's cloud data centre against its ministry's criteria, size its compute "
        "for the online-service load to come, and say what to do first."
    ),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--lang", type=click.Choice(["vi", "en"]), help=_("language of all output"))
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help=_("show the version and stop"),
)
def app(lang: str | None) -> None:
    """The language itself is settled in `assessor.cli.main`, before any word is chosen."""
    del lang
