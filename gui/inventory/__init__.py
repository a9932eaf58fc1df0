"""Importing what is installed at the window: read, compared with the scenario, kept."""
