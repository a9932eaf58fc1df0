"""Tiers without a queue taken apart: media, storage, and those that others run."""

from __future__ import annotations

from assessor.demand import Explained, Term, YearDemand
from assessor.demand.storage import TIB_PER_MB
from assessor.planning.platform import TierView
from assessor.quantities import Quantity
from assessor.scenario.model import Scenario
from assessor.scenario.services import ConferenceService, StorageService


def explain_media(
    scenario: Scenario, demand: YearDemand, tier: TierView, *, servers: int, value: float
) -> Explained:
    """Cores that relay the meetings over the cores that stand."""
    terms: list[Term] = []
    parts: list[str] = []
    for name, load in demand.conference.items():
        service = scenario.services[name]
        if load.tier != tier.id or not isinstance(service, ConferenceService):
            continue
        in_sites = load.mode == "sites"
        size = service.sites if in_sites else scenario.populations[service.population].size
        rate = service.rate_per_site_mbps if in_sites else service.rate_per_individual_mbps
        terms += [
            _term(f"{name}.streams", size),
            _term(f"{name}.rate_per_stream", rate),
            _term(f"{name}.media_rate_per_core", service.media_rate_per_core_mbps),
        ]
        parts.append(f"{name}.streams × {name}.rate_per_stream / {name}.media_rate_per_core")
    terms += [
        Term("servers", float(servers), "servers", (), "choice"),
        Term("vcpu", float(tier.vcpu), "channels per server", (), "choice"),
        speed_term(scenario, tier),
    ]
    formula = f"({' + '.join(parts) or '0'}) / (servers × vcpu × speed)"
    return _explained(tier.id, value, "1", formula, "utilisation:bit rate", terms)


def explain_storage(scenario: Scenario, demand: YearDemand, tier: TierView) -> Explained:
    """Volume held at the end of the year over the volume that stands."""
    terms: list[Term] = []
    parts: list[str] = []
    held = 0.0
    for name, load in demand.storage.items():
        service = scenario.services[name]
        if load.tier != tier.id or not isinstance(service, StorageService):
            continue
        held += load.occupied
        kept = min(1.0, load.retention)
        before = load.held - load.added * kept
        terms += [
            Term(f"{name}.held_before", before, "TiB", (), "derived"),
            Term(f"{name}.items", load.items * kept, "items", (), "derived"),
            _term(f"{name}.size_per_item_mb", service.size_per_item_mb),
            Term(f"{name}.copies", float(load.copies), "copies", (), "choice"),
        ]
        added = f"{name}.items × {name}.size_per_item_mb / mb_per_tib"
        parts.append(f"({name}.held_before + {added}) × {name}.copies")
    terms += [
        Term("mb_per_tib", 1.0 / TIB_PER_MB, "MB/TiB", (), "choice"),
        Term("installed_tib", tier.installed_tib, "TiB", (), "choice"),
    ]
    value = held / tier.installed_tib if tier.installed_tib else float("inf")
    formula = f"({' + '.join(parts) or '0'}) / installed_tib"
    return _explained(tier.id, value, "1", formula, "volume", terms)


def explain_external(scenario: Scenario, tier: TierView) -> Explained:
    """Time of one call to a tier that others run; its availability is reported apart."""
    written = scenario.platform.tiers[tier.id]
    given = (("latency_s", written.latency_s), ("availability", written.availability))
    terms = [_term(name, quantity) for name, quantity in given if quantity is not None]
    return _explained(tier.id, tier.latency, "s", "latency_s", "external", terms)


def speed_term(scenario: Scenario, tier: TierView) -> Term:
    """Speed of one channel, with where the overhead of virtualisation is from."""
    overhead = scenario.platform.virtualisation_overhead
    return Term("speed", tier.speed, "1", overhead.source, overhead.kind or "choice")


def _term(name: str, quantity: Quantity) -> Term:
    return Term(name, quantity.base, quantity.unit, quantity.source, quantity.kind or "choice")


def _explained(
    name: str, value: float, unit: str, formula: str, model: str, terms: list[Term]
) -> Explained:
    sources = tuple(dict.fromkeys(source for term in terms for source in term.source))
    return Explained(name, value, unit, formula, model, tuple(terms), sources)
