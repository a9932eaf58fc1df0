"""From a measurement to a workload fragment that a scenario extends."""
