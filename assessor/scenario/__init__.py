"""One site and its future: the scenario document, its loading, its quantities and its worlds."""

from assessor.scenario.changes import apply_option, apply_patch, with_values
from assessor.scenario.controls import (
    Unprotected,
    control_share,
    demand_factor,
    unprotected_services,
)
from assessor.scenario.fragments import (
    Calendar,
    Events,
    Hardware,
    Procedure,
    Procedures,
    Workload,
)
from assessor.scenario.loading import (
    check_fragment,
    check_scenario,
    load_fragment,
    load_scenario,
    scenario_file,
)
from assessor.scenario.model import Scenario
from assessor.scenario.worlds import (
    NamedQuantity,
    Worlds,
    canonical_path,
    list_quantities,
    resolve,
)

__all__ = [
    "Calendar",
    "Events",
    "Hardware",
    "NamedQuantity",
    "Procedure",
    "Procedures",
    "Scenario",
    "Unprotected",
    "Workload",
    "Worlds",
    "apply_option",
    "apply_patch",
    "canonical_path",
    "check_fragment",
    "check_scenario",
    "control_share",
    "demand_factor",
    "list_quantities",
    "load_fragment",
    "load_scenario",
    "resolve",
    "scenario_file",
    "unprotected_services",
    "with_values",
]
