"""A small scenario of its own, so that tests do not lean on the shipped ones."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

OFFICE_HOURS = [0] * 8 + [1, 2, 2, 1, 0, 1, 2, 2, 1] + [0] * 7
SMALL: dict[str, Any] = {
    "schema": "scenario@1",
    "id": "small",
    "title": {"vi": "Nhỏ", "en": "Small"},
    "as_of": "2023-07-17",
    "sources": {"S": {"title": {"vi": "Nguồn", "en": "Source"}, "grade": "A"}},
    "inputs": {
        "work": {
            "app": {"low": 5, "base": 35, "high": 120, "unit": "ms", "kind": "assumption"},
            "dossiers": {"base": 365_000, "unit": "dossiers", "kind": "published", "source": ["S"]},
        }
    },
    "populations": {
        "people": {
            "title": {"vi": "Dân", "en": "People"},
            "users": "citizens",
            "size": {"base": 1_000_000, "kind": "published"},
        }
    },
    "profiles": {
        "flat": {
            "kind": "assumption",
            "weights_by_hour": [1] * 24,
            "weights_by_weekday": [1] * 7,
            "holiday_factor": 1.0,
        }
    },
    "request_classes": {"page": {"title": {"vi": "Trang", "en": "Page"}, "users": "citizens"}},
    "services": {
        "dossiers": {
            "kind": "open",
            "title": {"vi": "Hồ sơ", "en": "Dossiers"},
            "hosted": "city",
            "data_class": "personal",
            "population": "people",
            "profile": "flat",
            "transactions_per_year": {"ref": "work.dossiers"},
            "funnel": {
                "visits_any_channel": {"base": 2, "kind": "assumption"},
                "visits_per_online_transaction": {"base": 5, "kind": "assumption"},
                "pages_per_visit": {"base": 4, "kind": "assumption"},
                "requests": {"page": {"per": "page", "count": 3}},
            },
        }
    },
    "platform": {
        "sites": {
            "main": {
                "title": {"vi": "Chính", "en": "Main"},
                "host": "h",
                "hosts_installed": 2,
                "pue": {"base": 1.6, "kind": "assumption"},
            }
        },
        "shapes": {"vm": {"vcpu": 4, "memory_gib": 16}},
        "hosts": {
            "h": {
                "cores": 64,
                "memory_gib": 512,
                "power_idle_w": 150,
                "power_busy_w": 350,
                "buy_vnd": {"base": 376e6, "kind": "assumption"},
            }
        },
        "failure": {
            "server": {
                "failures_per_year": {"base": 0.05, "kind": "assumption"},
                "repair_h": {"base": 24, "kind": "assumption"},
                "restart_min": {"base": 5, "kind": "assumption"},
            }
        },
        "tiers": {"app": {"role": "application", "site": "main", "shape": "vm"}},
        "demands": {"page": {"app": {"service_demand_s": {"ref": "work.app"}}}},
    },
    "horizon": {"first_year": 2023, "last_year": 2025, "extrapolated_after": 2024},
    "money": {
        "price_date": "2023-07-01",
        "tariff_vnd_per_kwh": {"base": 2100, "kind": "assumption"},
        "operations_share_of_capex_per_year": {"base": 0.12, "kind": "assumption"},
    },
}


@pytest.fixture
def small() -> dict[str, Any]:
    """A fresh copy of the small scenario as plain data."""
    return yaml.safe_load(yaml.safe_dump(SMALL))
