"""Why a number is what it is: its formula with the actual terms, and where each comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from assessor.assessment.model import Answer, Assessment
from assessor.catalogue.measures import (
    BooleanMeasure,
    ByLevelMeasure,
    ChoiceMeasure,
    DerivedMeasure,
    MaturityMeasure,
    Measure,
    NumericMeasure,
    RatioMeasure,
    Scalar,
    StepsMeasure,
)
from assessor.catalogue.model import Catalogue, Criterion
from assessor.catalogue.rules import Rules
from assessor.scoring.branches import Branch, Leaf
from assessor.scoring.prepared import prepare
from assessor.scoring.scorecard import CriterionScore, Scorecard
from assessor.scoring.selecting import weight_of_row
from assessor.text import N_, LocalizedText
from assessor.text import gettext as _

TermKind = Literal["answer", "threshold", "weight", "credit", "score", "quantity", "gate", "row"]

SCORE, LEVEL, VERDICT = "score", "level", "verdict"


@dataclass(frozen=True, slots=True)
class Term:
    """One input of an explained number."""

    name: str
    value: Scalar | None
    unit: str
    source: str | None
    kind: TermKind


@dataclass(frozen=True, slots=True)
class Explanation:
    """A number with its formula, its terms and its sources."""

    name: str
    value: Scalar | None
    unit: str
    terms: tuple[Term, ...]
    formula: str
    model: str
    sources: tuple[str, ...]


_OPERATIONS = {
    "weighted_mean": N_("Σ weight × score ⁄ Σ weight, over what applies"),
    "mean": N_("mean of the scores of what applies"),
    "sum": N_("Σ weight × score"),
    "deduct": N_("start − Σ weight × (1 − credit)"),
    "minimum": N_("lowest score of what applies"),
    "maximum": N_("highest score of what applies"),
    "geometric": N_("Π max(score, ε)^weight, weights adding to 1"),
    "all": N_("1 if every row is met, otherwise 0"),
    "level": N_("highest level up to which every row is met"),
}


def explain(
    card: Scorecard, name: str, *, catalogue: Catalogue, rules: Rules, assessment: Assessment
) -> Explanation:
    """The explanation of a criterion, a node, a gate, `score`, `level` or `verdict`.

    Raises
    ------
    KeyError
        The scorecard has nothing of that name.
    """
    model = _("rules '{rules}' of {catalogue}").format(rules=rules.id, catalogue=catalogue.id)
    if name in catalogue.criteria:
        return _of_criterion(card, name, catalogue, rules, assessment, model)
    if name in {LEVEL, VERDICT}:
        return _of_ladder(card, name, model)
    gate = next((gate for gate in card.gates if gate.id == name), None)
    if gate is not None:
        terms = tuple(_row_term(card, row, catalogue) for row in gate.blocking)
        formula = _("met if every row that it asks about is met; unknown is not judged")
        return Explanation(name, gate.state, "", terms, formula, model, ())
    return _of_node(card, name, catalogue, rules, model)


def _of_criterion(
    card: Scorecard,
    name: str,
    catalogue: Catalogue,
    rules: Rules,
    assessment: Assessment,
    model: str,
) -> Explanation:
    row, criterion = card.criterion(name), catalogue.criteria[name]
    answer = assessment.answer(name)
    terms = (
        *_answer_terms(row, answer),
        *_threshold_terms(criterion.measure, _citation(criterion, catalogue)),
        Term(_("nominal weight"), weight_of_row(catalogue, rules, name), "1", None, "weight"),
        Term(_("effective weight"), row.effective_weight, "1", None, "weight"),
        Term(_("gain if met"), row.gain, "1", None, "score"),
    )
    sources = (_citation(criterion, catalogue), *_evidence(answer, assessment))
    return Explanation(name, row.credit, "1", terms, _formula(criterion.measure), model, sources)


def _answer_terms(row: CriterionScore, answer: Answer) -> Iterator[Term]:
    source = answer.by
    if row.measured is not None:
        found = row.measured
        kind = _("measured") if found.measured else _("forecast, not evidence")
        yield Term(_("evaluated fleet"), found.value, found.unit, kind, "quantity")
    if answer.a is not None:
        yield Term("a", answer.a, "", source, "answer")
    if answer.b is not None:
        yield Term("b", answer.b, "", source, "answer")
    if answer.value is not None:
        yield Term(_("answer"), answer.value, answer.unit or row.unit or "", source, "answer")
    if answer.verified is not None:
        second = answer.verified
        yield Term(_("verified"), second.value, second.unit or "", second.by, "answer")
    if answer.override is not None:
        other = answer.override
        yield Term(
            _("put in its place"), other.value, other.unit or "", str(other.reason), "answer"
        )
    yield Term(_("evidence grade"), row.grade, "", None, "answer")


def _threshold_terms(measure: Measure, source: str) -> Iterator[Term]:
    unit = getattr(measure, "unit", None) or ""
    for name, label in (
        ("target", _("target")),
        ("floor", _("floor")),
        ("at_most", _("at most")),
        ("at_least", _("at least")),
        ("due", _("last day in time")),
    ):
        value = getattr(measure, name, None)
        if value is not None:
            yield Term(label, value, unit, source, "threshold")
    if isinstance(measure, NumericMeasure) and measure.band is not None:
        yield Term(_("lower end"), measure.band.low, unit, source, "threshold")
        yield Term(_("upper end"), measure.band.high, unit, source, "threshold")
    if isinstance(measure, ByLevelMeasure):
        for level, value in measure.by_level.items():
            label = _("threshold of level {n}").format(n=level)
            yield Term(label, value, unit, source, "threshold")
    if isinstance(measure, ChoiceMeasure):
        for option in measure.options:
            yield Term(option.title.here(), option.credit, "1", source, "threshold")
    if isinstance(measure, StepsMeasure):
        for at, credit in measure.steps:
            yield Term(f"{at:g} {unit}", credit, "1", source, "threshold")


def _formula(measure: Measure) -> str:
    if isinstance(measure, BooleanMeasure):
        return _("credit 1 for yes, 0 for no")
    if isinstance(measure, MaturityMeasure):
        return _("(value − lowest point) ⁄ (highest point − lowest point)")
    if isinstance(measure, StepsMeasure):
        return _("credit of the best step reached")
    if isinstance(measure, ChoiceMeasure):
        return _("credit of the option chosen")
    if isinstance(measure, ByLevelMeasure):
        return _("1 if the threshold of the chosen level is reached, otherwise 0")
    if isinstance(measure, DerivedMeasure):
        return _("1 if the evaluated quantity keeps the limit, otherwise 0")
    return _formula_of_target(measure)


def _formula_of_target(measure: RatioMeasure | NumericMeasure) -> str:
    if isinstance(measure, NumericMeasure) and measure.band is not None:
        return _("1 inside the band, otherwise 0")
    value = "a ⁄ b" if isinstance(measure, RatioMeasure) else _("value")
    if measure.floor is None:
        return _("1 if {value} reaches the target, otherwise 0").format(value=value)
    return _("({value} − floor) ⁄ (target − floor), within 0…1").format(value=value)


def _citation(criterion: Criterion, catalogue: Catalogue) -> str:
    source = criterion.source
    known = catalogue.sources.get(source.document)
    number = source.document if known is None else known.number
    clause = f", {source.clause}" if source.clause else ""
    return f"{number}{clause} ({criterion.effective_confidence})"


def _evidence(answer: Answer, assessment: Assessment) -> Iterator[str]:
    for name in answer.evidence:
        item = assessment.evidence.get(name)
        if item is None:
            continue
        title = item.title.here() if isinstance(item.title, LocalizedText) else item.title
        number = f" {item.doc_number}" if item.doc_number else ""
        yield f"{title}{number} ({item.grade})"


def _row_term(card: Scorecard, name: str, catalogue: Catalogue) -> Term:
    row = card.criterion(name)
    source = _citation(catalogue.criteria[name], catalogue)
    return Term(name, row.credit, "1", source, "row")


def _of_ladder(card: Scorecard, name: str, model: str) -> Explanation:
    rows = tuple(Term(row, card.criterion(row).credit, "1", None, "row") for row in card.blocking)
    gates = tuple(Term(gate.id, gate.state, "", None, "gate") for gate in card.gates)
    if name == LEVEL:
        formula = _("highest level up to which every row asked for is met; open rows block")
        return Explanation(name, card.level, "", rows, formula, model, ())
    formula = _("not eligible if a gate or the level asked for fails; undetermined while unknown")
    level = Term(_("level"), card.level, "", None, "score")
    return Explanation(name, card.verdict, "", (level, *gates, *rows), formula, model, ())


def _of_node(
    card: Scorecard, name: str, catalogue: Catalogue, rules: Rules, model: str
) -> Explanation:
    tree = prepare(catalogue, rules).whole.tree
    wanted = tree.root.id if name == SCORE else name
    branch = next((node for node in tree.root.branches() if node.id == wanted), None)
    if branch is None:
        raise KeyError(name)
    whole = wanted == tree.root.id
    value = card.score if whole else card.group(name).score
    terms = [_child_term(card, child) for child in branch.children]
    if whole:
        terms += [
            Term(gate.id, gate.cap, "1", None, "gate")
            for gate in card.gates
            if gate.kind == "cap" and gate.binding
        ]
    formula = _(_OPERATIONS[branch.operation])
    if any(term.kind == "gate" for term in terms):
        formula = _("min(cap, {formula})").format(formula=formula)
    return Explanation(name, value, "1", tuple(terms), formula, model, ())


def _child_term(card: Scorecard, child: Leaf | Branch) -> Term:
    if isinstance(child, Leaf):
        row = card.criterion(child.id)
        source = _("effective weight {w}").format(w=round(row.effective_weight, 4))
        return Term(child.id, row.credit, "1", source, "credit")
    group = card.group(child.id)
    source = _("effective weight {w}").format(w=round(group.weight, 4))
    return Term(child.id, group.score, "1", source, "score")
