"""Measuring logs, metrics and load tests at the window: asked, measured, shown, kept."""
