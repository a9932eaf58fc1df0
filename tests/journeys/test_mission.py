"""The report of the conference of 17 July 2023, row by row, as journeys through the product.

Every number that is compared was printed by the report or by the sources beside it, or is
arithmetic on these. A journey that the product cannot finish yet says what is missing.
"""

from __future__ import annotations

import math
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from assessor.api import (
    burn_down,
    count_of,
    coverage_matrix,
    demand_for_year,
    difficulty_progress,
    is_ready,
    late_milestones,
    leading_units,
    left_to_it_alone,
    off_target_spending,
    rank_changes,
    ranked_portfolio,
    security_shares,
    task_progress,
    tasks_of,
    units_below,
    unprotected_services,
    what_a_task_lacks,
)

if TYPE_CHECKING:
    from tests.journeys.conftest import City

CONFERENCE = date(2023, 7, 17)
CONCLUSIONS = [f"C{row}" for row in range(27, 37)]  # rows S-27 to S-36


def rates(year: Any) -> dict[str, float]:
    """Requests per second of each class, worst five minutes of the design hour."""
    found: dict[str, float] = year["design"]["arrival_rates"]
    return found


def tier(year: Any, name: str) -> Any:
    (found,) = [row for row in year["existing"]["tiers"] if row["id"] == name]
    return found


def event(year: Any, name: str) -> Any:
    (found,) = [row for row in year["existing"]["events"] if row["id"] == name]
    return found


def class_of(year: Any, name: str) -> Any:
    (found,) = [row for row in year["existing"]["classes"] if row["id"] == name]
    return found


def test_s_01_that_the_baseline_is_dated_17_july_2023_and_later_facts_must_say_so(
    hanoi: City,
) -> None:
    assert hanoi.scenario().as_of == CONFERENCE
    later = {
        "title": {"vi": "Tin sau hội nghị", "en": "News after it"},
        "grade": "A",
        "on": "2023-07-18",
    }
    refused = hanoi.line("check", hanoi.supposing({"sources.NEWS": later}))
    assert refused.returncode == 3
    assert "'NEWS' of 2023-07-18 is later than the scenario's date 2023-07-17" in refused.stderr
    tagged = hanoi.supposing({"sources.NEWS": {**later, "known_after": True}})
    assert hanoi.line("check", tagged).returncode == 0


def test_s_02_that_items_are_filtered_by_programme_and_the_half_year_is_reported(
    hanoi: City,
) -> None:
    tagged = {tag: set(tasks_of(hanoi.programme, tag=tag)) for tag in ("PAR", "DX", "DA06")}
    assert all(tagged.values())
    assert set.union(*tagged.values()) == set(tasks_of(hanoi.programme))
    file = hanoi.folder / "half-year.html"
    written = hanoi.line("report", hanoi.folder, "--kind", "half-year", "-o", file)
    assert written.returncode == 0, written.stderr
    assert "first half of 2023" in file.read_text(encoding="utf-8")


def test_s_03_that_610_rooms_need_1_22_gbit_s_and_117_media_cores(
    hanoi: City, today: dict[int, Any]
) -> None:
    rooms = hanoi.explained("vc_egress_gbps_rooms")
    assert rooms["terms"][0]["value"] == 1 + 30 + 579
    assert rooms["value"] == pytest.approx(1.22)
    assert hanoi.explained("vc_egress_gbps_33000_individual")["value"] == pytest.approx(39.6)
    assert math.ceil(hanoi.explained("vc_media_cores_individual")["value"]) == 117
    assert int(hanoi.explained("delegates_per_site")["value"]) == 54
    (uplink,) = today[2023]["existing"]["links"]
    assert uplink["mbps"] == pytest.approx(610 * 2)
    assert event(today[2023], "ST13")["measures"]["lost_sites"] == 0
    everyone = hanoi.standing(
        hanoi.supposing({"services.all-commune-conference.mode": "individuals"})
    )
    (uplink,) = everyone["existing"]["links"]
    assert uplink["mbps"] == pytest.approx(33_000 * 1.2)
    assert not uplink["promise_met"]


