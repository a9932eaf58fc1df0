"""The plan page: what stands beside what is needed, year by year."""
