"""What do we do first: the chosen actions in order, what they cost, what they change."""

from __future__ import annotations

from assessor.project import Study
from assessor.report.model import Block, Section
from assessor.text import gettext as _


def order_section(study: Study) -> Section:
    """The roadmap, as projected: finishing an action only proposes an answer."""
    blocks: tuple[Block, ...] = ()
    if study.roadmap is not None:
        blocks = ()
    return Section("order", _("3. What do we do first?"), blocks)
