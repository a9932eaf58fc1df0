"""Catalogues of one's own: every fault is named, with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessor.catalogue.load import check_catalogue, load_catalogue, path_of
from assessor.errors import CatalogueError, Problem
from assessor.text import render

CATALOGUE = """\
schema: catalogue@1
id: own-set
version: "1"
title: {vi: Bộ tiêu chí riêng, en: A set of our own}
sources:
  D1: {number: "1", title: {vi: Văn bản, en: Document}, confidence: verified}
profile_attributes:
  has_x: {type: boolean, question: {vi: Có X không?, en: Is there an X?}}
  level: {type: integer, question: {vi: Cấp mấy?, en: Which level?}}
groups:
  G: {title: {vi: Nhóm, en: Group}}
criteria:
  C1:
    group: G
    title: {vi: Dòng một, en: Row one}
    requirement: {vi: Có X., en: There is an X.}
    measure: {kind: boolean}
    applies_if: has_x and level >= 2
    obligation: mandatory
    remediation: [fix]
    source: {document: D1, clause: "1", text: paraphrase, confidence: verified}
remediation:
  fix:
    title: {vi: Sửa, en: Mend}
    closes: [C1]
    nature: capital
    cost_vnd: 10
    opex_vnd_per_year: 1
    duration_months: 2
    effort_person_days: 3
    procedure: internal
"""


def written(tmp_path: Path, old: str = "", new: str = "") -> Path:
    path = tmp_path / "catalogue.yaml"
    assert old in CATALOGUE
    path.write_text(CATALOGUE.replace(old, new, 1) if old else CATALOGUE, encoding="utf-8")
    return path


def problems_in(path: Path) -> list[Problem]:
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(path)
    return list(caught.value.problems)


def test_that_a_catalogue_of_ones_own_loads_from_file_or_folder(tmp_path: Path) -> None:
    path = written(tmp_path)
    assert load_catalogue(path).criteria.keys() == {"C1"}
    assert load_catalogue(tmp_path).sha256 == load_catalogue(path).sha256


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("group: G", "group: H", "reference_unknown", 14),
        ("document: D1", "document: D2", "source_unknown", 21),
        ("remediation: [fix]", "remediation: [fixx]", "reference_unknown", 20),
        ("has_x and level", "has_y and level", "reference_unknown", 18),
        ("has_x and level", "level and level", "condition_type", 18),
        ("has_x and level >= 2", "has_x and", "condition_syntax", 18),
        ("has_x and level >= 2", "has_x == 1", "condition_type", 18),
        ("closes: [C1]", "closes: [C9]", "reference_unknown", 25),
        ("nature: capital", "requires: [fix]\n    nature: capital", "requires_cycle", 26),
        ("{vi: Có X., en: There is an X.}", "{vi: Có X.}", "missing_translation", 16),
        ("obligation: mandatory", "obligation: compulsory", "not_allowed_value", 19),
        ("applies_if:", "aplies_if:", "unknown_key_suggest", 18),
        ("{kind: boolean}", "{kind: bolean}", "not_allowed_value", 17),
        ("  G: {", "  H: {title: {vi: a, en: b}}\n  G: {", "", 0),
        ("remediation: [fix]", "weight: 0", "group_weightless", 11),
    ],
)
def test_that_a_fault_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, code: str, line: int
) -> None:
    path = written(tmp_path, old, new)
    if not code:  # an empty group is only a warning
        catalogue, found = check_catalogue(path)
        assert catalogue is not None
        assert [problem.code for problem in found] == ["group_empty"]
        return
    found = [problem for problem in problems_in(path) if problem.code == code]
    assert [problem.line for problem in found] == [line]
    assert f"catalogue.yaml:{line}:" in render(found[0])


LEVELS = "{kind: by_level, quantity: q, of: {vi: a, en: b}, level_from: tier, "
NUMERIC = "{kind: numeric, quantity: q, of: {vi: a, en: b}, unit: month"


@pytest.mark.parametrize(
    ("measure", "code"),
    [
        (NUMERIC + ", direction: lower, target: 12, floor: 12}", "measure_floor_is_target"),
        (NUMERIC + ", direction: lower, target: 12, floor: 6}", "measure_floor_beyond"),
        (NUMERIC + ", direction: higher, target: 12, floor: 24}", "measure_floor_beyond"),
        (NUMERIC + ", target: 12}", "measure_no_direction"),
        (NUMERIC + "}", "measure_target_or_band"),
        (NUMERIC + ", band: {low: 27, high: 18}}", "measure_band_order"),
        ("{kind: maturity, scale: nowhere}", "reference_unknown"),
        (
            "{kind: steps, of: {vi: a, en: b}, unit: n, target: 2, steps: [[2, 0.9], [0, 0]]}",
            "measure_never_full",
        ),
        (
            "{kind: steps, of: {vi: a, en: b}, unit: n, target: 2, steps: [[2, 1.5], [0, 0]]}",
            "measure_credit_range",
        ),
        (
            "{kind: derived, quantity: response_s, direction: lower, at_most: 2}",
            "measure_quantile",
        ),
        (
            "{kind: derived, quantity: utilisation, direction: higher, at_most: 0.75}",
            "measure_limit_direction",
        ),
        (
            LEVELS + "value_kind: boolean, by_level: {1: true}}",
            "reference_unknown",
        ),
    ],
)
def test_that_a_senseless_measure_is_refused(tmp_path: Path, measure: str, code: str) -> None:
    path = written(tmp_path, "{kind: boolean}", measure)
    assert [(problem.code, problem.line) for problem in problems_in(path)] == [(code, 17)]


def test_that_all_faults_come_at_once(tmp_path: Path) -> None:
    path = written(tmp_path, "group: G", "group: H")
    path.write_text(path.read_text(encoding="utf-8").replace("closes: [C1]", "closes: [C9]"))
    assert {(p.code, p.line) for p in problems_in(path)} >= {
        ("reference_unknown", 14),
        ("reference_unknown", 25),
    }


def test_that_a_criterion_written_twice_is_refused(tmp_path: Path) -> None:
    again = "  C1: {group: G}\nremediation:\n  fix:"
    path = written(tmp_path, "remediation:\n  fix:", again)
    assert problems_in(path)[0].code == "yaml_duplicate_key"


def test_that_an_unknown_id_names_the_known_ones() -> None:
    with pytest.raises(CatalogueError) as caught:
        load_catalogue("tt12-2022-level4")
    assert "tt12-2022-level3" in render(caught.value.problems[0])


def test_that_a_shipped_id_wins_over_nothing_and_a_path_over_all(tmp_path: Path) -> None:
    assert path_of("dti-dii") is not None
    assert path_of("no-such-thing") is None
    assert path_of(written(tmp_path)) == tmp_path / "catalogue.yaml"


def test_that_the_hash_follows_the_content(tmp_path: Path) -> None:
    before = load_catalogue(written(tmp_path)).sha256
    after = load_catalogue(written(tmp_path, "Row one", "Row 1")).sha256
    assert before != after
