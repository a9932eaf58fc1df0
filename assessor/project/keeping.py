"""The last study of a project, kept in the user's cache folder so that a window can show it.

A kept study is shown, never reported: what was computed from other documents says that it is
stale. Only plan and roadmap are kept; scores are computed again from the answers.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from assessor.project.derived import state_of_code
from assessor.project.opening import Project
from assessor.project.study import Study, score_assessed


def keep_study(study: Study) -> None:
    """Keep a study as the last one of its project."""
    file = _file(study.project)
    if file is None:
        return
    from assessor.documents import write_text

    kept = {
        "inputs": _inputs(study.project),
        "code": state_of_code(),
        "plan": _adapter("plan").dump_python(study.plan, mode="python"),
        "roadmap": _adapter("roadmap").dump_python(study.roadmap, mode="python"),
    }
    try:
        write_text(file, json.dumps(kept, default=str))
    except OSError:
        # a study that cannot be kept is computed again next time
        return


def kept_study(project: Project) -> tuple[Study, bool] | None:
    """The last study of a project, and whether its documents have changed since.

    Returns
    -------
    None where there is none, or where another program version wrote it.
    """
    file = _file(project)
    if file is None or not file.exists():
        return None
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        if kept["code"] != state_of_code():
            return None
        plan = _adapter("plan").validate_python(kept["plan"])
        roadmap = _adapter("roadmap").validate_python(kept["roadmap"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    from assessor.planning import quantities_of

    cards = {
        one.path: score_assessed(one, quantities_of(plan, one.assessment.as_of.year))
        for one in project.assessed
    }
    return Study(project, plan, cards, roadmap), kept["inputs"] != _inputs(project)


def _inputs(project: Project) -> str:
    """What results follow from: the scenario and every assessment."""
    parts = [
        project.scenario.sha256,
        *(one.assessment.model_dump_json() for one in project.assessed),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _adapter(what: str) -> Any:
    """Reads and writes frozen dataclasses as plain data."""
    from pydantic import TypeAdapter

    if what == "plan":
        from assessor.planning.result import Plan

        return TypeAdapter(Plan)
    from assessor.roadmap.report import Roadmap

    return TypeAdapter(Roadmap | None)


def _file(project: Project) -> Path | None:
    if os.environ.get("ASSESSOR_NO_CACHE"):
        return None
    from platformdirs import user_cache_path

    name = hashlib.sha256(str(project.folder.resolve()).encode()).hexdigest()[:32]
    return user_cache_path("cloud-readiness-assessor") / "studies" / f"{name}.json"
