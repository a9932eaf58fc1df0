"""The demand page: where the load comes from, year by year, and which services come first."""
