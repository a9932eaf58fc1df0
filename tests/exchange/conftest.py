"""The July 2023 assessment in a folder of its own, and edits as an office makes them."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assessor.assessment import Answer, Assessment, Verified
from assessor.catalogue.measures import (
    BooleanMeasure,
    ByLevelMeasure,
    ChoiceMeasure,
    DerivedMeasure,
    MaturityMeasure,
    NumericMeasure,
    RatioMeasure,
)
from assessor.catalogue.model import Catalogue, Criterion
from assessor.project import Assessed, open_assessment
from assessor.text import LocalizedText

ROOT = Path(__file__).resolve().parents[2]
NOTES = (
    "=cmd|'/c calc'!A0",
    "+84 24 3825 3536",
    "-x",
    "@SUM(1)",
    "'trích dẫn' đầu câu",
    "''",
    "007",
    "1.500",
    'nhiều dòng\nvà dấu phẩy, dấu nháy "',
    "\ttab",
    "có",
    LocalizedText(vi="Tiếng Việt", en="English"),
)


@pytest.fixture(scope="session")
def shipped() -> Assessed:
    return open_assessment(ROOT / "scenarios" / "hanoi-2023" / "hanoi-2023.assessment.yaml")


@pytest.fixture
def assessed(shipped: Assessed, tmp_path: Path) -> Assessed:
    path = tmp_path / "hanoi.assessment.yaml"
    shutil.copy(shipped.path, path)
    return replace(shipped, path=path)


@pytest.fixture
def small(tmp_path: Path) -> Assessed:
    """An assessment of few rows, for what needs no more."""
    path = tmp_path / "dti.assessment.yaml"
    shutil.copy(ROOT / "scenarios" / "hanoi-2023" / "hanoi-2023-dti.assessment.yaml", path)
    return open_assessment(path)


def _value(row: Criterion, catalogue: Catalogue, dice: random.Random) -> dict[str, Any]:
    measure = row.measure
    if isinstance(measure, RatioMeasure):
        whole = dice.randint(1, 500)
        return {"a": dice.randint(0, whole), "b": whole}
    if isinstance(measure, ChoiceMeasure):
        return {"value": dice.choice(measure.options).id}
    if isinstance(measure, ByLevelMeasure) and measure.value_kind == "choice":
        return {"value": dice.choice(measure.options).id}
    if isinstance(measure, MaturityMeasure):
        scale = catalogue.scale_of(measure.scale)
        return {"value": dice.randint(int(scale.min), int(scale.max))}
    if isinstance(measure, NumericMeasure) and measure.due is not None and dice.random() < 0.5:
        return {"value": "2023-07-14"}
    is_claim = isinstance(measure, BooleanMeasure) or (
        isinstance(measure, ByLevelMeasure) and measure.value_kind == "boolean"
    )
    if is_claim:
        return {"value": dice.random() < 0.5}
    return {"value": dice.choice([0, 3, 0.1 + 0.2, 1.234, 1500, dice.random() * 1e-4, 1e17])}


def _answer(name: str, assessment: Assessment, catalogue: Catalogue, dice: random.Random) -> Answer:
    row = catalogue.criteria[name]
    kind = dice.random()
    note = dice.choice([None, *NOTES])
    if kind < 0.15:
        return Answer(note=note)
    if kind < 0.3 and row.na_allowed:
        return Answer(
            status="not_applicable",
            justification=dice.choice(NOTES),
            approved_by="Lê Chi",
            until=date(2030, 12, 31),
        )
    if isinstance(row.measure, DerivedMeasure):
        return Answer(status="derived", note=note)
    value = _value(row, catalogue, dice)
    second = Verified(by="Trần Bình", on=date(2023, 7, 20), note=note, **value)
    return Answer(
        status="answered",
        **value,
        evidence=tuple(dice.sample(sorted(assessment.evidence), dice.randint(0, 3))),
        by="Nguyễn An",
        on=date(2023, 7, 10),
        note=note,
        verified=second if dice.random() < 0.4 else None,
        severity=dice.choice([None, "low", "critical"]),
        measured_over=dice.choice([None, (date(2022, 7, 1), date(2023, 6, 30))]),
        management_response=dice.choice([None, "=1+1"]),
    )


@pytest.fixture
def edited() -> Callable[..., Assessed]:
    """The assessment after so many random edits."""

    def edit(assessed: Assessed, edits: int, seed: int) -> Assessed:
        dice = random.Random(seed)
        assessment = assessed.assessment
        for name in dice.sample(sorted(assessed.catalogue.criteria), edits):
            answer = _answer(name, assessment, assessed.catalogue, dice)
            assessment = assessment.with_answer(name, answer)
        return assessed.with_assessment(assessment)

    return edit
