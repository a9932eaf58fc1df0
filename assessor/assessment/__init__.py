"""Answers, evidence and change log for one site against one catalogue.

What an answer is worth is the business of `assessor.scoring`.
"""
