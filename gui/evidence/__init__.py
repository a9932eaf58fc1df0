"""The evidence page: every piece with its state, and the criteria that rest on it."""
