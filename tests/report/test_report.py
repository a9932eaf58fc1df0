"""The report: whole, safe, in both languages, the same bytes for the same study."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from assessor.api import (
    InputError,
    Study,
    new_project,
    open_project,
    run,
    using_language,
    write_report,
)
from assessor.documents import edit
from assessor.errors import ProgrammeError
from assessor.report.sections.programme import half_year_words


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    folder = tmp_path_factory.mktemp("report") / "hanoi"
    new_project(folder, "hanoi-2023")
    edit(
        folder / "scenario.yaml",
        {
            ("title", "en"): "<script>alert(1)</script> & co",
            ("horizon", "last_year"): 2024,
            ("horizon", "extrapolated_after"): 2023,
        },
    )
    return run(open_project(folder))


class Page(HTMLParser):
    """Ids, links and images of a page; unclosed tags are counted."""

    VOID = frozenset({"meta", "br", "img", "link", "use", "path", "rect", "line"})

    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        if found.get("id"):
            self.ids.add(str(found["id"]))
        if tag == "a":
            self.links.append(str(found.get("href")))


def test_that_the_report_reads_in_both_languages(study: Study, tmp_path: Path) -> None:
    texts = {}
    for code in ("vi", "en"):
        with using_language(code):
            texts[code] = write_report(study, tmp_path / f"{code}.html").read_text("utf-8")
    assert '<html lang="vi">' in texts["vi"]
    assert "Đang ở đâu?" in texts["vi"]
    assert "Where do we stand?" in texts["en"]
    assert "SAMPLE ANSWERS" in texts["en"]
    assert "chưa đạt" in texts["vi"]
    for text in texts.values():
        page = Page()
        page.feed(text)
        assert {"summary", "standing", "capacity", "order", "assumptions", "criteria"} <= page.ids
        assert all(link.startswith("#") and link[1:] in page.ids for link in page.links)


def test_that_nothing_of_a_document_is_run_by_a_browser(study: Study, tmp_path: Path) -> None:
    text = write_report(study, tmp_path / "r.html").read_text("utf-8")
    page = Page()
    page.feed(text)
    assert not {"script", "iframe", "object", "link"} & set(page.tags)
    assert "&lt;script&gt;alert(1)" in text
    assert not re.search(r'(?:src|href)="https?:', text)


def test_that_the_same_study_gives_the_same_bytes(study: Study, tmp_path: Path) -> None:
    first = write_report(study, tmp_path / "a.html").read_bytes()
    assert write_report(study, tmp_path / "b.html").read_bytes() == first


def test_that_every_row_of_the_main_assessment_is_in_the_appendix(
    study: Study, tmp_path: Path
) -> None:
    text = write_report(study, tmp_path / "r.html").read_text("utf-8")
    main = study.project.main
    assert main is not None
    assert all(f"{name} " in text for name in main.catalogue.criteria)


def test_that_an_unknown_format_names_those_that_there_are(study: Study, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        write_report(study, tmp_path / "r.odt")
    assert [p.code for p in caught.value.problems] == ["report_format"]


def test_that_people_read_numbers_of_law_names_and_days_not_ids(
    study: Study, tmp_path: Path
) -> None:
    with using_language("vi"):
        text = write_report(study, tmp_path / "vi.html").read_text(encoding="utf-8")
    assert "12/2022/TT-BTTTT, Phụ lục III" in text
    assert "TT-12-2022-TT-BTTTT" not in text
    assert "Trang nghiệp vụ (staff-page): " in text
    assert "<td>dx-capital" not in text
    assert not re.search(r">[^<]*\b20\d\d-\d\d-\d\dT\d\d:\d\d", text)


def test_that_a_project_without_work_says_so(tmp_path: Path) -> None:
    new_project(tmp_path / "p", "empty-province")
    edit(tmp_path / "p" / "scenario.yaml", {("horizon", "last_year"): 2026})
    with using_language("en"):
        text = write_report(run(open_project(tmp_path / "p")), tmp_path / "p.html").read_text(
            "utf8"
        )
    assert "no assessment yet" in text
    assert "no order of work" in text
    assert "the document that the Ministry meant" not in text
    assert "∞ %" not in text


def test_that_the_programme_is_told_with_ranks_and_what_is_not_at_hand(
    study: Study, tmp_path: Path
) -> None:
    with using_language("en"):
        text = write_report(study, tmp_path / "p.html", "programme").read_text("utf-8")
    page = Page()
    page.feed(text)
    assert {"programme", "ranks"} <= page.ids
    assert not {"standing", "capacity"} & page.ids
    assert "44/65 (67.7 %)" in text
    assert "0/20 (0 %)" in text
    assert "up 7" in text
    assert "10 or better: kept" in text
    assert "svg" in page.tags
    assert "Task 1 (text not at hand)" not in text  # counted, not listed as if it were known


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2023, 7, 17), "first half of 2023"),
        (date(2023, 6, 30), "first half of 2023"),
        (date(2023, 6, 29), "second half of 2022"),
        (date(2023, 12, 30), "first half of 2023"),
        (date(2023, 12, 31), "second half of 2023"),
    ],
)
def test_that_a_review_is_of_the_half_year_that_has_ended(on: date, words: str) -> None:
    with using_language("en"):
        assert half_year_words(on) == words


def test_that_a_report_on_a_programme_needs_one(study: Study, tmp_path: Path) -> None:
    bare = replace(study, project=replace(study.project, programme=None))
    with pytest.raises(ProgrammeError) as caught:
        write_report(bare, tmp_path / "p.html", "half-year")
    assert [p.code for p in caught.value.problems] == ["no_programme"]
    assert not (tmp_path / "p.html").exists()
    whole = write_report(bare, tmp_path / "all.html").read_text("utf-8")
    assert 'id="programme"' not in whole
