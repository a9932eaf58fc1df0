"""What to do first: actions chosen under budgets, order and procedures by integer programming."""

from assessor.roadmap.choosing import choose
from assessor.roadmap.curves import CurvePoint, budget_curve, share_of_plans
from assessor.roadmap.ordering import Rescore, Supposition, pose, roadmap
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
    "CurvePoint",
    "Limits",
    "Outlay",
    "Rescore",
    "Roadmap",
    "RoadmapProblem",
    "SharedWork",
    "Solution",
    "Supposition",
    "budget_curve",
    "choose",
    "pose",
    "roadmap",
    "roadmap_document",
    "share_of_plans",
]
