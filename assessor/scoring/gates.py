"""Gates: conditions that weights cannot buy off. A gate nobody can judge is *not judged*."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from assessor.catalogue.rules import Gate
from assessor.scoring.scheme import Scheme
from assessor.scoring.tree import Floats
from assessor.scoring.worlds import ANSWERED, BEST, WORST

GateState = Literal["met", "not_met", "not_judged", "not_applicable"]
Verdict = Literal["eligible", "not_eligible", "undetermined"]


@dataclass(frozen=True, slots=True)
class GateResult:
    """One gate on one assessment; `binding` where it holds the score or the verdict down."""

    id: str
    kind: str
    state: GateState
    binding: bool
    cap: float | None = None
    blocking: tuple[str, ...] = ()


def apply_caps(
    scheme: Scheme, met: Floats, fractions: Floats
) -> tuple[Floats, Mapping[str, NDArray[np.bool_]]]:
    """Scores after every cap, in every world, and where each cap holds."""
    capped, holding = fractions, {}
    for name, gate in scheme.rules.gates.items():
        if gate.kind != "cap" or gate.when_not_met is None or gate.cap is None:
            continue
        rows = scheme.selected(gate.when_not_met)
        unmet = (met[rows] == 0.0).any(axis=0)
        holding[name] = unmet
        capped = np.where(unmet, np.minimum(capped, gate.cap), capped)
    return capped, holding


def judge_gates(
    scheme: Scheme, met: Floats, fractions: Floats, coverage: float
) -> tuple[GateResult, ...]:
    """Every gate of the rules; `fractions` are those of all rows of the tree, before caps."""
    raw = fractions[-1, WORST]
    return tuple(
        _judged(scheme, name, gate, met, fractions, float(raw), coverage)
        for name, gate in scheme.rules.gates.items()
    )


def _judged(
    scheme: Scheme,
    name: str,
    gate: Gate,
    met: Floats,
    fractions: Floats,
    raw: float,
    coverage: float,
) -> GateResult:
    if gate.when_not_met is not None:
        rows = scheme.selected(gate.when_not_met)
        state = _state_of(met[rows])
        open_rows = rows & ~(met[:, ANSWERED] == 1.0) & ~np.isnan(met[:, WORST])
        blocking = tuple(np.array(scheme.criteria)[open_rows].tolist())
    else:
        state, blocking = _state_of_least(scheme, gate, fractions, coverage), ()
    holds = state in {"not_met", "not_judged"}
    if gate.kind == "cap":
        holds = holds and gate.cap is not None and raw > gate.cap
    else:
        holds = state == "not_met"
    return GateResult(name, gate.kind, state, holds, gate.cap, blocking)


def _state_of(met: Floats) -> GateState:
    """From the met marks of the rows that a gate asks about."""
    bound = ~np.isnan(met[:, WORST])
    if not bound.any():
        return "not_applicable"
    if (met[bound, BEST] == 0.0).any():
        return "not_met"
    return "met" if (met[bound, WORST] == 1.0).all() else "not_judged"


def _state_of_least(scheme: Scheme, gate: Gate, fractions: Floats, coverage: float) -> GateState:
    least = gate.min or 0.0
    if gate.kind == "coverage":
        return "met" if coverage >= least - 1e-12 else "not_judged"
    row = scheme.tree.row_of.get(gate.group or "")
    if row is None or np.isnan(fractions[row, BEST]):
        return "not_applicable"
    if fractions[row, BEST] < least - 1e-12:
        return "not_met"
    return "met" if fractions[row, WORST] >= least - 1e-12 else "not_judged"


def verdict_of(
    gates: tuple[GateResult, ...], conditions: tuple[GateState, ...], *, nothing_known: bool
) -> Verdict:
    """Not eligible where something decisive is known to fail; undetermined while it is unknown.

    A cap lowers the score only, but a cap that nobody could judge leaves the verdict open.
    """
    deciding = [gate.state for gate in gates if gate.kind != "cap"] + list(conditions)
    unknown_caps = any(gate.kind == "cap" and gate.state == "not_judged" for gate in gates)
    judged = [state for state in deciding if state != "not_applicable"]
    if nothing_known or (not judged and not unknown_caps):
        return "undetermined"
    if "not_met" in judged:
        return "not_eligible"
    return "undetermined" if unknown_caps or "not_judged" in judged else "eligible"
