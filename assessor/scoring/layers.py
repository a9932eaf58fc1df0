"""Two layers over the same rows: what is done and what is documented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from assessor.catalogue.rules import Rules
from assessor.scoring.judging import Judgement
from assessor.scoring.rounding import on_scale
from assessor.scoring.scheme import Scheme
from assessor.scoring.scorecard import LayerScore
from assessor.scoring.worlds import ANSWERED, WORST, worlds_of

_LAYERS = ("implemented", "documented", "mean")


def headline(rules: Rules, judged: Mapping[str, Judgement]) -> Mapping[str, Judgement]:
    """The rows with the credit of the layer that the rules put in front."""
    if rules.layers is None or rules.layers.headline == "implemented":
        return judged
    return as_layer(rules, judged, rules.layers.headline)


def as_layer(rules: Rules, judged: Mapping[str, Judgement], layer: str) -> Mapping[str, Judgement]:
    """The rows with the credit of one layer; whether a row is met stays as done."""
    return {name: _in_layer(rules, row, layer) for name, row in judged.items()}


def layer_scores(scheme: Scheme, judged: Mapping[str, Judgement]) -> tuple[LayerScore, ...]:
    """The score of each layer; empty where the rules have one layer."""
    if scheme.rules.layers is None:
        return ()
    return tuple(_layer_score(scheme, judged, layer) for layer in _LAYERS)


def _layer_score(scheme: Scheme, judged: Mapping[str, Judgement], layer: str) -> LayerScore:
    rows = as_layer(scheme.rules, judged, layer)
    worlds = worlds_of(scheme, [rows[name] for name in scheme.criteria], gains=False)
    world = WORST if scheme.rules.unanswered == "zero" else ANSWERED
    values = scheme.tree.evaluate(worlds.credits[:, [world]], worlds.weights)
    fraction = float(scheme.tree.fraction(values[-1], -1)[0])
    if not worlds.answered.any():
        return LayerScore(layer, None, None)
    return LayerScore(layer, fraction, on_scale(scheme, fraction))


def _in_layer(rules: Rules, row: Judgement, layer: str) -> Judgement:
    if layer == "implemented" or row.credit is None or rules.layers is None:
        return row
    documented = row.documented
    if documented is None:
        documented = 0.0 if rules.layers.missing_documented == "zero" else None
    if documented is None:
        return replace(row, credit=None, verified=0.0)
    value = documented if layer == "documented" else (row.credit + documented) / 2
    return replace(row, credit=value, verified=min(row.verified, value))
