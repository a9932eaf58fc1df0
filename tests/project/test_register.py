"""The evidence register: what counts on a day, what is still what was attached."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assessor.api import (
    Assessed,
    Evidence,
    InputError,
    attach_evidence,
    evidence_register,
    open_assessment,
    save_assessed,
)
from assessor.assessment import Answer, Assignment

ROW, DAY = "TT12-L3-D-11", date(2023, 7, 20)


@pytest.fixture
def site(hanoi: Path) -> Assessed:
    return open_assessment(hanoi / "hanoi-2023.assessment.yaml")


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    file = tmp_path / "bien-ban.pdf"
    file.write_bytes(b"signed")
    return file


def attached(site: Assessed, paper: Path, **fields: object) -> Assessed:
    evidence = Evidence.model_validate({"title": "Biên bản", "grade": "E2", **fields})
    after = attach_evidence(site, "ev-x", evidence, file=paper, criteria=(ROW,), on=DAY, by="an")
    save_assessed(site, after)
    return open_assessment(site.path)


def state(site: Assessed, day: date) -> str:
    return next(row.state for row in evidence_register(site, on=day).rows if row.id == "ev-x")


def test_that_a_file_is_copied_and_known_by_its_hash(site: Assessed, paper: Path) -> None:
    after = attached(site, paper, issued_on="2023-05-04", doc_number="12/BB-STTTT")
    item = after.assessment.evidence["ev-x"]
    assert (item.file, item.added_on, item.issued_on) == (
        "evidence/bien-ban.pdf", DAY, date(2023, 5, 4),
    )  # fmt: skip
    row = next(row for row in evidence_register(after).rows if row.id == "ev-x")
    assert (row.file_verified, row.criteria, row.state) == (True, (ROW,), "valid")
    assert after.assessment.answer(ROW).log[-1].by == "an"
    (site.path.parent / "evidence" / "bien-ban.pdf").write_bytes(b"forged")
    register = evidence_register(after)
    assert (state(after, DAY), register.is_sound) == ("changed", False)
    (site.path.parent / "evidence" / "bien-ban.pdf").unlink()
    assert state(after, DAY) == "missing"


def test_that_evidence_expires_after_its_last_day(site: Assessed, paper: Path) -> None:
    after = attached(site, paper, expires="2024-03-31")
    assert [state(after, date(2024, month, 31)) for month in (1, 3)] == ["valid", "expiring"]
    assert state(after, date(2024, 4, 1)) == "expired"
    assert not evidence_register(after, on=date(2024, 4, 1)).is_sound


def test_that_another_file_of_the_same_name_gets_a_number(site: Assessed, paper: Path) -> None:
    after = attached(site, paper)
    paper.write_bytes(b"another")
    more = attach_evidence(after, "ev-y", Evidence(title="x"), file=paper, on=DAY)
    assert more.assessment.evidence["ev-y"].file == "evidence/bien-ban-2.pdf"


def test_that_secret_evidence_is_a_number_and_never_a_file(site: Assessed, paper: Path) -> None:
    secret = Evidence(title="x", doc_number="7/M", confidentiality="secret")
    with pytest.raises(InputError):
        attach_evidence(site, "ev-s", secret, file=paper, on=DAY)
    after = attach_evidence(site, "ev-s", secret, on=DAY)
    row = next(row for row in evidence_register(after).rows if row.id == "ev-s")
    assert (row.reference_only, row.doc_number, row.state) == (True, "7/M", "valid")


def test_that_evidence_is_never_replaced(site: Assessed, paper: Path) -> None:
    after = attached(site, paper)
    with pytest.raises(InputError) as caught:
        attach_evidence(after, "ev-x", Evidence(title="other"), on=DAY)
    assert [p.code for p in caught.value.problems] == ["evidence_id_taken"]


def test_that_late_assignments_and_expired_permissions_are_overdue(site: Assessed) -> None:
    late = Assignment(to="an", criteria=("TT12-L3-D-16",), due=date(2023, 7, 1))
    aside = Answer(status="not_applicable", justification="x", until=date(2023, 7, 10))
    assessment = site.assessment.model_copy(update={"assignments": {"wifi": late}})
    changed = site.with_assessment(assessment.with_answer(ROW, aside))
    overdue = evidence_register(changed, on=DAY).overdue
    assert [(one.kind, one.id) for one in overdue] == [("assignment", "wifi"), ("set_aside", ROW)]
    assert evidence_register(changed, on=date(2023, 7, 1)).overdue == ()
