"""Seconds to a plan within 1 %, beside the textbook formulation with one binary per start."""

import random
import time

import numpy as np
import pytest

from assessor.roadmap import Action, Budget, Criterion, Limits, Outlay, RoadmapProblem, choose
from assessor.roadmap.benefits import add_benefits
from assessor.roadmap.formulation import formulate
from assessor.roadmap.problem import outlay_in_year
from assessor.roadmap.solve import maximise

pytestmark = pytest.mark.benchmark


def random_problem(actions, periods, criteria, seed=1, tightness=0.35):
    """Work with log-normal costs, chains of requirements, alternatives and three levels."""
    draw = random.Random(seed)
    years = tuple(2023 + (2 + t) // 4 for t in range(periods))
    work, totals = [], {"capital": 0.0, "recurrent": 0.0}
    for i in range(actions):
        once = draw.lognormvariate(0, 1) * 1e9
        nature = draw.choice(["capital", "capital", "recurrent"])
        count = draw.choice([0, 0, 0, 1, 1, 2])
        requires = tuple({f"a{draw.randrange(i)}" for _ in range(count)}) if i else ()
        outlays = (Outlay(nature, once=once), Outlay("recurrent", per_year=0.12 * once))
        work.append(Action(f"a{i}", outlays, draw.randint(1, 5), requires=requires))
        totals[nature] += once
        totals["recurrent"] += 0.18 * once
    rows = []
    for j in range(criteria):
        helpers = [j] if j < actions else draw.sample(range(actions), draw.choice([1, 1, 1, 2, 3]))
        level = draw.choice([1, 2, 3]) if draw.random() < 0.3 else None
        reaches = {f"a{k}": 1.0 for k in helpers}
        rows.append(Criterion(f"c{j}", 1 / criteria, draw.choice([0, 0, 0.5]), 1.0, level, reaches))
    share = {y: years.count(y) / periods for y in years}
    budgets = tuple(
        Budget(name, {y: tightness * total * s for y, s in share.items()}, name == "capital")
        for name, total in totals.items()
    )
    return RoadmapProblem(tuple(work), tuple(rows), years, budgets)


def started_by(problem, time_s):
    """Seconds and gap of our score stage."""
    begin = time.perf_counter()
    form = add_benefits(formulate(problem))
    built = time.perf_counter() - begin
    answer = maximise(form.score, form.rows, gap=0.01, time_s=time_s)
    value = form.score.value(answer.solution)
    return built, time.perf_counter() - begin, (answer.bound - value) / value


def textbook(problem, time_s):
    """The same score with x[a, t] = 1 where a starts in t, and a credit per row and period."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import coo_array

    begin = time.perf_counter()
    periods, n = problem.periods, len(problem.actions)
    index = {a.id: i for i, a in enumerate(problem.actions)}
    columns = n * periods + len(problem.criteria) * periods
    entries, limits = [], []

    def row(terms, limit):
        entries.extend((len(limits), column, value) for column, value in terms)
        limits.append(limit)

    def start(i, t):
        return i * periods + t

    upper = np.ones(columns)
    for i, a in enumerate(problem.actions):
        row([(start(i, t), 1.0) for t in range(periods)], 1.0)
        upper[[start(i, t) for t in range(max(periods - a.duration + 1, 0), periods)]] = 0.0
        for required in a.requires:
            j, d = index[required], problem.action_of[required].duration
            for t in range(periods):
                mine = [(start(i, u), 1.0) for u in range(t + 1)]
                row(mine + [(start(j, u), -1.0) for u in range(t - d + 1)], 0.0)
    for budget in problem.budgets:
        total, allowed = {}, 0.0
        for year in problem.calendar:
            total, allowed = (total, allowed) if budget.carry_over else ({}, 0.0)
            allowed += budget.by_year[year]
            for i, a in enumerate(problem.actions):
                for t in range(periods - a.duration + 1):
                    for o in a.outlays:
                        if o.budget == budget.id:
                            cost = outlay_in_year(problem, o, a.duration, t, year)
                            total[start(i, t)] = total.get(start(i, t), 0.0) + cost / 1e9
            row(list(total.items()), allowed / 1e9)
    for k, c in enumerate(problem.criteria):
        for t in range(periods):
            z = n * periods + k * periods + t
            upper[z] = 1.0 - c.credit
            helpers = [
                (start(index[a], u), -(1.0 - c.credit))
                for a in c.reaches
                for u in range(t - problem.action_of[a].duration + 2)
            ]
            row([(z, 1.0), *helpers], 0.0)
    rows, cols, values = zip(*entries, strict=True)
    matrix = coo_array((values, (rows, cols)), shape=(len(limits), columns)).tocsr()
    objective = np.zeros(columns)
    for k, c in enumerate(problem.criteria):
        objective[n * periods + k * periods + periods - 1] = -c.weight
    answer = milp(
        objective,
        integrality=np.r_[np.ones(n * periods), np.zeros(columns - n * periods)],
        bounds=Bounds(0, upper),
        constraints=LinearConstraint(matrix, -np.inf, np.array(limits)),
        options={"mip_rel_gap": 0.01, "time_limit": time_s},
    )
    return time.perf_counter() - begin, answer.mip_gap


@pytest.mark.parametrize(("actions", "periods"), [(60, 20), (100, 12), (100, 20)])
def test_time_to_one_per_cent(actions, periods, capsys):
    problem = random_problem(actions, periods, 256)
    built, ours, gap = started_by(problem, 30)
    theirs, their_gap = textbook(problem, 60)
    begin = time.perf_counter()
    whole = choose(problem, limits=Limits())
    seconds = time.perf_counter() - begin
    with capsys.disabled():
        print(f"\n{actions} actions x {periods} quarters, 256 rows")
        print(f"  score, started-by       {ours:8.2f} s  gap {gap:.4f}  built in {built:.3f} s")
        print(f"  score, one binary/start {theirs:8.2f} s  gap {their_gap:.4f}")
        stages = ", ".join(f"{s.name} {s.gap:.4f}" for s in whole.stages)
        print(f"  all four goals          {seconds:8.2f} s  {whole.status}: gaps {stages}")
    assert gap <= 0.0101
    assert ours <= 30
