"""Sizing: what stands is evaluated, what is needed is sized, and every number explains itself.

Inside, each module imports only from its left: platform ◀ load ◀ fleet ◀ evaluation ◀ sizing ◀
result ◀ plans ◀ stressed, elastic, simulated ◀ risk ◀ explain. Names are loaded on first use.
"""

from importlib import import_module

_WHERE = {
    "Plan": "result",
    "plan": "plans",
    "quantities_of": "measured",
    "SecondOpinion": "simulated",
    "Standing": "measured",
    "simulate": "simulated",
    "Stress": "stressed",
    "stress": "stressed",
    "Elasticity": "elastic",
    "elasticity": "elastic",
    "explain_tier": "explain",
    "explain_class": "explain",
    "explain_input": "explain",
    "explain_reference_load": "explain",
    "explain_name": "explain",
    "Explained": "explain",
}


def __getattr__(name: str) -> object:
    if name in _WHERE:
        return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_WHERE})
