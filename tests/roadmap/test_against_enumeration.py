"""Small random problems and their best plan by trying every schedule, period by period.

Written apart from the product's own evaluation: what a rule means is stated here a second time.
"""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from assessor.roadmap import (
    Action,
    Budget,
    Cap,
    Criterion,
    Limits,
    Outlay,
    RoadmapProblem,
    SharedWork,
    choose,
)
from assessor.roadmap.schedule import is_feasible, shortfalls

YEARS = (2023, 2024, 2024)
EXACT = Limits(gap=0.0, time_s=20)


@pytest.mark.parametrize("seed", range(24))
def test_that_the_plan_is_the_best_of_all_schedules(seed):
    problem = random_problem(seed)
    objective = "score" if seed % 3 == 0 else "level_then_score"
    got = choose(problem, objective=objective, limits=EXACT)
    assert got.status == "optimal"
    assert allowed(problem, got.schedule)
    values = valued(problem, got.schedule)
    best = best_values(problem, objective)
    assert values[-len(best) :] == pytest.approx(best, abs=1e-6)


@pytest.mark.parametrize("seed", range(24))
def test_that_what_is_said_of_a_plan_is_what_the_plan_does(seed):
    problem = random_problem(seed)
    got = choose(problem, limits=EXACT)
    level, score, early, minus_cost = valued(problem, got.schedule)
    assert (got.after.level, got.after.score) == (level, pytest.approx(score))
    assert (got.early_benefit, got.cost) == (pytest.approx(early), pytest.approx(-minus_cost))
    assert is_feasible(problem, got.schedule)
    assert set(got.schedule) | set(got.not_chosen) == {a.id for a in problem.actions}
    assert got.greedy.standing.score <= max(score, got.greedy.standing.score)


@pytest.mark.parametrize("seed", range(12))
def test_that_the_extra_money_reaches_the_next_level_and_less_does_not(seed):
    problem = random_problem(seed)
    need = choose(problem, limits=EXACT).next_level
    if need.extra_budget is None or need.extra_budget == 0:
        return
    assert with_extra(problem, need.extra_by_purse, 1.0).after.level >= need.level
    assert with_extra(problem, need.extra_by_purse, 0.98).after.level < need.level


def with_extra(problem, extra, share):
    budgets = tuple(
        replace(
            b,
            by_year={y: v + share * extra.get((b.id, y), 0.0) for y, v in b.by_year.items()},
        )
        for b in problem.budgets
    )
    enlarged = replace(problem, budgets=budgets)
    got = choose(enlarged, limits=EXACT)
    assert not shortfalls(enlarged, got.schedule)
    return got


def random_problem(seed):
    rng = np.random.default_rng(seed)
    names = [f"a{i}" for i in range(5)]
    actions = tuple(random_action(rng, i, names) for i in range(5))
    return RoadmapProblem(
        actions=actions,
        criteria=tuple(random_criterion(rng, i, names) for i in range(6)),
        years=YEARS,
        budgets=(
            Budget("capital", {2023: whole(rng, 5, 15), 2024: whole(rng, 0, 12)}, carry_over=True),
            Budget("recurrent", {2023: whole(rng, 2, 6), 2024: whole(rng, 2, 6)}),
        ),
        exclusive=(("a1", "a3"),) if rng.random() < 0.5 else (),
        shared=(SharedWork("s", ("a2", "a4"), (Outlay("capital", whole(rng, 1, 5)),)),)
        if rng.random() < 0.5
        else (),
        caps=(Cap("g", ("c0",), 0.5),) if rng.random() < 0.5 else (),
        effort_per_period=whole(rng, 6, 14) if rng.random() < 0.5 else None,
        offset=0.05,
        periods_per_year=2,
    )


def whole(rng, low, high):
    return float(rng.integers(low, high + 1))


def random_action(rng, i, names):
    nature = "capital" if rng.random() < 0.6 else "recurrent"
    return Action(
        names[i],
        (Outlay(nature, whole(rng, 1, 9)), Outlay("recurrent", 0.0, whole(rng, 0, 2))),
        duration=int(rng.integers(1, 3)),
        earliest=int(rng.integers(0, 2)) if rng.random() < 0.3 else 0,
        requires=(names[int(rng.integers(0, i))],) if i and rng.random() < 0.4 else (),
        effort=whole(rng, 0, 6),
    )