def test_s_04_that_the_uplink_of_the_main_bridge_is_a_resource_of_its_own(
    hanoi: City, today: dict[int, Any]
) -> None:
    (uplink,) = today[2023]["existing"]["links"]
    assert uplink["id"] == "host-uplink"
    assert uplink["promise_met"]
    narrow = hanoi.standing(hanoi.supposing({"platform.links.host-uplink.capacity_mbps": 1000}))
    (uplink,) = narrow["existing"]["links"]
    assert uplink["utilisation"] == pytest.approx(1.22)
    assert not uplink["promise_met"]
    assert tier(narrow, "media") == tier(today[2023], "media")


def test_s_05_that_the_targets_of_2023_are_planned_by_choosing_that_year(
    hanoi: City, planned: Any
) -> None:
    (year,) = planned
    assert (year["year"], year["extrapolated"]) == (2023, False)
    assert year["planned"]["promises_met"]
    milestones = hanoi.programme.milestones
    assert {name for name, one in milestones.items() if one.due.year == 2023} == {
        "cloud-centre-2023",
        "online-half-2023",
    }


def test_s_06_that_67_8_per_cent_of_created_accounts_are_active_and_more_of_them_sign_in_more(
    hanoi: City,
) -> None:
    share = hanoi.explained("eid_activated_share")
    assert share["value"] == pytest.approx(0.678, abs=5e-4)
    assert {"S-06", "V4"} <= set(share["sources"])
    of_residents = hanoi.explained("eid_activated_share_of_residents")
    assert of_residents["value"] == pytest.approx(0.49, abs=5e-3)
    all_active = hanoi.supposing({"inputs.eid.accounts_activated": 6_220_000})
    able = hanoi.scenario(all_active).quantity("populations.citizens.able_online")
    assert able.base == 6_220_000
    sign_ins = hanoi.demand(all_active).arrival_rates["sso"] / hanoi.demand().arrival_rates["sso"]
    assert sign_ins == pytest.approx(6.22 / 4.22)


def test_s_07_that_the_zero_fee_moves_visits_payments_and_budget_and_ends_without_a_jump_back(
    hanoi: City,
) -> None:
    free = hanoi.demand(year=2024)
    full = hanoi.demand(hanoi.supposing({"policies.zero-fee.enabled": False}), 2024)
    assert free.design.arrival_rates["payment"] == 0 < full.design.arrival_rates["payment"]
    visits = [year.open["online-dossiers"].visits.sum() for year in (full, free)]
    assert visits[0] < visits[1]
    assert full.fees_forgone == 0
    assert free.fees_forgone == pytest.approx(36.5e9)
    last, first = (hanoi.demand(year=year).open["online-dossiers"] for year in (2025, 2026))
    assert last.requests["payment"][-24:].sum() == 0  # 31 December 2025
    assert first.requests["payment"][24:48].sum() > 0  # 2 January 2026
    assert first.fee_bearing_online_share[1] == pytest.approx(
        last.fee_bearing_online_share[-1], abs=1e-3
    )


def test_s_08_that_12188_signatures_make_542_requests_s_only_if_users_are_set_to_signatures(
    hanoi: City,
) -> None:
    worked = hanoi.explained("officer_systems_peak_dynamic_rps")
    assert worked["value"] == pytest.approx(541.7, abs=0.1)
    assert worked["value"] / 8 == pytest.approx(67.7, abs=0.05)

    def staff_pages(changes: dict[str, Any]) -> float:
        return float(hanoi.demand(hanoi.supposing(changes)).arrival_rates["staff-page"].max())

    size = "populations.officials.size"
    assert staff_pages({}) != pytest.approx(541.7, rel=0.01)
    signatures = {"ref": "population.staff_with_signature"}
    assert staff_pages({size: signatures}) == pytest.approx(541.7, abs=0.1)
    assert staff_pages({size: 30_000}) == pytest.approx(1333.3, abs=0.1)


