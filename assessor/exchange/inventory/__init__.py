"""What is installed, read from a sheet, an RVTools workbook or lists of the OpenStack client.

Machines become servers of the scenario's tiers or fixed background load, each exactly once; what
a scenario does not ask for (owner, level, end of support) is kept. Nothing is guessed: what a
heading, a unit or a rule does not say is told.
"""

from assessor.exchange.inventory.comparing import InventoryChange
from assessor.exchange.inventory.fields import HOST_FIELDS, MACHINE_FIELDS
from assessor.exchange.inventory.importing import InventoryImport, import_inventory
from assessor.exchange.inventory.records import HostMachine, Inventory, Machine
from assessor.exchange.inventory.writing import write_inventory

__all__ = [
    "HOST_FIELDS",
    "MACHINE_FIELDS",
    "HostMachine",
    "Inventory",
    "InventoryChange",
    "InventoryImport",
    "Machine",
    "import_inventory",
    "write_inventory",
]
