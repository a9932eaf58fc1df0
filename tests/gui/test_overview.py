from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from assessor.api import Roadmap
from gui.bars import ScoreBar
from gui.why import WhyButton, WhyDialog
from gui.window import MainWindow


def painted(widget: QWidget) -> list[str]:
    for _ in range(3):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return [one.text() for one in widget.findChildren(QLabel)]


def test_that_there_is_one_verdict_per_basis_and_never_red_for_the_unknown(
    window: MainWindow,
) -> None:
    overview = window.page("overview")
    words = painted(overview.standing)  # type: ignore[attr-defined]  # the overview's card
    assert words.count("✗ not met") == 5
    assert "? undetermined" in words
    bars = overview.findChildren(ScoreBar)
    assert any("score —" in bar.accessibleName() for bar in bars)


def test_that_the_three_voices_stand_side_by_side(window: MainWindow) -> None:
    words = painted(window.page("overview").voices)  # type: ignore[attr-defined]  # the overview's card
    for head in ("The Ministry said", "The City says", "The evidence says"):
        assert head in words
    assert any("has not met the standard" in text for text in words)
    assert any(text.startswith("17/07/2023") for text in words)


def test_that_capacity_says_so_before_anything_is_computed(window: MainWindow) -> None:
    words = painted(window.page("overview").capacity)  # type: ignore[attr-defined]  # the overview's card
    assert any(text.startswith("Not computed yet") for text in words)
    assert "? not judged" in words
    assert "✓ kept" not in words


def test_that_existing_and_planned_are_judged_side_by_side(studied: MainWindow) -> None:
    words = painted(studied.page("overview").capacity)  # type: ignore[attr-defined]  # the overview's card
    year = studied.session.study.plan.years[0]  # type: ignore[union-attr]  # there is one
    broken = year.existing.promises_met is False
    assert words.count("✗ broken" if broken else "✓ kept") == 2
    for tier in year.existing.tiers:
        mark = "✓" if tier.promise_met else "✗"
        assert words.count(f"{tier.servers} {mark}") >= 2


def test_that_an_edit_makes_the_study_stale_and_undo_does_not_hide_that(
    studied: MainWindow,
) -> None:
    state = studied.findChild(QLabel, "study_state")
    assert state is not None
    assert "up to date" in state.text()
    session = studied.session
    name = studied.criteria.model.order()[0]
    session.set_answer(name, session.answer_of(name).model_copy(update={"value": False}))
    assert "STALE" in state.text()


def test_that_a_blocking_link_leads_to_those_rows_and_no_others(
    window: MainWindow, qtbot: QtBot
) -> None:
    overview = window.page("overview")
    painted(overview)
    links = [
        one
        for one in overview.findChildren(QToolButton)
        if "TT" not in one.text() and one.text().endswith("rows ›")
    ]
    card = window.session.scorecard
    assert card is not None
    links[1].click()
    first_basis = next(iter(card.bases.values()))
    assert links[1].text() == f"{len(first_basis.blocking)} rows ›"
    assert window.criteria.isVisible()
    assert window.criteria.filter.chosen == "blocking"
    assert window.criteria.detail.criterion in first_basis.blocking


def test_that_why_shows_formula_terms_and_units(window: MainWindow, qtbot: QtBot) -> None:
    overview = window.page("overview")
    painted(overview)
    overview.findChildren(WhyButton)[0].click()
    dialog = window.findChild(WhyDialog, "why")
    assert isinstance(dialog, WhyDialog)
    words = [one.text() for one in dialog.findChildren(QLabel)]
    assert any(text.startswith("Formula:") for text in words)
    card = window.session.scorecard
    assert card is not None
    assert any("%" in text for text in words)
    dialog.close()


def test_that_why_of_a_tier_names_inputs_with_their_sources(studied: MainWindow) -> None:
    explanation = studied.session.explain_plan("app", 2023)
    assert explanation.formula
    assert any(term.kind == "assumption" for term in explanation.terms)
    assert explanation.sources


def test_that_the_plan_page_holds_chart_and_tables_of_the_same_numbers(
    studied: MainWindow,
) -> None:
    studied.show_page("plan")
    page = studied.page("plan")
    painted(page)
    year = studied.session.study.plan.years[0]  # type: ignore[union-attr]  # there is one
    tiers = page._tiers.rows  # type: ignore[attr-defined]  # the table of servers
    assert tiers.rowCount() == len(year.existing.tiers)
    promises = page._promises.rows  # type: ignore[attr-defined]  # the table of promises
    assert promises.rowCount() == sum(len(one.promises) for one in year.existing.classes)
    axes = page._chart.figure.axes  # type: ignore[attr-defined]  # matplotlib's
    assert len(axes) == len(year.existing.tiers)


def test_that_what_to_do_first_is_named_in_full_with_when_and_for_how_much(
    studied: MainWindow, order_of_work: Roadmap
) -> None:
    words = painted(studied.page("overview").first)  # type: ignore[attr-defined]  # the overview's card
    first = min(order_of_work.chosen, key=lambda one: (one.start, one.finish, one.id))
    assert first.title is not None
    assert any(f"1. {first.title.here()}" in text for text in words)
    assert any(text.startswith("Q3/2023 · ") and "criteria closed" in text for text in words)


def test_that_no_name_of_a_basis_is_cut_off(window: MainWindow) -> None:
    card = window.page("overview").standing  # type: ignore[attr-defined]  # the overview's card
    words = painted(card)
    assessed = window.session.assessed
    assert assessed is not None
    for included in assessed.catalogue.includes.values():
        assert included.title.here() in words
    for shown in card.findChildren(QLabel):
        if shown.wordWrap() and shown.isVisible():
            assert shown.height() >= shown.heightForWidth(shown.width()), shown.text()


def test_that_why_of_a_years_totals_opens_from_the_plan(studied: MainWindow) -> None:
    studied.show_page("plan")
    page = studied.page("plan")
    painted(page)
    page._tabs.setCurrentWidget(page._totals)  # type: ignore[attr-defined]  # the table of totals
    why = page.findChild(QPushButton, "plan_why")
    assert isinstance(why, QPushButton)
    assert why.isEnabled()
    why.click()
    dialog = studied.findChild(WhyDialog, "why")
    assert isinstance(dialog, WhyDialog)
    assert any("rent" in one.text() for one in dialog.findChildren(QLabel))


def test_that_the_totals_of_a_year_are_explained(studied: MainWindow) -> None:
    explanation = studied.session.explain_totals(2023)
    totals = studied.session.study.plan.years[0].totals  # type: ignore[union-attr]  # there is one
    assert totals is not None
    assert explanation.value == totals.cost_vnd
    assert explanation.formula
