"""The fragment written to a file, which is never written over unasked."""

from __future__ import annotations

from pathlib import Path

from assessor.documents import write_text
from assessor.errors import DocumentError, Problem
from assessor.exchange.inventory.fragment import text_of
from assessor.exchange.inventory.importing import InventoryImport
from assessor.exchange.inventory.understanding import clean


def write_inventory(imported: InventoryImport, output: Path, *, replace: bool = False) -> Path:
    """Write the fragment; with one error anywhere nothing is written.

    Raises
    ------
    DocumentError
        The inventory has errors, or the file exists and may not be replaced.
    """
    if imported.errors:
        raise DocumentError(imported.errors)
    if output.exists() and not replace:
        raise DocumentError([Problem("inventory_exists", {}, str(output))])
    totals = imported.totals
    left_out = sum(totals.left_out.values())
    reckoning = (
        f"machines: {totals.read} = {totals.in_tiers} in tiers + {totals.in_background} in the "
        f"background + {left_out} left out"
    )
    effect = f"takes effect in a file with: extends: [scenario.yaml, {clean(output.name)}]"
    write_text(output, text_of(imported.document, (reckoning, effect)))
    return output
