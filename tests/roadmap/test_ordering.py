"""The shipped Hanoi project put in order, and what changes when its documents change."""

from dataclasses import replace

import pytest

from assessor.documents import to_json
from assessor.errors import ProgrammeError
from assessor.project import open_project
from assessor.resources import shipped
from assessor.roadmap import Limits, roadmap, roadmap_document
from assessor.roadmap.quarters import Quarter
from assessor.scoring import score, what_if


@pytest.fixture(scope="module")
def project():
    return open_project(shipped("shipped:scenarios/hanoi-2023"))


@pytest.fixture(scope="module")
def card(project):
    main = project.main
    return score(main.catalogue, main.rules, main.assessment)


def put_in_order(project, card, programme=None, **more):
    main = project.main
    return roadmap(
        project.scenario,
        main.catalogue,
        card,
        programme or project.programme,
        rules=main.rules,
        limits=Limits(gap=0.02, time_s=10),
        **more,
    )


@pytest.fixture(scope="module")
def order(project, card):
    def rescore(supposed):
        main = project.main
        return what_if(main.catalogue, main.rules, main.assessment, supposed.credits)

    return put_in_order(project, card, rescore=rescore)


def with_action(project, name, **changes):
    actions = dict(project.programme.actions)
    actions[name] = actions[name].model_copy(update=changes)
    return project.programme.model_copy(update={"actions": actions})


def test_that_every_piece_of_work_is_chosen_or_explained_in_both_languages(project, order):
    offered = {*project.main.catalogue.remediation, *project.programme.actions}
    assert {c.id for c in order.chosen} | {n.id for n in order.not_chosen} == offered
    assert all(n.why.vi and n.why.en for n in order.not_chosen)


def test_that_no_budget_is_exceeded_in_any_year_with_what_it_carries_over(project, order):
    for name, budget in project.scenario.money.budgets.items():
        left = 0.0
        for year in sorted(budget.vnd_by_year):
            left = (left if budget.carry_over else 0.0) + budget.vnd_by_year[year]
            left -= order.totals.by_year.get(name, {}).get(year, 0.0)
            assert left >= -1.0


def test_that_costs_add_up(order):
    assert sum(c.cost_vnd for c in order.chosen) == pytest.approx(order.totals.cost_vnd)
    assert sum(order.totals.by_budget.values()) == pytest.approx(order.totals.cost_vnd)
    assert order.progress[-1].spent_vnd == pytest.approx(order.totals.cost_vnd)


def test_that_work_follows_what_it_requires(order):
    chosen = {c.id: c for c in order.chosen}
    for work in order.chosen:
        for required in work.requires:
            assert Quarter.named(chosen[required].finish) < Quarter.named(work.start)


def test_that_the_score_after_is_projected_by_the_rules_themselves(order, card):
    assert order.before.score == card.score
    assert order.after.projected
    assert order.after.score > order.before.score
    assert order.after.score == pytest.approx(order.progress[-1].score, abs=1e-6)


def test_that_it_is_not_worse_than_taking_the_best_ratio_first(order):
    assert (order.after.level, order.after.score) >= (order.greedy.level, order.greedy.score)


def test_that_the_document_has_the_keys_of_the_contract(order):
    document = roadmap_document(order)
    wanted = "schema status gap objective chosen not_chosen totals before after next_level"
    assert set(wanted.split()) <= set(document)
    assert {"id", "start", "finish", "funding_line", "nature", "cost_vnd"} <= set(
        document["chosen"][0]
    )
    assert {"open", "extra_budget_vnd"} <= set(document["next_level"])
    assert {"code", "params", "vi", "en"} == set(document["not_chosen"][0]["why"])
    to_json(document)


def test_that_derived_rows_are_never_taken_for_granted(project, order):
    criteria = project.main.catalogue.criteria
    closed = {row for work in order.chosen for row in work.closes}
    assert not [row for row in closed if criteria[row].measure.kind == "derived"]


def test_that_an_option_is_chosen_for_what_the_evaluated_fleet_reaches(project, card, order):
    main = project.main
    row = order.next_level.unreachable[0]

    def rescore(supposed):
        reached = dict(supposed.credits)
        if "add-hosts" in supposed.options:
            reached[row] = 1.0
        return what_if(main.catalogue, main.rules, main.assessment, reached)

    found = put_in_order(project, card, rescore=rescore)
    assert "add-hosts" in {c.id for c in found.chosen}
    assert found.after.score == pytest.approx(found.progress[-1].score, abs=1e-6)


def test_that_a_committed_action_starts_when_it_is_committed(project, card):
    programme = with_action(project, "add-hosts", committed_start="2024-Q1")
    found = put_in_order(project, card, programme)
    hosts = next(c for c in found.chosen if c.id == "add-hosts")
    assert (hosts.start, hosts.committed) == ("2024-Q1", True)
    # 180 working days before delivery and 4 months of work: 12.6 months
    assert (hosts.finish, hosts.quarters) == ("2025-Q1", 5)


def test_that_a_commitment_that_cannot_be_paid_is_refused_with_what_is_missing(project, card):
    dear = project.programme.actions["second-site"].cost.model_copy(
        update={
            "capex_vnd": project.programme.actions["second-site"].cost.capex_vnd.with_base(1e12)
        }
    )
    programme = with_action(project, "second-site", committed_start="2024-Q1", cost=dear)
    with pytest.raises(ProgrammeError) as refused:
        put_in_order(project, card, programme)
    problem = refused.value.problems[0]
    assert problem.code == "committed_unpaid"
    assert problem.params["budget"] == "dx-capital"


def test_that_money_spent_on_nothing_of_the_plan_is_gone(project, card, order):
    from assessor.programme.model import Spending

    lost = Spending.model_validate({"on": "2023-08-01", "vnd": 5e9, "funding_line": "dx"})
    programme = project.programme.model_copy(update={"spending": (lost,)})
    found = put_in_order(project, card, programme)
    assert found.totals.by_year["dx-recurrent"].get(2023, 0.0) <= 1.0
    assert found.after.score < order.after.score


def test_that_an_action_stands_in_the_place_of_its_template(project, card):
    name = "rem-siem-logs"
    programme = with_action(project, "add-hosts", template=name, option=None)
    found = put_in_order(project, card, programme)
    listed = {c.id for c in found.chosen} | {n.id for n in found.not_chosen}
    assert name not in listed
    assert "rem-soc-operation" in listed


def test_that_dear_estimates_never_promise_more_than_cheap_ones(project, card):
    cheap, dear = (put_in_order(project, card, costs=c) for c in ("low", "high"))
    assert dear.after.score <= cheap.after.score + 1e-9


def test_that_without_budgets_money_is_no_limit_and_that_is_said(project, card):
    money = project.scenario.money.model_copy(update={"budgets": {}})
    free = replace(project, scenario=project.scenario.model_copy(update={"money": money}))
    found = put_in_order(free, card)
    assert "no_budgets" in {w.code for w in found.assumptions}
    assert "budget" not in {n.why.code for n in found.not_chosen}
