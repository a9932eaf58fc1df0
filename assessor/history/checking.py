"""Everything that can be wrong with a project folder: its documents and its snapshots."""

from __future__ import annotations

from pathlib import Path

from assessor.errors import Problem
from assessor.history.chain import check_chain
from assessor.project.checking import check_paths as check_documents
from assessor.project.checking import in_order


def check_paths(paths: list[Path]) -> list[Problem]:
    """Every problem and warning of files and folders, in the order of their places."""
    problems = check_documents(paths)
    for path in paths:
        if (path / "snapshots").is_dir():
            problems.extend(check_chain(path / "snapshots"))
    return in_order(problems)
