"""Judge a city's cloud data centre, size its compute, and say what to do first.

The headless core. Programs enter through `assessor.api`; the command line is `assessor.cli`.
"""

__version__ = "0.1.0"
