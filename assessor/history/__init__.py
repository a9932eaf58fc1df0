"""Immutable snapshots of studies in a chain, and what changed between them and why.

The clock comes in as an argument; nothing here asks what time it is.
"""

from assessor.history.chain import check_chain, read_snapshots
from assessor.history.snapshots import Snapshot
from assessor.history.taking import take_snapshot
from assessor.history.trend import Change, Point, RowChange, trend

__all__ = [
    "Change",
    "Point",
    "RowChange",
    "Snapshot",
    "check_chain",
    "read_snapshots",
    "take_snapshot",
    "trend",
]
