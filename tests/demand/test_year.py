"""A year of demand: totals hold, switches act, and the worked figures come out."""

from __future__ import annotations

import math
import time
from datetime import date

import numpy as np
import pytest

from assessor.demand import (
    days_of,
    demand_for_year,
    explain_class,
    explain_reference_load,
    ranked_portfolio,
    security_shares,
    with_first_chosen,
)
from assessor.demand.shapes import year_factors
from assessor.errors import ScenarioError
from assessor.scenario import apply_option, resolve, with_values

SECONDS = 3600.0


@pytest.mark.parametrize("year", [2023, 2024, 2025])
@pytest.mark.parametrize("profile", ["office", "citizen", "flat", "tax-deadline"])
def test_that_a_profile_moves_work_and_loses_none(hanoi, profile, year):
    factors = year_factors(hanoi.profiles[profile], days_of(year, hanoi.calendar))
    assert factors.mean() == pytest.approx(1.0, abs=1e-12)
    assert factors.min() >= 0


def test_that_the_years_dossiers_are_those_of_the_input(hanoi):
    opened = demand_for_year(hanoi, 2025).open
    counts = [opened[n].transactions.sum() * SECONDS for n in ("online-dossiers", "firm-dossiers")]
    assert sum(counts) == pytest.approx(3_060_000 * 1.02**2)
    assert counts[1] / sum(counts) == pytest.approx(0.05)


def test_that_a_day_after_tet_is_the_stated_times_the_mean_day(hanoi):
    days = days_of(2024, hanoi.calendar)
    factors = year_factors(hanoi.profiles["citizen"], days).reshape(-1, 24).mean(axis=1)
    assert factors[days.index_of(date(2024, 2, 15))] == pytest.approx(1.6)
    assert factors[days.index_of(date(2024, 2, 12))] == pytest.approx(0.4)


def test_that_the_days_before_a_deadline_hold_the_stated_share(hanoi):
    days = days_of(2024, hanoi.calendar)
    factors = year_factors(hanoi.profiles["tax-deadline"], days).reshape(-1, 24).mean(axis=1)
    june = factors[days.index_of(date(2024, 6, 1)) : days.index_of(date(2024, 7, 1))]
    assert june[16:20].sum() / june.sum() == pytest.approx(0.30)


