"""The roadmap page: what to do, quarter by quarter, what it costs, and what is left out."""
