"""`assessor inventory`: what is installed, from a sheet, RVTools or OpenStack."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assessor.cli.options import INVALID_INPUT, json_option, lang_option, on_option, path_argument
from assessor.text.language import gettext as _

if TYPE_CHECKING:
    from assessor.api import Quantity


@click.group(name="inventory", help=_("What is installed, from a sheet, RVTools or OpenStack."))
@lang_option
def command() -> None:
    """The words of one command choose the next."""


def _share(_context: click.Context, _parameter: click.Parameter, value: str | None) -> Any:
    """`0.25`, or `0.1:0.25:0.5` as low, planning value and high."""
    if value is None:
        return None
    words = _("write a fraction such as 0.25, or low:base:high such as 0.1:0.25:0.5")
    try:
        numbers = [float(part) for part in value.split(":")]
    except ValueError:
        raise click.BadParameter(words) from None
    in_order = all(0 <= n <= 1 for n in numbers) and numbers == sorted(numbers)
    inner = len(numbers) == 1 or (numbers[0] > 0 and numbers[-1] < 1)
    if len(numbers) not in {1, 3} or not in_order or not inner:
        raise click.BadParameter(words)
    return tuple(numbers)


@command.command(
    name="import",
    help=_(
        "Make a fragment of a scenario from what is installed: .xlsx, .csv or .json, "
        "several files together (RVTools tabs; servers, flavours and hypervisors)."
    ),
)
@path_argument("files", "FILE...", nargs=-1, required=True)
@click.option(
    "-o",
    "output",
    type=click.Path(path_type=Path),
    required=True,
    help=_("the fragment, such as inventory.workload.yaml"),
)
@click.option(
    "--scenario",
    metavar="PROJECT",
    type=click.Path(path_type=Path),
    help=_("whose tiers and sites the machines may belong to"),
)
@click.option(
    "--map",
    "mapping",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=_("which column, tier, site or system is meant"),
)
@click.option(
    "--utilisation",
    metavar="FRACTION",
    callback=_share,
    help=_("assumed use of vCPUs where nothing measured it: 0.25, or low:base:high"),
)
@on_option(_("day of the inventory; by default that which RVTools wrote down"))
@click.option("--replace", is_flag=True, help=_("write over a fragment that is there"))
@click.option("--dry-run", is_flag=True, help=_("only tell what would change"))
@json_option
@lang_option
def import_(
    files: tuple[Path, ...],
    output: Path,
    scenario: Path | None,
    mapping: Path | None,
    utilisation: tuple[float, ...] | None,
    on: date | None,
    replace: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    """One error anywhere, and nothing is written; a dry run tells the errors too."""
    from assessor.api import import_inventory, write_inventory
    from assessor.cli.telling_inventory import put_import, tell_import

    imported = import_inventory(
        files,
        scenario=scenario,
        mapping=mapping,
        utilisation=_assumed(utilisation),
        on=on,
        output=output,
    )
    written = not dry_run and not imported.errors
    if written:
        write_inventory(imported, output, replace=replace)
    if as_json:
        put_import(imported, output if written else None)
    else:
        tell_import(imported, output if written else None, dry_run=dry_run)
    return INVALID_INPUT if imported.errors else 0


def _assumed(numbers: tuple[float, ...] | None) -> Quantity | None:
    if numbers is None:
        return None
    from assessor.api import LocalizedText, Quantity

    low, base, high = numbers if len(numbers) == 3 else (None, numbers[0], None)
    reason = LocalizedText(
        vi="Giả định khi nhập danh mục máy chủ: danh mục không có số đo",
        en="Assumed when the inventory was imported: it measures none",
    )
    return Quantity(
        low=low, base=base, high=high, unit="fraction",
        kind="assumption", confidence="low", reason=reason,
    )  # fmt: skip
