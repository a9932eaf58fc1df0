"""What a roadmap says in words: codes with parameters, in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assessor.planning.words import Number, Words
from assessor.roadmap.result import Reason
from assessor.text import N_, LocalizedText, language, using_language
from assessor.text.language import LANGUAGES, gettext

_TEMPLATES: dict[str, str] = {
    # why not chosen
    "closes_nothing": N_("it closes no open criterion"),
    "already_met": N_("every criterion it closes is met, does not apply, or carries no weight"),
    "gains_nothing": N_(
        "the criteria it closes carry no weight and no level asks for them: their text is not "
        "verified"
    ),
    "no_time": N_(
        "it takes {quarters} quarters after what it requires and cannot be finished in time"
    ),
    "excluded": N_("it rules out {by}, which is chosen"),
    "covered": N_("what it closes is closed by {by}"),
    "requires": N_("it requires {action}, which is not chosen"),
    "budget": N_("{vnd} more would be needed in {budget} in {year} ({total_vnd} altogether)"),
    "staff": N_("its {person_days} person-days exceed the staff at hand"),
    "money_and_staff": N_("there is no quarter with both the money and the staff"),
    "within_gap": N_("it would still fit; the search stopped within its stated gap"),
    "option_without_effect": N_("evaluated with it in place, the fleet meets no further criterion"),
    "not_evaluated": N_("what it changes can only be told by evaluating the fleet again"),
    # the next level
    "level_unreachable": N_(
        "no work finishes these criteria within the horizon, {quarter} is the earliest: {rows}"
    ),
    "level_without_work": N_("no work is known that closes these criteria: {rows}"),
    "level_not_by_money": N_("no amount of money reaches the next level within the horizon"),
    "level_not_proved": N_("the search for the least extra budget was stopped by the clock"),
    "level_with_money": N_("{vnd} more would reach the next level"),
    "level_at_no_cost": N_("the next level is within the budgets, at the price of the score"),
    # assumptions
    "projected": N_(
        "a finished piece of work only proposes an answer: the score after it is projected, "
        "evidence must confirm it"
    ),
    "costs": N_("costs and durations are planning assumptions without quotations ({costs} values)"),
    "home_line": N_("work that names no funding line is paid by {line}"),
    "no_budgets": N_("the scenario states no budgets: money is not a limit here"),
    "running_costs": N_(
        "running costs count from the quarter after the work and are always recurrent money"
    ),
    "mixed_money": N_(
        "mixed work is capital where its procedure is an investment project, else recurrent"
    ),
    "paid_evenly": N_("the first cost is paid evenly over the quarters of the work"),
    "overlaps": N_(
        "work that overlaps is paid once: the whole of the cheaper piece is taken as common "
        "({n} groups)"
    ),
    "procedure_time": N_(
        "no work is shorter than its procurement procedure, at {days} working days a month"
    ),
    "in_place": N_("required work whose criteria are all met is taken as in place ({n} pieces)"),
    "not_linear": N_(
        "the plan was chosen with fixed weights, which foresaw a score of {foreseen}; scored by "
        "the rules it is {score}"
    ),
    "options_unevaluated": N_(
        "capacity options were not evaluated: their effect on derived criteria is left out"
    ),
    "after_required": N_("work starts, procurement included, when what it requires is finished"),
}


@dataclass(frozen=True)
class Name:
    """An id with the title that people know it by."""

    id: str
    title: LocalizedText | None = None

    def here(self) -> str:
        """Title and id in the current language."""
        if self.title is None:
            return self.id
        shown = self.title.vi if language() == "vi" else self.title.en
        return f"{shown} ({self.id})"


def worded(code: str, /, **params: Any) -> Words:
    """A sentence by its code, in both languages."""
    said = {}
    for spoken in LANGUAGES:
        with using_language(spoken):
            shown = {name: _shown(value) for name, value in params.items()}
            said[spoken] = gettext(_TEMPLATES[code]).format(**shown)
    return Words(code, {name: _bare(value) for name, value in params.items()}, **said)


def reason_in_words(reason: Reason, names: dict[str, Name]) -> Words:
    """Why something is not chosen, with titles in the place of ids."""
    params: dict[str, Any] = {}
    for key, value in reason.params.items():
        if key in {"vnd", "total_vnd"}:
            params[key] = money(float(str(value)))
        elif isinstance(value, list):
            params[key] = [names.get(str(item), Name(str(item))) for item in value]
        elif isinstance(value, str):
            params[key] = names.get(value, Name(value))
        else:
            params[key] = value
    return worded(reason.code, **params)


def money(vnd: float) -> Number:
    """An amount, written as each language does."""
    return Number(vnd, "money")


def fraction(value: float) -> Number:
    """A share, written as each language does."""
    return Number(value, "percent", 1)


def _shown(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return ", ".join(str(_shown(item)) for item in value)
    return value.here() if isinstance(value, Number | Name) else value


def _bare(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_bare(item) for item in value]
    if isinstance(value, Name):
        return value.id
    return value.value if isinstance(value, Number) else value
