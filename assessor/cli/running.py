"""One command from words to exit code."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence

import click

from assessor.cli.app import app
from assessor.cli.options import INVALID_INPUT
from assessor.errors import AssessorError, Cancelled, InputError, StrangeFolderError
from assessor.text.language import gettext as _

INTERRUPTED = 130


def run(words: Sequence[str]) -> int:
    """The exit code of one command; what went wrong is told on stderr, never as a traceback."""
    try:
        result = app.main(args=list(words), prog_name="assessor", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt, Cancelled):
        click.echo(_("stopped"), err=True)
        return INTERRUPTED
    except SystemExit:
        # so ends click where the reader of our output went away, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except InputError as error:
        tell_problems(error)
        return INVALID_INPUT
    except StrangeFolderError as error:
        line = _("the folder '{folder}' does not hold this program's data").format(
            folder=error.folder
        )
        click.echo(line, err=True)
        return INVALID_INPUT
    except AssessorError as error:
        click.echo(str(error), err=True)
        return INVALID_INPUT
    except OSError as error:
        tell_refusal(error)
        return INVALID_INPUT
    except Exception as error:  # noqa: BLE001 - the last line of defence: no traceback for users
        tell_unforeseen(error)
        return INVALID_INPUT
    return result if isinstance(result, int) else 0


def tell_problems(error: InputError) -> None:
    """Every problem on a line of its own, in the order of the files."""
    from assessor.text.rendering import render

    for problem in sorted(error.problems, key=lambda p: p.place):
        click.echo(render(problem), err=True)


def tell_refusal(error: OSError) -> None:
    """What the system would not do, by the file it is about."""
    reason = _(error.strerror or str(error))
    if error.filename is None:
        line = _("the output cannot be written: {reason} — make room, or write it elsewhere")
    else:
        line = _("{file}: {reason} — check the path, its permissions and the room on the disk")
    click.echo(line.format(file=error.filename, reason=reason), err=True)


def tell_unforeseen(error: Exception) -> None:
    """An error that nobody foresaw: one line, and the trail where the user asked for it."""
    line = _(
        "an error of the program itself: {kind}: {message} "
        "(set ASSESSOR_DEBUG=1 to see where, and please report it)"
    ).format(kind=type(error).__name__, message=error)
    click.echo(line, err=True)
    if os.environ.get("ASSESSOR_DEBUG"):
        traceback.print_exception(error)
