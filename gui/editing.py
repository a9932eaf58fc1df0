"""Edits that can be undone: every one makes the next document and tells what changed."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from pathlib import Path

from assessor.api import (
    Answer,
    Assessed,
    Assessment,
    Evidence,
    InputError,
    Problem,
    attach_evidence,
    with_value,
)
from assessor.api import gettext as _
from gui.choosing import Choosing
from gui.commands import SetAnswer, SetEvidence


class Editing(Choosing):
    """Changes answers and evidence of what is open."""

    def answer_of(self, criterion: str) -> Answer:
        """The answer to a row of the assessment on the screen."""
        assert self.assessed is not None
        return self.assessed.assessment.answer(criterion)

    def set_answer(self, criterion: str, answer: Answer) -> None:
        """Change one answer; it can be undone."""
        before = self.answer_of(criterion)
        if before == answer or self._current is None:
            return
        if self._is_refused_as_locked():
            self.answer_changed.emit(criterion)
            return
        after = self._signed(before, answer)
        self.undo_stack.push(SetAnswer(self, self._current, criterion, before, after))

    def verify(self, criterion: str, found: str, by: str, note: str) -> None:
        """Put what a second person found beside the own answer, which stays; it can be undone."""
        assessed = self.assessed
        if assessed is None or self._is_refused_as_locked():
            return
        try:
            changed = with_value(assessed, criterion, found, by=by, on=self.today, verified=True)
        except InputError as error:
            self.refused.emit(list(error.problems))
            return
        before, after = self.answer_of(criterion), changed.assessment.answer(criterion)
        if note and after.verified is not None:
            seen = after.verified.model_copy(update={"note": note})
            after = after.model_copy(update={"verified": seen})
        self.undo_stack.push(SetAnswer(self, assessed.path, criterion, before, after))

    def drop_verified(self, criterion: str) -> None:
        """Take what a second person found away again; it can be undone."""
        assessed, before = self.assessed, self.answer_of(criterion)
        if assessed is None or before.verified is None or self._is_refused_as_locked():
            return
        bare = before.model_copy(update={"verified": None})
        after = before.changed(bare, on=self.today, by=self.person)
        self.undo_stack.push(SetAnswer(self, assessed.path, criterion, before, after))

    def _is_refused_as_locked(self) -> bool:
        """True, and told, where the period of the assessment is closed."""
        locked = self.assessed is not None and self.assessed.assessment.is_locked
        if locked:
            self.refused.emit([Problem("assessment_locked", {}, str(self._current))])
        return locked

    def _signed(self, before: Answer, answer: Answer) -> Answer:
        """The answer with its day, its author and an entry in its log."""
        signed = answer.model_copy(update={"on": self.today, "by": self.person or before.by})
        return before.changed(signed, on=self.today, by=self.person)

    def may_edit_evidence(self) -> bool:
        """False, and told why, where the project is a template or the period is locked."""
        if self.is_read_only:
            self.refuse_template()
            return False
        return not self._is_refused_as_locked()

    def record_evidence(
        self,
        name: str | None,
        fields: Mapping[str, object],
        file: Path | None,
        *,
        criterion: str | None = None,
    ) -> str | None:
        """Put evidence on record, new where no name is given; one step to undo.

        Where a criterion is given its answer rests on the evidence from then on.

        Returns
        -------
        The name; none where it was refused.
        """
        assessed = self.assessed
        assert assessed is not None
        before = None if name is None else assessed.assessment.evidence[name]
        known = {} if before is None else before.model_dump()
        after = Evidence.model_validate({"added_on": self.today, **known, **fields})
        if file is not None:
            with_file = self._with_file(assessed, after, file)
            if with_file is None:
                return None
            after = with_file
        name = self.free_evidence_name() if name is None else name
        if after != before:
            self._push_evidence(assessed.path, name, before, after, criterion)
        return name

    def _with_file(self, assessed: Assessed, evidence: Evidence, file: Path) -> Evidence | None:
        """The evidence with a copy of its file in the project; none where that was refused."""
        free = self.free_evidence_name()
        bare = evidence.model_copy(update={"file": None, "sha256": None})
        try:
            attached = attach_evidence(assessed, free, bare, file=file, on=self.today)
        except InputError as error:
            self.refused.emit(list(error.problems))
            return None
        except OSError as error:
            self._refuse_writing(error)
            return None
        return attached.assessment.evidence[free]

    def _push_evidence(
        self, path: Path, name: str, before: Evidence | None, after: Evidence, criterion: str | None
    ) -> None:
        self.undo_stack.beginMacro(_("evidence {name}").format(name=name))
        self.undo_stack.push(SetEvidence(self, path, name, before, after))
        if criterion is not None:
            answer = self.answer_of(criterion)
            named = answer.model_copy(update={"evidence": (*answer.evidence, name)})
            signed = self._signed(answer, named)
            self.undo_stack.push(SetAnswer(self, path, criterion, answer, signed))
        self.undo_stack.endMacro()

    def changed_assessments(self) -> list[Assessed]:
        """The assessments that differ from their files."""
        project = self.project
        open_now = () if project is None else project.assessed
        return [a for a in open_now if a.assessment != self._saved[a.path].assessment]

    def restore(self, kept: Mapping[str, Assessment], choices: Mapping[str, bool]) -> None:
        """Put answers, evidence and choices kept aside in place; one step to undo."""
        assert self.project is not None
        self.undo_stack.beginMacro(_("restored answers"))
        for assessed in self.project.assessed:
            if assessed.path.name in kept:
                self._restore_one(assessed, kept[assessed.path.name])
        for name, chosen in choices.items():
            self.choose_candidate(name, chosen=chosen)
        self.undo_stack.endMacro()

    def _restore_one(self, assessed: Assessed, kept: Assessment) -> None:
        here = assessed.assessment
        for name, evidence in kept.evidence.items():
            if name not in here.evidence:
                self.undo_stack.push(SetEvidence(self, assessed.path, name, None, evidence))
        for name, answer in kept.answers.items():
            before = here.answer(name)
            if name in assessed.catalogue.criteria and before != answer:
                self.undo_stack.push(SetAnswer(self, assessed.path, name, before, answer))

    def free_evidence_name(self) -> str:
        """An id for new evidence that nothing has yet."""
        assert self.assessed is not None
        known = self.assessed.assessment.evidence
        return next(f"ev-{n}" for n in count(len(known) + 1) if f"ev-{n}" not in known)

    def put_answer(self, path: Path, criterion: str, answer: Answer) -> None:
        """What a command does: the answer changes and everything that hangs on it is told."""
        self.show_assessment(path)
        changed = self._edited(path)
        assessment = changed.assessment.with_answer(criterion, answer)
        self._exchange(changed.with_assessment(assessment))
        self.answer_changed.emit(criterion)

    def put_evidence(self, path: Path, name: str, evidence: Evidence | None) -> None:
        """What a command does: a piece of evidence comes, goes, or is another."""
        self.show_assessment(path)
        changed = self._edited(path)
        known = dict(changed.assessment.evidence)
        if evidence is None:
            known.pop(name, None)
        else:
            known[name] = evidence
        assessment = changed.assessment.model_copy(update={"evidence": known})
        self._exchange(changed.with_assessment(assessment))

    def _edited(self, path: Path) -> Assessed:
        assert self.project is not None
        return next(a for a in self.project.assessed if a.path == path)

    def _exchange(self, changed: Assessed) -> None:
        assert self.project is not None
        self.project = self.project.with_assessed(changed)
        self._cards.pop(changed.path, None)
        self._outdate_study()
        self._rescore()