def test_s_09_that_a_queue_builds_and_drains_while_the_document_axis_is_down(
    hanoi: City, today: dict[int, Any]
) -> None:
    down = event(today[2023], "axis-down")
    assert down["kind"] == "pause"
    assert 0 < down["measures"]["drain_time_min"] < math.inf
    busier = hanoi.supposing({"inputs.documents.axis_hanoi_per_month": 21_000_000})
    after = event(hanoi.standing(busier), "axis-down")["measures"]
    assert after["peak_wait_s"] > 0
    assert down["measures"]["drain_time_min"] < after["drain_time_min"] < math.inf


def saturated(hanoi: City, ceiling: str) -> Any:
    """A year of tax filing long after it started, with a published share as its ceiling."""
    adoption = {
        "services.tax-filing.adoption.share_at_start": 0.5,
        "services.tax-filing.adoption.share_limit": {"ref": ceiling},
    }
    return hanoi.demand(hanoi.supposing(adoption), 2040).open["tax-filing"]


def test_s_10_that_tax_filing_saturates_at_99_5_per_cent_and_takes_no_city_cpu(
    hanoi: City, today: dict[int, Any]
) -> None:
    share = saturated(hanoi, "tax_comparator.efile_share").online_share
    assert share.max() <= 0.995
    assert share[-1] == pytest.approx(0.995, abs=1e-4)
    assert rates(today[2023])["tax-page"] == 0
    ours = hanoi.demand(hanoi.supposing({"services.tax-filing.hosted": "city"}))
    assert ours.arrival_rates["tax-page"].max() > 0


def test_s_11_that_electronic_payment_saturates_at_99_1_per_cent(hanoi: City) -> None:
    assert hanoi.scenario().quantity("tax_comparator.epay_share").source == ("S-11",)
    payments = saturated(hanoi, "tax_comparator.epay_share")
    assert payments.online_share.max() <= 0.991
    assert payments.online_share[-1] == pytest.approx(0.991, abs=1e-4)
    assert not payments.requests


def test_s_12_that_a_service_can_reach_100_per_cent_end_to_end(hanoi: City) -> None:
    assert hanoi.scenario().quantity("tax_comparator.erefund_share").base == 1
    refunds = saturated(hanoi, "tax_comparator.erefund_share")
    assert refunds.online_share[-1] == pytest.approx(1, abs=1e-4)
    last = refunds.online_transactions[-1] / refunds.transactions[-1]
    assert last == pytest.approx(1, abs=1e-4)


def test_s_13_that_the_horizon_has_its_milestone_in_2023_and_is_extrapolated_after_2025(
    hanoi: City, today: dict[int, Any]
) -> None:
    assert {year: told["extrapolated"] for year, told in today.items()} == {
        2023: False,
        2025: False,
        2026: True,
    }
    assert hanoi.scenario().horizon.extrapolated_after == 2025
    assert hanoi.programme.milestones["cloud-centre-2023"].due == date(2023, 12, 31)


def test_s_14_that_an_overdue_review_is_told_and_spending_off_target_is_flagged(
    hanoi: City,
) -> None:
    hanoi.rewrite("spending", "[]", "[{on: 2023-09-01, vnd: 1e9, funding_line: dx}]")
    (flagged,) = off_target_spending(hanoi.programme)
    assert (flagged.vnd, flagged.reason) == (1e9, "not_linked")
    told = hanoi.line.told("remind", hanoi.folder, "--on", "2023-12-01")
    late = [r for r in told["reminders"] if r["kind"] == "review" and r["days_late"] > 0]
    assert len(late) == 1 + 30


def test_s_15_that_the_ministrys_claim_stands_beside_an_own_verdict_that_needs_answers(
    hanoi: City, voices: dict[str, Any]
) -> None:
    claim = voices["ministry-2023-07"]
    assert (claim["speaker"], claim["on"], claim["source"]) == ("ministry", "2023-07-17", "S-15")
    assert not claim["basis_confirmed"]
    assert [basis["id"] for basis in claim["bases"]] == [
        "cloud-platform-1145-indicative",
        "tt12-2022-level3",
        "data-centre-facility",
        "dti-dii",
    ]
    main = hanoi.line.told("score", hanoi.folder / "hanoi-2023.assessment.yaml")
    assert (main["illustrative"], main["verdict"]) == (True, "not_eligible")
    hanoi.forget_every_answer()
    (unanswered,) = [
        c for c in hanoi.line.told("claims", hanoi.folder)["claims"] if c["id"] == claim["id"]
    ]
    assert unanswered["text"] == claim["text"]
    assert {basis["verdict"] for basis in unanswered["bases"]} == {"undetermined"}
    assert hanoi.programme.gaps == {}


