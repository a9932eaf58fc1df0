from datetime import UTC, datetime
from pathlib import Path

import pytest

from assessor.history import Snapshot, trend


def row(name, credit, weight, status="answered", value=None):
    return {
        "id": name,
        "credit": credit,
        "effective_weight": weight,
        "status": status,
        "value": credit if value is None else value,
        "unit": None,
        "measured": None,
    }


def snapshot(day, rows, *, rules="r1", score=None):
    total = sum(r["effective_weight"] * (r["credit"] or 0.0) for r in rows)
    card = {
        "score": total if score is None else score,
        "verified_floor": 0.0,
        "coverage": 1.0,
        "level": 0,
        "criteria": rows,
    }
    return Snapshot(
        Path("x"),
        day,
        datetime(2023, 7, day, tzinfo=UTC),
        None,
        "",
        None,
        {"program": "1", "assessments": {"a": {"catalogue": "c", "rules": rules}}},
        {"scorecards": {"a": card}},
    )


def parts(change):
    return change.answers, change.scenario, change.method, change.together


def test_that_the_first_point_has_no_change():
    (point,) = trend([snapshot(1, [row("x", 0.5, 1.0)])], "a")
    assert (point.score, point.change, point.same_method) == (0.5, None, True)
    assert trend([snapshot(1, [])], "other") == ()


def test_that_a_new_answer_is_told_from_a_new_fleet():
    before = [row("x", 0.0, 0.6), row("y", 0.5, 0.4, "derived")]
    after = [row("x", 1.0, 0.6), row("y", 1.0, 0.4, "derived")]
    change = trend([snapshot(1, before), snapshot(2, after)], "a")[1].change
    assert parts(change) == pytest.approx((0.6, 0.2, 0.0, 0.0))
    assert [(r.id, r.cause) for r in change.rows] == [("x", "answers"), ("y", "scenario")]


def test_that_the_same_answer_judged_by_other_rules_is_method():
    before = [row("x", 0.5, 0.5, value=3), row("y", 0.0, 0.5)]
    after = [row("x", 1.0, 0.2, value=3), row("y", 1.0, 0.8)]
    points = trend([snapshot(1, before), snapshot(2, after, rules="r2")], "a")
    change = points[1].change
    assert not points[1].same_method
    assert change.total == pytest.approx(0.75)
    assert change.answers == pytest.approx(0.5)
    assert change.method == pytest.approx(0.25)
    assert change.together == 0.0


def test_that_parts_add_up_where_a_cap_hides_some_of_it():
    before = [row("x", 0.0, 0.6), row("y", 0.0, 0.4, "derived")]
    after = [row("x", 1.0, 0.6), row("y", 1.0, 0.4, "derived")]
    change = trend([snapshot(1, before), snapshot(2, after, score=0.7)], "a")[1].change
    assert sum(parts(change)) == pytest.approx(change.total) == pytest.approx(0.7)
    assert change.together == pytest.approx(-0.3)


def test_that_rows_that_ceased_to_apply_count_as_answers():
    before = [row("x", 1.0, 0.5), row("y", 0.0, 0.5)]
    after = [row("x", 1.0, 1.0), row("y", None, 0.0, "not_applicable")]
    change = trend([snapshot(1, before), snapshot(2, after)], "a")[1].change
    assert parts(change) == pytest.approx((0.5, 0.0, 0.0, 0.0))


def test_that_no_change_is_claimed_where_nothing_was_assessed():
    silent = snapshot(1, [row("x", None, 1.0, "not_assessed")])
    silent.study["scorecards"]["a"]["score"] = None
    points = trend([silent, snapshot(2, [row("x", 1.0, 1.0)])], "a")
    assert points[1].change is None
