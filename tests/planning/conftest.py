"""Small scenarios written as YAML, with rates that can be worked out by hand."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from assessor.resources import folder
from assessor.scenario import Scenario, load_scenario

SMALL = """
schema: scenario@1
id: small
title: {vi: "Nhỏ", en: "Small"}
as_of: "2023-01-01"
sources: {T: {title: {vi: "Thử", en: "Test"}, grade: M}}
populations: {}
profiles:
  flat:
    kind: measured
    weights_by_hour: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
    weights_by_weekday: [1, 1, 1, 1, 1, 1, 1]
    holiday_factor: 1.0
request_classes:
  call: {title: {vi: "Gọi", en: "Call"}, users: citizens}
services:
  calls:
    kind: machine
    title: {vi: "Gọi", en: "Calls"}
    hosted: city
    data_class: public
    profile: flat
    transactions_per_day: {base: 6912000, kind: measured, source: [T]}
    growth_per_year: {base: 0.0, kind: measured, source: [T]}
    requests: {call: {base: 1, kind: measured, source: [T]}}
platform:
  virtualisation_overhead: {base: 0.0, kind: measured, source: [T]}
  sites:
    main:
      title: {vi: "Chính", en: "Main"}
      host: std
      hosts_installed: 8
      hosts_spare: 0
      pue: {base: 1.5, kind: measured, source: [T]}
  shapes:
    vm: {vcpu: 4, memory_gib: 16}
    small-vm: {vcpu: 2, memory_gib: 8}
  hosts:
    std:
      cores: 64
      memory_gib: 512
      power_idle_w: 150
      power_busy_w: 350
      buy_vnd: {base: 376.0e6, kind: measured, source: [T]}
      life_years: 5
  failure:
    server:
      failures_per_year: {base: 0.05, kind: measured, source: [T]}
      repair_h: {base: 24, kind: measured, source: [T]}
      restart_min: {base: 5, kind: measured, source: [T]}
    repair_crews: 2
  tiers:
    app:
      role: application
      site: main
      shape: vm
      discipline: ps
      balancing: shared_queue
      servers_installed: 8
      servers_min: 1
      servers_max: 60
  demands:
    call:
      app: {service_demand_s: {base: 0.1, kind: measured, source: [T]}, service_scv: 1.0}
promises:
  design: {busiest_5min_factor: {base: 1.0, kind: measured, source: [T]}}
  classes: {call: {response: [{quantile: 0.95, at_most_s: 0.5}]}}
  tiers: {app: {utilisation_at_most: 0.9}}
horizon: {first_year: 2023, last_year: 2024}
money:
  price_date: "2023-07-01"
  tariff_vnd_per_kwh: {base: 2000, kind: measured, source: [T]}
  operations_share_of_capex_per_year: {base: 0.1, kind: measured, source: [T]}
"""
"""80 calls a second of 0.1 s each on 8 × 4 channels: 8 erlangs, a quarter in use."""

Build = Callable[..., Scenario]


def merged(base: Any, patch: Any) -> Any:
    """Merge patch, mappings only."""
    if not isinstance(base, dict) or not isinstance(patch, dict):
        return copy.deepcopy(patch)
    return {**base, **{k: merged(base.get(k), v) for k, v in patch.items()}}


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Builds the small scenario with a patch laid over it."""

    def build(**patch: Any) -> Scenario:
        place: Path = tmp_path_factory.mktemp("small") / "scenario.yaml"
        place.write_text(yaml.safe_dump(merged(yaml.safe_load(SMALL), patch)), encoding="utf-8")
        return load_scenario(place)

    return build


@pytest.fixture(scope="session")
def hanoi() -> Scenario:
    """Hanoi of July 2023."""
    return load_scenario(folder("scenarios") / "hanoi-2023")
