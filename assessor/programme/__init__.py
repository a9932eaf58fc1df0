"""What the organisation has promised, owns, spends and decides: document and questions to it."""

from assessor.programme.alarms import (
    late_milestones,
    left_to_it_alone,
    off_target_spending,
    overdue_reviews,
    reminders,
    spent_by_year,
)
from assessor.programme.bodies import count_of, leading_units, units_below
from assessor.programme.claims import claim_standings
from assessor.programme.loading import check_programme, load_programme
from assessor.programme.model import Programme
from assessor.programme.progress import (
    burn_down,
    coverage_matrix,
    difficulty_progress,
    is_ready,
    rank_changes,
    task_progress,
    tasks_of,
    what_a_task_lacks,
)

__all__ = [
    "Programme",
    "burn_down",
    "check_programme",
    "claim_standings",
    "count_of",
    "coverage_matrix",
    "difficulty_progress",
    "is_ready",
    "late_milestones",
    "leading_units",
    "left_to_it_alone",
    "load_programme",
    "off_target_spending",
    "overdue_reviews",
    "rank_changes",
    "reminders",
    "spent_by_year",
    "task_progress",
    "tasks_of",
    "units_below",
    "what_a_task_lacks",
]
