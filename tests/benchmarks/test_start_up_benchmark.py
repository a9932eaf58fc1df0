"""Whole processes, by the clock: the command line beside bare Python and the imports it avoids."""

import statistics
import subprocess
import sys
import time

import pytest

pytestmark = pytest.mark.benchmark

COMMANDS = {
    "assessor --help": ["-m", "assessor", "--help"],
    "bare Python": ["-c", "pass"],
    "import numpy": ["-c", "import numpy"],
    "import scipy.special": ["-c", "import scipy.special"],
    "import pydantic": ["-c", "import pydantic"],
    "import matplotlib.figure": ["-c", "import matplotlib.figure"],
}


def seconds(arguments):
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    return time.perf_counter() - start


def test_that_help_is_there_before_anything_heavy_could_load(capsys):
    taken = {name: [] for name in COMMANDS}
    for _ in range(7):
        for name, arguments in COMMANDS.items():
            taken[name].append(seconds(arguments))
    medians = {name: statistics.median(times) for name, times in taken.items()}
    with capsys.disabled():
        print("\nstart-up, whole process, median of 7")
        for name, median in medians.items():
            print(
                f"  {name:44s}{median:8.3f} s   {median / medians['bare Python']:.1f}x bare Python"
            )
    assert medians["assessor --help"] < medians["import scipy.special"]
