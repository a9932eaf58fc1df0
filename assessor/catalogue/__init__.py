"""Criteria catalogues: what is asked, by which document, and how an answer is measured.

Computes no score: that is `assessor.scoring`, which is handed a `Catalogue`.
"""
