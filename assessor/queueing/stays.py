"""What a stay is made of: the summands of a sum, and which stations it may be the stay of."""

import numpy as np
from numpy.typing import NDArray

from assessor.queueing.sojourn import (
    Constant,
    DelayedStay,
    ErlangMixture,
    Sojourn,
    Sum,
)

Array = NDArray[np.float64]


def pieces(part: Sojourn, count: float) -> list[Sojourn]:
    """Independent summands of a stay, so that its constants can be told from the rest."""
    if fraction(count):
        # The summands of one visit come or stay away together.
        return [part]
    if isinstance(part, Sum):
        return [piece for inner in part.parts for piece in pieces(inner, 1.0)]
    if isinstance(part, DelayedStay) and isinstance(part.service, Constant) and part.stable:
        return [part.service, DelayedStay(part.delayed, part.wait_rate, Constant(0.0))]
    return [part]


def fraction(count: float) -> float:
    """What a visit count has beyond its whole visits. [1]"""
    return count - int(count)


def is_markovian(part: Sojourn) -> bool:
    """Whether it is the stay of an M/M/c or M/M/∞ station."""
    if isinstance(part, DelayedStay):
        return part.error_class == "exact" and is_markovian(part.service)
    return isinstance(part, ErlangMixture) and part.is_exponential


def is_single_server(part: Sojourn) -> bool:
    """Whether it is the stay of an M/M/1 station: as many are delayed as the server is busy."""
    if not (isinstance(part, DelayedStay) and is_markovian(part)):
        return False
    return abs(part.wait_rate * part.service.mean - (1 - part.delayed)) < 1e-9
