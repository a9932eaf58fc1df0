"""Numbers taken apart add up again."""

from __future__ import annotations

import pytest

from assessor.planning import explain_class, explain_input, explain_name, explain_tier, plan


def test_that_the_terms_of_a_utilisation_give_its_value(hanoi):
    found = explain_tier(hanoi, "app")
    terms = {t.name: t.value for t in found.terms}
    classes = {name.rpartition(".")[0] for name in terms if name.endswith(".arrival_rate")}
    work = sum(
        terms[f"{c}.arrival_rate"] * terms[f"{c}.visits"] * terms[f"{c}.service_demand_s"]
        for c in classes
    )
    below = terms["servers_active"] * terms["vcpu"] * terms["speed"]
    assert found.value == pytest.approx(work / below, rel=1e-12)
    shown = plan(hanoi, years=[2023], as_is=True).years[0].existing.tiers
    assert found.value == pytest.approx(next(t.utilisation for t in shown if t.id == "app"))


def test_that_every_term_says_where_it_is_from(hanoi):
    for name in ("app", "db", "media", "page"):
        found = explain_name(hanoi, name)
        assert found.formula
        assert found.model
        assert all(term.kind for term in found.terms)
        assert found.sources


def test_that_a_class_is_the_sum_of_its_stays(hanoi):
    found = explain_class(hanoi, "staff-page")
    terms = {t.name: t.value for t in found.terms}
    stays = sum(terms[f"{t}.visits"] * terms[f"{t}.stay_s"] for t in ("web", "app", "db"))
    assert found.value == pytest.approx(stays, rel=1e-9)


def test_that_a_reference_load_and_an_input_are_found_by_name(hanoi):
    load = explain_name(hanoi, "officer_systems_peak_dynamic_rps")
    assert load.value == pytest.approx(12188 * 0.25 * 8 / 45)
    assert explain_input(hanoi, "shape.annual_growth").value == pytest.approx(0.15)


def test_that_a_name_that_means_nothing_is_refused(hanoi):
    with pytest.raises(KeyError):
        explain_name(hanoi, "no-such-thing")


def test_that_media_and_storage_are_taken_apart_down_to_their_inputs(hanoi):
    media = explain_name(hanoi, "media")
    assert media.value == pytest.approx(610 * 2 / 340 / (4 * 8 * 0.94))
    assert {"S-03", "Z1", "J1"} <= set(media.sources)
    store = explain_name(hanoi, "store", 2025)
    terms = {t.name.rpartition(".")[2]: t.value for t in store.terms}
    added = terms["items"] * terms["size_per_item_mb"] / terms["mb_per_tib"]
    held = (terms["held_before"] + added) * terms["copies"]
    assert store.value == pytest.approx(held / 60, rel=1e-12)
    shown = plan(hanoi, years=[2025], as_is=True).years[0].existing.storage[0]
    assert held == pytest.approx(shown.held_tib)


def test_that_a_tier_run_by_others_is_explained_by_its_inputs(hanoi):
    found = explain_name(hanoi, "popdb")
    assert (found.value, found.unit) == (pytest.approx(0.5), "s")
    assert {t.name: t.kind for t in found.terms} == {
        "latency_s": "assumption",
        "availability": "assumption",
    }
