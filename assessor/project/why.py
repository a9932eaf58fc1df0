"""Why a number of a study is what it is: one question for scores, one for the plan."""

from __future__ import annotations

from assessor.project.opening import Assessed
from assessor.scoring import Explanation, Scorecard, explain


def why_score(assessed: Assessed, card: Scorecard, name: str) -> Explanation:
    """The explanation of a criterion, a node, a gate, `score`, `level` or `verdict`.

    Raises
    ------
    KeyError
        The scorecard has nothing of that name.
    """
    return explain(
        card,
        name,
        catalogue=assessed.catalogue,
        rules=assessed.rules,
        assessment=assessed.assessment,
    )
