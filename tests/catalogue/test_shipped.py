"""The criteria sets that come with the program: how many rows, which ids, how far read."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest

from assessor.catalogue.conditions import parse_condition
from assessor.catalogue.crosswalk import shipped_crosswalks
from assessor.catalogue.lint import lint
from assessor.catalogue.load import list_catalogues
from assessor.catalogue.load import load_catalogue as load_afresh
from assessor.catalogue.measures import DerivedMeasure, NumericMeasure
from assessor.resources import folder

# rows by confidence: verified, heading_verified, secondary, general_knowledge, indicative
LABELS = {
    "tt12-2022-level3": (33, 43, 0, 0, 0),
    "government-cloud-duties-2023": (48, 0, 5, 0, 0),
    "online-portal-2023": (78, 5, 3, 0, 0),
    "data-centre-facility": (17, 0, 15, 9, 0),
    "cloud-platform-1145-indicative": (0, 0, 0, 0, 121),
    "successors-2026": (41, 0, 61, 0, 0),
    "nist-800-145": (0, 0, 0, 12, 0),
    "dti-dii": (0, 0, 10, 0, 0),
}
NAMES = ("verified", "heading_verified", "secondary", "general_knowledge", "indicative")
PROFILE = "provincial-data-centre-2023-07"
load_catalogue = lru_cache(load_afresh)


@pytest.mark.parametrize("name", LABELS)
def test_that_every_label_is_the_one_that_was_earned(name: str) -> None:
    found = Counter(row.source.confidence for row in load_catalogue(name).criteria.values())
    assert tuple(found.get(label, 0) for label in NAMES) == LABELS[name]


def test_that_no_row_was_lost_added_or_renamed() -> None:
    pinned = (Path(__file__).parent / "ids.txt").read_text(encoding="utf-8").split("\n")[:-1]
    found = [f"{name} {id_}" for name in LABELS for id_ in load_catalogue(name).criteria]
    assert len(pinned) == 501
    assert sorted(found) == sorted(pinned)


def test_that_the_list_names_everything_that_ships() -> None:
    listed = list_catalogues()
    assert {item.id for item in listed} == {*LABELS, PROFILE}
    assert [item.id for item in listed if item.is_profile] == [PROFILE]
    assert all(item.title.vi and item.title.en for item in listed)


@pytest.mark.parametrize("name", [*LABELS, PROFILE])
def test_that_a_shipped_set_has_nothing_to_mend(name: str) -> None:
    assert lint(name) == []


@pytest.mark.parametrize("path", sorted((folder("standards") / "crosswalks").glob("*.yaml")))
def test_that_a_shipped_crosswalk_has_nothing_to_mend(path: Path) -> None:
    assert lint(path) == []


@pytest.mark.parametrize("name", [*LABELS, PROFILE])
def test_that_a_set_says_what_was_read(name: str) -> None:
    assert (folder("standards") / name / "SOURCE.md").is_file()


@pytest.mark.parametrize("name", LABELS)
def test_that_the_set_knows_its_own_id(name: str) -> None:
    catalogue = load_catalogue(name)
    assert catalogue.id == name
    assert len(catalogue.sha256) == 64


def test_that_the_unread_1145_rows_look_unread() -> None:
    catalogue = load_catalogue("cloud-platform-1145-indicative")
    assert catalogue.warning is not None
    for row in catalogue.criteria.values():
        assert row.source.text == "authored"
        assert row.effective_confidence == "indicative"
        assert row.feature is not None
        assert row.test is not None


def test_that_the_five_indicators_of_circular_22_are_read_from_the_fleet() -> None:
    rows = load_catalogue("online-portal-2023").criteria
    asked = {
        id_: (row.measure.quantity, row.measure.at_most, row.measure.at_least)
        for id_, row in rows.items()
        if isinstance(row.measure, DerivedMeasure)
    }
    assert asked == {
        "TT22-7-mean-response": ("response_mean_s", 2.5, None),
        "TT22-7-max-response": ("response_s", 15, None),
        "TT22-7-server": ("utilisation", 0.75, None),
        "TT22-7-concurrent": ("concurrent_users", None, None),
        "TT22-7-uptime": ("availability", None, None),
    }


def test_that_unread_figures_of_circular_22_lower_their_rows() -> None:
    rows = load_catalogue("online-portal-2023").criteria
    found = {id_: rows[id_].effective_confidence for id_ in rows if id_.startswith("TT22-7-")}
    assert found == {
        "TT22-7-mean-response": "indicative",
        "TT22-7-max-response": "indicative",
        "TT22-7-server": "indicative",
        "TT22-7-concurrent": "unknown",
        "TT22-7-uptime": "indicative",
    }


def test_that_the_2012_figures_of_tcvn_9250_count_as_second_hand() -> None:
    rows = load_catalogue("data-centre-facility").criteria
    assert {
        row.effective_confidence for row in rows.values() if row.group == "tcvn9250.architectural"
    } == {"secondary"}


@pytest.mark.parametrize(("row", "due"), [("TT12-A-13", "12-19"), ("TT12-A-14", "12-24")])
def test_that_before_a_day_means_the_day_before_at_the_latest(row: str, due: str) -> None:
    measure = load_catalogue("tt12-2022-level3").criteria[row].measure
    assert isinstance(measure, NumericMeasure)
    assert (measure.due, measure.target) == (due, 0)


def test_that_newer_than_tls_1_1_excludes_1_1() -> None:
    measure = load_catalogue("successors-2026").criteria["QCVN12-tls"].measure
    assert isinstance(measure, NumericMeasure)
    assert measure.target == 1.1
    assert measure.target_excluded


def test_that_nothing_of_2026_was_in_force_in_july_2023() -> None:
    catalogue = load_catalogue("successors-2026")
    day = date(2023, 7, 17)
    assert {catalogue.in_force_on(id_, day) for id_ in catalogue.criteria} == {False}


def test_that_dates_of_the_document_stand_in_where_the_row_has_none() -> None:
    catalogue = load_catalogue("tt12-2022-level3")
    assert catalogue.in_force_on("TT12-A-11", date(2023, 7, 17)) is True
    assert catalogue.in_force_on("TT12-A-11", date(2022, 9, 30)) is False
    assert catalogue.in_force_on("TT12-A-11", date(2026, 11, 1)) is None


def test_that_the_july_2023_profile_was_in_force_or_says_that_it_is_not_known() -> None:
    catalogue = load_catalogue(PROFILE)
    day = date(2023, 7, 17)
    open_rows = {i for i in catalogue.criteria if catalogue.in_force_on(i, day) is not True}
    assert {catalogue.in_force_on(id_, day) for id_ in open_rows} == {None}
    assert {catalogue.criteria[id_].group for id_ in open_rows} == {
        "data-centre-facility.tcvn9250.architectural"
    }


@pytest.mark.parametrize("name", LABELS)
def test_that_shared_attributes_ask_one_question(name: str) -> None:
    own = load_catalogue(name).profile_attributes
    for other in LABELS:
        for id_, attribute in load_catalogue(other).profile_attributes.items():
            assert own.get(id_, attribute) == attribute


def test_that_templates_with_one_id_are_one_work() -> None:
    seen: dict[str, object] = {}
    for name in LABELS:
        for id_, template in load_catalogue(name).remediation.items():
            work = template.model_copy(update={"closes": ()})
            assert seen.setdefault(id_, work) == work
    assert len(seen) == 109


@pytest.mark.parametrize("name", LABELS)
def test_that_rows_and_templates_name_each_other(name: str) -> None:
    catalogue = load_catalogue(name)
    from_rows = {
        (id_, template) for id_, row in catalogue.criteria.items() for template in row.remediation
    }
    from_templates = {
        (row, id_) for id_, template in catalogue.remediation.items() for row in template.closes
    }
    assert from_rows == from_templates


def test_that_overlapping_work_exists_somewhere() -> None:
    known = {id_ for name in LABELS for id_ in load_catalogue(name).remediation}
    named = {
        other
        for name in LABELS
        for template in load_catalogue(name).remediation.values()
        for other in template.overlaps
    }
    assert named
    assert named <= known


@pytest.mark.parametrize(
    ("row", "attributes", "expected"),
    [
        ("TT12-L3-D-16", {"has_wireless_network": False}, False),
        ("TT12-A-9.9-b", {"leases_infrastructure_to_others": True}, True),
        ("TT12-A-9.9-b", {}, None),
        ("ND53-26-c", {"decree_53_article_26_applies": False}, False),
        ("TT20-9-2a", {"security_incidents_in_period": 0}, False),
        ("TT20-9-2a", {}, None),
        ("ND85-9-3", {"shared_infrastructure_scope": "province"}, True),
        ("TCVN9250-A2-coast", {"facility_level": 2}, False),
        ("TCVN9250-A2-coast", {"facility_level": 3}, True),
    ],
)
def test_that_conditions_decide_as_the_text_does(
    row: str, attributes: dict[str, bool | int | str], expected: bool | None
) -> None:
    condition = load_catalogue(PROFILE).criteria[row].applies_if
    assert condition is not None
    assert parse_condition(condition).holds(attributes) is expected


def test_that_the_three_log_duties_stay_three() -> None:
    duties = load_catalogue("government-cloud-duties-2023").criteria
    successors = load_catalogue("successors-2026").criteria
    rows = (duties["TT31-5-3h"], duties["ND53-26-c"], successors["TCVN14423-L3-log-1"])
    limits = [
        (row.measure.target, row.measure.unit)
        for row in rows
        if isinstance(row.measure, NumericMeasure)
    ]
    assert limits == [(30, "day"), (12, "month"), (3, "month")]
    names = {"TT31-5-3h", "ND53-26-c", "TCVN14423-L3-log-1"}
    for crosswalk in shipped_crosswalks():
        for relation in crosswalk.relations:
            if {relation.from_, relation.to} <= names:
                assert relation.relation == "intersects"
