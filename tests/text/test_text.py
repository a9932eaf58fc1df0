"""Words, numbers and problems in both languages."""

from __future__ import annotations

import math
import string
import threading
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.errors import Problem
from assessor.text import (
    LocalizedText,
    fold,
    format_bytes,
    format_date,
    format_duration,
    format_money,
    format_number,
    format_percent,
    gettext,
    language,
    parse_number,
    render,
    set_language,
    spreadsheet_safe,
    using_language,
)
from assessor.text.gathering import vietnamese, words_in_code
from assessor.text.rendering import messages


def placeholders(text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        # words of a parser about a lone brace are shown as they are and never formatted
        return set()


def test_that_every_word_of_the_code_has_a_vietnamese_one() -> None:
    catalogue = vietnamese()
    known = {str(m.id): m.string for m in catalogue if m.id}
    missing = [str(m.id) for m in words_in_code() if m.id and not known.get(str(m.id))]
    assert missing == []


def test_that_translations_keep_the_placeholders() -> None:
    for message in vietnamese():
        if not message.id or not message.string:
            continue
        sources = [message.id] if isinstance(message.id, str) else list(message.id)
        strings = [message.string] if isinstance(message.string, str) else list(message.string)
        for translated in strings:
            known = set[str]().union(*(placeholders(source) for source in sources))
            assert placeholders(translated) <= known, sources[0]


def test_that_the_compiled_catalogue_is_the_written_one() -> None:
    with using_language("vi"):
        for message in vietnamese():
            if isinstance(message.id, str) and message.id:
                assert gettext(message.id) == message.string


def test_that_every_problem_code_has_words_whose_values_are_names() -> None:
    for code, (what, remedy) in messages().items():
        assert what, code
        assert all(name.isidentifier() for name in placeholders(what) | placeholders(remedy))


def test_that_a_problem_reads_place_what_and_remedy() -> None:
    problem = Problem("unknown_key_suggest", {"key": "a", "suggestion": "b"}, "x.yaml", 3, 5)
    assert render(problem) == "x.yaml:3:5: unknown key 'a' — did you mean 'b'?"
    assert render(Problem("unknown_key", {})) == "unknown key '…' — remove it"


def test_that_numbers_are_written_as_each_reader_does() -> None:
    set_language("vi")
    assert format_number(1234567.891, 2) == "1.234.567,89"
    assert format_percent(0.678) == "67,8 %"
    assert parse_number("1.234,5") == 1234.5
    assert format_money(36.5e9) == "36,5 tỷ đồng"
    set_language("en")
    assert format_number(1234567.891, 2) == "1,234,567.89"
    assert format_money(2.5e6) == "2.5 million VND"
    assert format_money(12) == "12 VND"
    assert format_date(date(2023, 7, 17)) == "17/07/2023"
    assert format_bytes(2048) == "2 TiB"
    assert format_bytes(3) == "3 GiB"


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0.035, "35 ms"), (2.5, "2.5 s"), (600, "10 min"), (7200, "2 h"), (864000, "10 days")],
)
def test_that_durations_come_in_the_unit_that_reads_best(seconds: float, shown: str) -> None:
    assert format_duration(seconds) == shown


def test_that_the_unknown_and_the_infinite_are_not_numbers() -> None:
    formats = (format_number, format_percent, format_money, format_duration, format_bytes)
    assert {f(None) for f in formats} | {f(math.nan) for f in formats} == {"—"}
    assert format_date(None) == "—"
    assert format_number(math.inf) == format_duration(math.inf) == "∞"
    assert format_number(1.2e303) == "1.2E303"
    assert format_number(-math.inf) == "−∞"
    with pytest.raises(ValueError, match="not a number"):
        parse_number("abc")


def test_that_search_does_not_mind_accents() -> None:
    assert fold("Đường truyền SỐ LIỆU") == "duong truyen so lieu"


@given(st.sampled_from("=+-@\t\r"), st.text(alphabet="abc(|'", min_size=1))
def test_that_cells_that_a_spreadsheet_would_run_become_text(lead: str, rest: str) -> None:
    assert spreadsheet_safe(lead + rest).startswith("'")


def test_that_plain_words_and_numbers_are_left_alone() -> None:
    assert [spreadsheet_safe(t) for t in ("abc", "-3.5", "")] == ["abc", "-3.5", ""]


def test_that_the_language_chosen_holds_in_every_thread() -> None:
    set_language("vi")
    seen: list[str] = []
    thread = threading.Thread(target=lambda: seen.append(language()))
    thread.start()
    thread.join()
    assert seen == ["vi"]
    with using_language("en"):
        assert LocalizedText(vi="một", en="one").here() == "one"
    assert str(LocalizedText(vi="một", en="one")) == "một"
    with pytest.raises(ValueError, match="language"):
        set_language("fr")
