"""One module a chapter; each gives a `Section` of a study."""
