"""Plain tables for a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Sequence

import click


def put_table(
    head: Sequence[str], rows: Sequence[Sequence[str]], *, right: Container[int] = ()
) -> None:
    """Print rows in columns; columns in `right` are aligned to the right."""
    if not rows:
        return
    cells = [list(head), *(list(row) for row in rows)]
    widths = [max(width(row[i]) for row in cells) for i in range(len(head))]
    for number, row in enumerate(cells):
        click.echo(_line(row, widths, right).rstrip())
        if number == 0:
            click.echo("  ".join("─" * w for w in widths))


def _line(row: Sequence[str], widths: Sequence[int], right: Container[int]) -> str:
    padded = [
        " " * (w - width(cell)) + cell if i in right else cell + " " * (w - width(cell))
        for i, (cell, w) in enumerate(zip(row, widths, strict=True))
    ]
    return "  ".join(padded)


def width(text: str) -> int:
    """Columns that a text takes on a terminal."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def heading(text: str) -> None:
    """A heading with an empty line before it."""
    click.echo()
    click.echo(click.style(text, bold=True))
