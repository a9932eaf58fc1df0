"""What became of machines and columns, in words."""

from __future__ import annotations

from assessor.api import (
    HOST_FIELDS,
    MACHINE_FIELDS,
    Scenario,
    format_percent,
    role_words,
)
from assessor.api import gettext as _


def use_words(base: float | None, how: str) -> str:
    """How much of their vCPUs machines use, and how that is known."""
    words = {
        "measured": _("measured"),
        "kept": _("as in the scenario"),
        "assumed": _("assumed"),
        "mapping": _("by the mapping"),
        "off": _("switched off"),
    }
    known = words.get(how, _("unknown"))
    return known if base is None else f"{format_percent(base)} ({known})"


def field_words(key: str, *, of_hosts: bool) -> str:
    """A canonical column of a list of machines or of hosts by its title."""
    fields = HOST_FIELDS if of_hosts else MACHINE_FIELDS
    return next((field.shown for field in fields if field.key == key), key)


def figure_words(field: str) -> str:
    """A number of the scenario that an inventory states."""
    words = {
        "servers_installed": _("servers installed"),
        "hosts_installed": _("hosts installed"),
        "vcpu": _("vCPUs"),
        "memory_gib": _("memory [GiB]"),
        "storage_tib": _("storage [TiB]"),
        "utilisation": _("use of vCPUs"),
    }
    return words.get(field, field)


def tier_words(name: str, scenario: Scenario) -> str:
    """A tier of the scenario, told apart from a system of that name."""
    tier = scenario.platform.tiers[name]
    title = role_words(tier.role) if tier.title is None else tier.title.here()
    return _("tier: {title}").format(title=title)


def site_words(name: str | None, scenario: Scenario) -> str:
    """A data centre by its title; the first one where none is named."""
    sites = scenario.platform.sites
    known = sites.get(name or next(iter(sites), ""))
    return name or "—" if known is None or known.title is None else known.title.here()
