"""What to do first: actions chosen under budgets, order and procedures by integer programming."""

from assessor.roadmap.choosing import choose
from assessor.roadmap.ordering import Rescore, Supposition, roadmap
from assessor.roadmap.problem import (
    Action,
    Budget,
    Cap,
    Criterion,
    Outlay,
    RoadmapProblem,
    SharedWork,
)
from assessor.roadmap.report import Roadmap, roadmap_document
from assessor.roadmap.result import Solution
from assessor.roadmap.solve import Limits

__all__ = [
    "Action",
    "Budget",
    "Cap",
    "Criterion",
    "Limits",
    "Outlay",
    "Rescore",
    "Roadmap",
    "RoadmapProblem",
    "SharedWork",
    "Solution",
    "Supposition",
    "choose",
    "roadmap",
    "roadmap_document",
]