def test_s_16_that_strengthening_the_centre_is_costed_compared_and_its_lateness_shown(
    hanoi: City, planned: Any, order: Any
) -> None:
    assert order["before"]["score"] < order["after"]["score"]
    before, after = planned[0]["existing"], planned[0]["planned"]
    assert (before["promises_met"], after["promises_met"]) == (False, True)
    assert before["totals"]["cost_vnd"] < after["totals"]["cost_vnd"]
    options = hanoi.scenario().options
    for name in ("add-hosts", "second-site", "rent-cloud"):
        action = hanoi.programme.actions[name]
        assert action.option in options
        assert action.cost.capex_vnd.base + action.cost.opex_vnd_per_year.base > 0
    more = hanoi.standing(hanoi.supposing(options["add-hosts"].patch))["existing"]["totals"]
    assert (before["totals"]["hosts"], more["hosts"]) == (6, 12)
    late = {one.id: one for one in late_milestones(hanoi.programme, date(2024, 3, 31))}
    assert late["cloud-centre-2023"].days_late == 31 + 29 + 31


def test_s_17_that_services_are_ranked_by_benefit_and_the_chosen_ones_drive_the_load(
    hanoi: City, today: dict[int, Any]
) -> None:
    ranked = ranked_portfolio(hanoi.scenario())
    assert all(above.benefit >= below.benefit for above, below in pairwise(ranked))
    chosen = hanoi.supposing({f"portfolio.{one.id}.chosen": True for one in ranked[:2]})
    assert rates(hanoi.standing(chosen))["filing"] > rates(today[2023])["filing"]


def test_s_18_that_progress_on_the_twenty_tasks_of_the_ministry_is_told_as_k_of_20(
    hanoi: City,
) -> None:
    twenty = tasks_of(hanoi.programme, group="ministry-20")
    assert len(twenty) == 20
    assert not any(task.text_known for task in twenty.values())
    for finished in ("T07", "T12"):
        hanoi.rewrite(finished, "state: open", "state: done")
    progress = task_progress(hanoi.programme, group="ministry-20")
    assert (progress.done, progress.total) == (2, 20)


def test_s_19_that_every_conclusion_of_the_chairman_is_a_task(hanoi: City) -> None:
    programme = hanoi.programme
    assert programme.decisions["conclusion-2023-07-17"].on == CONFERENCE
    for name in CONCLUSIONS:
        assert programme.tasks[name].from_decision == "conclusion-2023-07-17"


def test_s_20_that_promises_are_told_apart_for_citizens_and_firms(today: dict[int, Any]) -> None:
    kept: dict[str, list[Any]] = {"citizens": [], "firms": []}
    for one in today[2023]["existing"]["classes"]:
        if one["promises"]:
            kept.get(one["users"], []).append(one)
    for classes in kept.values():
        promises = {promise["code"] for one in classes for promise in one["promises"]}
        assert {"response", "availability"} <= promises
        assert all(one["promise_met"] in {True, False} for one in classes)


def test_s_21_that_44_of_65_difficulties_are_closed_and_closing_one_makes_45(hanoi: City) -> None:
    progress = difficulty_progress(hanoi.programme)
    assert (progress.done, progress.total) == (44, 65)
    assert hanoi.explained("difficulties_resolved_share")["value"] == pytest.approx(0.677, abs=5e-4)
    hanoi.rewrite("K45", "state: open, on: null", "state: resolved, on: 2023-09-30")
    assert difficulty_progress(hanoi.programme).done == 45
    days = [CONFERENCE, date(2023, 9, 30)]
    assert [left for _, left in burn_down(hanoi.programme, days)] == [21, 20]


