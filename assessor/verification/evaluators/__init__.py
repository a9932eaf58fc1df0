"""The engine's answers to rows of reference tables, one module per theme."""
