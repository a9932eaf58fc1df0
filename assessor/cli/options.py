"""Options that several commands share, and how results leave the program."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from assessor.text.language import gettext as _

if TYPE_CHECKING:
    from assessor.scenario.model import Horizon, Scenario

F = TypeVar("F", bound=Callable[..., Any])
STRICT_FAILED = 1
INVALID_INPUT = 3
# the labels of `assessor.catalogue`, which costs too much to import for a list of words
CONFIDENCES = (
    "verified",
    "heading_verified",
    "secondary",
    "general_knowledge",
    "indicative",
    "unknown",
)


def lang_option(function: F) -> F:
    """`--lang`, welcome after the command too; `assessor.cli.main` has already obeyed it."""

    @click.option("--lang", type=click.Choice(["vi", "en"]), help=_("language of all output"))
    @functools.wraps(function)
    def wrapped(*args: Any, lang: str | None, **kwargs: Any) -> Any:
        del lang
        return function(*args, **kwargs)

    return wrapped  # type: ignore[return-value]  # click's decorators keep the callable's shape


json_option = click.option(
    "--json", "as_json", is_flag=True, help=_("one JSON document on stdout and nothing else")
)
strict_option = click.option(
    "--strict", is_flag=True, help=_("end with exit code 1 where a promise or gate fails")
)
seed_option = click.option(
    "--seed", type=click.IntRange(min=0), help=_("seed of every random draw")
)


def _power_of_two(_context: click.Context, _parameter: click.Parameter, value: int) -> int:
    """Worlds are drawn from a net that is balanced at powers of two only."""
    if value & (value - 1):
        words = _("{value} worlds are not a power of two: take {near}")
        raise click.BadParameter(words.format(value=value, near=1 << value.bit_length()))
    return value


samples_option = click.option(
    "--samples",
    type=click.IntRange(min=0),
    default=0,
    callback=_power_of_two,
    help=_("number of sampled worlds, a power of two"),
)


def within_horizon(horizon: Horizon, years: Iterable[int]) -> None:
    """Years that a scenario does not plan are a slip of the user."""
    first, last = horizon.first_year, horizon.last_year
    if any(not first <= year <= last for year in years):
        words = _("--year lies outside the years that this scenario plans: {first} to {last}")
        raise click.UsageError(words.format(first=first, last=last))


option_option = click.option(
    "--option",
    "alternatives",
    multiple=True,
    metavar="ID",
    help=_("an alternative of the scenario, as 'options' names it; repeatable"),
)


def opened_with(path: Path, alternatives: Iterable[str]) -> Scenario:
    """The scenario with the alternatives that were asked for, in their order."""
    from assessor.api import apply_option, load_scenario

    opened = load_scenario(path)
    for name in alternatives:
        opened = apply_option(opened, name)
    return opened


def path_argument(name: str, metavar: str, **more: Any) -> Callable[[F], F]:
    """An argument that names a file or folder; whether it exists is told as a problem."""
    return click.argument(name, metavar=metavar, type=click.Path(path_type=Path), **more)


def put_json(value: Any) -> None:
    """One JSON document on stdout."""
    from assessor.documents.contract import to_json

    click.echo(to_json(value))


def progress_on_terminal() -> Callable[[float, str], None] | None:
    """A progress line on stderr, only on a terminal."""
    if not sys.stderr.isatty():
        return None

    def show(fraction: float, what: str) -> None:
        end = "\n" if fraction >= 1 else ""
        click.echo(f"\r\x1b[K{100 * fraction:3.0f} % {what}{end}", nl=False, err=True)

    return show


def day_option(flag: str, name: str, words: str, *, multiple: bool = False) -> Callable[[F], F]:
    """An option that takes a day, YYYY-MM-DD, and hands it on as a date."""

    def as_date(_context: click.Context, _parameter: click.Parameter, value: Any) -> Any:
        if multiple:
            return tuple(one.date() for one in value)
        return None if value is None else value.date()

    kind = click.DateTime(["%Y-%m-%d"])
    return click.option(
        flag, name, type=kind, callback=as_date, multiple=multiple, metavar="YYYY-MM-DD", help=words
    )


def on_option(words: str, *, multiple: bool = False) -> Callable[[F], F]:
    """`--on`, the day that is asked about."""
    return day_option("--on", "on", words, multiple=multiple)