def random_criterion(rng, i, names):
    weight, level = whole(rng, 1, 9) / 60, None if i > 3 else 1 + i // 2
    chosen = [str(x) for x in rng.choice(names, size=int(rng.integers(1, 3)), replace=False)]
    if rng.random() < 0.25:
        return Criterion(f"c{i}", weight, 0.25, level=level, needs_all=tuple(chosen))
    gain = float(rng.choice([0.5, 1.0]))
    if rng.random() < 0.5:
        reached = {name: float(rng.choice([0.4, 0.7, 1.0])) for name in chosen}
        return Criterion(f"c{i}", weight, 0.25, level=level, met_from=0.7, reaches=reached)
    return Criterion(f"c{i}", weight, 0.0, level=level, gains=dict.fromkeys(chosen, gain))


def best_values(problem, objective):
    """Level, score, early benefit and minus cost of the lexicographically best schedule."""
    options = [[None, *range(problem.periods - a.duration + 1)] for a in problem.actions]
    best = None
    for starts in product(*options):
        plan = {a.id: u for a, u in zip(problem.actions, starts, strict=True) if u is not None}
        if allowed(problem, plan):
            values = valued(problem, plan)
            if objective == "score":
                values = values[1:]
            best = values if best is None or better(values, best) else best
    return best


def better(one, other):
    for a, b in zip(one, other, strict=True):
        if abs(a - b) > 1e-9:
            return a > b
    return False


def allowed(problem, plan):
    by_name = {a.id: a for a in problem.actions}
    for name, start in plan.items():
        action = by_name[name]
        if start < action.earliest:
            return False
        if any(r not in plan or plan[r] + by_name[r].duration > start for r in action.requires):
            return False
    if any(sum(name in plan for name in group) > 1 for group in problem.exclusive):
        return False
    if problem.effort_per_period is not None:
        for t in range(problem.periods):
            busy = sum(
                by_name[n].effort / by_name[n].duration
                for n, u in plan.items()
                if u <= t < u + by_name[n].duration
            )
            if busy > problem.effort_per_period + 1e-9:
                return False
    return money_suffices(problem, plan)


def paid_in(problem, plan, purse, period):
    by_name = {a.id: a for a in problem.actions}
    jobs = [(by_name[n].outlays, u, by_name[n].duration) for n, u in plan.items()]
    for work in problem.shared:
        starts = [plan[m] for m in work.members if m in plan]
        if starts:
            jobs.append((work.outlays, min(starts), work.duration))
    total = 0.0
    for outlays, start, duration in jobs:
        for outlay in outlays:
            if outlay.budget == purse and start <= period < start + duration:
                total += outlay.once / duration
            if outlay.budget == purse and period >= start + duration:
                total += outlay.per_year / problem.periods_per_year
    return total


def money_suffices(problem, plan):
    for budget in problem.budgets:
        left = 0.0
        for year in (2023, 2024):
            left = (left if budget.carry_over else 0.0) + budget.by_year[year]
            left -= sum(
                paid_in(problem, plan, budget.id, t)
                for t in range(problem.periods)
                if YEARS[t] == year
            )
            if left < -1e-9:
                return False
    return True


def valued(problem, plan):
    by_name = {a.id: a for a in problem.actions}

    def credits_at(t):
        over = {n for n, u in plan.items() if u + by_name[n].duration <= t + 1}
        found = {}
        for c in problem.criteria:
            gained = sum(g for n, g in c.gains.items() if n in over)
            reached = [value for n, value in c.reaches.items() if n in over]
            found[c.id] = max([min(1.0, c.credit + gained), *reached])
            if c.needs_all and set(c.needs_all) <= over:
                found[c.id] = 1.0
        return found

    def raw(credit):
        return problem.offset + sum(c.weight * credit[c.id] for c in problem.criteria)

    final = credits_at(problem.periods - 1)
    least = {c.id: c.met_from for c in problem.criteria}

    def met(name):
        return final[name] >= least[name]

    score = raw(final)
    for cap in problem.caps:
        if any(not met(name) for name in cap.criteria):
            score = min(score, cap.cap)
    level = 0
    for step in (1, 2):
        if all(met(c.id) for c in problem.criteria if c.level == step) and level == step - 1:
            level = step
    early = sum(raw(credits_at(t)) for t in range(problem.periods)) / problem.periods
    cost = sum(
        paid_in(problem, plan, b.id, t) for b in problem.budgets for t in range(problem.periods)
    )
    return level, score, early, -cost
