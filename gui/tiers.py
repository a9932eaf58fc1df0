"""Tiers and classes as people call them."""

from __future__ import annotations

from assessor.api import ClassResult, TierResult, role_words
from gui.session import Session


def tier_title(session: Session, tier: TierResult) -> str:
    """The tier's own title, or its role with its id."""
    known = None if session.project is None else session.project.scenario.platform.tiers
    title = None if known is None or tier.id not in known else known[tier.id].title
    return f"{role_words(tier.role)} ({tier.id})" if title is None else title.here()


def class_title(session: Session, one: ClassResult) -> str:
    """The request class's own title, or its id."""
    known = None if session.project is None else session.project.scenario.request_classes
    found = None if known is None else known.get(one.id)
    title = getattr(found, "title", None)
    return one.id if title is None else str(title.here())