def test_s_22_that_a_task_without_a_responsible_unit_is_not_ready(hanoi: City) -> None:
    orphan = hanoi.programme.tasks["C36"]
    assert "owner" in what_a_task_lacks(orphan)
    assert not is_ready(orphan)
    hanoi.rewrite("C36", "owner: null", "owner: hn")
    assert is_ready(hanoi.programme.tasks["C36"])
    assert not is_ready(hanoi.programme.tasks["T01"])  # a unit, but its content is not known


def test_s_23_that_less_paper_frees_storage_and_asks_more_of_the_databases(
    hanoi: City, today: dict[int, Any]
) -> None:
    stuck = [d for d in hanoi.programme.difficulties.values() if d.state == "open"]
    assert len(stuck) == 65 - 44
    assert {d.escalated_to for d in stuck} == {"bo-ca"}
    less = hanoi.standing(hanoi.supposing({"policies.simplify.enabled": True}), 2025)
    assert rates(less)["upload"] < rates(today[2025])["upload"]
    (before,), (after,) = (year["existing"]["storage"] for year in (today[2025], less))
    assert after["held_tib"] < before["held_tib"]
    look_ups = class_of(less, "filing")["remote_mean_s"]
    assert look_ups > class_of(today[2025], "filing")["remote_mean_s"]
    assert hanoi.scenario().populations["visitors"].users == "visitors"


def test_s_24_that_the_reform_index_rose_7_places_to_3_of_63_and_the_series_is_drawn(
    hanoi: City,
) -> None:
    (reform,) = [c for c in rank_changes(hanoi.programme) if c.index == "PAR"]
    assert (reform.from_year, reform.to_year, reform.places_up) == (2021, 2022, 7)
    assert reform.within_target
    file = hanoi.folder / "programme.html"
    written = hanoi.line("report", hanoi.folder, "--kind", "programme", "-o", file)
    assert written.returncode == 0, written.stderr
    assert "Administrative-reform index" in file.read_text(encoding="utf-8")


def test_s_25_that_the_digital_transformation_index_rose_16_places(hanoi: City) -> None:
    (digital,) = [c for c in rank_changes(hanoi.programme) if c.index == "DTI"]
    assert digital.places_up == 16
    assert hanoi.programme.ranks["DTI"].values == {2021: 40, 2022: 24}


def test_s_26_that_the_citys_claim_on_security_meets_the_evidence_and_security_has_its_share(
    hanoi: City, voices: dict[str, Any]
) -> None:
    claim = voices["city-security-2023-07"]
    assert [(b["id"], b["verdict"]) for b in claim["bases"]] == [
        ("tt12-2022-level3", "not_eligible")
    ]
    hanoi.rewrite(claim["id"], "contradicted_by: []", "contradicted_by: [ev-inspect]")
    told = {c["id"]: c for c in hanoi.line.told("claims", hanoi.folder)["claims"]}
    assert told[claim["id"]]["recorded"] == "contradicted"
    scenario = hanoi.scenario()
    assert 0 < security_shares(scenario, demand_for_year(scenario, 2023))["web"] < 1
    assert unprotected_services(scenario) == ()
    bare = hanoi.scenario(hanoi.supposing({"platform.controls.tls-waf.enabled": False}))
    assert {one.control for one in unprotected_services(bare)} == {"tls-waf"}
    assert security_shares(bare, demand_for_year(bare, 2023))["web"] == 0


def test_s_27_that_the_citys_claim_on_awareness_stands_beside_a_score_for_each_of_31_heads(
    hanoi: City, voices: dict[str, Any]
) -> None:
    assert voices["city-awareness-2023-07"]["speaker"] == "city"
    programme = hanoi.programme
    assert set(programme.leadership) == set(leading_units(programme))
    assert len(programme.leadership) == 31
    assert {head.score for head in programme.leadership.values()} == {None}
    hanoi.rewrite("ba-dinh", "score: null", "score: 0.6")
    assert hanoi.programme.leadership["ba-dinh"].score == 0.6


