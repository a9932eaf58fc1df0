"""The reference tables against the engine, and tables that are not what they should be."""

import csv
import json
from importlib.resources import files

import pytest

import assessor.verification as room
from assessor.text import render
from assessor.verification import verify
from assessor.verification.evaluators import registry
from assessor.verification.evaluators.registry import ParameterError, Question, UnsupportedError

HEADER = "id,family,model,params,metric,expected,abs_tol,rel_tol,kind,source,method"


def cell(value) -> str:
    return '"' + json.dumps(value).replace('"', '""') + '"'


def line(params, *, family="M/M/c", model="ErlangC", metric="P_wait", expected="0.5", tol="0,1e-9"):
    return f"x,{family},{model},{cell(params)},{metric},{expected},{tol},k,s,m"


@pytest.fixture
def tables(tmp_path):
    def write(*lines, header=HEADER, name="t.csv"):
        (tmp_path / name).write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
        return tmp_path

    return write


def test_that_every_shipped_row_passes():
    report = verify()
    assert report.problems == ()
    assert report.unsupported == ()
    assert report.failed == ()
    assert report.checked == report.passed == 791


def test_that_a_row_with_another_value_fails(tables):
    report = verify(tables(line({"a": 1.0, "c": 2}, expected="0.3333")))
    assert report.passed == 0
    (failed,) = report.failed
    assert failed.got == pytest.approx(1 / 3)
    assert failed.error == pytest.approx(1 / 3 - 0.3333)


def test_that_the_larger_tolerance_counts(tables):
    params = {"a": 1.0, "c": 2}
    report = verify(
        tables(
            line(params, expected="0.33", tol="0.01,0"),
            line(params, expected="0.33", tol=",0.02"),
            line(params, expected="0.33", tol="0,0.001"),
        )
    )
    assert (report.passed, len(report.failed)) == (2, 1)


@pytest.mark.parametrize(
    "row",
    [
        line({"a": 1.0, "c": 2}, family="M/X/c"),
        line({"a": 1.0, "c": 2}, model=""),
        line({"a": 1.0, "c": 2}, model="guesswork"),
        line({"a": 1.0, "c": 2}, metric="colour"),
        line({"a": 1.0, "c": 2, "vacation": 3}),
        line(
            {"ES": 1, "c": 2, "rho": 0.5, "service": "Weibull"},
            family="M/G/1",
            model="mean wait",
            metric="Wq",
        ),
    ],
)
def test_that_what_the_engine_cannot_answer_is_unsupported(tables, row):
    report = verify(tables(row))
    assert report.unsupported == ("x",)
    assert report.passed == 0
    assert report.checked == 1


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("x,M/M/c,ErlangC,{not json,P_wait,0.5,0,0,k,s,m", "table_params"),
        ("x,M/M/c,ErlangC,[1],P_wait,0.5,0,0,k,s,m", "table_params"),
        (line({"a": 1.0, "c": 2}, expected="much"), "table_number"),
        (line({"a": 1.0, "c": 2}, expected="nan"), "table_number"),
        (line({"a": 1.0, "c": 2}, tol="-1,0"), "table_number"),
        ("x,M/M/c", "table_short_row"),
        (line({"c": 2}), "table_parameters"),
        (line({"a": "many", "c": 2}), "table_parameters"),
        (line({"a": -1.0, "c": 2}), "table_parameters"),
    ],
)
def test_that_a_bad_row_is_a_problem_and_the_others_are_judged(tables, row, code):
    report = verify(tables(row, line({"a": 1.0, "c": 2}, expected="0.33333333333333333")))
    (problem,) = report.problems
    assert problem.code == code
    assert problem.line == 2
    assert report.passed == report.checked == 1
    assert ":2:" in render(problem) or ":2" in render(problem)


def test_that_a_table_without_its_columns_is_a_problem(tables):
    (problem,) = verify(tables("x,y", header="id,family")).problems
    assert problem.code == "table_columns"
    assert "expected" in problem.params["columns"]


def test_that_a_table_in_another_encoding_is_a_problem(tmp_path):
    (tmp_path / "t.csv").write_bytes(b"\xff\xfeid,family\x80")
    assert [p.code for p in verify(tmp_path).problems] == ["table_encoding"]


def test_that_a_cell_too_large_for_csv_is_a_problem(tables):
    huge = "x" * (csv.field_size_limit() + 1)
    report = verify(tables(f"x,M/M/c,ErlangC,{huge},P_wait,0.5,0,0,k,s,m"))
    assert [p.code for p in report.problems] == ["table_csv"]


def test_that_a_folder_without_tables_is_a_problem(tmp_path):
    report = verify(tmp_path)
    assert [p.code for p in report.problems] == ["tables_absent"]
    assert report.checked == 0


def test_that_an_empty_table_has_nothing_to_check(tables):
    assert verify(tables()).checked == 0


def test_that_a_strange_name_of_the_room_is_an_attribute_error():
    with pytest.raises(AttributeError, match="nothing"):
        _ = room.nothing


def test_that_an_index_belongs_to_the_metric():
    question = Question("f", "m", "queue_length[0, 1]", {})
    assert question.name == "queue_length"
    assert question.index == ("0", "1")
    assert Question("f", "m", "Wq", {}).index == ()


def test_that_parameters_know_their_kind():
    question = Question("f", "m", "x", {"n": 1, "t": "a", "l": [1, 2], "b": True, "w": [[1], [2]]})
    assert question.number("n") == 1
    assert question.number("missing", 2.0) == 2
    assert question.text("t") == "a"
    assert question.text("missing", "z") == "z"
    assert question.numbers("l") == [1, 2]
    assert question.numbers("n") == [1]
    assert question.table("w") == [[1], [2]]
    for ask in (
        lambda: question.number("b"),
        lambda: question.number("t"),
        lambda: question.text("n"),
        lambda: question.numbers("w"),
        lambda: question.table("l"),
        lambda: question.table("n"),
        lambda: question.number("missing"),
    ):
        with pytest.raises(ParameterError):
            ask()
    assert question.unread == frozenset()
    assert Question("f", "m", "x", {"note": "n", "a": 1}).unread == {"a"}


def test_that_shipped_tables_have_a_description():
    text = files("assessor.verification").joinpath("reference/README.md").read_text("utf-8")
    assert "abs_tol" in text


def test_that_an_unknown_family_has_no_answer():
    registry.load()
    with pytest.raises(UnsupportedError):
        registry.answer(Question("nothing", "m", "x", {}))
