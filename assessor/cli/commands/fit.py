"""`assessor fit`: logs, metrics and load tests in, a workload fragment out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assessor.cli.options import (
    json_option,
    lang_option,
    progress_on_terminal,
    put_json,
    seed_option,
)
from assessor.text.language import gettext as _

if TYPE_CHECKING:
    from assessor.api import FitWishes

EXISTING = click.Path(path_type=Path)


@click.command(
    name="fit",
    help=_(
        "Measure access logs (common, combined, nginx, JSON; .gz), CSV metrics, sar, Prometheus "
        "ranges and load tests (JMeter, k6, Locust), and write what a scenario may extend. "
        "Without -o it only tells."
    ),
)
@click.argument("files", metavar="[FILE…]", nargs=-1, type=EXISTING)
@click.option("-o", "output", type=EXISTING, metavar="X.workload.yaml", help=_("fragment to write"))
@click.option("--scenario", type=EXISTING, help=_("scenario or project that the data are of"))
@click.option("--service", help=_("service of the scenario whose log it is"))
@click.option("--id", "id_", help=_("name of the measurement; else that of the output"))
@click.option(
    "--class",
    "classes",
    multiple=True,
    metavar="CLASS=REGEX",
    help=_("requests whose path matches are of this class; the first match wins"),
)
@click.option("--static", metavar="REGEX", help=_("paths that are static files"))
@click.option("--page", metavar="REGEX", help=_("paths that are pages; else all but files"))
@click.option("--zone", metavar="ZONE", help=_("time zone of the results, as Asia/Ho_Chi_Minh"))
@click.option("--keep-robots", is_flag=True, help=_("count robots too: machines are the users"))
@click.option(
    "--utilisation",
    multiple=True,
    metavar="TIER=FILE[#SERIES]",
    help=_("how busy a tier was: gives service demands by the utilisation law"),
)
@click.option(
    "--channels",
    multiple=True,
    metavar="TIER=N",
    help=_("vCPUs behind that utilisation; else those of the scenario"),
)
@click.option(
    "--load-test", "load_tests", multiple=True, metavar="TIER=FILE",
    help=_("load test that a tier limited: gives its scalability"),
)  # fmt: skip
@click.option(
    "--input",
    "inputs",
    multiple=True,
    metavar="SECTION.NAME=ESTIMATE",
    help=_("shared input of the scenario that a measured value replaces"),
)
@click.option(
    "--join",
    type=EXISTING,
    metavar="FILE.yaml",
    help=_("also write the small scenario that extends scenario and fragment"),
)
@click.option("--calendar", type=EXISTING, help=_("calendar, or scenario whose holidays hold"))
@click.option("--series", metavar="NAME", help=_("of several series: the one that is the load"))
@click.option("--together", is_flag=True, help=_("of several series: their sum is the load"))
@click.option("--time-column", metavar="NAME", help=_("of a table: the column of times"))
@click.option(
    "--value-column",
    "value_columns",
    multiple=True,
    metavar="NAME",
    help=_("of a table: a column of values; else all"),
)
@click.option(
    "--key-column",
    "key_columns",
    multiple=True,
    metavar="NAME",
    help=_("of a table: a column whose every value is a series of its own"),
)
@click.option("--start", metavar="TIME", help=_("of a table that counts time: when 0 was"))
@click.option(
    "--step",
    type=click.FloatRange(min=0, min_open=True),
    metavar="S",
    help=_("of a table that counts time: seconds in one count"),
)
@click.option("--events", is_flag=True, help=_("of a table: every row is one event"))
@click.option("--counts", "kind", flag_value="count", help=_("of a table: numbers are counts"))
@click.option("--levels", "kind", flag_value="mean", help=_("of a table: numbers are levels"))
@click.option("--replace", is_flag=True, help=_("write over a fragment that stands there"))
@seed_option
@json_option
@lang_option
def command(files: tuple[Path, ...], as_json: bool, **given: Any) -> None:
    """Findings are told with their places; a refusal withholds a result and says why."""
    from assessor.api import fit_files

    if not files and not given["load_tests"]:
        raise click.UsageError(_("name a FILE to measure, or a --load-test"))
    done = fit_files(files, _wishes(given), progress=progress_on_terminal())
    if as_json:
        put_json(done.document)
    else:
        from assessor.cli.telling_fit import tell_fit

        tell_fit(done)


def _wishes(given: dict[str, Any]) -> FitWishes:
    from assessor.api import FitWishes

    return FitWishes(
        output=given["output"],
        scenario=given["scenario"],
        service=given["service"],
        id=given["id_"],
        classes=_pairs(given["classes"], "--class"),
        static=given["static"],
        page=given["page"],
        zone=given["zone"],
        keep_robots=given["keep_robots"],
        utilisation=_pairs(given["utilisation"], "--utilisation"),
        channels={tier: _count(n) for tier, n in _pairs(given["channels"], "--channels").items()},
        load_tests=_pairs(given["load_tests"], "--load-test"),
        inputs=_pairs(given["inputs"], "--input"),
        join=given["join"],
        calendar=given["calendar"],
        series=given["series"],
        together=given["together"],
        time_column=given["time_column"],
        value_columns=() if given["events"] else given["value_columns"] or None,
        key_columns=given["key_columns"] or None,
        start=given["start"],
        step=given["step"],
        kind=given["kind"],
        replace=given["replace"],
        seed=given["seed"] or 0,
    )


def _pairs(words: tuple[str, ...], flag: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not (name and equals and value):
            told = _("{flag}: '{word}' is not NAME=VALUE")
            raise click.UsageError(told.format(flag=flag, word=word))
        if name in found:
            raise click.UsageError(
                _("{flag}: '{name}' is given twice").format(flag=flag, name=name)
            )
        found[name] = value
    return found


def _count(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        words = _("--channels: '{text}' is no number of channels")
        raise click.UsageError(words.format(text=text))
    return int(text)