def test_s_28_that_leaving_tasks_to_it_staff_alone_raises_an_alarm(hanoi: City) -> None:
    assert not left_to_it_alone(hanoi.programme).alarm
    for name in tasks_of(hanoi.programme, group="ministry-20"):
        hanoi.rewrite(name, "owner: hn, business_owner", "owner: so-tttt, business_owner")
    handed_over = left_to_it_alone(hanoi.programme)
    assert handed_over.share is not None
    assert handed_over.share > 0.3
    assert handed_over.alarm
    for name in handed_over.tasks:
        hanoi.rewrite(name, "business_owner: null", "business_owner: hn")
    assert not left_to_it_alone(hanoi.programme).alarm


def test_s_29_that_fields_and_steps_not_renewed_are_empty_cells(hanoi: City) -> None:
    matrix = coverage_matrix(hanoi.programme)
    assert len(matrix.empty) == len(matrix.fields) * len(matrix.steps) > 0
    hanoi.rewrite("done", "[]", "[[land, receive]]")
    renewed = coverage_matrix(hanoi.programme)
    assert len(renewed.empty) == len(matrix.empty) - 1
    assert ("land", "receive") not in renewed.empty


def test_s_30_that_a_late_milestone_of_each_programme_raises_an_alert(hanoi: City) -> None:
    told = hanoi.line.told("remind", hanoi.folder, "--on", "2026-01-15")
    alerts = {r["id"] for r in told["reminders"] if r["kind"] == "milestone" and r["days_late"] > 0}
    milestones = hanoi.programme.milestones
    assert {tag for name in alerts for tag in milestones[name].programmes} == {"PAR", "DX", "DA06"}


def test_s_31_that_cutting_procedures_by_a_tenth_lowers_the_load(hanoi: City) -> None:
    assert hanoi.scenario().quantity("procedures.count_total").base == 1875
    only_fewer = {"transactions_factor": 0.9, "class_factors": None, "remote_calls_factor": None}
    cut = hanoi.demand(
        hanoi.supposing(
            {"policies.simplify.enabled": True, "policies.simplify.effects": only_fewer}
        ),
        2025,
    )
    before = hanoi.demand(year=2025)
    for name in ("page", "filing", "upload", "firm-page"):
        ratio = cut.design.arrival_rates[name] / before.design.arrival_rates[name]
        assert ratio == pytest.approx(0.9)
    assert cut.design.work["app"] < before.design.work["app"]


def test_s_32_that_proactive_services_flatten_the_peak_and_add_to_the_quiet_hours(
    hanoi: City,
) -> None:
    switched = hanoi.demand(hanoi.supposing({"policies.proactive.enabled": True}), 2025)
    before = hanoi.demand(year=2025)
    assert switched.design.arrival_rates["page"] < before.design.arrival_rates["page"]
    pages = [year.open["online-dossiers"].requests["page"] for year in (before, switched)]
    assert pages[1].max() < pages[0].max()
    assert pages[1].min() > pages[0].min()
    assert pages[1].sum() == pytest.approx(pages[0].sum(), rel=1e-3)


def test_s_33_that_a_slow_remote_database_exhausts_the_threads_that_wait_for_it(
    hanoi: City, today: dict[int, Any]
) -> None:
    filing = class_of(today[2023], "filing")
    assert "popdb" in filing["path"]
    assert filing["remote_mean_s"] == pytest.approx(9 * 0.5)  # calls a dossier, seconds a call
    assert filing["remote_availability"] == pytest.approx(0.995)
    held = event(today[2023], "ST17")["measures"]["threads_used"]
    assert 0 < held < 1
    few = {"platform.tiers.app.pool.threads_per_server": 2}
    slow = event(hanoi.standing(hanoi.supposing(few)), "ST17")["measures"]
    assert slow["threads_used"] == pytest.approx(held * 200 / 2)
    assert slow["threads_used"] > 1
    assert slow["loss_share"] == 1


