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
        "decision": "12/QĐ-UBND",
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


def test_that_attaching_every_file_does_not_approve_a_dossier(make):
    parts = {name: ["ev"] for name in ("overview", "design", "reasons", "security_plan")}
    paper = {"title": "hồ sơ", "grade": "E2"}
    given = {"system": "Cổng", "level": 3, "parts": parts, "evidence": ["ev"]}
    without = {**given, "approved_on": "2023-06-01", "appraised_on": "2023-05-01"}
    catalogue = make.catalogue({"overview": {}})
    for dossier, stage, lacks in (
        (given, "not_started", ()),
        (without, "appraised", ("decision",)),
        ({**without, "decision": "5/QĐ-UBND"}, "approved", ()),
    ):
        assessment = make.assessment({}, dossiers={"p": dossier}, evidence={"ev": paper})
        card = score(catalogue, make.rules(), assessment)
        (state,) = dossier_states(assessment, card, date(2023, 7, 17))
        assert (state.stage, state.lacks) == (stage, lacks)


def test_that_the_professional_opinion_is_asked_for_only_at_levels_four_and_five(make):
    catalogue = make.catalogue({"overview": {}})
    for level in range(1, 6):
        assessment = make.assessment({}, dossiers={"p": {"system": "x", "level": level}})
        card = score(catalogue, make.rules(), assessment)
        (state,) = dossier_states(assessment, card, date(2023, 7, 17))
        assert ("opinion" in state.lacks) is (level >= 4)
