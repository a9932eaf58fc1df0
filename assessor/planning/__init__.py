"""Sizing: what stands is evaluated, what is needed is sized, and every number explains itself.

Inside, each module imports only from its left: platform ◀ load ◀ fleet ◀ evaluation ◀ sizing ◀
result ◀ plans ◀ stressed, elastic, simulated ◀ risk ◀ explain. Names are loaded on first use.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assessor.demand import Explained
    from assessor.planning.elastic import Elasticity, elasticity
    from assessor.planning.explain import (
        explain_class,
        explain_input,
        explain_name,
        explain_reference_load,
        explain_tier,
    )
    from assessor.planning.measured import Standing, quantities_of
    from assessor.planning.plans import plan
    from assessor.planning.result import Plan
    from assessor.planning.simulated import SecondOpinion, simulate
    from assessor.planning.stressed import Stress, stress

_WHERE = {
    "Elasticity": "elastic",
    "Explained": "explain",
    "Plan": "result",
    "SecondOpinion": "simulated",
    "Standing": "measured",
    "Stress": "stressed",
    "elasticity": "elastic",
    "explain_class": "explain",
    "explain_input": "explain",
    "explain_name": "explain",
    "explain_reference_load": "explain",
    "explain_tier": "explain",
    "plan": "plans",
    "quantities_of": "measured",
    "simulate": "simulated",
    "stress": "stressed",
}

__all__ = [
    "Elasticity",
    "Explained",
    "Plan",
    "SecondOpinion",
    "Standing",
    "Stress",
    "elasticity",
    "explain_class",
    "explain_input",
    "explain_name",
    "explain_reference_load",
    "explain_tier",
    "plan",
    "quantities_of",
    "simulate",
    "stress",
]


def __getattr__(name: str) -> object:
    if name in _WHERE:
        return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_WHERE})
