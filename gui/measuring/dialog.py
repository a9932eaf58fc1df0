"""Measure logs and metrics: from files to values that a scenario plans with."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from assessor.api import (
    Fitted,
    FitWishes,
    InputError,
    LocalizedText,
    Problem,
    Scenario,
    fit_files,
)
from assessor.api import gettext as _
from gui.jobs import Jobs, Progress
from gui.measuring.files_box import FilesBox
from gui.measuring.form import MeasuringForm
from gui.measuring.frame import FilesDialog, Said, Work
from gui.measuring.result import MeasuredView
from gui.measuring.saving import Places, free_name, save_fitted, stem_of
from gui.session import Session


class MeasuringDialog(FilesDialog):
    """Files, what they are of, and what they say."""

    def __init__(self, parent: QWidget, session: Session, jobs: Jobs) -> None:
        super().__init__(parent, session, jobs)
        self.setObjectName("measuring")
        self.form = MeasuringForm(self.scenario)
        self.view = MeasuredView(self.scenario)
        self._asked = self._measured = FitWishes()
        self.build(self.form, self.view)
        self.form.changed.connect(self._on_changed)

    @property
    def files(self) -> FilesBox:
        return self.form.files

    def say(self) -> Said:
        return Said(
            _("Measure from logs and metrics"),
            _("Access logs, metrics and load tests replace assumptions by measured values, each "
              "with its interval. The files are only read; nothing leaves this computer."),
            _("&Measure"),
            _("What can be read: access logs (common, combined, nginx with times, JSON lines; "
              ".gz too; rotated files in any order), tables of times and values as CSV, sar, "
              "Prometheus, and load tests of JMeter, k6 and Locust."),
        )  # fmt: skip

    @property
    def used_names(self) -> set[str]:
        """What profiles and inputs of the scenario are called: a measurement adds one of each."""
        return {*self.scenario.profiles, *self.scenario.inputs}

    def work(self) -> Work:
        files = self.files.files
        wanted = self.form.service.currentData() or stem_of(files[0])
        name = free_name(wanted, self.folder, self.used_names)
        wishes = self._asked = self.form.wishes(self.scenario.origin.path, name)

        scenario = self.scenario

        def measured(progress: Progress) -> Fitted:
            try:
                return fit_files(files, wishes, progress=progress)
            except InputError as error:
                told = [as_fields_say(problem, scenario) for problem in error.problems]
                raise InputError(told) from error

        return measured

    def show_result(self, result: object) -> None:
        assert isinstance(result, Fitted)
        self._measured = self._asked
        self.view.show_result(result, self._measured.service)
        self.bar.ask(self._measured.name, self.used_names, self.hindrance)

    def keep(self, places: Places) -> Work:
        done, wishes = self.result, self._measured

        def kept(_progress: Progress) -> Places:
            return save_fitted(done, wishes, places)

        return kept


def as_fields_say(problem: Problem, scenario: Scenario) -> Problem:
    """A class of requests by its title, which is what the table of patterns shows."""
    option, _space, name = str(problem.params.get("flag", "")).partition(" ")
    titled = scenario.request_classes.get(name)
    if titled is None:
        return problem
    vi, en = (f"{option} {text}" for text in (titled.title.vi, titled.title.en))
    return replace(problem, params={**problem.params, "flag": LocalizedText(vi=vi, en=en)})
