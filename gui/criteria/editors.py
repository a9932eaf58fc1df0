"""Which editor fits which measure."""

from __future__ import annotations

from assessor.api import (
    ByLevelMeasure,
    Catalogue,
    ChoiceMeasure,
    Criterion,
    MaturityMeasure,
    NumericMeasure,
    RatioMeasure,
    StepsMeasure,
)
from gui.criteria.answer_editor import AnswerEditor
from gui.criteria.choice_editors import ButtonsEditor, ChoiceEditor
from gui.criteria.derived_editor import DerivedEditor
from gui.criteria.number_editors import NumberEditor, RatioEditor
from gui.criteria.words import is_yes_no


def editor_for(row: Criterion, catalogue: Catalogue, level: int | None) -> AnswerEditor:
    """The editor that fits the measure of a row."""
    measure = row.measure
    if is_yes_no(measure):
        return ButtonsEditor(measure, catalogue, level, [("Y", True), ("N", False)])
    if isinstance(measure, MaturityMeasure):
        scale = catalogue.scale_of(measure.scale)
        points = [float(item.at) for item in scale.labels]
        return ButtonsEditor(measure, catalogue, level, [(f"{point:g}", point) for point in points])
    if isinstance(measure, RatioMeasure):
        return RatioEditor(measure, catalogue, level)
    if isinstance(measure, ChoiceMeasure):
        return ChoiceEditor(measure, catalogue, level)
    if isinstance(measure, ByLevelMeasure) and measure.value_kind == "choice":
        return ChoiceEditor(measure, catalogue, level)
    if isinstance(measure, NumericMeasure | StepsMeasure | ByLevelMeasure):
        return NumberEditor(measure, catalogue, level)
    return DerivedEditor(measure, catalogue, level)
