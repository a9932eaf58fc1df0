"""Profiles: several catalogues read as one."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessor.catalogue.load import load_catalogue
from assessor.errors import CatalogueError, Problem

PROFILE = """\
schema: profile@1
id: own-profile
version: "1"
title: {vi: Hồ sơ, en: Profile}
includes:
  - catalogue: tt12-2022-level3
    select: {groups: [tenancy], criteria: [TT12-A-11], leave_out: [TT12-A-9.9-c]}
  - catalogue: government-cloud-duties-2023
defaults: {personal_data_users: 5000}
"""


def written(tmp_path: Path, old: str = "", new: str = "") -> Path:
    path = tmp_path / "profile.yaml"
    path.write_text(PROFILE.replace(old, new, 1) if old else PROFILE, encoding="utf-8")
    return path


def problems_in(path: Path) -> list[Problem]:
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(path)
    return list(caught.value.problems)


def test_that_the_july_2023_profile_holds_its_four_sets() -> None:
    catalogue = load_catalogue("provincial-data-centre-2023-07")
    rows = dict.fromkeys(catalogue.includes, 0)
    for id_ in catalogue.criteria:
        rows[catalogue.catalogue_of(id_)] += 1
    assert rows == {
        "tt12-2022-level3": 76,
        "government-cloud-duties-2023": 53,
        "data-centre-facility": 41,
        "online-portal-2023": 86,
    }
    assert catalogue.profile_attributes["facility_level"].default == 2


def test_that_every_row_stands_in_a_group_of_its_own_set() -> None:
    catalogue = load_catalogue("provincial-data-centre-2023-07")
    for id_, row in catalogue.criteria.items():
        assert row.group in catalogue.groups
        assert row.group.startswith(catalogue.catalogue_of(id_) + ".")


def test_that_one_work_closes_the_rows_of_both_security_sets() -> None:
    siem = load_catalogue("provincial-data-centre-2023-07").remediation["rem-siem-logs"]
    assert {"TT12-L3-D-11", "TT31-5-1a"} <= set(siem.closes)


def test_that_emphasis_marks_rows_and_weighs_nothing() -> None:
    catalogue = load_catalogue("provincial-data-centre-2023-07")
    marked = [row for row in catalogue.criteria.values() if row.emphasis is not None]
    assert len(marked) == 7
    assert {row.weight for row in marked} == {None}


def test_that_a_selection_takes_groups_and_rows_and_leaves_out(tmp_path: Path) -> None:
    catalogue = load_catalogue(written(tmp_path))
    taken = {i for i in catalogue.criteria if catalogue.catalogue_of(i) == "tt12-2022-level3"}
    assert taken == {"TT12-A-9.9-a", "TT12-A-9.9-b", "TT12-A-11"}
    assert "tt12-2022-level3.management" not in catalogue.groups
    assert catalogue.profile_attributes["personal_data_users"].default == 5000


def test_that_the_hash_of_a_profile_covers_its_catalogues(tmp_path: Path) -> None:
    catalogue = load_catalogue(written(tmp_path))
    included = {id_: item.sha256 for id_, item in catalogue.includes.items()}
    assert included == {id_: load_catalogue(id_).sha256 for id_ in included}
    fewer = load_catalogue(
        written(
            tmp_path,
            "  - catalogue: government",
            "  - catalogue: dti-dii\n  - catalogue: government",
        )
    )
    assert fewer.sha256 != catalogue.sha256


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("catalogue: tt12-2022-level3", "catalogue: tt12", "catalogue_unknown", 6),
        ("catalogue: gov", "catalogue: tt12-2022-level3\n  - catalogue: gov", "profile_twice", 5),
        ("groups: [tenancy], criteria: [TT12-A-11]", "groups: [none]", "profile_nothing", 5),
        ("personal_data_users", "personal_data", "reference_unknown", 9),
        (
            "defaults:",
            "emphasis: [{criteria: [NONE], why: {vi: a, en: b}}]\ndefaults:",
            "reference_unknown",
            9,
        ),
    ],
)
def test_that_a_profile_that_does_not_fit_is_refused(
    tmp_path: Path, old: str, new: str, code: str, line: int
) -> None:
    found = problems_in(written(tmp_path, old, new))
    assert (found[0].code, found[0].line) == (code, line)


def test_that_a_catalogue_beside_the_profile_may_be_named_by_path(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    shipped = load_catalogue("dti-dii")
    source = Path(__file__).resolve().parents[2] / "standards" / "dti-dii" / "catalogue.yaml"
    (tmp_path / "mine" / "catalogue.yaml").write_text(source.read_text(encoding="utf-8"))
    path = written(tmp_path, "catalogue: gov", "catalogue: mine/catalogue.yaml\n  - catalogue: gov")
    assert load_catalogue(path).includes["dti-dii"].sha256 == shipped.sha256
