from datetime import UTC, datetime, timedelta

import pytest

from assessor.errors import DocumentError
from assessor.history import check_chain, read_snapshots, take_snapshot, trend
from assessor.project import Study, open_project
from assessor.resources import shipped
from assessor.scoring import score

NOON = datetime(2023, 7, 17, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def study():
    project = open_project(shipped("shipped:scenarios/hanoi-2023"))
    cards = {a.path: score(a.catalogue, a.rules, a.assessment) for a in project.assessed}
    return Study(project, None, cards, None)


def test_that_a_snapshot_holds_the_study_and_the_hashes_of_its_inputs(study, tmp_path):
    taken = take_snapshot(study, NOON, folder=tmp_path, note="baseline")
    (read,) = read_snapshots(tmp_path)
    assert read == taken
    assert taken.path.name == "20230717T120000000000Z.json"
    assert taken.study["scenario"]["sha256"] == taken.inputs["scenario"]
    main = study.project.main.assessment.id
    assert taken.study["scorecards"][main]["score"] == study.scorecard.score
    assert set(taken.inputs["assessments"]) == set(taken.study["scorecards"])


def test_that_two_snapshots_of_one_study_show_no_change(study, tmp_path):
    for hours in (0, 1):
        take_snapshot(study, NOON + timedelta(hours=hours), folder=tmp_path)
    assert check_chain(tmp_path) == ()
    last = trend(read_snapshots(tmp_path), study.project.main.assessment.id)[-1]
    assert last.same_method
    assert (last.change.total, last.change.rows) == (0.0, ())


def test_that_nothing_is_written_into_what_is_shipped(study):
    with pytest.raises(DocumentError):
        take_snapshot(study, NOON)
    assert not (study.project.folder / "snapshots").exists()
