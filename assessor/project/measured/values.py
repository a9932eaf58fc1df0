"""Measured estimates as the quantities of a document."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from assessor.measurement import Estimate
from assessor.measurement.methods import method_words
from assessor.text import using_language
from assessor.text.language import gettext as _

# An uncertain fraction may be neither surely 0 nor surely 1.
_EDGE = 1e-6
_FIGURES = 6
# `confidence` says how far the base is trusted to ±30 %.
_HIGH, _MEDIUM = 0.3, 1.0


def quantity_of(
    estimate: Estimate, sources: Sequence[str], *, factor: float = 1.0, kind: str = "measured"
) -> dict[str, Any]:
    """A quantity as plain data: base, interval, unit, kind, source and how it was found.

    Parameters
    ----------
    factor
        Multiplies value and interval, e.g. the speed that a service demand is stated for.
    """
    low, base, high = (factor * x for x in (estimate.low, estimate.base, estimate.high))
    low, high = (x if math.isfinite(x) else base for x in (low, high))
    if estimate.unit == "fraction":
        low, high = max(low, min(_EDGE, base)), min(high, max(1 - _EDGE, base))
    found: dict[str, Any] = {}
    if low < base or base < high:
        found = {
            "low": rounded(min(low, base)),
            "base": rounded(base),
            "high": rounded(max(high, base)),
        }
    else:
        found = {"base": rounded(base)}
    return {
        **found,
        "unit": estimate.unit,
        "kind": kind,
        "confidence": confidence_of(estimate),
        "source": list(sources),
        "reason": reason_of(estimate),
    }


def product_of(factors: Sequence[Estimate], *, unit: str) -> Estimate:
    """A product of independent estimates above 0; half widths on the log add in quadrature."""
    base = math.prod(factor.base for factor in factors)
    up = math.hypot(*(math.log(factor.high / factor.base) for factor in factors))
    down = math.hypot(*(math.log(factor.base / max(factor.low, _EDGE)) for factor in factors))
    fewest = min(factor.observations for factor in factors)
    return Estimate(
        base,
        base * math.exp(-down),
        base * math.exp(up),
        factors[0].coverage,
        fewest,
        "product of measured factors",
        unit,
    )


def rounded(value: float) -> float:
    """Six significant figures: more would pretend what no measurement has."""
    return float(f"{value:.{_FIGURES}g}") if math.isfinite(value) else value


def confidence_of(estimate: Estimate) -> str:
    """high, medium or low, by the half width of the interval against the value."""
    if estimate.base == 0 or not math.isfinite(estimate.high - estimate.low):
        return "low"
    half = (estimate.high - estimate.low) / 2 / abs(estimate.base)
    return "high" if half <= _HIGH else "medium" if half <= _MEDIUM else "low"


def reason_of(estimate: Estimate) -> dict[str, str]:
    """How the value was found, in both languages, for the document."""
    found = {}
    for code in ("vi", "en"):
        with using_language(code):
            words = _("{method}; {n} observations; {coverage:.0f} % interval")
            if not math.isfinite(estimate.high - estimate.low):
                words = _("{method}; {n} observations, too few for an interval")
            found[code] = words.format(
                method=method_words(estimate.method),
                n=estimate.observations,
                coverage=100 * estimate.coverage,
            )
    return found
