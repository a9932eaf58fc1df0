"""Which evaluator answers a row: by family, model and metric.

One module of this package per theme. An evaluator takes a `Question` and gives the number, or
raises `UnsupportedError` where the engine has no model for it. It reads every parameter it depends
on: a row with a parameter that nobody read is unsupported too, because its answer would be that
of another question.

    @evaluates("M/M/c", models=("mean",), metrics=("Wq", "L"))
    def mmc_means(question: Question) -> float:
        ...
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib import import_module

# Modules of this package; add a line for a new theme.
THEMES = (
    "erlang",
    "gg_single",
    "networks",
    "closed",
    "timevarying",
    "usl",
    "markov",
    "peers",
    "peers_sim",
)
# Said for the reader of the file; they change no answer.
_REMARKS = frozenset({"note", "name", "comment", "stations"})
_INDEXED = re.compile(r"^(?P<name>[^\[\]]+)\[(?P<index>[^\[\]]*)\]$")


class UnsupportedError(Exception):
    """The engine has no model for this question."""


class ParameterError(Exception):
    """A parameter of the row is missing or of the wrong kind; carries its name."""


@dataclass
class Question:
    """One row as the evaluators see it; remembers which parameters were read.

    A metric `queue_length[0,1]` has name `queue_length` and index `("0", "1")`.
    """

    family: str
    model: str
    metric: str
    params: Mapping[str, object]
    read: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """The metric without its index."""
        found = _INDEXED.match(self.metric)
        return found["name"] if found else self.metric

    @property
    def index(self) -> tuple[str, ...]:
        """What stands in the metric's brackets, split at commas."""
        found = _INDEXED.match(self.metric)
        return tuple(part.strip() for part in found["index"].split(",")) if found else ()

    def __contains__(self, key: str) -> bool:
        return key in self.params

    def value(self, key: str) -> object:
        """The parameter as it stands in the JSON: number, text or list."""
        self.read.add(key)
        if key not in self.params:
            raise ParameterError(key)
        return self.params[key]

    def number(self, key: str, default: float | None = None) -> float:
        """A numeric parameter."""
        if default is not None and key not in self.params:
            return default
        return _number(self.value(key), key)

    def text(self, key: str, default: str | None = None) -> str:
        """A textual parameter."""
        if default is not None and key not in self.params:
            return default
        value = self.value(key)
        if not isinstance(value, str):
            raise ParameterError(key)
        return value

    def numbers(self, key: str) -> list[float]:
        """A list of numbers; a bare number counts as a list of one."""
        value = self.value(key)
        return [_number(v, key) for v in (value if isinstance(value, list) else [value])]

    def table(self, key: str) -> list[list[float]]:
        """A list of lists of numbers."""
        value = self.value(key)
        if not isinstance(value, list) or not all(isinstance(row, list) for row in value):
            raise ParameterError(key)
        return [[_number(v, key) for v in row] for row in value]

    def accept(self, *keys: str) -> None:
        """Parameters that repeat what others say already."""
        self.read.update(keys)

    @property
    def unread(self) -> frozenset[str]:
        """Parameters nobody asked for."""
        return frozenset(self.params) - self.read - _REMARKS


def _number(value: object, key: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ParameterError(key)
    return float(value)


Evaluator = Callable[[Question], float]


@dataclass(frozen=True)
class _Entry:
    models: re.Pattern[str]
    metrics: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]
    evaluator: Evaluator

    def matches(self, question: "Question") -> bool:
        name = question.name
        named = name in self.metrics or any(p.fullmatch(name) for p in self.patterns)
        return named and self.models.fullmatch(question.model.strip()) is not None


_ENTRIES: dict[str, list[_Entry]] = {}


def evaluates(
    *families: str,
    models: Iterable[str],
    metrics: Iterable[str] = (),
    patterns: Iterable[str] = (),
) -> Callable[[Evaluator], Evaluator]:
    """Register an evaluator for families, models and metrics (names without index).

    A model is a regular expression that has to match the row's whole model, in either case;
    `patterns` are regular expressions for metrics that carry a number in their name.
    """
    pattern = re.compile("|".join(f"(?:{model})" for model in models), re.IGNORECASE)
    names = frozenset(metrics)
    forms = tuple(re.compile(form) for form in patterns)

    def register(evaluator: Evaluator) -> Evaluator:
        for family in families:
            _ENTRIES.setdefault(family, []).append(_Entry(pattern, names, forms, evaluator))
        return evaluator

    return register


def load() -> None:
    """Import every theme, so that its evaluators are registered."""
    for theme in THEMES:
        import_module(f"assessor.verification.evaluators.{theme}")


def answer(question: Question) -> float:
    """The engine's number for a row.

    Raises
    ------
    UnsupportedError
        No evaluator, a row that names no model, or a parameter that the evaluator does not know.
    ParameterError
        A parameter is missing or of the wrong kind.
    """
    if not question.model.strip():
        raise UnsupportedError("model")
    for entry in _ENTRIES.get(question.family, ()):
        if entry.matches(question):
            result = float(entry.evaluator(question))
            if question.unread:
                raise UnsupportedError(", ".join(sorted(question.unread)))
            return result
    raise UnsupportedError(question.family)
