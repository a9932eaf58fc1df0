"""A year of demand over many worlds: against one world after the other, and against writing."""

import json
import subprocess
import sys

import pytest

pytestmark = pytest.mark.benchmark

LIMIT_S = 2.0
LIMIT_GIB = 1.0

# A process of its own, so that its peak of memory is that of the job.
JOB = """
import json, resource, time
import numpy as np
from assessor.demand import demand_for_year
from assessor.demand.worlds import sampled_demand
from assessor.planning.risk import worlds_of
from assessor.resources import folder
from assessor.scenario import load_scenario
from assessor.scenario.worlds import Worlds

SAMPLES, LOOPED = 1024, 32
scenario = load_scenario(folder("scenarios") / "hanoi-2023")
years = range(2023, 2029)
drawn = worlds_of(scenario, SAMPLES, scenario.uncertainty.seed)
values = {name: drawn[name] for name in drawn.names}
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def seconds(job):
    found = []
    for _ in range(3):
        cpu, clock = time.process_time(), time.perf_counter()
        job()
        found.append((time.process_time() - cpu, time.perf_counter() - clock))
    return min(found)


def draw():
    worlds_of(scenario, SAMPLES, scenario.uncertainty.seed)


def together():
    global found
    found = sampled_demand(scenario, values, years)


cpu, clock = seconds(together)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def one_by_one():
    worlds = Worlds(scenario)
    for k in range(LOOPED):
        world = worlds.at(drawn.world(k))
        for year in years:
            demand_for_year(world, year)


hours = sum(year.hours for year in found.years) * SAMPLES
classes = len(scenario.request_classes)
buffer = np.empty(hours // 384, dtype=np.float32)


def write():
    for _ in range(384 * classes):
        buffer.fill(1.0)


print(json.dumps({
    "samples": found.samples,
    "hours": hours * classes,
    "cpu": cpu,
    "clock": clock,
    "peak_gib": peak / 2**20,
    "before_gib": before / 2**20,
    "draw": seconds(draw)[0],
    "loop": seconds(one_by_one)[0] * SAMPLES / LOOPED,
    "write": seconds(write)[0],
}))
"""


def test_that_1024_worlds_of_six_years_take_two_seconds_and_a_gibibyte(capsys):
    done = subprocess.run([sys.executable, "-c", JOB], check=True, capture_output=True, text=True)
    found = json.loads(done.stdout)
    with capsys.disabled():
        print(f"\ndemand of {found['samples']} worlds, six years, {found['hours']:.3g} class hours")
        print(f"  {found['cpu']:.2f} s CPU, {found['clock']:.2f} s by the clock")
        print(f"  peak {found['peak_gib']:.2f} GiB ({found['before_gib']:.2f} before it starts)")
        print(f"  drawing the worlds: {found['draw']:.2f} s")
        ratio = found["loop"] / found["cpu"]
        print(f"  one world after the other (of 32): {found['loop']:.1f} s, {ratio:.1f}x ours")
        ratio = found["cpu"] / found["write"]
        print(
            f"  writing as many float32 (in the cache): {found['write']:.2f} s, ours {ratio:.1f}x"
        )
    assert found["samples"] == 1024
    assert found["cpu"] < LIMIT_S
    assert found["peak_gib"] < LIMIT_GIB
    assert found["loop"] > 5 * found["cpu"]
