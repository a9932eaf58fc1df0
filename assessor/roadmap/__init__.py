"""What to do first: actions chosen under budgets, order and procedures by integer programming."""

from importlib import import_module

_WHERE = {
    "Action": "problem",
    "Budget": "problem",
    "Cap": "problem",
    "Criterion": "problem",
    "Limits": "solve",
    "Outlay": "problem",
    "RoadmapProblem": "problem",
    "SharedWork": "problem",
    "Solution": "result",
    "choose": "choosing",
}


def __getattr__(name: str) -> object:
    if name in _WHERE:
        return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_WHERE})