def test_s_34_that_a_shared_city_database_replaces_calls_from_point_to_point(
    hanoi: City, today: dict[int, Any]
) -> None:
    shared = hanoi.supposing(hanoi.scenario().options["shared-database"].patch)
    look_ups = [
        scenario.quantity("integration.lookups_per_dossier").base
        for scenario in (hanoi.scenario(), hanoi.scenario(shared))
    ]
    assert look_ups[0] > look_ups[1]
    after = hanoi.standing(shared)
    filing = class_of(after, "filing")
    assert filing["remote_mean_s"] < class_of(today[2023], "filing")["remote_mean_s"]
    assert tier(after, "db")["utilisation"] > tier(today[2023], "db")["utilisation"]
    assert hanoi.programme.tasks["C34"].from_decision == "conclusion-2023-07-17"


def test_s_35_that_a_system_with_personal_data_fails_without_its_controls(hanoi: City) -> None:
    bare = hanoi.scenario(hanoi.supposing({"platform.controls.tls-waf.enabled": False}))
    failing = {(one.service, one.data_class) for one in unprotected_services(bare)}
    assert ("online-dossiers", "personal") in failing
    assert not any(bare.services[service].data_class == "public" for service, _ in failing)
    stressed = {name for name, task in hanoi.programme.tasks.items() if task.emphasised}
    assert stressed == {"C26", "C35"}


def test_s_36_that_work_beyond_the_money_of_its_line_is_refused(hanoi: City, order: Any) -> None:
    lines = hanoi.programme.funding_lines
    assert {tag for line in lines.values() for tag in line.purpose} == {"PAR", "DX", "DA06"}
    for budget, by_year in order["totals"]["by_year"].items():
        available = order["totals"]["available"][budget]
        assert sum(by_year.values()) <= sum(available.values())
    hanoi.rewrite("second-site", "committed_start: null", "committed_start: 2024-Q1")
    hanoi.rewrite("second-site", "low: 8e9, base: 15e9, high: 30e9", "base: 500e9")
    refused = hanoi.line("roadmap", hanoi.folder)
    assert refused.returncode == 3
    assert "second-site" in refused.stderr


def test_a_01_that_the_city_committee_and_its_chairman_own_plan_and_conclusions(
    hanoi: City,
) -> None:
    programme = hanoi.programme
    city = programme.units["hn"]
    assert (city.kind, city.leads) == ("city", True)
    assert city.head is not None
    assert city.head.en == "Chairperson of the City People's Committee"
    conclusions = programme.decisions["conclusion-2023-07-17"]
    assert conclusions.by.en == "Chairman of the City People's Committee"
    concluded = [t for t in programme.tasks.values() if t.from_decision == "conclusion-2023-07-17"]
    assert len(concluded) >= len(CONCLUSIONS)


def test_a_02_that_the_peoples_council_decides_on_fees(hanoi: City) -> None:
    assert hanoi.programme.units["hdnd"].kind == "council"
    fee = hanoi.scenario().policies["zero-fee"]
    ends = hanoi.programme.milestones["zero-fee-ends"]
    assert fee.until == ends.due == date(2025, 12, 31)
    decide = (
        '{title: {vi: "Quyết định mức phí", en: "Decide on fees"}, owner: hdnd, due: 2025-12-31}'
    )
    hanoi.rewrite("tasks", "tasks:", f"tasks:\n  F1: {decide}")
    hanoi.rewrite("zero-fee-ends", "reached: null", "reached: null, task: F1")
    assert hanoi.line("check", hanoi.folder).returncode == 0
    assert is_ready(hanoi.programme.tasks["F1"])


def test_a_03_that_the_city_police_can_own_the_figures_on_e_id(hanoi: City) -> None:
    assert hanoi.programme.units["ca-tp"].parent == "hn"
    figure = hanoi.scenario().quantity("eid.accounts_activated")
    assert figure.base == pytest.approx(4.2e6, rel=0.01)
    assert "S-06" in figure.source
    hanoi.rewrite("C33", "owner: null", "owner: ca-tp")
    assert is_ready(hanoi.programme.tasks["C33"])


def test_a_04_that_the_citys_department_of_information_operates_the_data_centre(
    hanoi: City,
) -> None:
    department = hanoi.programme.units["so-tttt"]
    assert (department.kind, department.parent) == ("department", "hn")
    assert department.it_unit
    assert hanoi.programme.tasks["M16"].owner == "so-tttt"
    services = hanoi.scenario().services
    assert {"document-axis", "tax-filing"} <= set(services)