def test_that_the_funnel_multiplies_as_written(hanoi):
    scenario = with_values(
        hanoi, {"policies.zero-fee.enabled": False, "inputs.procedures.fee_bearing_share": 0.0}
    )
    load = demand_for_year(scenario, 2024).open["online-dossiers"]
    hour = 5000
    share = load.online_share[hour // 24]
    visits = load.transactions[hour] * (2.0 + share * 5.0)
    assert load.visits[hour] == pytest.approx(visits)
    assert load.requests["page"][hour] == pytest.approx(visits * 5.6 * 8)
    assert load.requests["static"][hour] == pytest.approx(visits * 5.6 * 60 * 0.15)
    assert load.requests["upload"][hour] == pytest.approx(load.transactions[hour] * share * 5)


def test_that_the_reference_figures_come_out_of_the_inputs(hanoi):
    value = {n: explain_reference_load(hanoi, n).value for n in hanoi.reference_loads}
    assert value["officer_systems_peak_dynamic_rps"] == pytest.approx(542, abs=0.5)
    # 46,000 visits are of a working day, the peak factor is against the calendar day
    assert value["citizen_portal_peak_dynamic_rps"] == pytest.approx(100.18 / 1.114, abs=0.1)
    assert value["citizen_portal_peak_dynamic_rps_as_printed"] == pytest.approx(100, abs=0.5)
    assert value["citizen_portal_sessions_per_s"] == pytest.approx(2.01, abs=5e-3)
    assert value["citizen_portal_sessions_per_s_from_year"] == pytest.approx(1.43, abs=5e-3)
    assert value["lgsp_peak_tps"] == pytest.approx(4.55, abs=5e-3)
    assert value["online_dossiers_peak_per_s"] == pytest.approx(0.379 / 1.114, abs=1e-3)
    assert value["storage_tb_per_year_one_copy"] == pytest.approx(8.3, abs=0.05)
    assert value["vc_egress_gbps_rooms"] == pytest.approx(1.22)
    assert value["vc_egress_gbps_33000_individual"] == pytest.approx(39.6)
    assert math.ceil(value["vc_media_cores_individual"]) == 117
    assert value["eid_activated_share"] == pytest.approx(0.678, abs=5e-4)
    assert value["difficulties_resolved_share"] == pytest.approx(0.677, abs=5e-4)
    for name, load in hanoi.reference_loads.items():
        if load.expected is not None:
            assert load.expected.lowest <= value[name] <= load.expected.highest


def test_that_thirty_thousand_users_make_1333_requests_a_second(hanoi):
    scenario = with_values(hanoi, {"populations.officials.size": 30_000})
    rate = demand_for_year(scenario, 2024).closed["officer-systems"].requests["staff-page"]
    assert rate.max() == pytest.approx(30_000 * 0.25 / 45 * 8)


def test_that_the_terms_of_an_explanation_multiply_to_the_figure(hanoi):
    for request_class in ("page", "firm-page", "filing", "staff-page", "sso"):
        found = explain_class(hanoi, request_class, 2026)
        assert math.prod(term.value for term in found.terms) == pytest.approx(found.value)


def test_that_payments_come_back_after_the_zero_fee_without_a_jump_in_adoption(hanoi):
    before, after = demand_for_year(hanoi, 2025), demand_for_year(hanoi, 2026)
    paid = before.arrival_rates["payment"].reshape(-1, 24).sum(axis=1)
    assert paid[-1] == 0
    assert after.arrival_rates["payment"].reshape(-1, 24).sum(axis=1)[1] > 0
    shares = [
        year.open["online-dossiers"].fee_bearing_online_share[i]
        for year, i in ((before, -1), (after, 0), (after, 1))
    ]
    assert np.abs(np.diff(shares)).max() < 0.002


def test_that_the_zero_fee_changes_visits_payments_and_revenue(hanoi):
    on = demand_for_year(hanoi, 2024)
    off = demand_for_year(with_values(hanoi, {"policies.zero-fee.enabled": False}), 2024)
    service = "online-dossiers"
    assert on.open[service].visits.sum() > off.open[service].visits.sum()
    assert on.arrival_rates["payment"].sum() == 0 < off.arrival_rates["payment"].sum()
    assert (on.fees_forgone, off.fees_forgone) == (36.5e9, 0.0)


def test_that_simpler_procedures_lower_load_and_raise_look_ups(hanoi):
    changed = with_values(hanoi, {"policies.simplify.enabled": True})
    plain, simple = demand_for_year(hanoi, 2025), demand_for_year(changed, 2025)
    ratio = simple.open["online-dossiers"].transactions / plain.open["online-dossiers"].transactions
    np.testing.assert_allclose(ratio, 0.9)
    held = {name: load.held for name, load in simple.storage.items()}
    assert held["dossier-archive"] < plain.storage["dossier-archive"].held
    assert simple.design.remote_calls_factors["filing"] == pytest.approx(1.3)


def test_that_proactive_service_flattens_the_peak_and_keeps_the_work(hanoi):
    changed = with_values(hanoi, {"policies.proactive.enabled": True})
    plain = demand_for_year(hanoi, 2025).open["online-dossiers"].transactions
    flat = demand_for_year(changed, 2025).open["online-dossiers"].transactions
    assert flat.max() < plain.max()
    assert flat.sum() == pytest.approx(plain.sum())


def test_that_more_activated_accounts_make_more_sign_ins(hanoi):
    more = with_values(hanoi, {"eid.accounts_activated": 6_220_000})
    rates = [demand_for_year(s, 2024).arrival_rates["sso"].sum() for s in (hanoi, more)]
    assert rates[1] / rates[0] == pytest.approx(6.22 / 4.22)


def test_that_a_service_hosted_elsewhere_sends_no_pages_to_the_city(hanoi):
    assert demand_for_year(hanoi, 2024).arrival_rates["tax-page"].max() == 0
    here = with_values(hanoi, {"services.tax-filing.hosted": "city"})
    assert demand_for_year(here, 2024).arrival_rates["tax-page"].max() > 0


def test_that_years_beyond_the_stage_say_so(hanoi):
    flags = [demand_for_year(hanoi, year).extrapolated for year in (2025, 2026)]
    assert flags == [False, True]


def test_that_the_design_hour_is_the_busiest_and_the_factor_counts_once(hanoi):
    demand = demand_for_year(hanoi, 2024)
    design = demand.design
    for name, rate in design.hourly_rates.items():
        assert rate == demand.arrival_rates[name][design.index]
        assert design.arrival_rates[name] == pytest.approx(rate * 1.3)
    assert design.day.year == 2024
    assert design.index == days_of(2024, hanoi.calendar).index_of(design.day) * 24 + design.hour


@pytest.mark.parametrize(("basis", "quantile"), [("hour_quantile", 0.99), ("mean_busy_hour", None)])
def test_that_a_milder_rule_never_asks_for_more(hanoi, basis, quantile):
    changes = {"promises.design.basis": basis}
    if quantile:
        changes["promises.design.quantile"] = quantile
    peak, mild = demand_for_year(hanoi, 2024), demand_for_year(with_values(hanoi, changes), 2024)
    assert sum(mild.design.work.values()) <= sum(peak.design.work.values())


def test_that_closed_users_are_never_more_than_there_are(hanoi):
    changed = with_values(hanoi, {"documents.officer_concurrency_busy_hour": 0.95})
    demand = demand_for_year(changed, 2024)
    assert demand.design.active_users["officer-systems"] == 15_000


def test_that_conference_rates_follow_sites_or_individuals(hanoi):
    rooms = demand_for_year(hanoi, 2023).conference["all-commune-conference"]
    assert rooms.bit_rate == pytest.approx(1220)
    single = with_values(hanoi, {"services.all-commune-conference.mode": "individuals"})
    alone = demand_for_year(single, 2023).conference["all-commune-conference"]
    assert alone.bit_rate == pytest.approx(39_600)
    assert math.ceil(alone.media_cores) == 117


def test_that_storage_grows_until_retention_ends(hanoi):
    scenario = with_values(hanoi, {"services.dossier-archive.retention_years": 2})
    years = [demand_for_year(scenario, year) for year in range(2023, 2027)]
    loads = [year.storage["dossier-archive"] for year in years]
    held, added = [load.held for load in loads[:2]], [load.added for load in loads]
    assert held == pytest.approx([added[0], added[0] + added[1]])
    assert loads[-1].held == pytest.approx(added[2] + added[3])
    assert loads[-1].occupied == pytest.approx(3 * loads[-1].held)


def test_that_items_of_earlier_years_count_like_items_of_their_own_year(hanoi):
    scenario = with_values(
        hanoi, {"policies.proactive.enabled": True, "policies.simplify.enabled": True}
    )
    loads = [demand_for_year(scenario, y).storage["dossier-archive"] for y in range(2023, 2028)]
    assert loads[-1].held == pytest.approx(sum(load.added for load in loads))


def test_that_the_tax_of_security_is_a_share_of_each_tiers_work(hanoi):
    shares = security_shares(hanoi, demand_for_year(hanoi, 2024))
    assert shares["web"] == pytest.approx(0.3)
    assert shares["db"] == pytest.approx(1 - 0.95 * 0.96)


def test_that_a_world_moves_the_demand_it_draws(hanoi):
    world = resolve(hanoi, {"inputs.traffic_funnel.dynamic_requests_per_page": 16.0})
    base, drawn = demand_for_year(hanoi, 2024), demand_for_year(world, 2024)
    assert drawn.arrival_rates["page"].sum() == pytest.approx(2 * base.arrival_rates["page"].sum())


def test_that_priorities_go_by_time_saved_for_capacity(hanoi):
    ranked = ranked_portfolio(hanoi)
    assert [c.benefit for c in ranked] == sorted((c.benefit for c in ranked), reverse=True)
    assert len(ranked) == len(hanoi.portfolio)


def test_that_a_corrected_figure_says_why_and_shows_the_other_answers(hanoi):
    found = explain_reference_load(hanoi, "citizen_portal_sessions_per_s")
    assert found.reason is not None
    beside = {term.name: term.value for term in found.beside}
    assert beside["published"] == 2.24
    assert beside["citizen_portal_sessions_per_s_from_year"] == pytest.approx(1.43, abs=5e-3)
    (hour,) = [name for name in beside if name.startswith("design_hour_visits:")]
    design = demand_for_year(hanoi, 2023).design
    visits = design.visits["online-dossiers"] + design.visits["firm-dossiers"]
    assert beside[hour] == pytest.approx(visits / 1.3)  # the hour's mean, not its worst minutes
    exchange = explain_reference_load(hanoi, "lgsp_peak_tps").beside[-1]
    assert exchange.name.startswith("design_hour_rate:")
    assert exchange.value == pytest.approx(design.hourly_rates["exchange"])


def test_that_a_peak_factor_of_another_base_is_refused(hanoi):
    without = [
        term
        for term in hanoi.origin.written.data["reference_loads"]["citizen_portal_sessions_per_s"][
            "terms"
        ]
        if term["name"] != "working_day_index"
    ]
    with pytest.raises(ScenarioError) as refused:
        with_values(hanoi, {"reference_loads.citizen_portal_sessions_per_s.terms": without})
    assert {p.code for p in refused.value.problems if p.severity == "error"} == {"peak_base"}


def test_that_choosing_a_procedure_moves_its_own_dossiers_online_sooner(hanoi):
    ranked = ranked_portfolio(hanoi)
    before, after = (
        demand_for_year(scenario, 2024)
        for scenario in (hanoi, with_first_chosen(hanoi, len(ranked)))
    )
    name = "online-dossiers"
    assert (after.open[name].online_share >= before.open[name].online_share).all()
    np.testing.assert_allclose(after.open[name].transactions, before.open[name].transactions)


def test_that_a_chosen_procedure_follows_its_own_curve(hanoi):
    # without the zero fee, s∞ − (s∞ − s) e^(−t/τ) by hand, from the share of the day it starts
    fees = with_values(hanoi, {"policies.zero-fee.enabled": False})
    chosen = with_values(fees, {"portfolio.school-enrolment.chosen": True})
    before, after = (demand_for_year(s, 2024).open["online-dossiers"] for s in (fees, chosen))
    months = 365.25 / 12
    start, day = date(2023, 7, 1), date(2024, 1, 1)
    reached = 0.95 - 0.65 * math.exp(-(hanoi.as_of - start).days / months / 14)
    plain = 0.95 - 0.65 * math.exp(-(day - start).days / months / 14)
    quick = 0.95 - (0.95 - reached) * math.exp(-(day - hanoi.as_of).days / months / (14 * 0.34))
    weight = 811_300 / (3_060_000 * 0.95)
    gained = after.online_share[0] - before.online_share[0]
    assert gained == pytest.approx(weight * (quick - plain), rel=1e-9)


def test_that_the_ranking_is_followed_for_as_many_as_asked(hanoi):
    ids = [one.id for one in ranked_portfolio(hanoi)]
    two = with_first_chosen(hanoi, 2)
    assert [one.id for one in ranked_portfolio(two) if one.chosen] == ids[:2]
    with pytest.raises(ValueError, match="count must lie in 0"):
        with_first_chosen(hanoi, len(ids) + 1)


def test_that_candidates_may_not_outgrow_their_service(hanoi):
    with pytest.raises(ScenarioError) as refused:
        with_values(hanoi, {"portfolio.school-enrolment.transactions_per_year": 3_000_000})
    errors = [p.code for p in refused.value.problems if p.severity == "error"]
    assert errors == ["portfolio_too_large"]


def test_that_data_exchange_grows_towards_the_maturity_of_estonia(hanoi):
    upper = apply_option(hanoi, "estonia-maturity")
    rate = {
        year: demand_for_year(upper, year).machine["data-exchange"].requests["exchange"].mean()
        for year in (2023, 2028, 2080)
    }
    assert rate[2023] == pytest.approx(131_000 / 86_400)
    # far below the limit the curve is exponential: e-fold in 39.6 months
    months = (date(2028, 7, 2) - hanoi.as_of).days / (365.25 / 12)
    assert rate[2028] / rate[2023] == pytest.approx(math.exp(months / 39.6), rel=0.01)
    assert rate[2080] == pytest.approx(133e6 / 86_400, rel=1e-3)


@pytest.mark.benchmark
def test_that_a_year_takes_less_than_fifty_milliseconds(hanoi):
    demand_for_year(hanoi, 2025)
    start = time.perf_counter()
    demand_for_year(hanoi, 2025)
    assert time.perf_counter() - start < 0.05
