"""The room's door and its table of measured errors."""

import subprocess
import sys

import pytest

import assessor.queueing as room
from assessor.queueing.approximations import ggc
from assessor.queueing.measured_errors import accuracy, is_measured, measured_errors


def test_that_every_listed_name_leads_to_what_it_says():
    for name in room._WHERE:
        assert getattr(room, name).__name__ == name
    assert set(room._WHERE) <= set(dir(room))


def test_that_a_strange_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="erlang_z"):
        _ = room.erlang_z


def test_that_the_door_costs_nothing():
    program = "import sys, assessor.queueing; print({'numpy', 'scipy'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


def test_that_every_class_of_the_approximations_is_measured():
    answer = ggc(
        servers=[1, 2, 2, 2, 2, 2, 2],
        arrival_rate=1.0,
        arrival_scv=[1, 1, 1, 1, 1, 1, 2],
        service_mean=1.0,
        service_scv=[2, 1, 0, 0.5, 3, 8, 1],
    )
    for name in answer.error_class.tolist():
        assert is_measured(name)
    assert not is_measured("refused")


def test_that_a_combined_class_shows_all_its_parts():
    assert {row.name for row in accuracy("kimura+sharing")} == {"kimura", "sharing"}
    assert accuracy("exact") == ()


def test_that_measured_errors_are_errors():
    for row in measured_errors():
        assert abs(row.bias) <= row.mean <= row.worst
        assert row.mean <= row.p95 * 1.5
        assert row.cases > 0