def test_a_05_that_the_ministry_of_information_sets_the_standard_and_the_twenty_tasks(
    hanoi: City, voices: dict[str, Any]
) -> None:
    assert hanoi.programme.units["bo-tttt"].kind == "external"
    assert voices["ministry-2023-07"]["speaker"] == "ministry"
    twenty = tasks_of(hanoi.programme, group="ministry-20").values()
    assert {task.from_decision for task in twenty} == {"ministry-2023-07-17"}
    decision = hanoi.programme.decisions["ministry-2023-07-17"]
    assert decision.by.en == "Deputy Minister of Information and Communications"


def test_a_06_that_the_ministry_of_public_security_is_where_difficulties_are_taken(
    hanoi: City,
) -> None:
    assert hanoi.programme.units["bo-ca"].kind == "external"
    taken = [d for d in hanoi.programme.difficulties.values() if d.escalated_to == "bo-ca"]
    assert len(taken) == 21
    assert {d.programme for d in taken} == {"DA06"}
    assert hanoi.scenario().platform.tiers["popdb"].hosted == "external"


def test_a_07_that_government_and_ministries_are_remote_peers(hanoi: City) -> None:
    assert hanoi.programme.units["chinh-phu"].kind == "external"
    scenario = hanoi.scenario()
    remote = {name for name, one in scenario.platform.tiers.items() if one.role == "remote"}
    assert "popdb" in remote
    assert all(scenario.platform.tiers[name].hosted == "external" for name in remote)
    assert scenario.services["document-axis"].hosted == "external"


def test_a_08_that_the_tree_holds_departments_30_districts_and_579_communes(hanoi: City) -> None:
    units = hanoi.programme.units
    assert count_of(units, {"district"}) == 30
    assert count_of(units, {"commune", "commune_group"}) == 579
    below = units_below(units, "hn")
    assert {"so-nganh", "communes", "ba-dinh", "ung-hoa"} <= set(below)
    chairs = [u for u in units.values() if u.kind == "district" and u.leads and u.head is not None]
    assert len(chairs) == 30
    assert hanoi.programme.tasks["C31"].owner == "so-nganh"


def test_a_09_that_officials_heads_and_it_staff_are_told_apart(
    hanoi: City, today: dict[int, Any]
) -> None:
    assert hanoi.scenario().quantity("population.staff_with_signature").base == 12_188
    assert hanoi.scenario().populations["officials"].users == "officials"
    assert class_of(today[2023], "staff-page")["users"] == "officials"
    units = hanoi.programme.units
    assert [name for name, unit in units.items() if unit.it_unit] == ["so-tttt"]
    assert "so-tttt" not in leading_units(hanoi.programme)


def test_a_10_that_citizens_and_firms_are_classes_of_users(
    hanoi: City, today: dict[int, Any]
) -> None:
    users = {one["id"]: one["users"] for one in today[2023]["existing"]["classes"]}
    assert (users["page"], users["firm-page"]) == ("citizens", "firms")
    assert rates(today[2023])["page"] > rates(today[2023])["firm-page"] > 0
    assert hanoi.scenario().quantity("population.residents").base == 8_587_141


def test_a_11_that_visitors_from_abroad_use_services_without_a_national_e_id(
    hanoi: City,
) -> None:
    able = hanoi.scenario().populations["visitors"].able_online
    assert able is None or able.base == 0
    closed = hanoi.demand().design.arrival_rates
    welcome = hanoi.demand(hanoi.supposing({"services.visitor-services.enabled": True}))
    assert welcome.design.arrival_rates["page"] > closed["page"]
    for signed_in in ("sso", "filing"):
        assert welcome.design.arrival_rates[signed_in] == closed[signed_in]


def test_a_12_that_33000_delegates_are_users_of_the_video_service(hanoi: City) -> None:
    delegates = hanoi.scenario().quantity("population.city_delegates_vc")
    assert delegates.base == 33_000
    assert delegates.source == ("S-03",)
    service = hanoi.scenario().services["all-commune-conference"]
    assert service.kind == "conference"
    assert service.population == "delegates"
