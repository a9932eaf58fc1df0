from datetime import date

import pytest

from assessor.quantities import Quantity
from assessor.roadmap.building import horizon_of
from assessor.roadmap.problem import Budget, RoadmapProblem
from assessor.roadmap.quarters import Quarter, months_of, quarters_for
from assessor.roadmap.work import Work, duration, overlapping
from assessor.scenario import Procedure


def procedure(*days):
    text = {"vi": "bước", "en": "step"}
    return Procedure.model_validate(
        {"title": text, "nature": "capital", "steps": [{**text, "days": d} for d in days]}
    )


def work(name, overlaps=()):
    return Work(
        name, None, "dx", "capital", 1.0, 0.0, 1, "work", "internal", 0.0, {}, overlaps=overlaps
    )


@pytest.mark.parametrize(
    ("day", "name"),
    [("2023-07-17", "2023-Q3"), ("2023-12-31", "2023-Q4"), ("2024-01-01", "2024-Q1")],
)
def test_that_a_day_lies_in_its_quarter(day, name):
    assert str(Quarter.of(date.fromisoformat(day))) == name
    assert Quarter.named(name) == Quarter.of(date.fromisoformat(day))


def test_that_begun_quarters_count_whole():
    assert [quarters_for(m) for m in (0.1, 3, 3.1, 12, 12.4)] == [1, 1, 2, 4, 5]
    assert months_of(252) == 12


def test_that_a_template_is_as_long_as_stated_unless_its_procedure_is_longer():
    assert duration(9.0, procedure(21, 21), inclusive=True) == (3, "work")
    assert duration(2.0, procedure(63, 63), inclusive=True) == (2, "procedure")


def test_that_an_action_works_after_its_procurement_in_the_place_of_the_last_step():
    assert duration(4.0, procedure(42, 42, 21), inclusive=False) == (3, "work")
    assert duration(1.0, procedure(42, 42, 84), inclusive=False) == (3, "procedure")
    assert duration(1.0, None, inclusive=False) == (1, "work")


def test_that_the_horizon_ends_with_the_budgets_or_after_three_years():
    as_of = date(2023, 7, 17)
    short = horizon_of(as_of, (Budget("a", {2023: 1.0, 2024: 1.0}),))
    assert (str(short.first), str(short.last), short.quarters) == ("2023-Q3", "2024-Q4", 6)
    assert horizon_of(as_of, (Budget("a", {2030: 1.0}),)).quarters == 12
    assert horizon_of(as_of, ()).quarters == 12


def test_that_work_is_one_group_only_where_all_of_it_overlaps():
    works = {
        "a": work("a", ("b", "c")),
        "b": work("b", ("c",)),
        "c": work("c", ("d",)),
        "d": work("d"),
    }
    assert list(overlapping(works)) == [("a", "b", "c"), ("c", "d")]


def test_that_a_circle_of_requirements_is_refused():
    from assessor.roadmap import Action

    circle = (Action("a", requires=("b",)), Action("b", requires=("a",)))
    with pytest.raises(ValueError, match="circle"):
        _ = RoadmapProblem(circle, (), (2024,)).windows


def test_that_unknown_names_are_refused():
    from assessor.roadmap import Action, Criterion

    with pytest.raises(ValueError, match="unknown actions"):
        RoadmapProblem((Action("a"),), (Criterion("c", reaches={"b": 1.0}),), (2024,))
    with pytest.raises(ValueError, match="one way only"):
        Criterion("c", reaches={"a": 1.0}, needs_all=("a",))


def test_that_a_quantity_without_a_range_costs_the_same_low_and_high():
    from assessor.roadmap.work import at_costs

    assert {at_costs(Quantity(base=5.0), c) for c in ("low", "base", "high")} == {5.0}
