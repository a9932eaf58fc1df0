"""Every finding of metrics, load tests, demands and scalability has its words."""

from __future__ import annotations

import re
from pathlib import Path

from assessor.measurement import demands, metrics
from assessor.measurement.showing import Number, Seconds, Share
from assessor.text import set_language
from assessor.text.problems.measurement_metrics import MESSAGES

ROOMS = [Path(room.__file__).parent for room in (metrics, demands)]
CODE = re.compile(r'"((?:metrics|sar|prometheus|load_test|jtl|k6|locust|demand|scalability)_\w+)"')
NO_CODES = {"metrics_taken_as_"}


def test_that_codes_and_words_are_the_same() -> None:
    text = "".join(path.read_text("utf-8") for room in ROOMS for path in room.glob("*.py"))
    used = set(CODE.findall(text)) | {"metrics_taken_as_count", "metrics_taken_as_mean"}
    assert used == set(MESSAGES)


def test_that_figures_are_written_in_the_language_of_the_reader() -> None:
    assert Number(1234.5).here() == "1,234"
    assert Number(0.0012345).here() == "0.00123"
    assert Number(0).here() == "0"
    assert Number(float("inf")).here() == "∞"
    assert Share(0.357).here() == "35.7 %"
    assert Seconds(300).here() == "5 min"
    set_language("vi")
    assert Number(12.34).here() == "12,3"
    assert Share(0.357).here() == "35,7 %"
