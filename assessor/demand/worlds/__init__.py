"""Demand in many worlds at once: reduced to design hours, yearly sums and load-duration points."""

from assessor.demand.worlds.block import sampled_demand
from assessor.demand.worlds.result import Quantiles, SampledDemand, SampledYear

__all__ = ["Quantiles", "SampledDemand", "SampledYear", "sampled_demand"]
