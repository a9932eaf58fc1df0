"""What became of machines and columns, in words."""

from __future__ import annotations

from assessor.exchange.inventory.importing import InventoryImport
from assessor.text.language import gettext as _


def reckoning(imported: InventoryImport) -> str:
    """The check that nothing is counted twice and nothing lost."""
    totals = imported.totals
    left = "; ".join(f"{n} {reason_words(reason)}" for reason, n in totals.left_out.items())
    words = _("{read} machines read = {tiers} in tiers + {background} in the background + {left}")
    shown = _("{n} left out").format(n=sum(totals.left_out.values()))
    said = words.format(
        read=totals.read, tiers=totals.in_tiers, background=totals.in_background, left=shown
    )
    return f"{said} ({left})" if left else said


def reason_words(reason: str | None) -> str:
    """Why a machine is not counted."""
    words = {
        "no_machine": _("failed, deleted or not yet made"),
        "template": _("templates"),
        "placeholder": _("placeholders of machines elsewhere"),
        "twice": _("stand in the files a second time"),
        "rule": _("by a rule of the mapping"),
    }
    return words.get(reason or "", "")


def how_words(how: str) -> str:
    """By what a column was known."""
    words = {
        "exact": _("by its words"),
        "similar": _("by likeness"),
        "mapping": _("by the mapping"),
        "source": _("by the tool that wrote it"),
    }
    return words.get(how, how)
