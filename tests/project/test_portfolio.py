from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assessor.errors import DocumentError, ScenarioError
from assessor.project.portfolio import choices_between, save_choices, why_benefit, with_chosen
from assessor.resources import folder
from assessor.scenario import load_scenario

HANOI = folder("scenarios") / "hanoi-2023"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return Path(shutil.copy(HANOI / "scenario.yaml", tmp_path / "scenario.yaml"))


def chosen(path: Path) -> set[str]:
    return {n for n, one in load_scenario(path).portfolio.items() if one.chosen}


def test_that_one_word_is_written_and_every_other_byte_stays(file: Path) -> None:
    before, saved = file.read_text(encoding="utf-8"), load_scenario(HANOI)
    current = with_chosen(saved, "new-firm", chosen=not saved.portfolio["new-firm"].chosen)
    save_choices(file, saved, current)
    changed = [
        (old, new)
        for old, new in zip(
            before.splitlines(), file.read_text(encoding="utf-8").splitlines(), strict=True
        )
        if old != new
    ]
    ((old, new),) = changed
    now = current.portfolio["new-firm"].chosen
    assert new == old.removesuffix("}") + f", chosen: {str(now).lower()}}}"
    assert ("new-firm" in chosen(file)) == now


def test_that_nothing_is_written_where_nothing_changed(file: Path) -> None:
    before, saved = file.stat().st_mtime_ns, load_scenario(HANOI)
    there = with_chosen(saved, "new-firm", chosen=True)
    back = with_chosen(there, "new-firm", chosen=saved.portfolio["new-firm"].chosen)
    assert choices_between(saved, back) == {}
    save_choices(file, saved, back)
    assert file.stat().st_mtime_ns == before


def test_that_a_candidate_of_an_extended_file_is_named_in_the_file_itself(tmp_path: Path) -> None:
    child = Path(shutil.copytree(folder("scenarios") / "hanoi-2026", tmp_path / "child"))
    saved = load_scenario(child)
    assert "portfolio:" not in (child / "scenario.yaml").read_text(encoding="utf-8")
    current = with_chosen(saved, "birth-registration", chosen=True)
    save_choices(child / "scenario.yaml", saved, current)
    assert "birth-registration" in chosen(child)
    assert current.portfolio == load_scenario(child).portfolio


def test_that_an_unknown_candidate_and_a_file_of_the_program_are_refused() -> None:
    saved = load_scenario(HANOI)
    with pytest.raises(ScenarioError):
        with_chosen(saved, "nobody", chosen=True)
    current = with_chosen(saved, "new-firm", chosen=not saved.portfolio["new-firm"].chosen)
    with pytest.raises(DocumentError):
        save_choices(HANOI / "scenario.yaml", saved, current)


def test_that_the_benefit_is_its_terms() -> None:
    told = why_benefit(load_scenario(HANOI), "criminal-record")
    count, minutes, hours, seconds, channel_hours = (term.value for term in told.terms)
    # 153,600 certificates × 120 min; both are written in the scenario
    assert (count, minutes) == (153_600, 120)
    assert hours == pytest.approx(count * minutes / 60)
    assert channel_hours == pytest.approx(count * seconds / 3600)
    assert told.value == pytest.approx(hours / channel_hours)
    assert any("[V11]" in source for source in told.sources)
