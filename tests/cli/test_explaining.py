"""Small numbers are not shown as nothing."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

from assessor.resources import folder

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def test_that_a_small_term_keeps_three_figures(assessor: Run) -> None:
    done = assessor("--lang", "en", "explain", folder("scenarios") / "hanoi-2023", "page")
    assert done.returncode == 0
    shown = {row[0]: row[1] for row in map(str.split, done.stdout.splitlines()) if len(row) > 1}
    assert shown["web.stay_s"] == "0.00213"
    assert shown["arrival_rate.online-dossiers.1/seconds_of_year"] == "0.0000000317"
