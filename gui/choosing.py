"""Changes to the scenario that can be undone: which candidates of its portfolio come first."""

from __future__ import annotations

from dataclasses import replace

from assessor.api import InputError, Scenario, choices_between, with_chosen
from assessor.api import gettext as _
from gui.commands import SetScenario
from gui.opened import Opened


class Choosing(Opened):
    """Changes the scenario of what is open."""

    def choose_candidate(self, name: str, *, chosen: bool) -> None:
        """Put a candidate of the portfolio among the services first, or leave it; can be undone."""
        assert self.project is not None
        before = self.project.scenario
        if name not in before.portfolio or before.portfolio[name].chosen == chosen:
            return
        try:
            after = with_chosen(before, name, chosen=chosen)
        except InputError as error:
            self.refused.emit(list(error.problems))
            return
        words = _("first: {title}") if chosen else _("not first: {title}")
        title = before.portfolio[name].title.here()
        self.undo_stack.push(SetScenario(self, words.format(title=title), before, after))

    def changed_choices(self) -> dict[str, bool]:
        """Candidates that are chosen or left otherwise than in the file."""
        if self.project is None or self._saved_scenario is None:
            return {}
        return choices_between(self._saved_scenario, self.project.scenario)

    def put_scenario(self, scenario: Scenario) -> None:
        """What a command does: the scenario is another, and what was computed from it is stale."""
        assert self.project is not None
        self.project = replace(self.project, scenario=scenario)
        self._outdate_study()
        self.scenario_changed.emit()

    def _outdate_study(self) -> None:
        if self.study is not None and not self.study_is_stale:
            self.study_is_stale = True
            self.study_changed.emit()
