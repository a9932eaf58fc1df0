"""Level dossiers: a step counts from its day, and what is missing is named."""

from __future__ import annotations

from datetime import date

from assessor.scoring import score
from assessor.scoring.dossiers import dossier_states

DOSSIERS = {
    "portal": {
        "system": "Cổng dịch vụ công",
        "level": 3,
        "rows": ["overview", "plan"],
        "drafted_on": "2023-03-01",
        "submitted_on": "2023-07-01",
        "approved_on": "2023-09-01",
    },
    "mail": {"system": "Thư điện tử", "level": 2},
}


def test_that_a_dossier_is_where_its_dates_put_it(make):
    catalogue = make.catalogue({"overview": {}, "plan": {}})
    answers = {"overview": True, "plan": None}
    assessment = make.assessment(answers, dossiers=DOSSIERS)
    card = score(catalogue, make.rules(), assessment)
    mail, portal = dossier_states(assessment, card, date(2023, 7, 17))
    assert (mail.stage, mail.next_step, mail.days_in_stage) == ("not_started", "drafted", None)
    assert (portal.stage, portal.next_step, portal.days_in_stage) == ("submitted", "appraised", 16)
    assert portal.missing == ("plan",)
    later = dossier_states(assessment, card, date(2023, 10, 1))[-1]
    assert (later.stage, later.next_step) == ("approved", None)
