"""NIST's own OSCAL files come in whole: counts made by an independent script."""

from __future__ import annotations

import json
import lzma
import socket
from pathlib import Path
from typing import Any

import pytest

from assessor.catalogue.load import load_catalogue
from assessor.errors import CatalogueError, DocumentError
from assessor.exchange.oscal import (
    catalog_document,
    import_oscal,
    oscal_catalog,
    oscal_facts,
    write_imported_catalog,
)
from assessor.exchange.oscal.reading import read_oscal
from assessor.text import render

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="module")
def low(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("nist") / "low.json"
    path.write_bytes(lzma.decompress((DATA / "nist_low_catalog.json.xz").read_bytes()))
    return path


def test_that_the_low_baseline_comes_in_whole(low: Path) -> None:
    facts = import_oscal(low).facts
    assert facts.uuid == "0470d39a-3e02-4bff-82cf-676d522c1554"
    assert (facts.version, facts.oscal_version) == ("5.1.1+u4", "1.1.2")
    assert facts.counts["groups"] == 18
    assert facts.counts["controls"] == 149
    assert facts.counts["params"] == 445
    assert facts.counts["resources"] == 135
    assert facts.parts == {
        "statement": 149,
        "guidance": 149,
        "item": 574,
        "assessment-objective": 1346,
        "assessment-method": 420,
        "assessment-objects": 420,
    }
    assert facts.links == {"related": 1523, "reference": 512, "required": 18}
    groups = "ac 11 at 4 au 10 ca 7 cm 9 cp 6 ia 8 ir 7 ma 4 mp 4 pe 10 pl 5 ps 9 ra 5 sa 8 sc 10"
    words = f"{groups} si 6 sr 8".split()
    assert facts.controls_by_group == dict(zip(words[::2], map(int, words[1::2]), strict=True))
    assert facts.first_control == "ac-1"


def test_that_controls_become_rows_with_labels_and_parameters_in_brackets(
    low: Path, tmp_path: Path
) -> None:
    file = write_imported_catalog(import_oscal(low, id="nist-low"), tmp_path / "nist-low")
    catalogue = load_catalogue(file)
    assert len(catalogue.criteria) == 149
    assert len(catalogue.groups) == 18
    assert next(iter(catalogue.criteria)) == "ac-1"
    row = catalogue.criteria["at-2.2"]
    assert row.title.en == "AT-2(2) Insider Threat"
    assert row.group == "at"
    first = catalogue.criteria["ac-1"].requirement
    assert "[organization-defined personnel or roles]" in first.en
    assert "[Selection (one or more): organization-level;" in first.en
    assert first.vi == first.en
    text = file.read_text(encoding="utf-8")
    assert "insert: param" not in text
    assert {row.source.confidence for row in catalogue.criteria.values()} == {"secondary"}
    assert {row.source.text for row in catalogue.criteria.values()} == {"paraphrase"}


def test_that_a_round_trip_loses_no_unknown_property(low: Path, tmp_path: Path) -> None:
    data = json.loads(low.read_text(encoding="utf-8"))
    data["catalog"]["groups"][0]["controls"][0]["props"].append(
        {"name": "mark", "ns": "http://example.org/ns", "value": "kept"}
    )
    data["catalog"]["metadata"]["remarks"] = "kept too"
    source = tmp_path / "source.json"
    source.write_text(json.dumps(data), encoding="utf-8")
    file = write_imported_catalog(import_oscal(source), tmp_path / "out")
    assert oscal_catalog(str(file)) == data


def test_that_changed_rows_leave_with_their_changes(low: Path, tmp_path: Path) -> None:
    file = write_imported_catalog(import_oscal(low), tmp_path / "out")
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("AC-1 Policy and Procedures", "AC-1 Our Policy"), encoding="utf-8")
    catalogue = load_catalogue(file)
    fewer = {name: row for name, row in catalogue.criteria.items() if name != "ac-2"}
    body = catalog_document(catalogue.model_copy(update={"criteria": fewer}), file)["catalog"]
    controls = body["groups"][0]["controls"]
    assert controls[0]["title"] == "Our Policy"
    assert "ac-2" not in {control["id"] for control in controls}


