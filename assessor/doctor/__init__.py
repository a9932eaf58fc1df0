"""Is the installation sound? Data folders, packages, words, and a known number."""

from assessor.doctor.examination import Finding, examine_installation

__all__ = ["Finding", "examine_installation"]
