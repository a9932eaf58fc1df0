"""Every error of a document is told at once, in place, with its remedy."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

import pytest
from pydantic import Field

from assessor.documents import load_text, parse, read
from assessor.errors import DocumentError
from assessor.quantities import Model, Quantity
from assessor.text import LocalizedText, render, set_language


class Part(Model):
    """A part of the sample document."""

    kind: Literal["cpu", "disk"]
    weight: float = Field(default=1.0, ge=0)
    patience_s: Quantity = Quantity(base=1.0)


class Sample(Model):
    """A sample document."""

    schema_: str = Field(alias="schema")
    title: LocalizedText
    parts: dict[str, Part] = Field(default_factory=dict)
    on: date | None = None
    tags: tuple[str, ...] = ()


UNIT_REMEDY = "give the value in s or a unit of the same kind"
BAD = """\
schema: rules@1
title: {vi: "một"}
parts:
  a: {kind: cpu, wieght: 2}
  b: {kind: gpu, weight: -1, patience_s: {low: 3, base: 2, high: 4}}
  c: {kind: disk, patience_s: {base: 3, unit: kWh}}
on: 17/7/2023
tags: x
zzzzz: 1
"""


def test_that_all_problems_come_at_once_with_line_and_remedy() -> None:
    model, problems = parse(Sample, load_text(BAD, "net.yaml"))
    assert model is None
    assert [render(p) for p in problems] == [
        "net.yaml:2:1: the text has no 'en' version — write both vi and en",
        "net.yaml:4:18: unknown key 'wieght' — did you mean 'weight'?",
        "net.yaml:5:7: 'gpu' is not allowed here — use one of: 'cpu' or 'disk'",
        "net.yaml:5:18: -1 is out of range — use a value ≥ 0.0",
        "net.yaml:5:30: low ≤ base ≤ high does not hold: 3.0, 2.0, 4.0 — put the three in order",
        "net.yaml:6:19: the unit 'kWh' does not convert to 's' — " + UNIT_REMEDY,
        "net.yaml:7:1: '17/7/2023' is not a date YYYY-MM-DD — write a date YYYY-MM-DD",
        "net.yaml:8:1: 'x' is not a list — write a list",
        "net.yaml:9:1: unknown key 'zzzzz' — remove it",
    ]


def test_that_problems_are_told_in_vietnamese_too() -> None:
    _, problems = parse(Sample, load_text(BAD, "net.yaml"))
    set_language("vi")
    told = [render(p) for p in problems]
    set_language("en")
    assert all(vi != en for vi, en in zip(told, [render(p) for p in problems], strict=True))


def test_that_a_good_document_is_read_with_units_converted() -> None:
    text = "schema: rules@1\ntitle: {vi: một, en: one}\nparts: {a: {kind: cpu, patience_s: "
    model, problems = parse(Sample, load_text(text + "{base: 350, unit: ms}}}\n", "x.yaml"))
    assert problems == []
    assert model is not None
    assert model.parts["a"].patience_s.base == pytest.approx(0.35, rel=1e-15)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("title: {vi: a, en: b}\n", "schema_missing"),
        ("schema: nothing@1\n", "schema_unknown"),
        ("schema: rules@99\n", "schema_newer"),
        ("- a\n", "not_a_mapping"),
        ("", "not_a_mapping"),
    ],
)
def test_that_kind_and_version_are_checked_first(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        read(Sample, path, "rules")
    assert [p.code for p in caught.value.problems] == [code]
