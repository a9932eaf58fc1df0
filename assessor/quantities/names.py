"""What a plan publishes and a criterion may ask for: a closed list, with units."""

from __future__ import annotations

from typing import Literal, get_args

QuantityName = Literal[
    "response_mean_s",
    "response_s",
    "utilisation",
    "concurrent_users",
    "availability",
    "recovery_time_h",
    "pue",
    "storage_free_share",
    "loss_share",
]
QUANTITY_NAMES: tuple[str, ...] = get_args(QuantityName)
QUANTITY_UNITS: dict[str, str] = {
    "response_mean_s": "s",
    "response_s": "s",
    "utilisation": "1",
    "concurrent_users": "user",
    "availability": "1",
    "recovery_time_h": "h",
    "pue": "1",
    "storage_free_share": "1",
    "loss_share": "1",
}