def test_that_a_profile_selects_from_the_catalogue_named_and_fetches_nothing(
    low: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_network(*_arguments: Any) -> None:
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket.socket, "connect", no_network)
    imported = import_oscal(DATA / "nist_low_profile.json", catalog=low)
    assert len(imported.data["criteria"]) == 149
    with pytest.raises(CatalogueError) as caught:
        import_oscal(DATA / "nist_low_profile.json")
    assert "--catalog" in render(caught.value.problems[0])


def _profile(tmp_path: Path, **more: Any) -> Path:
    path = tmp_path / "profile.json"
    rule = {"with-ids": ["at-2"], "with-child-controls": "yes"}
    body = {
        "uuid": "7eca4589-7ed9-4552-9da6-738126660be3",
        "metadata": {"title": "Small", "version": "1"},
        "imports": [{"href": "low.json", "include-controls": [rule, {"with-ids": ["ac-2"]}]}],
        **more,
    }
    path.write_text(json.dumps({"profile": body}), encoding="utf-8")
    return path


def test_that_a_profile_takes_enhancements_and_sets_parameters(low: Path, tmp_path: Path) -> None:
    setting = {"param-id": "ac-02_odp.01", "values": ["city staff"]}
    path = _profile(tmp_path, modify={"set-parameters": [setting]})
    data = import_oscal(path, catalog=low).data
    assert set(data["criteria"]) == {"at-2", "at-2.2", "ac-2"}
    assert "city staff" in data["criteria"]["ac-2"]["requirement"]["en"]


def test_that_a_control_that_is_not_there_is_told_with_the_nearest(
    low: Path, tmp_path: Path
) -> None:
    bad = {"href": "low.json", "include-controls": [{"with-ids": ["ac-2x"]}]}
    with pytest.raises(CatalogueError) as caught:
        import_oscal(_profile(tmp_path, imports=[bad]), catalog=low)
    assert "'ac-2x'" in render(caught.value.problems[0])
    assert "ac-2" in render(caught.value.problems[0])


@pytest.mark.parametrize(
    "text",
    [
        "{",
        '{"catalog": []}',
        '{"component-definition": {}}',
        "[" * 100_000,
        "null",
        '{"catalog": {"metadata": {"title": "x"}}}',
        '{"catalog": {"groups": [3, {"title": "x", "controls": [{"id": "a"}]}]}}',
        '{"catalog": {"groups": [{"title": "x", "controls": {"id": "a"}}]}}',
    ],
)
def test_that_a_file_of_another_shape_is_refused_by_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises((CatalogueError, DocumentError)) as caught:
        import_oscal(path)
    assert all("bad.json" in render(problem) for problem in caught.value.problems)


def test_that_a_parameter_that_names_itself_ends(tmp_path: Path) -> None:
    statement = {"name": "statement", "prose": "Do {{ insert: param, p-1 }}."}
    parameter = {"id": "p-1", "label": "{{ insert: param, p-1 }}"}
    control = {"id": "c-1", "title": "C", "params": [parameter], "parts": [statement]}
    path = tmp_path / "loop.json"
    path.write_text(json.dumps({"catalog": {"controls": [control]}}), encoding="utf-8")
    data = import_oscal(path).data
    assert data["criteria"]["c-1"]["requirement"]["en"] == "Do [[p-1]]."


def test_that_an_existing_catalogue_is_not_written_over(low: Path, tmp_path: Path) -> None:
    imported = import_oscal(low)
    write_imported_catalog(imported, tmp_path)
    with pytest.raises(CatalogueError):
        write_imported_catalog(imported, tmp_path)


def test_that_the_examples_of_results_and_plans_are_counted() -> None:
    results = oscal_facts(read_oscal(DATA / "ifa_results.json")).counts
    assert (results["results"], results["observations"]) == (1, 2)
    assert (results["risks"], results["findings"]) == (1, 1)
    plan = oscal_facts(read_oscal(DATA / "ifa_poam.json")).counts
    assert (plan["risks"], plan["remediations"], plan["tasks"]) == (2, 2, 2)
    assert plan["poam-items"] == 2
