"""The criteria page: the tree of rows, and one row with its source, answer and evidence."""
